"""Questions whether two issues of a draft are one, and what makes one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import reduce
from itertools import combinations
from typing import Any

import numpy as np

from winset import expr
from winset.case.confirmation import is_drafted
from winset.case.editing import edited
from winset.case.mentions import CONDITION, LEVELS, NameMention, mentions
from winset.case.model import Case
from winset.case.splicing import Edit, Path
from winset.engines.interview.entries import Possible
from winset.engines.interview.questions import UNKNOWN, Choice, Question
from winset.errors import WinsetError

ONE = 0.3
MOST_ASKED = 4
_LISTED = 2**14
_ALIKE_WORDS = (
    "cut reduction decrease",
    "pay wage salary earnings",
    "truce ceasefire cease-fire armistice",
    "strike walkout stoppage",
    "tariff duty levy tax",
    "withdrawal pullback pullout",
    "hostage captive prisoner detainee",
    "loan credit",
    "rent lease",
    "border frontier boundary",
    "inspection monitoring verification",
    "grant subsidy funding",
)
"""Words of which two issues may mean the same; whether they do is what is asked."""
_SAY_NOTHING = {"agreement", "deal", "number", "share", "percent", "million", "billion", "level", "other", "further"}


class _CannotMerge(Exception):
    """Something speaks of both issues in a way that cannot be said of one."""


def same_issues(case: Case) -> Iterator[Possible]:
    """Ask of issues that go by like words whether they are one."""
    named = [key for key, one in case.issues.items() if is_drafted(one.note) and not _numeric(case, key)]
    asked = 0
    for one, two in combinations(named, 2):
        if asked == MOST_ASKED or not _alike(case, one, two):
            continue
        edits = merging(case, one, two)
        if edits is None or not _valid(case, edits):
            continue
        asked += 1
        yield (
            Question(
                key=f"same {one}: {two}",
                kind="same",
                party="",
                about=f"issues.{one}",
                choices=(Choice(key="yes", edits=edits), Choice(key="no"), Choice(key=UNKNOWN)),
                issue=two,
                basis=tuple(dict.fromkeys([*case.issues[one].basis, *case.issues[two].basis])),
            ),
            {"yes": ONE},
        )


def _valid(case: Case, edits: tuple[Edit, ...]) -> bool:
    try:
        edited(case, edits)
    except WinsetError:
        return False
    return True


def _numeric(case: Case, issue: str) -> bool:
    return isinstance(case.levels[issue], expr.Amounts)


def _alike(case: Case, one: str, two: str) -> bool:
    """Whether the noun of one issue's name stands in the other's, or a word that may mean the same."""
    first, second = _words(case, one), _words(case, two)
    return bool(first and second) and (first[-1] in second or second[-1] in first)


def _words(case: Case, issue: str) -> list[str]:
    """What tells an issue's name from others, its noun last; of words that may mean the same the first stands for all.

    A draft writes in brackets what is done with the thing, or its unit.
    """
    name = case.issues[issue].name.partition(" (")[0] or issue.replace("_", " ")
    own = re.findall(r"[^\W\d_]{3,}(?:-[^\W\d_]+)*", name.partition(" of ")[0].lower())
    words = [word.removesuffix("s") if len(word) > 3 else word for word in own if word not in _SAY_NOTHING]
    return [next((group.split()[0] for group in _ALIKE_WORDS if word in group.split()), word) for word in words]


def merging(case: Case, one: str, two: str) -> tuple[Edit, ...] | None:
    """Give the edits that say of the first issue what is said of the second, which goes; None where that cannot be.

    Levels of the same name are one, so are today's, and the others where each has only one besides. What a party then
    says twice stands once; what is then true, or false, whatever happens, goes.
    """
    names = _levels(case, one, two)
    levels = [*dict.fromkeys([*case.issues[one].levels, *names.values()])]
    after = {key: tuple(levels) if key == one else own for key, own in case.levels.items() if key != two}
    data = case.model_dump(mode="json", exclude_defaults=True)
    told = _Told(case, one, two, names, after)
    try:
        changed = [edit for mention in mentions(data) if (edit := told.edit(mention, data))]
    except _CannotMerge:
        return None
    entry = case.issues[one]
    basis = list(dict.fromkeys([*entry.basis, *case.issues[two].basis]))
    own = [Edit("set", ("issues", one, "levels"), levels), Edit("set", ("issues", one, "basis"), basis)]
    if set(entry.control) == set(case.issues[two].control):
        own.append(Edit("set", ("issues", one, "note"), entry.note))
    removed = [Edit("remove", path) for path in reversed(list(_gone(case, told)))]
    return (*own, *changed, *removed, Edit("remove", ("issues", two)))


def _levels(case: Case, one: str, two: str) -> dict[str, str]:
    """Say which level of the first issue each of the second is; those that are new keep their names."""
    first, second = case.issues[one].levels, case.issues[two].levels
    known = {level.lower(): level for level in first}
    names = {level: known.get(level.lower(), level) for level in second}
    names[case.status_quo_level(two)] = case.status_quo_level(one)
    if len(first) == len(second) == 2:
        here, there = (next(one for one in case.levels[key] if one != case.status_quo_level(key)) for key in (one, two))
        names[there] = here
    return names


class _Told:
    """What is said of one issue in place of another."""

    def __init__(
        self, case: Case, one: str, two: str, names: Mapping[str, str], after: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.case, self.one, self.two, self.names, self.after = case, one, two, names, after

    def text(self, condition: str) -> str:
        """Give a condition that speaks of the first issue instead."""
        return expr.replaced(condition, expr.respelled(condition, self.case.levels, self._named))

    def _named(self, name: expr.Named) -> str:
        if name.issue:
            return self.names.get(name.name, name.name) if name.issue == self.two else name.name
        return self.one if name.name == self.two else name.name

    def edit(self, mention: NameMention, data: Mapping[str, Any]) -> Edit | None:
        """Give the edit of a place of the case that speaks of the issue that goes."""
        path = mention.path
        if path[:2] == ("issues", self.two):
            return None
        if mention.kind == CONDITION:
            text = self.text(mention.name)
            return Edit("set", path, text) if text != mention.name else None
        of_issue = mention.kind == "issues" and mention.name == self.two
        of_level = mention.kind == LEVELS and mention.within == self.two
        if not of_issue and not of_level:
            return None
        if path[:1] == ("status_quo",):
            return Edit("remove", path) if mention.on_key else None
        new = self.one if of_issue else self.names.get(mention.name, mention.name)
        if new == mention.name:
            return None
        if not mention.on_key:
            return Edit("set", path, new)
        if new in _at(data, path[:-1]) or of_issue:  # an entry of the kept issue stands there, or levels below it
            raise _CannotMerge
        return Edit("rename", path, new)

    def ever(self, condition: str) -> tuple[bool, bool]:
        """Say whether a condition can hold, and whether it can fail, once the issues are one."""
        parsed = expr.parse(condition)
        used = [key for key in self.after if key in expr.issues_of(parsed, self.after)]
        sizes = [len(self.after[key]) for key in used]
        if not used or reduce(lambda x, y: x * y, sizes) > _LISTED:
            return True, True
        codes = {key: places.ravel() for key, places in zip(used, np.indices(sizes), strict=True)}
        holds = np.broadcast_to(expr.evaluate(parsed, codes, self.after), codes[used[0]].shape)
        return bool(holds.any()), not holds.all()


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _gone(case: Case, told: _Told) -> Iterator[Path]:
    """Give the places of what is said twice once the issues are one, and of what then says nothing, from the top."""
    for party, listed in case.preferences.items():
        known: set[str] = set()
        for place, one in enumerate(listed):
            text = told.text(one.prefer)
            if text in known or (text != one.prefer and told.ever(text) != (True, True)):
                yield ("preferences", party, place)
            known.add(text)
    for key, condition in case.conditions.items():
        withheld, unless = told.text(condition.withholds), told.text(condition.unless)
        if told.ever(f"({withheld}) and not ({unless})")[0] is False:
            yield ("conditions", key)
    endings: set[str] = set()
    for key, scenario in case.scenarios.items():
        text = told.text(scenario.when)
        if text != scenario.when and (text in endings or told.ever(text) != (True, True)):
            yield ("scenarios", key)
        endings.add(text)
