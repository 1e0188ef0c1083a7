"""Who takes part: states, organisations and groups under all the names a text has for them."""

from __future__ import annotations

from collections import defaultdict

from winset.drafting.people.cast import Cast
from winset.drafting.people.figures import stands
from winset.drafting.people.groups import merge_mediators, place_groups
from winset.drafting.people.labels import place_speakers
from winset.drafting.people.names import (
    COMMON,
    DESCRIBING,
    STATE_NAMES,
    derived,
    has_office,
    is_body,
    is_date,
    joined,
    key_of,
    lemma_of,
    part_of,
    place_only,
    proper_name,
    state_pattern,
    without_opening,
)
from winset.drafting.people.persons import place_persons
from winset.drafting.people.signatures import place_signatures
from winset.drafting.source import ParsedSource, children
from winset.drafting.words import (
    COMPANY,
    DEMANDS,
    GOVERNMENT,
    MEDIATORS,
    NOUNS,
    OFFERS,
    OFFICES,
    ORGANISATIONS,
    REFUSALS,
    THREATS,
)
from winset.reading.kinds import OUTLET
from winset.reading.places import place_of
from winset.reading.spans import Token

_ACTS = ((DEMANDS | OFFERS | REFUSALS | THREATS) - {"block", "protest", "fight", "condemn"}) | {
    *("raise", "give", "halt", "withdraw", "sign", "withhold"),
}


def cast_of(sources: tuple[ParsedSource, ...]) -> Cast:
    """Gather everybody whom documents name: names first, then the nouns and persons that stand for them."""
    cast = Cast(sources)
    for source in sources:
        _states(cast, source)
    for source in sources:
        _names(cast, source)
        _joined_names(cast, source)
    for source in sources:
        place_groups(cast, source)
    for source in sources:
        place_persons(cast, source)
        place_speakers(cast, source)
        place_signatures(cast, source)
    merge_mediators(cast)
    for source in sources:
        _untagged(cast, source)
    for source in sources:
        _weigh(cast, source)
    return cast


def _states(cast: Cast, source: ParsedSource) -> None:
    """States by name or seat, and by their adjective where an office follows."""
    for match in state_pattern().finditer(source.doc.text):
        span = source.doc.char_span(*match.span(), alignment_mode="expand")
        if span is None or not len(span):
            continue
        token, place = span[-1], STATE_NAMES[match[0]]
        if token.text.isupper() and match[0] not in {
            "US",
            "UK",
            "EU",
            "UAE",
            "USA",
            "U.S.",
            "U.K.",
            "PRC",
            "DPRK",
            "DRC",
        }:
            continue
        follows = token.head if token.dep_ in {"amod", "compound", "nmod", "poss"} else None
        describes = match[0] in place.adjectives and token.pos_ == "ADJ"
        describes = describes or (follows is not None and token.dep_ != "poss")
        if describes and (follows is None or follows.lemma_.lower() not in OFFICES | MEDIATORS):
            continue
        if match[0] in place.seats and place_only(token):
            continue
        name = place.names[0].replace("_", " ")
        figure = cast.figure(key_of(name), name, "state")
        cast.put(source, token, figure, match[0])
        if follows is not None and follows.lemma_.lower() in OFFICES and token.dep_ != "poss":
            cast.put(source, follows, figure, f"{match[0]} {follows.text}")


def _names(cast: Cast, source: ParsedSource) -> None:
    """Proper names that are no states: companies, unions, movements, places that act."""
    found: dict[str, list[Token]] = defaultdict(list)
    for token in source.doc:
        if token.pos_ != "PROPN" or cast.key_at(source, token.i) or not token.text[:1].isupper():
            continue
        within = token.dep_ == "compound" and token.head.pos_ == "PROPN"
        if (within and token.nbor(1).text != "-") or joined(token):
            continue
        if token.dep_ == "poss" and token.head.pos_ == "PROPN" and token.text in proper_name(token.head):
            continue  # *National Dockworkers' Federation*
        name = proper_name(token)
        if name and not OUTLET.search(name) and not is_date(token):
            found[name].append(token)
    _without_openings(source, found)
    titled = {name for name, tokens in found.items() if any(has_office(token) for token in tokens)}
    for name in sorted(found, key=lambda one: (-len(one.split()), found[one][0].i)):
        if name in titled or name in place_of():
            continue
        named = [one for one in cast.figures.values() if one.kind == "name"]
        if _of_many(name, found):
            named = [one for one in named if one.name == name]
        known = next((one for one in named if part_of(name, one.name) or derived(name, one.name)), None)
        if known is None and " " not in name and any(lemma_of(token) in COMMON for token in found[name]):
            continue  # *Union president …*: a noun with a capital
        states = [one for one in cast.figures.values() if one.kind == "state"]
        known = known or next((one for one in states if any(part_of(name, said) for said in one.surfaces)), None)
        figure = known or cast.figure(key_of(name), name, "name")
        for token in found[name]:
            cast.put(source, token, figure, name)
    for token in source.doc:  # *Merevi officials*
        key = cast.key_at(source, token.i)
        office = token.head.lemma_.lower() in OFFICES and token.dep_ in {"compound", "amod", "nmod"}
        if key and cast.figures[key].kind == "name" and office and not cast.key_at(source, token.head.i):
            cast.put(source, token.head, cast.figures[key], f"{token.text} {token.head.text}")


