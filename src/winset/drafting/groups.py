"""Groups by common nouns: *the union*, *the carrier*, *rebels*, *the council*."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from winset.drafting.figures import Figure
from winset.drafting.names import FIRM, SUBJECTS, definite, key_of, phrase, proper_name
from winset.drafting.source import Source, children
from winset.drafting.words import BODIES, COMPANY, MEDIATORS, REBELS, STAFF, UNION
from winset.reading.spans import Token

if TYPE_CHECKING:
    from winset.drafting.parties import Cast


def place_groups(cast: Cast, source: Source) -> None:
    """Groups by common nouns: *the union*, *the carrier*, *rebels*."""
    company, union = only_company(cast, source), _named_union(cast, source)
    for token in source.doc:
        lemma = token.lemma_.lower()
        if (
            token.pos_ not in {"NOUN", "PROPN"}
            or (source.letter, token.i) in cast.at
            or token.dep_ in {"compound", "nmod"}
        ):
            continue
        figure = None
        if lemma in MEDIATORS:
            person = next((one for one in children(token, "appos") if one.pos_ == "PROPN"), None)
            name = proper_name(person) if person is not None else token.text
            figure = cast.figure(f"mediator_{key_of(name)}", name, "mediator")
            if person is not None:
                cast.put(source, person, figure, name)
                cast.person_of[name.split()[-1]] = figure.key
        elif lemma in UNION:
            name = f"{union.name}" if union else "unions" if token.tag_ == "NNS" and lemma == "union" else "union"
            if lemma not in STAFF or "union" in source.doc.text.lower() or "strik" in source.doc.text.lower():
                figure = union or cast.figure("union", name, "union")
                cast.union = figure.key
        elif lemma in COMPANY and company is not None and definite(token):
            figure = company
        elif lemma in COMPANY and company is None and definite(token):
            figure = cast.figure("company", "company", "company")
        elif lemma in REBELS:
            own = [cast.at.get((source.letter, one.i), "") for one in children(token, "compound", "nmod")]
            figure = next((cast.figures[key] for key in own if key), None)
            figure = figure or cast.figure("rebels", "rebels", "group")
        elif lemma in BODIES and token.dep_ in {
            "nsubj",
            "nsubjpass",
            "pobj",
            "dobj",
            "poss",
            "dative",
            "agent",
            "conj",
        }:
            figure = _group(cast, source, token, lemma)
        if figure is not None:
            cast.put(source, token, figure, phrase(token))


def _group(cast: Cast, source: Source, token: Token, lemma: str) -> Figure | None:
    """*The council*; *the tenants' association* is the tenants'."""
    owners = children(token, "poss")
    if not owners:
        return cast.figure(key_of(lemma), token.text.lower(), "group")
    members = owners[0].lemma_.lower()
    if members in BODIES and owners[0].tag_ == "NNS":
        return cast.figure(key_of(members), owners[0].text.lower(), "group")
    return None


def only_company(cast: Cast, source: Source) -> Figure | None:
    """The one company by name, where common nouns for companies can only mean it."""
    nouns = [token for token in source.doc if token.lemma_.lower() in COMPANY and definite(token)]
    marks: Counter[str] = Counter()
    for token in source.doc:
        key = cast.at.get((source.letter, token.i))
        if key is None or cast.figures[key].kind != "name":
            continue
        marks[key] += 2 * bool(FIRM.search(cast.figures[key].name))
        beside = [token.head, *token.children]
        marks[key] += sum(one.lemma_.lower() in COMPANY | {"executive", "board", "shareholder"} for one in beside)
        marks[key] += token.dep_ in SUBJECTS
    if not nouns or not marks:
        return None
    (key, weight), *rest = sorted(marks.items(), key=lambda one: (-one[1], cast.figures[one[0]].first))
    alone = weight >= 1 and all(other < weight for _, other in rest)
    return cast.figures[key] if weight >= 2 or alone else None


def _named_union(cast: Cast, source: Source) -> Figure | None:
    """The one union by name, with its abbreviation."""
    words = {
        "Union",
        "Unions",
        "Workers",
        "Pilots",
        "Teachers",
        "Nurses",
        "Guild",
        "Brotherhood",
        "Teamsters",
        "Drivers",
    }
    found = [one for one in cast.figures.values() if one.kind == "name" and words & set(one.name.split())]
    if not found:
        return None
    first = min(found, key=lambda one: one.first)
    initials = "".join(word[0] for word in first.name.split() if word[0].isupper())
    for one in list(cast.figures.values()):
        if one is not first and one.name == initials and len(initials) > 1:
            cast.merge(one, first)
    return first
