"""Entries of a model beside those of the rules: the same is said once, a disagreement is a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from math import prod
from typing import Any

from winset.drafting.agenda import MOST_ISSUES, MOST_OUTCOMES
from winset.drafting.by_model.answers import (
    Checker,
    ConditionForm,
    Form,
    IssueForm,
    OpenForm,
    PartyForm,
    ScenarioForm,
    StatementForm,
)
from winset.drafting.proposal import (
    Draft,
    DraftCondition,
    DraftEntry,
    DraftIssue,
    DraftParty,
    DraftScenario,
    DraftStatement,
    one_line,
)
from winset.drafting.scenarios import MOST_SCENARIOS
from winset.drafting.source import ParsedSource
from winset.expr import quoted
from winset.expr.parser import KEYWORDS
from winset.frozen import replace
from winset.record.sentences import sentences

MOST_PARTIES = 12
References = tuple[str, ...]


class Merging:
    """A draft that takes in a model's answers, part by part.

    Parameters
    ----------
    found : Draft
        What the rules found.
    sources : sequence of ParsedSource
        The documents.
    checker : Checker
        Takes the entries whose quotations stand there.
    model : str
        What the model is called.
    """

    def __init__(self, found: Draft, sources: Sequence[ParsedSource], checker: Checker, model: str) -> None:
        self.found = found
        self.checker = checker
        self.sign = f"proposed by the language model {one_line(model)[:60]} alone"
        self.alone: list[str] = []
        self.questions: list[str] = []
        self.sources = sources
        self.claims: dict[str, tuple[str, ...]] = {}
        for source in sources:
            for one in source.claims(None):
                reference = f"{source.letter}{one.sentence[1:]}"
                self.claims[reference] = (*self.claims.get(reference, ()), f"{source.letter}:{one.id}")

    def draft(self) -> Draft:
        """Give the draft, with what rules and model disagree on among its questions."""
        alone = [f"The model alone names, look at these first: {'; '.join(self.alone)}"] if self.alone else []
        questions = tuple(dict.fromkeys([*self.found.questions, *self.questions, *alone]))
        return replace(self.found, questions=questions)

    def party_keys(self) -> str:
        """Give the parties with their keys, for a model."""
        return "; ".join(f"{one.key} ({one.name})" for one in self.found.parties) or "none"

    def issue_keys(self) -> str:
        """Give the issues with keys and levels, for a model."""
        told = (f"{one.key} ({one.name}: {', '.join(_levels(one))})" for one in self.found.issues)
        return "; ".join(told) or "none"

    def parties(self, answer: Mapping[str, Any]) -> None:
        """Take in the parties of an answer."""
        for form, basis in self._entries(answer, "parties", PartyForm):
            names = [name for name in (form.name, *form.aliases) if self.checker.stands(name)]
            if form.name not in names:
                self.checker.dropped.not_found += 1
                continue
            home = tuple(one_line(one) for one in form.home if self.checker.stands(one) and not form.mediator)
            known = next((one for one in self.found.parties if _names(one) & {_folded(name) for name in names}), None)
            if known is None:
                self._new_party(form, names[1:], home, basis)
            else:
                self._same_party(known, form, names, home)

    def _new_party(self, form: PartyForm, aliases: Sequence[str], home: tuple[str, ...], basis: References) -> None:
        if len(self.found.parties) >= MOST_PARTIES:
            return
        key = _free(form.name, [one.key for one in self.found.parties])
        new = DraftParty(
            key=key,
            name=one_line(form.name),
            aliases=tuple(one_line(one) for one in aliases),
            at_table=form.at_table or form.mediator,
            mediator=form.mediator,
            home=home,
            **self._by_model(basis),
        )
        self._add("parties", new, new.name)

    def _same_party(self, known: DraftParty, form: PartyForm, names: Sequence[str], home: Sequence[str]) -> None:
        others = {name for one in self.found.parties if one.key != known.key for name in _names(one)}
        more = [name for name in names if _folded(name) not in _names(known) | others]
        if known.mediator != form.mediator:
            self._ask(f"{known.name}: a mediator, or a party?", _yes(known.mediator, "mediator"), form.mediator)
        elif known.at_table != form.at_table and not known.mediator:
            self._ask(f"{known.name}: at the table?", _yes(known.at_table, "at the table"), form.at_table)
        homes = (*known.home, *(one for one in home if _folded(one) not in {_folded(two) for two in known.home}))
        new = replace(known, aliases=(*known.aliases, *map(one_line, more)), home=homes)
        self.found = replace(self.found, parties=tuple(new if one is known else one for one in self.found.parties))

    def _ask(self, what: str, rules: str, model: bool) -> None:
        self.questions.append(f"{what} The rules say: {rules}; the model: {'yes' if model else 'no'}")

    def issues(self, answer: Mapping[str, Any]) -> None:
        """Take in the issues of an answer."""
        for form, basis in self._entries(answer, "issues", IssueForm):
            control = tuple(dict.fromkeys(form.control))
            if not set(control) <= {one.key for one in self.found.parties if not one.mediator}:
                self.checker.dropped.not_formed += 1
                continue
            known = next(
                (one for one in self.found.issues if form.key == one.key or _folded(one.name) == _folded(form.name)),
                None,
            )
            if known is None:
                self._new_issue(form, control, basis)
            else:
                self._same_issue(known, form, control)

    def _new_issue(self, form: IssueForm, control: tuple[str, ...], basis: References) -> None:
        levels = tuple(dict.fromkeys(map(one_line, (form.today, *form.levels))))
        sizes = prod(len(_levels(one)) for one in self.found.issues) * len(levels)
        if form.key is not None or len(levels) < 2:
            self.checker.dropped.not_formed += 1
        elif len(self.found.issues) >= MOST_ISSUES or sizes > MOST_OUTCOMES:
            self.questions.append(f"{one_line(form.name)} (the model's) is left out: too many issues for a first look")
        else:
            key = _free(form.name, [*(one.key for one in self.found.issues), *(one.key for one in self.found.parties)])
            new = DraftIssue(key=key, name=one_line(form.name), levels=levels, control=control, **self._by_model(basis))
            self._add("issues", new, new.name)

    def _same_issue(self, known: DraftIssue, form: IssueForm, control: tuple[str, ...]) -> None:
        if set(control) != set(known.control):
            told = f"The rules say: {self._called(known.control)}; the model: {self._called(control)}"
            self.questions.append(f"{known.name}: who can move it? {told}")
        today = known.span[3] if known.span else known.levels[0]
        if _folded(form.today) != _folded(today) and not known.span:
            self.questions.append(
                f"{known.name}: what holds today? The rules say: {today}; the model: {one_line(form.today)}"
            )

    def rest(self, answer: Mapping[str, Any]) -> None:
        """Take in statements, conditions, scenarios and what is left open."""
        for form, basis in self._entries(answer, "statements", StatementForm):
            self._statement(form, basis)
        for condition, basis in self._entries(answer, "conditions", ConditionForm):
            self._condition(condition, basis)
        for ending, basis in self._entries(answer, "scenarios", ScenarioForm):
            self._scenario(ending, basis)
        known = {basis for _, basis in self.found.open}
        for _, basis in self._entries(answer, "open", OpenForm):
            if basis[0] not in known and len(self.found.open) < 12:
                self.found = replace(self.found, open=(*self.found.open, (self._sentence(basis[0]), basis[0])))

    def _statement(self, form: StatementForm, basis: References) -> None:
        prefer = self._wanted(form.issue, form.level, form.direction == "wants")
        if not prefer or not self._bargains(form.party):
            self.checker.dropped.not_formed += 1
            return
        today = self._at(form.issue, self._today(form.issue))
        direction = "resists" if prefer == today else "wants"
        same = [one for one in self.found.statements if (one.party, one.issue) == (form.party, form.issue)]
        opposed = [one for one in same if one.direction != direction]
        told = f"{self._called([form.party])} on {self._issue(form.issue).name}"
        if any(one.prefer == prefer for one in same):
            return
        if opposed:
            left = tuple(one for one in self.found.statements if one not in opposed)
            self.found = replace(self.found, statements=left)
            where = ", ".join(dict.fromkeys(item for one in opposed for item in one.basis))
            self.questions.append(
                f"{told}: the rules read that it {opposed[0].direction} it ({where}), the model that it {direction} it "
                f"({', '.join(basis)}); left out"
            )
            return
        if same:
            read = f"the rules read '{same[0].prefer}', the model '{prefer}' ({', '.join(basis)})"
            self.questions.append(f"{told}: {read}; the rules' reading stands")
            return
        if any(told in one and one.endswith("left out") for one in (*self.found.questions, *self.questions)):
            return  # asked already; a further voice for one side decides nothing
        new = DraftStatement(
            party=form.party,
            issue=form.issue,
            prefer=prefer,
            direction=direction,
            act=form.act,
            **self._by_model(basis),
        )
        self._add("statements", new, f"{self._called([form.party])}: {prefer}")

    def _condition(self, form: ConditionForm, basis: References) -> None:
        withholds, unless = self._at(form.issue, form.level), self._at(form.unless_issue, form.unless_level)
        if not withholds or not unless or form.issue == form.unless_issue or not self._bargains(form.party):
            self.checker.dropped.not_formed += 1
            return
        if any((one.party, one.withholds) == (form.party, withholds) for one in self.found.conditions):
            return
        key = _free(f"{form.party}_{form.issue}", [one.key for one in self.found.conditions])
        new = DraftCondition(key=key, party=form.party, withholds=withholds, unless=unless, **self._by_model(basis))
        self._add("conditions", new, f"{self._called([form.party])} withholds {withholds} unless {unless}")

    def _scenario(self, form: ScenarioForm, basis: References) -> None:
        parts = {place.issue: self._at(place.issue, place.level) for place in form.when}
        if not all(parts.values()):
            self.checker.dropped.not_formed += 1
            return
        when = " and ".join(parts.values())
        if len(self.found.scenarios) >= MOST_SCENARIOS or any(one.when == when for one in self.found.scenarios):
            return
        key = _free("ending", [one.key for one in self.found.scenarios])
        new = DraftScenario(key=key, name=one_line(form.name), when=when, **self._by_model(basis))
        self._add("scenarios", new, new.name)

    def _entries(self, answer: Mapping[str, Any], part: str, form: type[Form]) -> list[tuple[Form, References]]:
        return self.checker.entries(answer, part, form) if answer else []

    def _by_model(self, basis: References) -> dict[str, Any]:
        behind = dict.fromkeys(claim for one in basis for claim in self.claims.get(one, ()))
        return {"basis": basis, "claims": tuple(behind)[:12], "why": self.sign, "question": "the model alone names it"}

    def _add(self, part: str, new: DraftEntry, told: str) -> None:
        more: dict[str, Any] = {part: (*getattr(self.found, part), new)}
        self.found = replace(self.found, **more)
        self.alone.append(f"{told} ({', '.join(new.basis)})")

    def _issue(self, key: str) -> DraftIssue:
        return next(one for one in self.found.issues if one.key == key)

    def _today(self, issue: str) -> str:
        one = self._issue(issue)
        return one.span[3] if one.span else one.levels[0]

    def _at(self, issue: str, level: str) -> str:
        """The comparison of an issue with a level it has; empty where there is no such issue or level."""
        one = next((one for one in self.found.issues if one.key == issue), None)
        if one is None:
            return ""
        known = next((two for two in _levels(one) if _folded(two) == _folded(level)), "")
        return f"{issue} = {quoted(known)}" if known else ""

    def _wanted(self, issue: str, level: str, wants: bool) -> str:
        at = self._at(issue, level)
        if not at:
            return ""
        one, today = self._issue(issue), self._at(issue, self._today(issue))
        if one.span:
            more = Decimal(at.split(" = ")[1]) >= Decimal(one.span[3])
            return today if not wants or at == today else at.replace(" = ", " >= " if more else " <= ")
        if wants:
            return at
        return today if at != today else at.replace(" = ", " != ", 1)

    def _bargains(self, party: str) -> bool:
        return any(one.key == party and not one.mediator for one in self.found.parties)

    def _called(self, keys: Iterable[str]) -> str:
        named = {one.key: one.name for one in self.found.parties}
        return ", ".join(named.get(key, key) for key in keys) or "nobody"

    def _sentence(self, reference: str) -> str:
        source = next(one for one in self.sources if reference.startswith(one.letter))
        start, end = sentences(source.text)[int(reference[1:]) - 1]
        return one_line(source.text[start:end])[:400]


def _levels(one: DraftIssue) -> tuple[str, ...]:
    """The levels of an issue; of amounts those that were named."""
    return tuple(dict.fromkeys((one.span[3], *(amount for _, amount in one.marks)))) if one.span else one.levels


def _names(one: DraftParty) -> set[str]:
    return {_folded(name) for name in (one.key, one.name, *one.aliases)}


def _folded(text: str) -> str:
    return re.sub(r"^the ", "", " ".join(text.lower().split()))


def _yes(value: bool, what: str) -> str:
    return what if value else f"not {what}"


def _free(name: str, taken: Iterable[str]) -> str:
    """A key that is not taken yet."""
    plain = re.sub(r"\W+", "_", name.lower()).strip("_")[:40] or "entry"
    plain = plain if plain[:1].isalpha() and plain not in KEYWORDS else f"e_{plain}"
    known = set(taken)
    return next(key for number in range(1, 1_000) if (key := f"{plain}_{number}" if number > 1 else plain) not in known)
