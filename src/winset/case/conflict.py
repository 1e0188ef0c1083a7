"""The entries of a case that speak of who decides what, what cannot occur, and who reportedly prefers what."""

from collections.abc import Sequence
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from winset import expr
from winset.case.entries import (
    BasedEntry,
    ConditionText,
    Entry,
    FieldKind,
    HomeNames,
    LevelName,
    Lines,
    Name,
    Names,
    PartyNames,
    Remark,
    Text,
    misfit,
    one_or_many,
)
from winset.case.grid import grid
from winset.case.ranges import StatedChance
from winset.case.talks import RequiredMove

MAX_LEVELS = 64


def _one_entry_or_many(value: Any) -> Any:
    """Accept one entry where several can stand."""
    return [value] if isinstance(value, dict) else value


OutcomeText = Annotated[str, Field(min_length=1)]
OutcomeOrCondition = Annotated[OutcomeText, FieldKind("outcome or condition")]


class Source(Entry):
    """A document the bases refer to: ``S8`` is item 8 of source ``S``."""

    title: Text = Field(description="what it is called")
    publisher: str = Field("", description="who published it")
    date: str = Field("", description="when, in any words")
    url: str = Field("", description="its address on the web")


class Party(BasedEntry):
    """Who can decide."""

    name: str = Field("", description="what readers see in place of the key")
    aliases: Lines = Field((), description="other words for the party, and who speaks for it, for reading documents")
    home: HomeNames = Field(
        (), title="home audiences", description="who must accept what it signs, or can make it costly"
    )
    at_table: bool = Field(True, title="at the table", description="whether it takes part in the talks")
    mandate: Remark = Field("", description="for whom its delegates speak, in words")


