"""The case as a person writes it: frozen models, one per kind of entry.

Every scalar of the file arrives here as text, so a level called ``no`` or ``2025`` is a name like any other. Names
are checked against each other in :mod:`winset.case.names`, not here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from functools import cached_property
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
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
    IsoDate,
    Locator,
    Name,
    Names,
    Text,
    empty_entry,
    entry_from,
    one_or_many,
    range_entry,
)
from winset.case.grid import grid
from winset.case.negotiation import (
    Agreement,
    Alternative,
    Chance,
    Deadline,
    Delay,
    Dependence,
    HardCondition,
    HomeRule,
    Mandate,
    NoDeal,
    NotNegative,
    Profile,
    Question,
    Ratification,
    Reaction,
    Requirement,
    Talks,
    Threat,
    Value,
)
from winset.expr import Condition

MAX_LEVELS = 64
Result = TypeVar("Result")


def _one_entry_or_many(value: Any) -> Any:
    """Accept one entry where several can stand."""
    return [value] if isinstance(value, dict) else value


OutcomeText = Annotated[str, Field(min_length=1)]


class Source(Entry):
    """A document the bases refer to: ``S8`` is item 8 of source ``S``."""

    title: Text
    publisher: str = ""
    date: str = ""
    url: str = ""


class Party(BasedEntry):
    """Who can decide."""

    name: str = ""
    aliases: Names = ()
    home: Names = ()
    at_table: bool = True
    mandate: str = ""


class Issue(BasedEntry):
    """Something to be settled, with its ordered levels and who can move it; if nobody can, it stays as it is.

    ``role`` says what the issue is in the talks: a ``term`` is settled in the agreement, a ``lever`` is moved by one
    party to press the others, an ``answer`` is an absent party's; without it the role is inferred. ``only_if`` names
    the condition under which the issue exists at all: while it does not hold, the issue rests at its first level and
    every comparison with it is false. ``requires`` lists moves that law or contract forces on its controller.

    A numeric issue has no ``levels`` but the ends of a span and a step, amounts of a unit or dates; ``marks`` name
    amounts that people speak of. Its levels are written out, exactly. ``now`` is where the issue stands today.
    """

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True, validate_by_alias=True)

    name: str = ""
    levels: Annotated[tuple[Name, ...], Field(max_length=MAX_LEVELS)] = ()
    lowest: Annotated[Name | None, Field(alias="from")] = None
    highest: Annotated[Name | None, Field(alias="to")] = None
    step: Name | None = None
    unit: Annotated[str, Field(max_length=40)] = ""
    marks: dict[Name, Name] = {}
    now: Name | None = None
    control: Names
    moves: Literal["free", "forward", "backward"] | tuple[tuple[Name, Name], ...] = "free"
    leave: Literal["all", "any"] = "all"
    role: Literal["term", "lever", "answer"] | None = None
    only_if: ConditionText | None = None
    requires: Annotated[tuple[Requirement, ...], BeforeValidator(_one_entry_or_many)] = ()

    @model_validator(mode="after")
    def _levels_or_amounts(self) -> Issue:
        if self.numeric and self.levels:
            raise _misfit("an issue has levels or amounts, not both", "Leave out 'levels', or 'from', 'to' and 'step'.")
        if not self.numeric and (self.unit or self.marks):
            what = "a unit and marks belong to amounts, and this issue has named levels"
            raise _misfit(what, "Give it 'from', 'to' and 'step'.")
        if not self.numeric:
            if len(self.levels) < 2:
                told = "'levels' needs at least 2 entries" if self.levels else "the key 'levels' is missing"
                raise _misfit(told, "Or for amounts: 'from', 'to' and 'step'.")
            return self
        if None in (self.lowest, self.highest, self.step):
            raise _misfit("amounts need 'from', 'to' and 'step'", "Such as {from: 100, to: 200, step: 5}.")
        self.__dict__["levels"] = grid(str(self.lowest), str(self.highest), str(self.step))
        self.__dict__["requires"] = tuple(
            one.model_copy(update={"level": self.level(one.level)}) for one in self.requires
        )
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

    def at(self, places: Sequence[int]) -> Issue:
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

    @property
    def joint(self) -> bool:
        """Whether several parties must move it together."""
        return len(self.control) > 1


def _misfit(what: str, hint: str) -> PydanticCustomError:
    return PydanticCustomError("condition", "{what}", {"what": what, "hint": hint, "offset": 0})


class Rule(BasedEntry):
    """A combination that cannot occur; ``intended`` says that it is meant to take away others' moves."""

    when: ConditionText
    why: str = ""
    intended: bool = False