def _joined_names(cast: Cast, source: ParsedSource) -> None:
    """*Road and Rail Union*, *Hill Tenants and Leaseholders*: one body, if its first half is never alone."""
    doc = source.doc
    for token in doc[1:-1]:
        before = cast.figures.get(cast.key_at(source, token.i - 1))
        if token.lower_ not in {"and", "&"} or before is None or before.kind != "name":
            continue
        if before.name.split()[-1] != doc[token.i - 1].text:
            continue
        end = token.i + 1
        while end < min(len(doc), token.i + 5) and doc[end].text[:1].isupper() and doc[end].pos_ in {"PROPN", "ADJ"}:
            end += 1
        last = doc[end - 1]
        after = cast.figures.get(cast.key_at(source, last.i))
        if last is token or (after is not None and (after is before or after.kind != "name")):
            continue
        crowds = doc[token.i - 1].text.endswith("s") and last.text.endswith("s")
        members = crowds and (after is None or after.name == last.text)
        if not (members or (after is not None and is_body(doc[token.i + 1 : end].text))):
            continue
        half = before.name.split()[-2:]
        alone = any(
            [doc[one.i - low].text for low in range(len(half) - 1, -1, -1)] == half
            and one.nbor(1).lower_ not in {"and", "&"}
            for one in doc[1:-1]
        )
        if alone:
            continue
        name = f"{before.name} {token.text} {doc[token.i + 1 : end].text}"
        whole = cast.figure(key_of(name), name, "name")
        for part in (before, after):
            if part is not None:
                cast.merge(part, whole)
        cast.put(source, last, whole, name)


def _untagged(cast: Cast, source: ParsedSource) -> None:
    """*Lund wants …*, where the parse takes the name for another word: as it stands where it is taken for one."""
    small = {token.text for token in source.doc if token.text.islower()}
    known: dict[str, set[str]] = defaultdict(set)
    for token in source.doc:
        if token.pos_ == "PROPN" and token.text[:1].isupper() and token.lower_ not in small:
            known[token.text].add(cast.key_at(source, token.i))
    for token in source.doc:
        keys = known.get(token.text, set()) - {""}
        if token.pos_ != "PROPN" and len(keys) == 1 and not cast.key_at(source, token.i):
            cast.put(source, token, cast.figures[min(keys)], token.text)


def _weigh(cast: Cast, source: ParsedSource) -> None:
    """Count what everybody does: acts of bargaining twice."""
    for token in source.doc:
        if token.pos_ in {"VERB", "AUX"}:
            own = children(token, "nsubj", "nsubjpass")
            above = token.head if token.dep_ == "conj" and not own else token
            for subject in own or children(above, "nsubj", "nsubjpass"):
                for key in cast.several(source, subject):
                    if token.tag_ != "MD" and token.dep_ not in {"aux", "auxpass"}:
                        silent = any(one.lemma_ in {"comment", "say"} for one in children(token, "xcomp"))
                        heavy = token.lemma_.lower() in _ACTS and subject.dep_ == "nsubj" and not silent
                        cast.figures[key].acts += 2 if heavy else bool(own) and token.pos_ == "VERB"
                        cast.figures[key].heavy += heavy
                        cast.figures[key].stands |= heavy and stands(token)
        elif token.lemma_.lower() in NOUNS:
            for subject in children(token, "poss"):
                if key := cast.meant(source, subject):
                    cast.figures[key].acts += 2


def _of_many(name: str, found: dict[str, list[Token]]) -> bool:
    """*Marlow*, where there are a Marlow University and a Marlow Mining: short for neither, a place of its own."""
    longer = {whole for whole in found if whole.startswith(f"{name} ")}
    if len(longer) < 2 and not (longer and any(_governed(token) for token in found[name])):
        return False
    return all(is_body(whole) for whole in longer)


def _governed(token: Token) -> bool:
    return token.dep_ == "poss" and token.head.lemma_.lower() in GOVERNMENT


def _without_openings(source: ParsedSource, found: dict[str, list[Token]]) -> None:
    """*Upstream Arvania* is Arvania: where the word describes, or the text has it small and the name without it."""
    for name in list(found):
        bare = {without_opening(token, name) for token in found[name]}
        if len(bare) != 1 or not (rest := min(bare)):
            continue
        opening = name.split()[0].lower()
        small = len(found.get(rest, ())) > 1 and any(token.text == opening for token in source.doc)
        if opening in DESCRIBING | (COMPANY - ORGANISATIONS - {"group"}) or small:
            found[rest] = sorted([*found.get(rest, ()), *found.pop(name)], key=lambda token: token.i)