class Issue(BasedEntry):
    """Something to be settled, with its ordered levels and who can move it; if nobody can, it stays as it is.

    ``role`` says what the issue is in the talks: a ``term`` is settled in the agreement, a ``lever`` is moved by one
    party to press the others, an ``answer`` is an absent party's; without it the role is inferred. ``only_if`` names
    the condition under which the issue exists at all: while it does not hold, the issue rests at its first level and
    every comparison with it is false. ``requires`` lists moves that law or contract forces on its controller.

    A numeric issue has no ``levels`` but the ends of a span and a step, amounts of a unit or dates; ``marks`` name
    amounts that people speak of. Its levels are written out, exactly. ``now`` is where the issue stands today.

    ``say`` has the levels told as clauses: one for each, or one for all in which ``{}`` stands for the level.
    """

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True, validate_by_alias=True)
    main: ClassVar[str] = "levels"

    name: str = Field("", description="what readers see in place of the key")
    levels: Annotated[tuple[Name, ...], Field(max_length=MAX_LEVELS), FieldKind("levels")] = Field(
        (),
        description="what it can come to, in order; the first is how things stand unless 'status_quo' says otherwise",
    )
    lowest: Name | None = Field(
        None, alias="from", title="from", description="of a numeric issue: where its amounts or dates begin"
    )
    highest: Name | None = Field(None, alias="to", title="to", description="of a numeric issue: where they end")
    step: Name | None = Field(None, description="of a numeric issue: how far apart they are")
    unit: Annotated[str, Field(max_length=40)] = Field("", description="of a numeric issue: what its amounts count")
    marks: Annotated[dict[Name, Name], FieldKind("names of amounts")] = Field(
        {}, description="of a numeric issue: names for amounts that people speak of"
    )
    now: LevelName | None = Field(None, description="where it stands today, if not at its first level")
    say: Annotated[dict[Name, Name] | Name, FieldKind("words for levels")] = Field(
        {}, description="a clause for each level, such as `{resumed: aid resumes}`; or one for all: `the price is {}`"
    )
    control: PartyNames = Field(description="who can move it, several only together; nobody: `[]`")
    moves: Annotated[Literal["free", "forward", "backward"] | tuple[tuple[Name, Name], ...], FieldKind("moves")] = (
        Field(
            "free",
            description="which way it can move: free, forward, backward, or a list of changes such as `[[low, high]]`",
        )
    )
    leave: Literal["all", "any"] = Field(
        "all", title="who can leave it", description="whether any one controller can take a joint issue back"
    )
    role: Literal["term", "lever", "answer"] | None = Field(
        None, description="what it is in the talks, where what is inferred is not meant"
    )
    only_if: ConditionText | None = Field(
        None, title="exists only if", description="the condition on other issues under which it exists"
    )
    requires: Annotated[tuple[RequiredMove, ...], BeforeValidator(_one_entry_or_many), FieldKind("forced")] = Field(
        (), title="what law or contract forces", description="levels that its controller must move it to, and when"
    )

    @model_validator(mode="after")
    def _levels_or_amounts(self) -> Self:
        if self.numeric and self.levels:
            raise misfit("an issue has levels or amounts, not both", "Leave out 'levels', or 'from', 'to' and 'step'.")
        if not self.numeric and (self.unit or self.marks):
            what = "a unit and marks belong to amounts, and this issue has named levels"
            raise misfit(what, "Give it 'from', 'to' and 'step'.")
        if not self.numeric:
            if len(self.levels) < 2:
                told = "'levels' needs at least 2 entries" if self.levels else "the key 'levels' is missing"
                raise misfit(told, "Or for amounts: 'from', 'to' and 'step'.")
            return self
        if None in (self.lowest, self.highest, self.step):
            raise misfit("amounts need 'from', 'to' and 'step'", "Such as {from: 100, to: 200, step: 5}.")
        self.__dict__["levels"] = grid(str(self.lowest), str(self.highest), str(self.step))
        self.__dict__["requires"] = tuple(
            one.model_copy(update={"level": self.level(one.level)}) for one in self.requires
        )
        if not isinstance(self.say, str):
            self.__dict__["say"] = {self.level(name): told for name, told in self.say.items()}
        if not isinstance(self.moves, str):
            self.__dict__["moves"] = tuple((self.level(start), self.level(end)) for start, end in self.moves)
        return self

    @model_serializer(mode="wrap")
    def _without_written_out(self, standard: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out levels that follow from the span; those of a part of it tell versions apart."""
        told: dict[str, Any] = standard(self)
        if self.numeric and self.levels == grid(str(self.lowest), str(self.highest), str(self.step)):
            told.pop("levels", None)
        return told

    @property
    def numeric(self) -> bool:
        """Whether its levels are amounts or dates."""
        return (self.lowest, self.highest, self.step) != (None, None, None)

    @cached_property
    def scale(self) -> tuple[str, ...]:
        """Its levels, with what they amount to where it is numeric."""
        return expr.Amounts(self.levels, self.unit, self.marks) if self.numeric else self.levels

    def at(self, places: Sequence[int]) -> Self:
        """Give the issue with some of its amounts alone, by their positions."""
        part = self.model_copy(update={"levels": tuple(self.levels[place] for place in places)})
        part.__dict__.pop("scale", None)
        return part

    def level(self, text: str) -> str:
        """Name the level that a level's name, a mark or an amount stands for; itself where there is none."""
        scale = self.scale
        if text in self.levels or not isinstance(scale, expr.Amounts):
            return text
        place = scale.place(text)
        return text if place is None else scale[place]

    def said(self, level: str) -> str:
        """Give the clause that the case has for a level, `{}` standing for the level; empty where it has none."""
        return self.say if isinstance(self.say, str) else self.say.get(level, "")

    @property
    def joint(self) -> bool:
        """Whether several parties must move it together."""
        return len(self.control) > 1


class Rule(BasedEntry):
    """A combination that cannot occur; ``intended`` says that it is meant to take away others' moves."""

    main: ClassVar[str] = "when"

    when: ConditionText = Field(description="the outcomes that cannot occur")
    why: Remark = Field("", description="the reason")
    intended: bool = Field(
        False, title="meant to take moves away", description="whether it is meant to take away others' moves"
    )


class Statement(BasedEntry):
    """A condition a party reportedly prefers to hold; the first of its statements outranks all below.

    ``unknown`` has it analysed both ways; ``probability`` is the chance that it is as stated, and ``order`` the chance
    that it stands below the statement before it rather than above, for samples of preferences and forecasts by the
    stability model; ``prior`` is the chance that it is as stated before the claims of the record are weighed.
    """

    main: ClassVar[str] = "prefer"

    prefer: ConditionText = Field(title="prefers that", description="what the party reportedly prefers to hold")
    unknown: bool = Field(False, description="whether it is analysed both ways, as written and the other way round")
    probability: StatedChance | None = Field(
        None, description="the chance that it is as stated, for stability forecasts"
    )
    order: StatedChance | None = Field(
        None, description="the chance that it stands below the statement before it, as written, rather than above it"
    )
    prior: StatedChance | None = Field(None, description="that chance before the claims of the record are weighed")


class Ranking(BasedEntry):
    """A party's outcomes, best first, for small published cases: conditions or outcome numbers; a list is a tie.

    Or ``follows: values``: the ranking is that of the party's points at their most likely values.
    """

    best_first: Annotated[
        tuple[OutcomeOrCondition | tuple[OutcomeOrCondition, ...], ...], Field(min_length=1), FieldKind("order")
    ] = Field((), description="outcome numbers or conditions, best first; a list is a tie")
    follows: Literal["values"] | None = Field(None, description="'values': the ranking is that of the party's points")

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if bool(self.best_first) == bool(self.follows):
            raise PydanticCustomError("ranking", "a ranking is a list 'best_first', or the words 'from values'")
        return self


def ranking_entry(value: Any) -> Any:
    """Accept the words ``from values`` for a ranking that follows from the party's points."""
    if isinstance(value, str) and value.split() == ["from", "values"]:
        return {"follows": "values"}
    return value


class Scenario(BasedEntry):
    """A named group of outcomes."""

    main: ClassVar[str] = "when"

    when: ConditionText = Field(description="the outcomes that belong to it")
    name: str = Field("", description="what readers see in place of the key")


class Misperception(BasedEntry):
    """Outcomes a party does not see: it can neither move from nor to them."""

    when: ConditionText = Field(description="the outcomes that the party does not see")


class Omission(BasedEntry):
    """What the material leaves out."""

    what: Text = Field(description="what is left out")


class UpsettingMove(Entry):
    """A coalition's move that upsets an equilibrium, as an answer to check against."""

    start: OutcomeOrCondition = Field(description="the outcome that it upsets")
    units: Annotated[Names, FieldKind("parties")] = Field(description="who moves together")
    to: OutcomeOrCondition = Field(description="where the move leads")


class KnownAnswer(Entry):
    """A known result of the case: the equilibria under one concept, and where they come from."""

    concept: Annotated[Name, FieldKind("concept")] = Field(description="the solution concept")
    sanctions: Literal["unlimited", "once", "single"] = Field(
        "unlimited", description="how often each unit may move in an answer"
    )
    outcomes: Annotated[tuple[OutcomeOrCondition, ...], BeforeValidator(one_or_many)] = Field(
        description="the equilibria, as numbers or conditions"
    )
    upset_by: tuple[UpsettingMove, ...] = Field((), description="the coalition moves that upset one of them")
    status: Literal["published", "computed"] = Field(description="whether it was published or computed")
    source: Text = Field(description="where it was published, or what computed it")