class Statement(BasedEntry):
    """A condition a party reportedly prefers to hold; the first of its statements outranks all below.

    ``unknown`` has it analysed both ways; ``probability`` is the chance that it is as stated, for forecasts by the
    stability model; ``prior`` is that chance before the claims of the record are weighed.
    """

    prefer: ConditionText
    unknown: bool = False
    probability: Chance | None = None
    prior: Chance | None = None


class Ranking(BasedEntry):
    """A party's outcomes, best first, for small published cases: conditions or outcome numbers; a list is a tie.

    Or ``follows: values``: the ranking is that of the party's points at their most likely values.
    """

    best_first: Annotated[tuple[OutcomeText | tuple[OutcomeText, ...], ...], Field(min_length=1)] = ()
    follows: Literal["values"] | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Ranking:
        if bool(self.best_first) == bool(self.follows):
            raise PydanticCustomError("ranking", "a ranking is a list 'best_first', or the words 'from values'")
        return self


def _ranking_entry(value: Any) -> Any:
    """Accept the words ``from values`` for a ranking that follows from the party's points."""
    if isinstance(value, str) and value.split() == ["from", "values"]:
        return {"follows": "values"}
    return value


class Scenario(BasedEntry):
    """A named group of outcomes."""

    when: ConditionText
    name: str = ""


class Misperception(BasedEntry):
    """Outcomes a party does not see: it can neither move from nor to them."""

    when: ConditionText


class Omission(BasedEntry):
    """What the material leaves out."""

    what: Text


class JointMove(Entry):
    """A coalition's move that upsets an equilibrium, as an answer to check against."""

    start: OutcomeText
    units: Names
    to: OutcomeText


class Answer(Entry):
    """A known result of the case: the equilibria under one concept, and where they come from."""

    concept: Name
    sanctions: Literal["unlimited", "once", "single"] = "unlimited"
    outcomes: Annotated[tuple[OutcomeText, ...], BeforeValidator(one_or_many)]
    upset_by: tuple[JointMove, ...] = ()
    status: Literal["published", "computed"]
    source: Text


