"""The case as a person writes it, as one frozen model; its sections are told of in :mod:`winset.case.sections`.

Every scalar of the file arrives here as text, so a level called ``no`` or ``2025`` is a name like any other. Names
are checked against each other in :mod:`winset.case.names`, not here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    Field,
    PrivateAttr,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from winset import expr
from winset.case.conflict import (
    Issue,
    KnownAnswer,
    Misperception,
    Omission,
    Party,
    Ranking,
    Rule,
    Scenario,
    Source,
    Statement,
    ranking_entry,
)
from winset.case.entries import IsoDate, Locator, Name, Remark, Text, empty_entry, entry_from, range_entry
from winset.case.kept import KeepingEntry
from winset.case.negotiation import (
    Alternative,
    Delay,
    Dependence,
    HardCondition,
    HomeRule,
    Mandate,
    NoDeal,
    Profile,
    Ratification,
    Reaction,
    Threat,
    Value,
)
from winset.case.ranges import NotNegative
from winset.case.scoring import Scores, Weights, by_issue, scored, without_scored
from winset.case.talks import AgreementRule, Deadline, ForecastQuestion, Talks
from winset.case.walking import part_takers
from winset.expr import Condition


class Case(KeepingEntry):
    """A negotiation or conflict: who decides what, what cannot occur, and who reportedly prefers what.

    Read one with :func:`winset.load`; it never changes afterwards.
    """

    winset: Literal["1"] = Field(description="the version of this format; always the first line")
    title: Text = Field(description="what the case is called")
    summary: Remark = Field("", description="one or two sentences that stand under the title")
    as_of: IsoDate | None = Field(None, title="as of", description="the day that the case describes")
    version: str = Field("", description="its version, in any words")
    author: str = Field("", description="who wrote it")
    sources: dict[Name, Source] = {}
    parties: Annotated[dict[Name, Annotated[Party, BeforeValidator(empty_entry)]], Field(min_length=1)]
    issues: Annotated[dict[Name, Issue], Field(min_length=1)]
    status_quo: dict[Name, Name] = {}
    impossible: tuple[Annotated[Rule, entry_from("when")], ...] = ()
    preferences: dict[Name, tuple[Annotated[Statement, entry_from("prefer")], ...]] = {}
    ranking: dict[Name, Annotated[Ranking, BeforeValidator(ranking_entry)]] = {}
    scenarios: dict[Name, Annotated[Scenario, entry_from("when")]] = {}
    talks: Talks = Talks()
    agreement: Annotated[AgreementRule, entry_from("when")] = AgreementRule()
    deadlines: tuple[Deadline, ...] = ()
    values: dict[Name, tuple[Value, ...]] = {}
    weights: dict[Name, Annotated[Weights, BeforeValidator(by_issue)]] = {}
    scores: dict[Name, Annotated[Scores, BeforeValidator(by_issue)]] = {}
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
    questions: dict[Name, ForecastQuestion] = {}
    evidence: dict[Name, dict[Name, NotNegative]] = {}
    coalitions: Literal["all"] | tuple[tuple[Name, ...], ...] = ()
    misperceived: dict[Name, tuple[Annotated[Misperception, entry_from("when")], ...]] = {}
    not_in_source: tuple[Annotated[Omission, entry_from("what")], ...] = ()
    answers: tuple[KnownAnswer, ...] = ()

    _from_statements: frozenset[str] = PrivateAttr(default=frozenset())
    _file: str = PrivateAttr(default="")
    _locate: Locator | None = PrivateAttr(default=None)
    _whole: Case | None = PrivateAttr(default=None)

    def __repr__(self) -> str:
        return f"Case: {self.title}\nparties  {', '.join(self.parties)}\nissues   {', '.join(self.issues)}"

    __str__ = __repr__

    @model_validator(mode="after")
    def _amounts_as_written_out(self) -> Self:
        """Have deadlines name amounts as the levels of their issues do, whatever mark or spelling was used."""
        numeric = {key: issue for key, issue in self.issues.items() if issue.numeric}
        for deadline in self.deadlines if numeric else ():
            then = {key: numeric[key].level(level) if key in numeric else level for key, level in deadline.then.items()}
            deadline.__dict__["then"] = then
        return self

    @model_validator(mode="after")
    def _points_of_scores(self) -> Self:
        """Have the values of a party hold what follows from its weights and scores, wherever values are read."""
        if self.weights:
            found = {
                owner: (*self.values.get(owner, ()), *own) for owner, own in scored(self.weights, self.scores).items()
            }
            self.__dict__["values"] = {**self.values, **{owner: own for owner, own in found.items() if own}}
        return self

    @model_serializer(mode="wrap")
    def _as_written(self, standard: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out values that follow from weights and scores."""
        told: dict[str, Any] = standard(self)
        without_scored(self.weights, self.values, told)
        return told

    def __getstate__(self) -> dict[Any, Any]:
        # where entries stand in the file is for messages of this process, and no other could ask for it
        state = super().__getstate__()
        return {**state, "__pydantic_private__": {**(state["__pydantic_private__"] or {}), "_locate": None}}

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy with some fields replaced; nothing worked out from this case goes along."""
        copied = super().model_copy(update=update, deep=deep)
        copied._whole = None
        for name in ("levels", "guards"):
            copied.__dict__.pop(name, None)
        return copied

    def attach(self, file: str, locate: Locator) -> Case:
        """Remember which file the case came from and where its entries stand, for messages."""
        self._file = file
        self._locate = locate
        return self

    def differs_in_numbers(self, other: Case) -> Case:
        """Share with another case what hangs on no number: this one is the same but for some of its numbers."""
        self._shared = other._shared
        for name in ("levels", "guards"):
            self.__dict__[name] = getattr(other, name)
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
        """Whether a party moves an issue, wants something, has a home or a mandate; who has none only mediates."""
        return (
            party in self.shared("part takers", lambda: part_takers(self))
            or bool(self.parties[party].home)
            or party in self.talks.veto
            or any(party in issue.control for issue in self.issues.values())
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

    def condition(self, text: str | Condition) -> Condition:
        """Parse a condition, with comparisons made false where an issue of theirs does not exist."""
        return self.shared(("condition", text), lambda: self._guarded(text))

    def speaks_of(self, text: str) -> tuple[str, ...]:
        """List the issues that a condition speaks of as it is written, in order of appearance."""
        return self.shared(("issues", text), lambda: expr.issues_of(expr.parse(text), self.levels))

    def violation(self, key: str) -> Condition:
        """Say where a condition is violated: what it withholds is had, and what it asks for is not."""
        one = self.conditions[key]
        return expr.And((self.condition(one.withholds), expr.Not(self.condition(one.unless))))

    def _guarded(self, text: str | Condition) -> Condition:
        parsed = expr.parse(text) if isinstance(text, str) else text
        return expr.guarded(parsed, self.guards, self.levels)

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

        return self.shared("structure", digest)

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

    def profile_name(self, party: str, key: str) -> str:
        """Give a profile's name as it is shown to readers; what names none, such as "as written", stays."""
        known = self.profiles.get(party, {})
        return (known[key].name or key) if key in known else key

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
