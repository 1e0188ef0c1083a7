"""What the entries of a case share: text, names, conditions, dates, and what each rests on.

Files of entries leave annotations as they are, not as text: Pydantic would read every text again at every start.
"""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from winset import expr
from winset.errors import ExpressionError
from winset.frozen import Frozen

ANALYST_ASSUMPTION = "analyst assumption"

Locator = Callable[[tuple[str | int, ...], int | None], tuple[int, int]]


def misfit(what: str, hint: str, offset: int = 0) -> PydanticCustomError:
    """Make the error of an entry that does not fit, in words and with a hint; with the place within its text."""
    return PydanticCustomError("condition", "{what}", {"what": what, "hint": hint, "offset": offset})


def _condition(text: str) -> str:
    try:
        expr.parse(text)
    except ExpressionError as error:
        raise misfit(error.what, error.hint, error.offset) from None
    return text


def _iso_date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise PydanticCustomError("date", "a date must be written year-month-day, such as 2025-03-09") from None


def days_between(first: str, second: str) -> int:
    """Count the days from one date to another, both written year-month-day.

    Examples
    --------
    >>> days_between("2025-03-09", "2025-03-12")
    3
    """
    return (date.fromisoformat(second) - date.fromisoformat(first)).days


def one_or_many(value: Any) -> Any:
    """Accept one name where several can stand."""
    return [value] if isinstance(value, str) else [] if value is None else value


def entry_from(key: str) -> BeforeValidator:
    """Accept bare text where an entry could carry more: ``- answer = full`` for ``- {prefer: answer = full}``."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


def range_entry(key: str) -> BeforeValidator:
    """Accept a bare range where an entry could carry more: ``US: [3, 8]`` for ``US: {cost: [3, 8]}``."""
    return BeforeValidator(lambda value: value if isinstance(value, dict) else {key: value})


def empty_entry(value: Any) -> Any:
    """Accept a key with nothing after it as an entry without details."""
    return {} if value is None else value


class FieldKind(Frozen):
    """What a field holds, written into its type: form, check of names, inputs and editing go by it.

    Attributes
    ----------
    name : str
        ``condition``, ``outcome or condition``, ``range`` (an uncertain number that is drawn), ``stated range``
        (one that is not), ``party``, ``parties``, ``issue``, ``home``, ``homes``, ``level`` (of the issue the entry is
        about), ``basis``, ``date``, ``lines``, ``long``, or one of the kinds of field that the form draws by itself:
        ``levels``, ``moves``, ``chances``, ``chances by condition``, ``by issue``, ``by issue and level``, ``outcome``,
        ``forced``, ``order`` (outcomes, best first), ``concept``.
    """

    name: str


Text = Annotated[str, Field(min_length=1, max_length=20_000)]
LongText = Annotated[Text, FieldKind("long")]
Remark = Annotated[str, FieldKind("long")]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Names = Annotated[tuple[Name, ...], BeforeValidator(one_or_many)]
Lines = Annotated[Names, FieldKind("lines")]
PartyName = Annotated[Name, FieldKind("party")]
PartyNames = Annotated[tuple[PartyName, ...], BeforeValidator(one_or_many), FieldKind("parties")]
IssueName = Annotated[Name, FieldKind("issue")]
LevelName = Annotated[Name, FieldKind("level")]
HomeName = Annotated[Name, FieldKind("home")]
HomeNames = Annotated[Names, FieldKind("homes")]
ConditionText = Annotated[str, AfterValidator(_condition), FieldKind("condition")]
IsoDate = Annotated[str, AfterValidator(_iso_date), FieldKind("date")]
Basis = Annotated[tuple[Text, ...], BeforeValidator(one_or_many), FieldKind("basis")]


class Entry(BaseModel):
    """What all entries share: no unknown keys, no change after reading, an optional note.

    ``main`` is the field that an address of the entry alone speaks of (``threats.1`` is the cost of the first threat);
    with ``spelled_out`` the addresses of inputs name it all the same. ``least`` names the fields without which an entry
    of this kind is none although each of them may be left out.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    main: ClassVar[str] = ""
    spelled_out: ClassVar[bool] = False
    least: ClassVar[tuple[str, ...]] = ()

    note: Remark = Field("", description="a remark, kept with the entry")

    @property
    def subject(self) -> str:
        """What its uncertain numbers are about wherever it stands in a list: the name of their random streams."""
        return ""


class BasedEntry(Entry):
    """An entry that says what it rests on: references such as S8, a URL, or the words *analyst assumption*."""

    basis: Basis = Field(
        (), title="rests on", description="what the entry rests on: S8, an address, analyst assumption"
    )

    @property
    def sourced(self) -> bool:
        """Whether anything but an assumption stands behind the entry."""
        return any(ANALYST_ASSUMPTION not in item.lower() for item in self.basis)

    @property
    def assumed(self) -> bool:
        """Whether the entry is marked as an assumption of the analyst, in whole or in part."""
        return any(ANALYST_ASSUMPTION in item.lower() for item in self.basis)
