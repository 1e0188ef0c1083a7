"""The entries of a case that speak of a negotiation in numbers: values, conditions, homes, delay, reactions.

Every number is a range: ``8`` (certain), ``[4, 12]`` (anything between, the middle most likely) or ``[3, 8, 16]``
(lowest, most likely, highest). Points are on the party's own scale; two parties' points are never compared.
A number may be a fraction such as ``1/3``, which is kept exactly.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from winset.case.entries import BasedEntry, ConditionText, IsoDate, Name, Names, Text
from winset.case.exact import NUMBER, as_text, middle_of, number

_RANGE_HINT = "a range is a number, [low, high] or [low, most likely, high], such as [3, 8, 16]"


def _range(value: Any) -> Any:
    """Read one to three numbers as (low, mode, high)."""
    items = list(value) if isinstance(value, list | tuple) else [value]
    if not 1 <= len(items) <= 3 or not all(NUMBER.fullmatch(str(item).strip()) for item in items):
        raise PydanticCustomError("range", _RANGE_HINT)
    numbers = [number(str(item).strip()) for item in items]
    if numbers != sorted(numbers):
        raise PydanticCustomError("range", "the numbers of a range must not fall: low, most likely, high")
    low, high = numbers[0], numbers[-1]
    middle = numbers[1] if len(numbers) == 3 else middle_of(low, high)
    return (low, middle, high)


def _chance(value: tuple[Decimal, Decimal, Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    if not 0 <= value[0] <= value[2] <= 1:
        raise PydanticCustomError("range", "a chance lies between 0 and 1, such as 0.3 or [0.1, 0.3, 0.55]")
    return value


def _positive(value: tuple[Decimal, Decimal, Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    if value[0] <= 0:
        raise PydanticCustomError("range", "this range must lie above 0")
    return value


def _not_negative(value: tuple[Decimal, Decimal, Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    if value[0] < 0:
        raise PydanticCustomError("range", "this range must not go below 0")
    return value


def _need(text: str) -> str:
    if not re.fullmatch(r"all|\d{1,3}( of \d{1,3})?", text):
        raise PydanticCustomError("range", "'need' is all, or a number such as 5 or 5 of 6")
    return text


class _AsWritten:
    """Has a range validated by its own rule alone: validated as decimals, fractions would be rounded."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        written = core_schema.plain_serializer_function_ser_schema(
            lambda numbers: [as_text(one) for one in numbers], when_used="json"
        )
        return core_schema.no_info_plain_validator_function(_range, serialization=written)


Range = Annotated[tuple[Decimal, Decimal, Decimal], _AsWritten()]
Chance = Annotated[Range, AfterValidator(_chance)]
Positive = Annotated[Range, AfterValidator(_positive)]
NotNegative = Annotated[Range, AfterValidator(_not_negative)]
Need = Annotated[str, AfterValidator(_need)]
CERTAIN = (Decimal(1), Decimal(1), Decimal(1))
NOTHING = (Decimal(0), Decimal(0), Decimal(0))


class Value(BasedEntry):
    """Points that a party, or a home, reportedly gives to outcomes in which a condition holds.

    ``stake`` says whose the points are or what they stand for, so that they can be varied apart: the party's own
    (default), the leader's private stake, pressure by partners, audience cost, an opening seen, a deterrent felt.
    """

    when: ConditionText
    points: Range
    stake: Literal["party", "leader", "partners", "audience", "opening", "deterrent"] = "party"


class Loss(BasedEntry):
    """Something lost over some days, and how fast the loss sets in."""

    over: Annotated[int, Field(ge=1, le=36_500)] = 30
    sets_in: Literal["days", "weeks", "months"] = "weeks"


class NoDeal(Loss):
    """What a party, or a home, has without a deal: its reservation value, and by how much that decays."""

    value: Range
    decay: NotNegative = NOTHING


class HardCondition(BasedEntry):
    """A party withholds something unless something else is met, whatever the points say.

    ``probability`` is the chance that the stated condition is real rather than a bargaining position.
    """

    party: Name
    withholds: ConditionText
    unless: ConditionText
    probability: Chance = CERTAIN
    prior: Chance | None = None


class Ratification(BasedEntry):
    """The chance that a home accepts each level of an issue once it is agreed at the table."""

    party: Name
    home: Name = "home"
    issue: Name
    chances: Annotated[dict[Name, Chance], Field(min_length=1)]


class HomeRule(BasedEntry):
    """How many of a party's homes must accept, and which of them can block alone."""

    need: Need = "all"
    veto: Names = ()


class Mandate(BasedEntry):
    """What the delegates may agree to without asking; what lies outside is agreed *ad referendum*."""

    covers: ConditionText
    confirmed: Chance = CERTAIN


class Delay(Loss):
    """What waiting costs a party: it weakens its hand, and leaves what it has without a deal as it is."""

    cost: NotNegative


class Dependence(BasedEntry):
    """How many times weaker than its costs of delay alone would make it a party is, for depending on another."""

    degree: Positive


class Alternative(BasedEntry):
    """Somebody else who could replace a share of what a party would get."""

    party: Name
    replaces: ConditionText
    share: Chance
    by: str = ""


class Threat(BasedEntry):
    """A threat that was carried out: by how many points it lowers what its target has without a deal."""

    by: Name
    target: Name
    cost: NotNegative


class Reaction(BasedEntry):
    """How evenly an absent party chooses among its answers: points per factor e in its chances (quantal response)."""

    temperature: Positive


class Profile(BasedEntry):
    """A variant of a party's preferences: another voice in it, or a successor.

    Its ``values`` replace those of the same condition and stake, and add to the rest; ``conditions`` gives the
    chance that a condition is real for it.
    """

    weight: Chance
    values: tuple[Value, ...] = ()
    conditions: dict[Name, Chance] = {}


class Question(BasedEntry):
    """A dated forecast question with the rule that decides it."""

    text: Text
    by: IsoDate
    rule: Text
    who: str = ""
    when: ConditionText | None = None
    answer: Literal["yes", "no"] | None = None
    base_rate: Chance | None = None


class Agreement(BasedEntry):
    """What counts as an agreement, and whether its parts stand without each other.

    Without ``when``, an outcome is an agreement when a joint issue has moved, or at least two signatories have moved
    something, and nothing was moved to press. With ``severable``, the parts of a refused package that no rule ties to
    the refusal may stand.
    """

    when: ConditionText | None = None
    severable: bool = False


class Deadline(BasedEntry):
    """What happens by itself on a day, unless a condition holds by then."""

    on: IsoDate
    unless: ConditionText | None = None
    then: Annotated[dict[Name, Name], Field(min_length=1)]
    chance: Chance = CERTAIN


class Requirement(BasedEntry):
    """A move that law or contract forces on the party that controls an issue, whenever a condition holds."""

    when: ConditionText
    level: Name


class Talks(BasedEntry):
    """The negotiation itself: who must agree, by when, and what may go wrong."""

    signatories: Names = ()
    need: Need = "all"
    veto: Names = ()
    deadline: IsoDate | None = None
    at_deadline: Chance = (Decimal("0.4"), Decimal("0.6"), Decimal("0.8"))
    failure: Chance = NOTHING
    noise: NotNegative = NOTHING
    foresight: Chance = (Decimal("0.8"), Decimal("0.9"), Decimal("0.98"))
    other: Chance = NOTHING
    since: IsoDate | None = None
    ripeness: NotNegative | None = None
