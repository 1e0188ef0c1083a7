"""Groups by common nouns: *the union*, *the carrier*, *rebels*, *the council*."""

from __future__ import annotations

import re

from winset.drafting.people.cast import Cast
from winset.drafting.people.figures import NamedActor
from winset.drafting.people.names import key_of, last_name, lemma_of, phrase, proper_name
from winset.drafting.people.pronouns import introduced
from winset.drafting.people.roles import RELATIVE, Roles, members_of
from winset.drafting.source import ParsedSource, children
from winset.drafting.words import BODIES, COMPANY, GOVERNMENT, MEDIATORS, PLACES, REBELS, STAFF, UNION
from winset.reading.spans import Token

_NOBODY = {"no", "any", "every", "each", "neither"}
_ACTING = {"nsubj", "nsubjpass", "pobj", "dobj", "poss", "dative", "agent", "conj", "ROOT"}


def place_groups(cast: Cast, source: ParsedSource) -> None:
    """Say whom common nouns mean: a name they stand for, or a group of their own."""
    roles, union = Roles(cast, source), _named_union(cast)
    for token in source.doc:
        if token.pos_ not in {"NOUN", "PROPN"} or cast.key_at(source, token.i):
            continue
        lemma = lemma_of(token)
        if lemma in MEDIATORS:
            _mediator(cast, source, token)
        elif any(one.lower_ in _NOBODY for one in children(token, "det")):
            continue  # *no lender would touch us*
        elif token.dep_ not in {"compound", "nmod"}:
            figure = (
                _beside(cast, source, token)
                or _introduced(cast, source, token)
                or roles.meant(token)
                or _group(cast, source, roles, token, union)
            )
            if figure is not None:
                cast.put(source, token, figure, phrase(token))
                if lemma in GOVERNMENT and not cast.government:
                    cast.government = figure.key
    cast.companies |= roles.companies


def _introduced(cast: Cast, source: ParsedSource, token: Token) -> NamedActor | None:
    """*Then there is Vantix. The American streamer …*: Vantix."""
    opens = token.dep_ in {"nsubj", "nsubjpass"} and any(one.lower_ == "the" for one in children(token, "det"))
    named = lemma_of(token) in COMPANY | BODIES | PLACES
    return cast.figures.get(introduced(cast, source, token)) if opens and named else None


def merge_mediators(cast: Cast) -> None:
    """*The mediators*, *the mediator* are the one mediator with a name."""
    found = {key: one for key, one in cast.figures.items() if one.kind == "mediator"}
    nameless = [one for one in found.values() if one.name.lower() in {"mediator", "mediators"}]
    named = [one for one in found.values() if one not in nameless] + [cast.figures[key] for key in cast.mediators]
    if len({one.key for one in named}) == 1:
        for one in nameless:
            cast.merge(one, named[0])


def _beside(cast: Cast, source: ParsedSource, token: Token) -> NamedActor | None:
    """*Their landlord, Harrow Estates*: the name beside it."""
    if lemma_of(token) not in COMPANY - RELATIVE or token.tag_ == "NNS":
        return None
    keys = [cast.key_at(source, one.i) for one in children(token, "appos")]
    return next((cast.figures[key] for key in keys if key), None)


def _mediator(cast: Cast, source: ParsedSource, token: Token) -> None:
    """*A federal mediator, Ines Farrow*; *mediator Ines Farrow*; *Qatari mediators* are Qatar."""
    for child in children(token, "amod", "compound", "nmod", "poss"):
        if (key := cast.key_at(source, child.i)) and cast.figures[key].kind in {"state", "name"}:
            cast.mediators.add(key)
            cast.put(source, token, cast.figures[key], phrase(token))
            return
    person = next((one for one in children(token, "appos") if one.pos_ == "PROPN"), None)
    if person is None and token.dep_ in {"compound", "nmod", "appos"} and token.head.pos_ == "PROPN":
        person = token.head
    if person is None and token.dep_ in {"compound", "nmod"}:
        return
    person = person or _named_after(token)
    office = _serving_as(token)
    if person is None and office is not None:
        person = next((one for one in (office, *children(office, "appos")) if one.pos_ == "PROPN"), None)
    name = proper_name(person) if person is not None else token.text
    figure = cast.figure(f"mediator_{key_of(name)}", name, "mediator")
    if person is not None:
        cast.put(source, person, figure, name)
        cast.person_of[last_name(name)] = figure.key
        if office is not None and office is not person:
            cast.put(source, office, figure, phrase(office))
    cast.put(source, token, figure, phrase(token))


