"""Persons, and whom they speak for: by title, apposition, possessive, delegation, or the only one of the office."""

from __future__ import annotations

import re
from collections import Counter

from winset.drafting.people.cast import CALLED_BY, Cast
from winset.drafting.people.holders import for_themselves
from winset.drafting.people.insiders import was_once
from winset.drafting.people.introductions import introduced_by, with_others
from winset.drafting.people.names import NEUTER, OPPOSITE, SUBJECTS, last_name, lemma_of, office_beside, proper_name
from winset.drafting.people.roles import Roles
from winset.drafting.people.theirs import bodies_of_persons
from winset.drafting.source import ParsedSource, children, coordinated
from winset.drafting.words import GOVERNMENT, SPEAKERS, UNION
from winset.reading.places import place_of
from winset.reading.spans import Token
from winset.word_sets import word_set

_GOVERNING = {"minister", "president", "premier", "chancellor", "king", "queen", "cabinet"}
_NEUTRAL = re.compile(
    r"(?i)\b(?:the two|both|between the) (?:sides|camps|parties|delegations|teams)\b|\b(?:arbitra|mediat|shuttl)"
)
_OFFICES_OF = {
    "mayor alderman councillor councilmember councilwoman councilman cllr coun": word_set(
        "city town council commune municipality borough county village parish"
    ),
    "steward convenor convener organiser organizer": word_set("union unions federation guild branch local workers"),
    "superintendent headteacher principal": word_set("district school schools board"),
    "rector provost dean vice-chancellor": word_set("university college institute school"),
    "captain": word_set("player players team"),
    "commander colonel comandante": word_set("front army movement militia rebels garrison forces"),
    "trustee trustees curator": word_set("museum trust foundation orchestra"),
}
"""Whose such an office is, where nothing else tells."""
_HEADS = "President|Prime Minister|Chancellor|Premier|King|Queen"


def place_persons(cast: Cast, source: ParsedSource) -> None:
    """Persons into whom they speak for: by title, apposition, possessive, or the only one of the office."""
    pending: list[tuple[Token, str, Token]] = []
    for token in source.doc:
        if token.pos_ != "PROPN" or (token.dep_ == "compound" and token.head.pos_ == "PROPN"):
            continue
        key = cast.key_at(source, token.i)
        if key and cast.figures[key].kind in {"state", "mediator"}:
            continue
        role = office_beside(token)
        if role is None:
            continue
        name = proper_name(token, titles=False)
        if was_once(role, token):
            cast.person_of.setdefault(last_name(name), "")  # speaks for nobody any more
            continue
        key = _serves(cast, source, role)
        if key and name:
            cast.person_of[last_name(name)] = key
        elif name:
            pending.append((token, name, role))
    for _, name, _ in pending:
        cast.person_of.setdefault(last_name(name), "")
    _by_delegation(cast, source)
    _by_company(cast, source)
    for _, name, role in pending:  # a minister of the one government that the text speaks of
        titles = {one.lower_ for one in (role, *role.children)}
        if titles & _GOVERNING and not cast.person_of[last_name(name)] and cast.governs_alone():
            cast.person_of[last_name(name)] = cast.government
    introduced_by(cast, source)
    _by_turn(cast, source, pending)
    for_themselves(cast, pending, source)
    with_others(cast, source)
    for token in source.doc:
        key = cast.person_of.get(token.text, "")
        if token.pos_ != "PROPN" or token.text not in cast.person_of:
            continue
        former = cast.key_at(source, token.i)
        cast.mark(source, token.i, "")
        if former in cast.figures and former != key and cast.figures[former].kind == "name" and key:
            cast.figures[former].mentions -= 1
        if key:
            cast.put(source, token, cast.figures[key], proper_name(token))
            cast.figures[key].persons.add(token.text)
    _offices_alone(cast, source)
    bodies_of_persons(cast, source)


