"""The entries of a case that speak of a negotiation in numbers: values, conditions, homes, delay, reactions.

Every number is a range: ``8`` (certain), ``[4, 12]`` (anything between, the middle most likely) or ``[3, 8, 16]``
(lowest, most likely, highest). Points are on the party's own scale; two parties' points are never compared.
A number may be a fraction such as ``1/3``, which is kept exactly.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from winset import expr
from winset.case.entries import (
    BasedEntry,
    ConditionText,
    FieldKind,
    HomeName,
    HomeNames,
    IssueName,
    Name,
    PartyName,
    misfit,
)
from winset.case.ranges import CERTAIN, NOTHING, Chance, Need, NotNegative, Points, Positive, Range, StatedChance


class Value(BasedEntry):
    """Points that a party, or a home, reportedly gives to outcomes.

    Where a condition holds (``when``, ``points``); along an issue (``of``): named ``points`` with straight lines
    between them, or points for ``each`` unit from where the issue stands today; or for each unit of the product of two
    issues (``of``, ``times``, ``each``). A value along an issue may have a ``when`` outside which it does not count.

    ``stake`` says whose the points are or what they stand for, so that they can be varied apart: the party's own
    (default), the leader's private stake, pressure by partners, audience cost, an opening seen, a deterrent felt.
    """

    main: ClassVar[str] = "points"
    least: ClassVar[tuple[str, ...]] = ("when", "points")

    when: ConditionText = Field("", description="the outcomes in which the points count")
    of: IssueName | None = Field(None, description="the issue along which they count")
    times: IssueName | None = Field(None, description="a second issue: the product of the two amounts counts")
    points: Points | None = Field(
        None, description="what they are worth, on the owner's own scale; by level along an issue: {100: 0, 150: 40}"
    )
    each: Range | None = Field(None, description="points for each unit, from where the issue stands today")
    stake: Literal["party", "leader", "partners", "audience", "opening", "deterrent"] = Field(
        "party", description="whose the points are, or what they stand for"
    )

    @property
    def subject(self) -> str:
        """What the points are about, and the stake."""
        return f"{self.about} ({self.stake})"

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        curve = isinstance(self.points, dict)
        if self.of is None and (self.times or self.each or curve):
            raise misfit("a value along an issue says which", "Write 'of: price'.")
        if self.of is None and not self.when:
            raise misfit("a value needs 'when' or 'of'", "Such as {when: aid = resumed, points: 5}.")
        if (self.points is None) == (self.each is None):
            raise misfit("a value has 'points' or 'each', one of the two", "'each' is points for one unit.")
        if self.of is not None and self.points is not None and not curve:
            raise misfit("the points of a value along an issue are a curve", "Such as points: {100: 0, 150: 40}.")
        if self.times and self.each is None:
            raise misfit("a product of two issues has points for 'each' unit of it", "Such as each: 0.001.")
        return self

    @property
    def ranges(self) -> Mapping[str, tuple[Decimal, Decimal, Decimal]]:
        """Its uncertain numbers: by named point for a curve, under "each" for points a unit, else under ""."""
        if isinstance(self.points, dict):
            return self.points
        return {"each": self.each} if self.each is not None else {"": self.points or NOTHING}

    @property
    def about(self) -> str:
        """What it is about, whatever the numbers: tells values apart."""
        when = expr.format_condition(expr.parse(self.when)) if self.when else ""
        product = f" times {self.times}" if self.times else ""
        return " where ".join(part for part in (f"along {self.of}{product}" if self.of else "", when) if part)

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions it hangs on: its own, or that a curve's issue is at each named point or beyond it."""
        if self.of is None:
            return (self.when,)
        points = tuple(self.points)[1:] if isinstance(self.points, dict) else ()
        return tuple(f"{expr.quoted(self.of)} >= {expr.quoted(point)}" for point in points)

    def issues(self, levels: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        """List the issues it speaks of."""
        own = [key for key in (self.of, self.times) if key]
        return tuple(dict.fromkeys([*own, *(expr.issues_of(expr.parse(self.when), levels) if self.when else ())]))

    @property
    def most(self) -> Decimal:
        """The most likely number of the largest size among its points; for points a unit, those of one unit."""
        return max((one[1] for one in self.ranges.values()), key=abs)


class Loss(BasedEntry):
    """Something lost over some days, and how fast the loss sets in."""

    over: Annotated[int, Field(ge=1, le=36_500)] = Field(
        30, title="over how many days", description="the days within which it is lost"
    )
    sets_in: Literal["days", "weeks", "months"] = Field(
        "weeks", title="sets in within", description="how fast: with a half-life of 3, 14 or 60 days"
    )


class NoDeal(Loss):
    """What a party, or a home, has without a deal: its reservation value, and by how much that decays."""

    main: ClassVar[str] = "value"

    value: Range = Field(description="the reservation value, in points")
    decay: NotNegative = Field(NOTHING, description="the points that it loses over the days")


class HardCondition(BasedEntry):
    """A party withholds something unless something else is met, whatever the points say.

    ``probability`` is the chance that the stated condition is real rather than a bargaining position.
    """

    main: ClassVar[str] = "probability"
    spelled_out: ClassVar[bool] = True

    party: PartyName = Field(description="who withholds something")
    name: str = Field("", description="what it asks for, in words that follow 'ask for': territory or an election")
    withholds: ConditionText = Field(description="what it withholds")
    unless: ConditionText = Field(description="without what")
    probability: Chance = Field(CERTAIN, description="the chance that it is real and no bargaining position")
    prior: StatedChance | None = Field(None, description="that chance before the claims of the record are weighed")


class Ratification(BasedEntry):
    """The chance that a home accepts each level of an issue once it is agreed at the table."""

    party: PartyName = Field(description="whose home it is")
    home: HomeName = Field("home", description="which of its homes")
    issue: IssueName = Field(description="what has to be accepted")
    chances: Annotated[dict[Name, Chance], Field(min_length=1), FieldKind("chances")] = Field(
        description="for each level, the chance that the home accepts it once it is agreed"
    )

    @property
    def subject(self) -> str:
        """What the chances are about: the home and the issue."""
        return f"{self.party} {self.home} {self.issue}"


class HomeRule(BasedEntry):
    """How many of a party's homes must accept, and which of them can block alone."""

    need: Need = Field("all", title="how many must agree", description="all, or a number such as 2 of 3")
    veto: HomeNames = Field((), description="homes that can block alone")


class Mandate(BasedEntry):
    """What the delegates may agree to without asking; what lies outside is agreed *ad referendum*."""

    main: ClassVar[str] = "covers"

    covers: ConditionText = Field(description="the outcomes that need no asking")
    confirmed: Chance = Field(CERTAIN, description="the chance that the capital confirms what lies outside")


class Delay(Loss):
    """What waiting costs a party: it weakens its hand, and leaves what it has without a deal as it is."""

    main: ClassVar[str] = "cost"

    cost: NotNegative = Field(description="the points that waiting takes off its hand over the days")


class Dependence(BasedEntry):
    """How many times weaker than its costs of delay alone would make it a party is, for depending on another."""

    main: ClassVar[str] = "degree"

    degree: Positive = Field(description="as if waiting cost it so many times more")


class Alternative(BasedEntry):
    """Somebody else who could replace a share of what a party would get."""

    main: ClassVar[str] = "share"

    party: PartyName = Field(description="who could do without a deal in part")
    replaces: ConditionText = Field(description="the condition of the party's value that somebody else could meet")
    share: Chance = Field(description="the share of its points that could be replaced")
    by: str = Field("", description="by whom")

    @property
    def subject(self) -> str:
        """What the share is about: the party, and what could be replaced."""
        return f"{self.party} {self.replaces}"


class Threat(BasedEntry):
    """A threat that was carried out: by how many points it lowers what its target has without a deal."""

    main: ClassVar[str] = "cost"

    by: PartyName = Field(description="who carried it out")
    name: str = Field("", description="what it is, in words: an end of the talks")
    target: PartyName = Field(description="whom it hits")
    cost: NotNegative = Field(description="the points that it takes off what the target has without a deal")

    @property
    def subject(self) -> str:
        """What the cost is about: who threatened whom."""
        return f"{self.by} {self.target}"


class Reaction(BasedEntry):
    """How evenly an absent party chooses among its answers: points per factor e in its chances (quantal response)."""

    main: ClassVar[str] = "temperature"

    temperature: Positive = Field(description="points that make an answer 2.7 times as likely")


class Profile(BasedEntry):
    """A variant of a party's preferences: another voice in it, or a successor.

    Its ``values`` replace those of the same condition and stake, and add to the rest; ``conditions`` gives the
    chance that a condition is real for it.
    """

    name: str = Field("", description="what readers see in place of the key")
    weight: Chance = Field(description="how likely it is that this voice decides")
    values: tuple[Value, ...] = Field((), description="its values, where they differ from the party's")
    conditions: Annotated[dict[Name, Chance], FieldKind("chances by condition")] = Field(
        {}, description="for each condition, the chance that it is real for this voice"
    )