def _named_after(token: Token) -> Token | None:
    """*The mediator, Anatar's foreign minister Selim Kaplan*, however the parse hangs him on: Kaplan."""
    after = token.doc[token.i + 1 : min(token.i + 10, token.sent.end)]
    if not len(after) or after[0].text != ",":
        return None
    close = next((one for one in after[1:] if one.is_punct and one.text in {",", ".", ";"}), None)
    last = close.nbor(-1) if close is not None else None
    whole = [one for one in after[1:] if close is not None and one.i < close.i]
    plain = all(one.pos_ not in {"VERB", "AUX", "PRON"} for one in whole)
    return last if last is not None and last.pos_ == "PROPN" and plain and last.dep_ in {"appos", "npadvmod"} else None


def _serving_as(token: Token) -> Token | None:
    """*With Ruritania's president, Ana Holt, as mediator*: the president."""
    if token.dep_ != "pobj" or token.head.lower_ != "as":
        return None
    above = token.head.head
    if above.pos_ == "ADP":
        above = next(iter(children(above, "pobj")), above)
    return above if above.pos_ in {"NOUN", "PROPN"} else None


def _group(cast: Cast, source: ParsedSource, roles: Roles, token: Token, union: NamedActor | None) -> NamedActor | None:
    lemma = lemma_of(token)
    members = members_of(token)
    if members is not None and lemma_of(members) in BODIES:
        figure = cast.figure(key_of(lemma_of(members)), members.text.lower(), "group")
        roles.add(lemma, figure.key)
        return figure
    if lemma in STAFF and token.pos_ == "PROPN" and children(token, "compound", "amod"):
        return None  # *the General Staff*
    if lemma in UNION and _in_the_union(token, union):
        if lemma in STAFF and not {"union", "strik"} & {
            one for one in ("union", "strik") if one in source.doc.text.lower()
        }:
            return None
        name = union.name if union else "unions" if token.tag_ == "NNS" and lemma == "union" else "union"
        figure = union or cast.figure("union", name, "union")
        cast.union = figure.key
        return figure
    if (
        lemma in COMPANY
        and token.tag_ != "NNS"
        and any(one.lower_ in {"the", "its", "this"} or one.dep_ == "poss" for one in token.children)
    ):
        return cast.figure("company", "company", "company")
    if lemma in REBELS:
        return _rebels(cast, source, roles, token)
    if lemma in GOVERNMENT and token.tag_ == "NNS":
        return None  # *both governments*
    if lemma in GOVERNMENT and not children(token, "poss"):
        return roles.state(token) or cast.figure("government", "government", "group")
    if lemma in PLACES and (place := roles.place(token)) is not None:
        return place if token.tag_ == "NN" else None
    if lemma == "party" and any(one.lower_ in {"parent", "mother"} for one in token.children):
        return cast.figure("parent_party", "parent party", "group")
    inverted = token.dep_ == "attr" and not children(
        token.head, "nsubj", "expl"
    )  # *caught between them is the council*
    if lemma in BODIES and (token.dep_ in _ACTING or inverted) and not children(token, "poss"):
        return cast.figure(key_of(lemma), token.text.lower(), "group")
    return None


def _rebels(cast: Cast, source: ParsedSource, roles: Roles, token: Token) -> NamedActor:
    """*The Front's fighters* are the Front's; *the rebels* the one armed group by name."""
    own = [cast.key_at(source, one.i) for one in children(token, "compound", "nmod", "poss")]
    figure = next((cast.figures[key] for key in own if key), None) or roles.armed
    return figure or cast.figure("rebels", "rebels", "group")


def _in_the_union(token: Token, union: NamedActor | None) -> bool:
    """Whether people of an occupation are those the union is of: not *nurses* where it is one of teachers."""
    lemma = lemma_of(token)
    if lemma in STAFF | {"union"} or union is None:
        return True
    words = {word.lower().rstrip("s'’") for word in union.name.split()}
    return lemma in words or not words & (UNION - {"union"}) or token.head.lemma_.lower() in {"union", "strike"}


def _named_union(cast: Cast) -> NamedActor | None:
    """The one union by name."""
    words = {
        *("Union", "Unions", "Workers", "Pilots", "Teachers", "Nurses", "Guild", "Brotherhood", "Teamsters", "Drivers"),
        *("Dockworkers", "Miners", "Employees", "Dockers", "Doctors", "Writers", "Actors"),
    }
    states = {"European Union", "African Union", "Soviet Union"}
    found = [
        one
        for one in cast.figures.values()
        if one.kind == "name" and words & set(re.split(r"[\s'’]+", one.name)) and one.name not in states
    ]
    if not found:  # *the Larkfield Education Association … the union*
        last = {"Association", "Alliance", "Federation", "Society", "Confederation"}
        found = [one for one in cast.figures.values() if one.kind == "name" and one.name.split()[-1] in last]
        found = found if len(found) == 1 else []
    return min(found, key=lambda one: one.first) if found else None