def _by_turn(cast: Cast, source: ParsedSource, pending: list[tuple[Token, str, Token]]) -> None:
    """*And the district? Superintendent Ana Holt says …*: an office alone is that of whom was named before it."""
    for token, name, role in pending:
        surname = last_name(name)
        if lemma_of(token.head) in OPPOSITE:
            continue
        titled = role is not token or any(one.lower_ in SPEAKERS for one in children(token, "compound"))
        if cast.person_of.get(surname) or not titled or token.dep_ not in {"nsubj", "appos"}:
            continue
        if role.lemma_.lower() != "member" and _NEUTRAL.search(token.sent.text):  # *has been receiving the two camps*
            continue
        apart = children(role, "poss") or children(token, "poss")
        before = [
            one
            for one in source.doc[max(0, token.sent.start - 12) : token.sent.start]
            if not (one.is_space or one.is_punct)
        ]
        if apart or not before or (role is not token and children(role, "prep")):
            continue
        if keys := _headed(cast, source.above(token)):
            cast.person_of[surname] = keys[0] if len(keys) == 1 else ""
            continue
        named = [one for one in before[-1].sent if _party_at(cast, source, one)]
        acting = [one for one in named if one.dep_ in {*SUBJECTS, "ROOT", "attr"}] or named
        keys = list(dict.fromkeys(cast.key_at(source, one.i) for one in acting))
        if len(keys) == 1:
            cast.person_of[surname] = keys[0]


def _headed(cast: Cast, heading: str) -> list[str]:
    """Whom a heading names."""
    spoken_of = {key: one for key, one in cast.figures.items() if one.kind != "mediator" and one.mentions > 1}
    return [
        key
        for key, one in spoken_of.items()
        if any(re.search(rf"\b{re.escape(word)}\b", heading) for word in one.surfaces)
    ]


def _party_at(cast: Cast, source: ParsedSource, one: Token) -> bool:
    figure = cast.figures.get(cast.key_at(source, one.i))
    return figure is not None and figure.kind != "mediator" and (figure.mentions > 1 or figure.kind == "group")


def _offices_alone(cast: Cast, source: ParsedSource) -> None:
    """*The minister* is the last person who was named with that office."""
    last: dict[str, str] = {}
    for token in source.doc:
        key = cast.key_at(source, token.i)
        if token.pos_ == "PROPN" and token.text in cast.person_of and cast.person_of[token.text] == key != "":
            role = office_beside(token)
            titles = [one.lemma_.lower() for one in (role, *role.children, *token.children)] if role is not None else []
            last |= {title: key for title in titles if title in SPEAKERS}
        alone = token.tag_ == "NN" and token.lemma_.lower() in last and not key and token.lower_ not in GOVERNMENT
        if alone and [one.lower_ for one in token.children if not one.is_punct] == ["the"]:
            figure = cast.figures[last[token.lemma_.lower()]]
            cast.put(source, token, figure, f"the {token.text}")


def _by_delegation(cast: Cast, source: ParsedSource) -> None:
    """*The US delegation, led by …*; the chief of a delegate belongs with him, and who instructs somebody."""
    for token in source.doc:
        if token.lemma_.lower() in {"lead", "head"} and token.dep_ in {"acl", "relcl"}:
            key = cast.meant(source, token.head)
            for agent in children(token, "agent"):
                for one in children(agent, "pobj"):
                    for member in coordinated(one):
                        _belongs(cast, source, member, key)
        elif token.lemma_.lower() in {"instruct", "dispatch", "appoint"}:
            above = [one for one in children(token, "nsubj") if one.lower_ not in NEUTER]
            below = [one for one in children(token, "dobj") if cast.person_of.get(one.text)]
            for one in above:
                chief = (
                    one
                    if one.pos_ == "PROPN"
                    else next(
                        (
                            source.doc[place]
                            for place in range(one.i - 1, max(0, one.i - 12), -1)
                            if source.doc[place].text in cast.person_of
                        ),
                        one,
                    )
                )
                for other in below:
                    if not cast.person_of.get(chief.text) and chief.pos_ == "PROPN":
                        cast.person_of[chief.text] = cast.person_of[other.text]


