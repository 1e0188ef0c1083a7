"""Who holds back what on a condition, by learned weights: parties and issues beside every condition of a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from winset.drafting.attitudes.bounds import Bound
from winset.drafting.conditions.promises import main_of, suffers
from winset.drafting.people.verbs import negated, subject_of
from winset.drafting.source import children
from winset.drafting.stances.stance_signs import word_classes
from winset.drafting.stances.stances import Setting
from winset.drafting.stances.voices import Voices
from winset.drafting.words import OBSERVERS
from winset.frozen import Frozen
from winset.reading.spans import Doc, Token

_POINTING = {"it", "this", "that", "them", "these", "those", "so", "one"}


class TermCandidate(Frozen):
    """A party that may hold back an issue on a condition.

    Attributes
    ----------
    party, issue : str
        The keys.
    asked : tuple of str
        The issues that the condition names.
    reference : str
        The sentence.
    mark : str
        What says that there is a condition.
    signs : dict of str to float
        What speaks for it.
    """

    party: str
    issue: str
    asked: tuple[str, ...]
    reference: str
    mark: str
    signs: Mapping[str, float]


def terms(known: Setting) -> Iterator[TermCandidate]:
    """Give every party with every issue named beside a condition or in the sentence before."""
    for voices in known.voices:
        for number, sentence in enumerate(voices.sentences):
            for bound in voices.bounds.get(sentence.start, ()):
                if not suffers(main_of(bound.above)):
                    yield from _of_bound(known, voices, number, sentence, bound)


def _of_bound(known: Setting, voices: Voices, number: int, sentence: Doc, bound: Bound) -> Iterator[TermCandidate]:
    letter = voices.source.letter
    what = {one.key: _what(one.places.get(letter, frozenset()), voices, number, bound) for one in known.matters}
    asked = tuple(key for key, how in what.items() if how == "asked")
    who = _who(voices, sentence, bound)
    common = _of_sentence(voices, sentence, bound)
    near = sum(how in {"under", "named"} for how in what.values())
    common |= {f"named {min(near, 2)}": 1.0, f"asked {min(len(asked), 2)}": 1.0, f"parties {min(len(who), 3)}": 1.0}
    read = [one for one in known.held if one.source.letter == letter and one.token.sent == sentence]
    told = [one for _, one in known.found if one.token.sent == sentence and one.change.source.letter == letter]
    for matter in known.matters:
        how = what[matter.key]
        for party, ways in who.items() if how not in {"", "asked"} else ():
            if known.roles.get(party, "mediates") == "mediates":
                continue
            rule = "decides" if party in matter.control else "asks"
            signs = dict(common)
            for way in ways:
                signs |= dict.fromkeys((way, f"{way}, {how}", f"{way}, {rule}", f"{way}, {how}, {rule}"), 1.0)
            signs |= dict.fromkeys((how, rule, f"{how}, {rule}", f"{how} of {min(near, 2)}", known.roles[party]), 1.0)
            signs["alone"] = float(matter.control == (party,))
            signs["before, pointing"] = float(how.startswith("before") and "points" in common)
            for held in read:
                own = held.holder == party
                right = own and any(matter.has(change) for change in held.held)
                signs["rule" if right else "rule, of another thing" if own else "rule, of another"] = 1.0
            for one in told:
                if one.holder == party:
                    about = "it" if matter.has(one.change) else "else"
                    signs |= dict.fromkeys((f"{one.act} of {about}", f"{one.act} of {about}, {rule}"), 1.0)
            yield TermCandidate(party, matter.key, asked, f"{letter}{voices.number(sentence)}", bound.mark, signs)


def _what(places: frozenset[int], voices: Voices, number: int, bound: Bound) -> str:
    """Where an issue is named: under the verb that the condition is put on, beside it, in it, in a sentence before."""
    sentence = voices.sentences[number]
    inside = [place for place in places if sentence.start <= place < sentence.end]
    main = [place for place in inside if place not in bound.inside]
    if main:
        low = {one.i for one in bound.above.subtree}
        return "under" if low & set(main) else "named"
    if inside:
        return "asked"
    for back in (1, 2):
        former = voices.sentences[number - back] if number >= back else None
        if former is not None and any(former.start <= place < former.end for place in places):
            return f"before {back}"
    return ""


def _who(voices: Voices, sentence: Doc, bound: Bound) -> dict[str, list[str]]:
    """How parties stand to a condition: who acts in the main part, says it, is only there, is asked to do something."""
    found: dict[str, list[str]] = {}
    subject, asked = subject_of(bound.above), subject_of(bound.below)
    passive = bool(children(bound.above, "nsubjpass", "auxpass"))
    for key in voices.several(subject) if subject is not None else ():
        found.setdefault(key, []).append("is done to" if passive else "acts")
    for key in (voices.says.get(bound.above.i, ""), voices.teller(bound.above)):
        if key in voices.keys and "says" not in found.get(key, ()):
            found.setdefault(key, []).append("says")
    for key in voices.several(asked) if asked is not None else ():
        found.setdefault(key, []).append("asked to act")
    for token in sentence:
        if (key := voices.at.get(token.i, "")) and key not in found:
            found[key] = ["in the condition" if token.i in bound.inside else "there"]
    before = voices.before.get(sentence.start, "")
    if before and before not in found:
        found[before] = ["before"]
    return found


def _of_sentence(voices: Voices, sentence: Doc, bound: Bound) -> dict[str, float]:
    """The signs of a condition whoever sets it: its mark, the verbs on both sides, who is said to say so."""
    signs = {f"m {bound.mark}": 1.0, f"conditions {min(len(voices.bounds[sentence.start]), 2)}": 1.0}
    for side, verb in (("main", bound.above), ("below", bound.below)):
        for name in _of_verb(verb):
            signs |= dict.fromkeys((f"{side} {name}", f"{bound.mark}: {side} {name}"), 1.0)
    for token in sentence:
        if token.lemma_.lower() in OBSERVERS and token.dep_ == "nsubj":
            signs["observers"] = 1.0
        if token.lower_ in _POINTING and token.i not in bound.inside and token.dep_ in {"dobj", "nsubjpass", "pobj"}:
            signs["points"] = 1.0
        if token.lower_ == "only" or token.lower_ in {"condition", "proviso"}:
            signs[f"b {token.lower_}"] = 1.0
    if sentence.text.strip()[:1] in "\"“‘'":
        signs["quotation"] = 1.0
    return signs


def _of_verb(verb: Token) -> Iterator[str]:
    yield verb.tag_
    yield from (one.lower_ for one in children(verb, "aux") if one.tag_ in {"MD", "TO"})
    if negated(verb):
        yield "denied"
    if children(verb, "auxpass"):
        yield "passive"
    for word in (verb, *children(verb, "acomp", "attr", "xcomp")):
        yield from word_classes(word)