class Case(Entry):
    """A negotiation or conflict: who decides what, what cannot occur, and who reportedly prefers what.

    Read one with :func:`winset.load`; it never changes afterwards.
    """

    winset: Literal["1"]
    title: Text
    summary: str = ""
    as_of: IsoDate | None = None
    version: str = ""
    author: str = ""
    sources: dict[Name, Source] = {}
    parties: Annotated[dict[Name, Annotated[Party, BeforeValidator(empty_entry)]], Field(min_length=1)]
    issues: Annotated[dict[Name, Issue], Field(min_length=1)]
    status_quo: dict[Name, Name] = {}
    impossible: tuple[Annotated[Rule, entry_from("when")], ...] = ()
    preferences: dict[Name, tuple[Annotated[Statement, entry_from("prefer")], ...]] = {}
    ranking: dict[Name, Annotated[Ranking, BeforeValidator(_ranking_entry)]] = {}
    scenarios: dict[Name, Annotated[Scenario, entry_from("when")]] = {}
    talks: Talks = Talks()
    agreement: Annotated[Agreement, entry_from("when")] = Agreement()
    deadlines: tuple[Deadline, ...] = ()
    values: dict[Name, tuple[Value, ...]] = {}
    no_deal: dict[Name, Annotated[NoDeal, range_entry("value")]] = {}
    conditions: dict[Name, HardCondition] = {}
    ratification: tuple[Ratification, ...] = ()
    homes: dict[Name, HomeRule] = {}
    mandates: dict[Name, Annotated[Mandate, entry_from("covers")]] = {}
    delay: dict[Name, Annotated[Delay, range_entry("cost")]] = {}
    dependence: dict[Name, Annotated[Dependence, range_entry("degree")]] = {}
    alternatives: tuple[Alternative, ...] = ()
    threats: tuple[Threat, ...] = ()
    reactions: dict[Name, Annotated[Reaction, range_entry("temperature")]] = {}
    profiles: dict[Name, dict[Name, Profile]] = {}
    questions: dict[Name, Question] = {}
    evidence: dict[Name, dict[Name, NotNegative]] = {}
    coalitions: Literal["all"] | tuple[tuple[Name, ...], ...] = ()
    misperceived: dict[Name, tuple[Annotated[Misperception, entry_from("when")], ...]] = {}
    not_in_source: tuple[Annotated[Omission, entry_from("what")], ...] = ()
    answers: tuple[Answer, ...] = ()

    _from_statements: frozenset[str] = PrivateAttr(default=frozenset())
    _file: str = PrivateAttr(default="")
    _known: dict[Any, Any] = PrivateAttr(default_factory=dict)
    _locate: Locator | None = PrivateAttr(default=None)
    _whole: Case | None = PrivateAttr(default=None)

    @model_validator(mode="after")
    def _amounts_as_written_out(self) -> Self:
        """Have deadlines name amounts as the levels of their issues do, whatever mark or spelling was used."""
        numeric = {key: issue for key, issue in self.issues.items() if issue.numeric}
        for deadline in self.deadlines if numeric else ():
            then = {key: numeric[key].level(level) if key in numeric else level for key, level in deadline.then.items()}
            deadline.__dict__["then"] = then
        return self

    def __getstate__(self) -> dict[Any, Any]:
        # where entries stand in the file is for messages of this process, and no other could ask for it
        state = super().__getstate__()
        private = {**(state["__pydantic_private__"] or {}), "_locate": None, "_known": {}}
        return {**state, "__pydantic_private__": private}

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy with some fields replaced; nothing worked out from this case goes along."""
        copied = super().model_copy(update=update, deep=deep)
        copied._known = {}
        copied._whole = None
        for name in ("levels", "guards"):
            copied.__dict__.pop(name, None)
        return copied

    def attach(self, file: str, locate: Locator) -> Case:
        """Remember which file the case came from and where its entries stand, for messages."""
        self._file = file
        self._locate = locate
        return self

    def part_of(self, whole: Case) -> Case:
        """Remember the case of which this one has some amounts alone."""
        self._whole = whole
        return self

    @property
    def whole(self) -> Case:
        """The case with all amounts of its issues: itself, unless it is one on marks."""
        return self._whole or self

    def attach_derived(self, parties: Collection[str]) -> Case:
        """Remember whose values follow from its statements, so that an edit of the statements moves them."""
        self._from_statements = frozenset(parties)
        return self

    @property
    def valued_by_statements(self) -> frozenset[str]:
        """The parties whose values follow from their statements (``values: {UA: from statements}``)."""
        return self._from_statements

    def ranked_by_values(self, party: str) -> bool:
        """Whether a party's outcomes are ranked by its points: the case says so, or the party has points alone."""
        if party in self.ranking:
            return self.ranking[party].follows == "values"
        return not self.preferences.get(party) and bool(self.values.get(party))

    @property
    def signatories(self) -> tuple[str, ...]:
        """Who must agree: those that the talks name, else every party at the table that has a stake or a home."""
        at_table = tuple(key for key, party in self.parties.items() if party.at_table and self.has_part(key))
        return self.talks.signatories or at_table

    def has_part(self, party: str) -> bool:
        """Whether a party moves an issue, wants something or has a home; who has none of these only mediates."""
        named = (self.preferences, self.ranking, self.values, self.no_deal, self.profiles, self.delay, self.homes)
        return (
            any(section.get(party) for section in named)
            or bool(self.parties[party].home)
            or party in self.talks.veto
            or any(party in issue.control for issue in self.issues.values())
            or any(party == one.party for one in self.conditions.values())
            or any(party == one.party for one in self.ratification)
            or any(party == one.party for one in self.alternatives)
            or any(party in (one.by, one.target) for one in self.threats)
        )

    def follows(self, party: str) -> str:
        """Say which of a party's statements and points follows from the other, in the words of the case file."""
        if party in self.ranking and self.ranking[party].follows:
            return "from values"
        return "from statements" if party in self._from_statements else ""

    @property
    def file(self) -> str:
        """The file the case was read from, or its title."""
        return self._file or self.title

    def locate(self, path: tuple[str | int, ...], offset: int = 0) -> tuple[int, int]:
        """Give line and column (from 1) of an entry in the file; zeros when there is no file."""
        return self._locate(path, offset) if self._locate else (0, 0)

    @property
    def hash(self) -> str:
        """SHA-256 of the content: comments and layout do not count, every word that enters a result does."""
        return self.whole.once("hash", self.whole._hash)

    def _hash(self) -> str:
        content = self.model_dump(mode="json", exclude_defaults=True)
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()

    @cached_property
    def levels(self) -> Mapping[str, tuple[str, ...]]:
        """The ordered levels of every issue."""
        return {key: issue.scale for key, issue in self.issues.items()}

    @cached_property
    def guards(self) -> Mapping[str, Condition]:
        """For every issue that exists only under a condition, that condition; comparisons in it are guarded too."""
        found: dict[str, Condition] = {}
        wanted = {key: expr.parse(issue.only_if) for key, issue in self.issues.items() if issue.only_if}
        while wanted:
            ready = [key for key, one in wanted.items() if not set(expr.issues_of(one, self.levels)) & set(wanted)]
            if not ready:  # a circle; the check of names reports it
                return {}
            for key in ready:
                found[key] = expr.guarded(wanted.pop(key), found, self.levels)
        return found

    def once(self, key: Hashable, make: Callable[[], Result]) -> Result:
        """Give what is worked out from this case once and then kept with it; the case never changes."""
        if key not in self._known:
            self._known[key] = make()
        found: Result = self._known[key]
        return found

    def condition(self, text: str | Condition) -> Condition:
        """Parse a condition, with comparisons made false where an issue of theirs does not exist."""
        return self.once(("condition", text), lambda: self._guarded(text))

    def _guarded(self, text: str | Condition) -> Condition:
        parsed = expr.parse(text) if isinstance(text, str) else text
        return expr.guarded(parsed, self.guards, self.levels)

    def preferences_of(self, party: str) -> str:
        """Everything the case says of what a party prefers, as text to tell versions apart by."""

        def told() -> str:
            own = [getattr(self, section).get(party) for section in ("preferences", "ranking", "values", "profiles")]
            return repr((own, self.alternatives))

        return self.once(("preferences of", party), told)

    @property
    def structure(self) -> str:
        """Tell cases apart by who can do what: versions that differ in numbers and preferences alone share it."""

        def digest() -> str:
            content = self.model_dump(
                mode="json",
                exclude_defaults=True,
                include={
                    "parties": True,
                    "issues": True,
                    "status_quo": True,
                    "impossible": True,
                    "agreement": True,
                    "deadlines": True,
                    "as_of": True,
                    "talks": {"signatories"},
                },
            )
            for deadline in content.get("deadlines", ()):
                deadline.pop("chance", None)
            return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()

        return self.once("structure", digest)

    def status_quo_level(self, issue: str) -> str:
        """The level an issue stands at today: the first one unless the case says otherwise."""
        entry = self.issues[issue]
        return entry.level(self.status_quo.get(issue) or entry.now or entry.levels[0])

    def party_name(self, key: str) -> str:
        """A party's name as it is shown to readers."""
        return self.parties[key].name or key

    def issue_name(self, key: str) -> str:
        """An issue's name as it is shown to readers."""
        return self.issues[key].name or key

    def scenario_name(self, key: str) -> str:
        """A scenario's name as it is shown to readers."""
        return self.scenarios[key].name or key

    @property
    def coalition_members(self) -> tuple[tuple[str, ...], ...]:
        """The coalitions of the case, members in the order of the parties.

        The controllers of each joint issue always form one; the case may list others, or say ``all``.
        """
        from itertools import combinations

        order = list(self.parties)
        if self.coalitions == "all":
            return tuple(group for size in range(2, len(order) + 1) for group in combinations(order, size))
        joint = [issue.control for issue in self.issues.values() if issue.joint]
        groups = [tuple(sorted(group, key=order.index)) for group in [*joint, *self.coalitions]]
        return tuple(dict.fromkeys(groups))
