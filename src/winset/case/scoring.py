"""Weights and scores: the additive model of multi-attribute value theory, as people keep it in a scoring sheet.

A party gives each issue a weight, all of them together 100, and each level a score from 0 to 100: a level is worth
weight times score over 100 points (Keeney & Raiffa 1976). Along amounts the scores named are joined by straight lines.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from winset.case.entries import BasedEntry, FieldKind, Name
from winset.case.exact import as_text, of_fraction
from winset.case.negotiation import Value
from winset.case.ranges import NotNegative, Range, Triple

HUNDRED = 100


def _score(value: Triple) -> Triple:
    if not 0 <= value[0] <= value[2] <= HUNDRED:
        raise PydanticCustomError("range", "a score lies between 0 (worst) and 100 (best)")
    return value


Score = Annotated[Range, AfterValidator(_score)]


def by_issue(value: Any) -> Any:
    """Accept the issues themselves where an entry could carry more: ``{price: 50}`` for ``{of: {price: 50}}``."""
    if not isinstance(value, dict) or isinstance(value.get("of"), dict):
        return value
    rest = {key: value[key] for key in ("normalise", "basis", "note") if key in value}
    return {"of": {key: one for key, one in value.items() if key not in rest}, **rest}


class Weights(BasedEntry):
    """How much each issue counts for a party or home: as a share of all that the issues can be worth to it.

    The question behind a swing weight: with every issue at its worst, which would you move first to its best? That one
    gets the greatest weight; the others in proportion.
    """

    main: ClassVar[str] = "of"

    of: Annotated[dict[Name, NotNegative], Field(min_length=1), FieldKind("by issue")] = Field(
        title="weights", description="for each issue its weight; at their most likely values they sum to 100"
    )
    normalise: bool = Field(False, description="whether weights that do not sum to 100 are scaled so that they do")

    @property
    def total(self) -> Fraction:
        """The sum of the weights at their most likely values."""
        return sum((Fraction(weight[1]) for weight in self.of.values()), Fraction(0))


class Scores(BasedEntry):
    """How good each level of an issue is for a party or home, from 0 (worst) to 100 (best)."""

    main: ClassVar[str] = "of"

    of: Annotated[
        dict[Name, Annotated[dict[Name, Score], Field(min_length=1)]],
        Field(min_length=1),
        FieldKind("by issue and level"),
    ] = Field(title="scores", description="for each issue the scores of its levels; of amounts, of two or more")


class ScoredValue(Value):
    """Points that follow from a weight and scores; they stand with a party's values, and are written elsewhere."""

    main: ClassVar[str] = ""

    when: Annotated[str, FieldKind("")] = ""
    of: Any = None
    times: Any = None
    points: Any = None
    each: Any = None
    weight: Any = None
    share: Any = None

    @property
    def ranges(self) -> Mapping[str, Triple]:
        """The points of each level named: of the weight's and the score's lowest, most likely and highest."""
        return {
            level: (self._points(score, 0), self._points(score, 1), self._points(score, 2))
            for level, score in self.points.items()
        }

    def _points(self, score: Triple, place: int) -> Decimal:
        return of_fraction(Fraction(score[place]) * Fraction(self.weight[place]) * self.share)

    @property
    def about(self) -> str:
        """What it is about: it adds to whatever else is said of the issue."""
        return f"score of {self.of}"


def scored(weights: Mapping[str, Weights], scores: Mapping[str, Scores]) -> dict[str, tuple[ScoredValue, ...]]:
    """Give the values that follow from weights and scores, by party or home."""
    return {owner: tuple(_scored(own, scores.get(owner))) for owner, own in weights.items()}


def _scored(weights: Weights, scores: Scores | None) -> Iterator[ScoredValue]:
    total = weights.total if weights.normalise else Fraction(HUNDRED)
    for issue, weight in weights.of.items():
        if scores is not None and issue in scores.of and total:
            yield ScoredValue.model_construct(
                of=issue,
                points=scores.of[issue],
                weight=weight,
                share=1 / total,
                basis=tuple(dict.fromkeys([*scores.basis, *weights.basis])),
            )


Fault = tuple[tuple[str, ...], str, str]


def faults(weights: Mapping[str, Weights], scores: Mapping[str, Scores]) -> Iterator[Fault]:
    """Say what does not fit between weights and scores: path, what is wrong, hint."""
    for owner, weighed in weights.items():
        path = ("weights", owner)
        if not weighed.total:
            yield path, f"the weights of '{owner}' are all 0", "Give each issue its share of 100."
        elif weighed.total != HUNDRED and not weighed.normalise:
            total = as_text(of_fraction(weighed.total))
            what = f"the weights of '{owner}' sum to {total} at their most likely values, not to 100"
            yield path, what, f"Change them, several at once if need be, or add 'normalise: yes': {_scaled(weighed)}."
        if owner not in scores:
            yield path, f"'{owner}' has weights and no scores", f"Add scores: {{{owner}: {{…}}}}, 0 to 100 by level."
            continue
        for issue in weighed.of:
            if issue not in scores[owner].of:
                what = f"'{owner}' gives a weight to '{issue}' and no scores"
                yield (*path, "of", issue), what, "Add it under scores, or take the weight away."
    for owner, given in scores.items():
        if owner not in weights:
            yield ("scores", owner), f"'{owner}' has scores and no weights", f"Add weights: {{{owner}: {{…}}}}."
            continue
        for issue in given.of:
            if issue not in weights[owner].of:
                what = f"'{owner}' gives scores to '{issue}' and no weight"
                yield ("scores", owner, "of", issue), what, "Add it under weights; 0 if it counts nothing."


def _scaled(weights: Weights) -> str:
    shares = {issue: HUNDRED * Fraction(one[1]) / weights.total for issue, one in weights.of.items()}
    return ", ".join(f"{issue} {float(share):.4g}" for issue, share in shares.items())


def without_scored(owners: Collection[str], values: Mapping[str, Sequence[Value]], told: dict[str, Any]) -> None:
    """Take out of the plain data of a case what follows for some owners from weights and scores."""
    for owner in owners:
        if owner in told.get("values", {}):
            pairs = zip(values[owner], told["values"][owner], strict=True)
            kept = [one for value, one in pairs if not isinstance(value, ScoredValue)]
            told["values"] = {**told["values"], owner: kept}
            if not kept:
                told["values"] = {key: one for key, one in told["values"].items() if key != owner}
    if owners and not told.get("values", True):
        del told["values"]
