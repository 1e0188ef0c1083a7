"""Which conditions a party reportedly makes, how likely each is real, and what turns on that."""

from __future__ import annotations

from collections.abc import Iterator

from winset.engines.forecast.flips_record import LEAST
from winset.present.documents.document import Bullets
from winset.present.words import words
from winset.present.words.likelihood import percent
from winset.present.words.negotiation import at_both_ends
from winset.present.words.prose import sentence
from winset.present.words.runs import compose, phrase
from winset.reporting.front import range_words
from winset.reporting.results import Results
from winset.reporting.tree import Block


def conditions(r: Results) -> Iterator[Block]:
    """List the conditions, each with its chance and what the forecast says at either end of it."""
    lines = []
    for key, condition in r.case.conditions.items():
        held = words.condition(r.case, condition.withholds)
        unless = words.condition(r.case, condition.unless)
        chance = range_words(*map(float, condition.probability))
        text = phrase(
            "{} reportedly would not have it that {}, unless {} ({}). Chance that this is real: {}.",
            words.the_party(r.case, condition.party),
            held,
            unless,
            words.basis(condition),
            chance,
        )
        turns = _turns(r, f"conditions.{key}.probability")
        lines.append(sentence(compose(text, " ", turns) if turns else text))
    if lines:
        yield Bullets(tuple(lines))


def _turns(r: Results, address: str) -> str:
    for one in r.flips.flips if r.flips else ():
        if one.address == address and one.move > one.noise and one.move >= LEAST:
            low, high = (percent(float(one.low)), percent(one.at_low)), (percent(float(one.high)), percent(one.at_high))
            return f"{sentence(at_both_ends(r.case, one.headline, low, high))}."
    return ""
