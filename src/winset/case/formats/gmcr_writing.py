"""Writing GMCR+ files: ordered levels become thermometer-coded options, conditions become disjunctions of conjunctions.

An issue with levels a < b < c becomes two options, "at least b" and "at least c"; the second without the first
is infeasible.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

import numpy as np

from winset import expr
from winset.case.conflict import Issue
from winset.case.formats.gmcr import MOVES, RANKING_LIMIT, feasible_numbers
from winset.case.marks import on_marks
from winset.case.model import Case
from winset.case.names import is_outcome_number
from winset.errors import UsageError

TERM_LIMIT = 2000
Term = Mapping[str, frozenset[int]]
Pair = list[Any]


def gmcr_text(case: Case) -> str:
    """Write a case as a GMCR+ file.

    Parameters
    ----------
    case : Case
        The case. Its status quo, scenarios and bases have no place in the format and are left out; of amounts the
        marks are written, as stability looks at them.

    Returns
    -------
    str
        JSON.

    Raises
    ------
    UsageError
        If the case says something the format cannot: joint moves, issues nobody controls, lists of permitted level
        changes, statements marked unknown, or a condition or ranking too large to write out.
    """
    _refuse(case)
    return _Writer(on_marks(case)).text()


_HAS_A_PLACE = {"winset", "parties", "issues", "impossible", "preferences", "ranking", "coalitions", "misperceived"}


def left_out(case: Case) -> list[str]:
    """Name the sections of a case that the format has no place for."""
    missing = [key for key in Case.model_fields if key in case.model_fields_set and key not in _HAS_A_PLACE]
    # what can occur under only_if is written as rules
    missing += [
        f"amounts of '{key}' that are no marks"
        for key, issue in on_marks(case).issues.items()
        if issue.numeric and issue.levels != case.issues[key].levels
    ]
    return missing + (["that leaving something takes back what exists only with it"] if case.guards else [])


def _refuse(case: Case) -> None:
    cannot = [f"the joint issue '{key}'" for key, issue in case.issues.items() if issue.joint]
    cannot += [f"the issue '{key}' that nobody controls" for key, issue in case.issues.items() if not issue.control]
    cannot += [
        f"the list of permitted changes of '{key}'"
        for key, issue in case.issues.items()
        if not isinstance(issue.moves, str)
    ]
    for party, statements in case.preferences.items():
        if any(statement.unknown for statement in statements):
            cannot.append(f"statements of '{party}' that are marked unknown")
    numbers = ("values", "no_deal", "conditions", "ratification", "mandates", "reactions", "profiles")
    cannot += [f"the section '{section}'" for section in numbers if getattr(case, section)]
    if cannot:
        raise UsageError(
            f"the GMCR+ format cannot say: {', '.join(cannot)}", "Change these in the case, or keep it as a case file."
        )


class _Writer:
    def __init__(self, case: Case) -> None:
        self.case = case
        self.first: dict[str, int] = {}
        self.options: list[dict[str, str]] = []
        self.makers: list[dict[str, Any]] = []
        direction = {word: key for key, word in MOVES.items()}
        for party in case.parties:
            own: list[int] = []
            for key, issue in case.issues.items():
                if issue.control != (party,):
                    continue
                self.first[key] = len(self.options)
                for level in issue.levels[1:]:
                    own.append(len(self.options))
                    self.options.append(
                        {"name": _option_name(key, issue, level), "permittedDirection": direction[str(issue.moves)]}
                    )
            self.makers.append({"name": party, "options": own})

    def text(self) -> str:
        """The whole file."""
        case = self.case
        infeasible: list[Any] = [*self._invalid(), *map(self._written, self._rules())]
        manual = bool(case.ranking)
        for maker in self.makers:
            maker["preferences"] = [] if manual else [*map(self._written, self._wishes(maker["name"]))]
            maker["misperceptions"] = [
                self._condition(entry.when) for entry in case.misperceived.get(maker["name"], ())
            ]
            maker["preferenceRanking"] = self._ranking(maker["name"]) if manual else []
        parties = list(case.parties)
        content = {
            "options": self.options,
            "decisionMakers": self.makers,
            "infeasibles": infeasible,
            "coalitions": [[parties.index(member) for member in group] for group in case.coalition_members],
            "useManualPreferenceRanking": manual,
        }
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

    def _invalid(self) -> Iterator[list[Pair]]:
        """Thermometer codes that mean nothing: a higher step without the one below."""
        for key, issue in self.case.issues.items():
            for step in range(len(issue.levels) - 2):
                low = self.first[key] + step
                yield [[low, "N"], [low + 1, "Y"]]

    def _rules(self) -> list[expr.Condition]:
        """What cannot occur: the rules, and an issue off its first level where it does not exist."""
        return [self.case.condition(rule.when) for rule in self.case.impossible] + [
            expr.And((expr.Not(guard), expr.Comparison(key, "!=", self.case.levels[key][0])))
            for key, guard in self.case.guards.items()
        ]

    def _wishes(self, party: str) -> list[expr.Condition]:
        """What law requires of a party, which outranks all it wants, then its statements."""
        laws = [
            expr.guarded(
                expr.Implies(expr.parse(one.when), expr.Comparison(key, "=", one.level)),
                self.case.guards,
                self.case.levels,
            )
            for key, issue in self.case.issues.items()
            if issue.control == (party,)
            for one in issue.requires
        ]
        return laws + [self.case.condition(one.prefer) for one in self.case.preferences.get(party, ())]

    def _condition(self, text: str) -> Any:
        return self._written(self.case.condition(text))

    def _written(self, condition: expr.Condition) -> Any:
        """Write a condition as one conjunction, or as a compound of several."""
        conjunctions = [one for term in self._terms(condition) for one in self._conjunctions(term)]
        if not conjunctions:
            return [[0, "Y"], [0, "N"]]  # never true, and the format has no other word for it
        return conjunctions[0] if len(conjunctions) == 1 else {"compound": True, "members": conjunctions}

    def _conjunctions(self, term: Term) -> list[list[Pair]]:
        """Write a term (levels allowed per issue) as conjunctions, one for each combination of runs of levels."""
        choices: list[list[list[Pair]]] = []
        for key, allowed in term.items():
            last = len(self.case.issues[key].levels) - 1
            low_option = self.first[key] - 1
            runs = []
            for low, high in _runs(allowed):
                pairs = [[low_option + low, "Y"]] if low else []
                runs.append(pairs + ([[low_option + high + 1, "N"]] if high < last else []))
            choices.append(runs)
        return [[pair for part in parts for pair in part] for parts in product(*choices)]

    def _terms(self, condition: expr.Condition, wanted: bool = True) -> list[dict[str, frozenset[int]]]:
        """The condition (or its opposite) as alternatives, each allowing some levels of some issues."""
        match condition:
            case expr.Not(operand):
                return self._terms(operand, not wanted)
            case expr.And(operands) | expr.Or(operands):
                return self._joined(list(operands), isinstance(condition, expr.And) == wanted, wanted)
            case expr.Implies(premise, conclusion):
                return self._joined([expr.Not(premise), conclusion], not wanted, wanted)
            case expr.Iff(left, right):
                opposite = right if wanted else expr.Not(right)
                other = expr.Not(right) if wanted else right
                return self._terms(expr.And((left, opposite))) + self._terms(expr.And((expr.Not(left), other)))
        return self._leaf(condition, wanted)

    def _joined(self, operands: list[expr.Condition], every: bool, wanted: bool) -> list[dict[str, frozenset[int]]]:
        parts = [self._terms(operand, wanted) for operand in operands]
        if not every:
            return [term for part in parts for term in part]
        if prod(map(len, parts)) > TERM_LIMIT:
            raise UsageError(
                "a condition is too complex for the GMCR+ format", "Split it into several statements or rules."
            )
        return [merged for combination in product(*parts) if (merged := _merged(combination)) is not None]

    def _leaf(self, leaf: expr.Condition, wanted: bool) -> list[dict[str, frozenset[int]]]:
        """A comparison as the levels it allows: of one issue, or of two compared with each other."""
        used = expr.issues_of(leaf, self.case.levels)
        sizes = [len(self.case.issues[key].levels) for key in used]
        grid = np.indices(sizes).reshape(len(sizes), -1)
        holds = expr.evaluate(leaf, dict(zip(used, grid, strict=True)), self.case.levels) == wanted
        if len(used) == 1:
            allowed = frozenset(map(int, np.flatnonzero(holds)))
            return [{used[0]: allowed}] if allowed else []
        return [
            {key: frozenset({int(code)}) for key, code in zip(used, column, strict=True)} for column in grid.T[holds]
        ]

    def _ranking(self, party: str) -> list[int | list[int]]:
        """List a party's outcomes, best first, as ordinals of the feasible states by ascending decimal."""
        if party not in self.case.ranking or not self.case.ranking[party].best_first:
            raise UsageError(
                f"the GMCR+ format needs a ranking for every party, '{party}' has none", "Rank all parties or none."
            )
        levels = self.case.levels
        if prod(map(len, levels.values())) > RANKING_LIMIT:
            raise UsageError("the ranking is too large to write as a GMCR+ file")
        numbers = feasible_numbers(levels, self._rules())
        strides = [prod(map(len, list(levels.values())[:place])) for place in range(len(levels))]
        codes = {key: numbers // stride % len(levels[key]) for key, stride in zip(levels, strides, strict=True)}
        decimals = sum((2 ** codes[key].astype(object) - 1) << self.first[key] for key in levels)
        ordinal = np.empty(len(numbers), dtype=np.int64)
        ordinal[np.argsort(decimals)] = np.arange(1, len(numbers) + 1)
        left = np.ones(len(numbers), dtype=np.bool_)
        places: list[int | list[int]] = []
        for entry in self.case.ranking[party].best_first:
            chosen = np.zeros(len(numbers), dtype=np.bool_)
            for item in (entry,) if isinstance(entry, str) else entry:
                chosen |= (
                    numbers == int(item)
                    if is_outcome_number(item)
                    else expr.evaluate(self.case.condition(item), codes, levels)
                )
            tied = sorted(map(int, ordinal[chosen & left]))
            left &= ~chosen
            if tied:
                places.append(tied[0] if len(tied) == 1 else tied)
        return places


def _option_name(key: str, issue: Issue, level: str) -> str:
    if len(issue.levels) > 2:
        return f"{key}: at least {level}"
    return key if level.lower() in {"y", "yes"} else f"{key}: {level}"


def _runs(codes: frozenset[int]) -> Iterator[tuple[int, int]]:
    """The runs of neighbouring level positions, as (first, last)."""
    ordered = sorted(codes)
    start = 0
    for place in range(1, len(ordered) + 1):
        if place == len(ordered) or ordered[place] != ordered[place - 1] + 1:
            yield ordered[start], ordered[place - 1]
            start = place


def _merged(terms: Sequence[Term]) -> dict[str, frozenset[int]] | None:
    """Terms that must hold together; None when they cannot."""
    merged: dict[str, frozenset[int]] = {}
    for term in terms:
        for key, allowed in term.items():
            merged[key] = merged[key] & allowed if key in merged else allowed
            if not merged[key]:
                return None
    return merged
