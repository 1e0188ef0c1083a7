"""Who is a party, who mediates, who sits at the table."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.figures import Figure, chosen
from winset.drafting.homes import approvers, told_of
from winset.drafting.names import key_of
from winset.drafting.outside import outsiders
from winset.drafting.parties import Cast
from winset.drafting.source import Source
from winset.drafting.surroundings import left_out, mediating, meeting

MOST_HEAVY = 3
"""Acts of bargaining up to which somebody is a mediator all the same."""


def figures_of(sources: tuple[Source, ...], cast: Cast) -> tuple[list[Figure], dict[str, str], dict[str, str]]:
    """Decide who is a party; who is left out and who mediates, with the sentence that says so."""
    absent: dict[str, str] = {}
    mediators: dict[str, str] = {}
    for source in sources:
        for key, token in (*left_out(source, cast), *outsiders(source, cast)):
            absent.setdefault(key, source.reference(token))
        for name, token in mediating(source, cast):
            key = cast.at.get((source.letter, token.i)) or key_of(name)
            if key in cast.figures and cast.figures[key].heavy > MOST_HEAVY:
                continue  # who demands and refuses throughout is a party, whatever it brokered once
            surname = name.split()[-1]
            if key not in cast.figures:
                cast.figures[key] = Figure(key, name, "mediator", first=token.i)
            figure = cast.figures[key]
            if name == figure.name and figure.kind == "mediator":
                cast.at.setdefault((source.letter, token.i), key)
            for word in source.doc:
                if word.text == surname and word.pos_ == "PROPN":
                    former = cast.at.get((source.letter, word.i))
                    if former in (None, key) or cast.figures[former].kind == "name":
                        cast.at[source.letter, word.i] = key
                        figure.surfaces[word.text] += 1
            if figure.kind in {"mediator", "name"} and name.split()[-1] in figure.name.split():
                figure.name = name
            figure.sentences.add(source.reference(token))
            mediators[key] = source.reference(token)
    mediators |= dict.fromkeys(cast.mediators, "")
    mediators |= {key: "" for key, one in cast.figures.items() if one.kind == "mediator"}
    kept = chosen(cast.figures, absent, mediators)
    return _without_homes(sources, cast, kept, {**mediators, **absent}), absent, mediators


def _without_homes(sources: tuple[Source, ...], cast: Cast, kept: list[Figure], apart: dict[str, str]) -> list[Figure]:
    """Leave out who only has to approve what a party signs: it is that party's home."""
    foremost = sorted((one for one in kept if one.key not in apart), key=lambda one: -one.acts)[:2]  # nobody's home
    lesser = [one for one in kept if one not in foremost and one.heavy <= MOST_HEAVY - 1]
    for one in [one for one in lesser if one.kind in {"group", "name"}]:
        others = [other.key for other in kept if other is not one and other.key not in apart]
        if len(others) >= 2 and one.key not in apart:
            if any(one.key in meeting(source, cast) for source in sources):
                continue
            at_home = (told for source in sources for told in _approving(source, cast, others))
            kept = [other for other in kept if other is not one] if one.key in at_home else kept
    return kept


def _approving(source: Source, cast: Cast, parties: list[str]) -> Iterator[str]:
    for _, _, token in approvers(source, cast, parties):
        yield cast.at.get((source.letter, token.i), "")
    for _, _, token in told_of(source, cast, parties):  # *the main shareholder, Vivard, has pressed it*
        if token.pos_ == "PROPN" and token.dep_ != "poss":
            yield cast.at.get((source.letter, token.i), "")


def table_of(
    sources: tuple[Source, ...], cast: Cast, keys: list[str], absent: dict[str, str], mediators: dict[str, str]
) -> list[str]:
    """Decide who sits at the table: whoever is told to meet, else all that are not left out."""
    together = {key for source in sources for key in meeting(source, cast)} & set(keys)
    together -= set(absent)
    bargaining = [one for one in keys if one not in mediators and one not in absent]
    if len(together - set(mediators)) >= 2:
        return [one for one in bargaining if one in together]
    return bargaining
