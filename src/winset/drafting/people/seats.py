"""Who is a party, who mediates, who sits at the table: by signs that the text gives, weighed as learned."""

from __future__ import annotations

from winset.drafting.people.cast import Cast
from winset.drafting.people.figures import MOST, NamedActor, chosen
from winset.drafting.people.names import key_of
from winset.drafting.people.outside import outsiders
from winset.drafting.people.surroundings import left_out, mediating
from winset.drafting.people.traits import traits
from winset.drafting.source import ParsedSource
from winset.drafting.weights import Signs, weights
from winset.frozen import Frozen

MOST_HEAVY = 3
"""Acts of bargaining up to which somebody is a mediator all the same."""
FAINT = 1.5
"""How far below the threshold the odds may be where there are no two parties otherwise."""

_TOLD = {"mediates", "left out", "waits outside", "stands"}
"""What makes somebody a party or a mediator by itself: it is told in so many words."""


class Seats(Frozen):
    """Who takes part.

    Attributes
    ----------
    figures : tuple of NamedActor
        Parties, those absent too, and mediators, in the order of the text.
    mediators, absent : frozenset of str
        Who mediates; who is a party and not at the table.
    said : frozenset of str
        Of whom the text says that they are absent, or that others wait for them.
    table : tuple of str
        The parties at the table.
    """

    figures: tuple[NamedActor, ...]
    mediators: frozenset[str]
    absent: frozenset[str]
    said: frozenset[str]
    table: tuple[str, ...]


def signs_of(sources: tuple[ParsedSource, ...], cast: Cast) -> dict[str, Signs]:
    """Give the signs of everybody whom the text names; what it says of their part is among them."""
    told: dict[str, set[str]] = {"left out": set(), "waits outside": set()}
    for source in sources:
        told["left out"] |= {key for key, _ in left_out(source, cast)}
        told["waits outside"] |= {key for key, _ in outsiders(source, cast)}
    told["mediates"] = _mediating(sources, cast)
    told["acts as a party"] = {one.key for one in chosen(cast.figures)}
    found = traits(sources, cast, told)
    return dict(found)


def seats_of(sources: tuple[ParsedSource, ...], cast: Cast) -> Seats:
    """Decide who is a party, who mediates and who is not at the table."""
    signs = signs_of(sources, cast)
    parties, mediates, away = (weights(about) for about in ("parties", "mediators", "absent"))
    odds = {key: parties.odds(low) - parties.threshold for key, low in signs.items()}
    order = sorted(odds, key=lambda key: (-odds[key], cast.figures[key].first))
    told = {key for key in order if _TOLD & set(signs[key])}
    taken = sorted((key for key in order if odds[key] >= 0 or key in told), key=lambda key: key not in told)[:MOST]
    said = {key for key in taken if {"left out", "waits outside"} & set(signs[key])}
    mediators = {key for key in order if "mediates" in signs[key] or mediates.takes(signs[key])}
    for key in order:  # where the signs are faint, the two that have most of them
        if len(set(taken) - mediators) < 2 and key not in mediators | set(taken) and odds[key] >= -FAINT:
            taken.append(key)
    kept = tuple(sorted((cast.figures[key] for key in taken), key=lambda one: one.first))
    apart = {key for key in taken if "others meet" in signs[key] or away.takes(signs[key])}
    absent = apart - mediators
    seated = tuple(one.key for one in kept if one.key not in mediators | absent)
    return Seats(kept, frozenset(mediators & set(taken)), frozenset(absent), frozenset(said), seated)


def _mediating(sources: tuple[ParsedSource, ...], cast: Cast) -> set[str]:
    """Whom the text says to mediate; a person who does so is named in the cast."""
    mediators = set(cast.mediators)
    for source in sources:
        for name, token in mediating(source, cast):
            key = cast.key_at(source, token.i) or key_of(name)
            if key in cast.figures and cast.figures[key].heavy > MOST_HEAVY:
                continue  # who demands and refuses throughout is a party, whatever it brokered once
            surname = name.split()[-1]
            if key not in cast.figures:
                cast.figures[key] = NamedActor(key, name, "mediator", first=token.i)
            figure = cast.figures[key]
            if name == figure.name and figure.kind == "mediator":
                cast.mark(source, token.i, cast.key_at(source, token.i) or key)
            for word in source.doc:
                if word.text == surname and word.pos_ == "PROPN":
                    former = cast.key_at(source, word.i)
                    if former in {"", key} or cast.figures[former].kind == "name":
                        cast.mark(source, word.i, key)
                        figure.surfaces[word.text] += 1
            if figure.kind in {"mediator", "name"} and name.split()[-1] in figure.name.split():
                figure.name = name
            figure.sentences.add(source.reference(token))
            mediators.add(key)
    return mediators | {key for key, one in cast.figures.items() if one.kind == "mediator"}
