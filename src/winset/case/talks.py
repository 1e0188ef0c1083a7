"""The entries of a case that speak of the talks: who must agree, what is an agreement, what happens on a day."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from winset.case.entries import (
    BasedEntry,
    ConditionText,
    FieldKind,
    IsoDate,
    LevelName,
    LongText,
    Name,
    Names,
    PartyNames,
)
from winset.case.ranges import CERTAIN, NOTHING, Chance, Need, NotNegative, StatedChance


class AgreementRule(BasedEntry):
    """What counts as an agreement, and whether its parts stand without each other.

    Without ``when``, an outcome is an agreement when a joint issue has moved, or at least two signatories have moved
    something, and nothing was moved to press. With ``severable``, the parts of a refused package that no rule ties to
    the refusal may stand.
    """

    main: ClassVar[str] = "when"

    when: ConditionText | None = Field(None, description="the outcomes that are agreements")
    severable: bool = Field(
        False,
        title="parts may stand without each other",
        description="whether the parts of a refused package that no rule ties to the refusal may stand",
    )


class Deadline(BasedEntry):
    """What happens by itself on a day, or without one when the talks end, unless a condition holds by then."""

    main: ClassVar[str] = "chance"

    on: IsoDate | None = Field(None, title="on the day", description="the day; without one, when the talks end")
    unless: ConditionText | None = Field(None, description="what has to hold by then to avert it")
    then: Annotated[dict[Name, Name], Field(min_length=1), FieldKind("outcome")] = Field(
        title="what then happens", description="the levels that issues then come to"
    )
    chance: Chance = Field(CERTAIN, description="the chance that it does what it says")

    @property
    def subject(self) -> str:
        """What the chance is about: the day and what happens on it."""
        return f"{self.on or 'end'} {self.then}"


class RequiredMove(BasedEntry):
    """A move that law or contract forces on the party that controls an issue, whenever a condition holds."""

    when: ConditionText = Field(description="the outcomes in which it applies")
    level: LevelName = Field(description="the level that is forced")


class Talks(BasedEntry):
    """The negotiation itself: who must agree, by when, and what may go wrong."""

    signatories: PartyNames = Field((), description="who must agree; by default who is at the table and has a part")
    need: Need = Field("all", title="how many must agree", description="all, or a number such as 5 of 6")
    veto: Annotated[Names, FieldKind("parties")] = Field((), description="signatories that can block alone")
    deadline: IsoDate | None = Field(None, description="the day on which the talks end")
    at_deadline: Chance = Field(
        (Decimal("0.4"), Decimal("0.6"), Decimal("0.8")),
        title="chance at the deadline",
        description="the share of agreements that are reached on the last day",
    )
    failure: Chance = Field(NOTHING, description="the chance that the talks fail although there is a deal to be had")
    noise: NotNegative = Field(NOTHING, description="how far from the best package an agreement may stray")
    foresight: Chance = Field(
        (Decimal("0.8"), Decimal("0.9"), Decimal("0.98")),
        description="the chance that the signatories know what the homes will accept",
    )
    other: Chance = Field(NOTHING, description="the probability set aside for what the case does not model")
    since: IsoDate | None = Field(None, description="when the conflict began")
    ripeness: NotNegative | None = Field(
        None, description="the points that a year of conflict takes off every no-deal value"
    )


class ForecastQuestion(BasedEntry):
    """A dated forecast question with the rule that decides it."""

    text: LongText = Field(description="the question")
    by: IsoDate = Field(description="the day on which it is answered")
    rule: LongText = Field(description="what decides it")
    who: str = Field("", description="who decides it")
    when: ConditionText | None = Field(None, description="the outcomes in which the answer is yes")
    answer: Literal["yes", "no"] | None = Field(None, description="what came of it")
    base_rate: StatedChance | None = Field(None, title="base rate", description="a rate to be scored against")