def _belongs(cast: Cast, source: ParsedSource, member: Token, key: str) -> None:
    if not key:
        return
    if member.pos_ == "PROPN" and cast.person_of.get(member.text, "") in {"", "state"}:
        cast.person_of[member.text] = key
    for one in member.subtree:
        if (
            one.dep_ == "poss"
            and one.pos_ == "PROPN"
            and not cast.person_of.get(one.text)
            and one.text not in place_of()
        ):
            cast.person_of[one.text] = key


def _by_company(cast: Cast, source: ParsedSource) -> None:
    """Heads of state whom nothing else places: the state they are named with most, if it has no head yet."""
    text = source.doc.text
    heads = {
        match[2].split()[-1]
        for match in re.finditer(rf"\b({_HEADS}) ((?:[A-Z][\w.-]*[ ])*(?:al-)?[A-Z][\w-]+)", text)
        if match[2].split()[-1] in cast.person_of
    }
    taken = {cast.person_of[one] for one in heads if cast.person_of[one]}
    for name in sorted(heads):
        if cast.person_of[name]:
            continue
        near: Counter[str] = Counter()
        numbers = {token.sent.start for token in source.doc if token.text == name}
        for token in source.doc:
            key = cast.key_at(source, token.i)
            if key and cast.figures[key].kind == "state" and token.sent.start in numbers and key not in taken:
                near[key] += 1
        best = near.most_common(2)
        if best and (len(best) == 1 or best[0][1] > best[1][1]):
            cast.person_of[name] = best[0][0]
            taken.add(best[0][0])


def _serves(cast: Cast, source: ParsedSource, role: Token) -> str:
    """Whom an office serves: its possessor, what stands before it, *of …*, or the only company or state."""
    for child in role.children:
        if child.dep_ == "poss" and role.lemma_.lower() in OPPOSITE:
            continue
        if child.dep_ in {"poss", "compound", "amod", "nmod"}:
            key = cast.meant(source, child) if child.dep_ == "poss" else cast.key_at(source, child.i)
            if key:
                return key
            lemma = child.lemma_.lower()
            if lemma in UNION and cast.union:
                return cast.union
            if key := cast.named(child):
                return key
    if role.i and (key := cast.key_at(source, role.i - 1)):
        return key
    if key := _by_word(cast, role):
        return key
    around = role.doc[max(0, role.i - 3) : role.i + 3].text
    if "Secretary of State" in around and "united_states" in cast.figures:
        return "united_states"
    for prep in children(role, "prep"):
        if prep.lower_ in {"of", "for", "at"} and role.lower_ != "secretary":
            for one in children(prep, "pobj"):
                if key := cast.meant(source, one):
                    return key
    opening = role.doc[role.sent.start]
    if opening.lower_ in {"at", "in", "for"} and opening.i < role.i:  # *At Arena, chairwoman Ada Lund must …*
        for noun in children(opening, "pobj"):
            for one in (noun, *children(noun, "poss", "compound")):  # *at Holt's headquarters*
                if key := cast.key_at(source, one.i):
                    return key
    if role.lemma_.lower() in {"executive", "ceo"}:
        company = Roles(cast, source).only_company()
        return company.key if company is not None else "management" if "management" in cast.figures else ""
    return _by_kind(cast, {one.lower_.strip(".") for one in (role, *children(role, "compound", "nmod"))})


def _by_kind(cast: Cast, titles: set[str]) -> str:
    """*Mayor Ana Lund*: of the one city or town that the text speaks of more than once."""
    bodies = next((words for offices, words in _OFFICES_OF.items() if titles & set(offices.split())), frozenset())
    keys = [
        key
        for key, one in cast.figures.items()
        if one.mentions > 1 and bodies & {low.lower() for word in (one.name, *one.surfaces) for low in word.split()}
    ]
    return keys[0] if len(keys) == 1 else ""


def _by_word(cast: Cast, role: Token) -> str:
    """*Federation president …*, *county executive …*: the one body that the text calls by that word."""
    for one in reversed(role.doc[max(role.sent.start, role.i - 3) : role.i]):
        if one.dep_ not in {"compound", "nmod", "amod"}:
            break
        if one.lemma_.lower() in CALLED_BY:
            return cast.called(one)
    return ""
