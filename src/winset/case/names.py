"""Do the names in a case fit together? Every party, issue and level that is used must be declared."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np

from winset import expr
from winset.case.conflict import MAX_LEVELS
from winset.case.model import Case
from winset.case.negotiation import Value
from winset.case.negotiation_names import check_negotiation
from winset.case.scoring import faults
from winset.case.sections import SECTIONS
from winset.case.walking import places
from winset.errors import Problem, nearest

Path = tuple[str | int, ...]
SAID = 120


class NameCheck:
    """Collects what does not fit; names declared by entries that are themselves broken are let pass."""

    def __init__(self, case: Case, broken: Collection[str] = ()) -> None:
        self.case = case
        self.broken = frozenset(broken)
        self.parties = list(case.parties)
        self.issues = list(case.issues)
        self.problems: list[Problem] = []

    def run(self) -> list[Problem]:
        """Check the whole case and return the problems found."""
        for key in self.case.issues:
            self._issue(key)
        for key, level in self.case.status_quo.items():
            if self._known(key, self.issues, "issue", ("status_quo", key)):
                self._level(key, level, ("status_quo", key))
        self._owners()
        for place in places(self.case, "party"):
            self._known(place.value, self.parties, "party", place.path)
        for place in places(self.case, "issue"):
            self._known(place.value, self.issues, "issue", place.path)
        for key, ranking in self.case.ranking.items():
            if ranking.best_first and key in self.case.preferences:
                what = f"party '{key}' has both statements and a ranking"
                self._add(what, ("ranking", key), hint="Keep one of the two.")
            circular = key in self.case.valued_by_statements  # reported where its values stand
            if ranking.follows and key in self.parties and not self.case.values.get(key) and not circular:
                what = f"the ranking of '{key}' is to follow from its values, and it has none"
                self._add(what, ("ranking", key), hint=f"Give '{key}' values, or list its outcomes under 'best_first'.")
        self._coalitions()
        check_negotiation(self.case, self._known)
        for position, entry in enumerate(self.case.ratification):
            if entry.issue in self.case.issues:
                self._named_once(entry.issue, entry.chances, ("ratification", position, "chances"))
        self._values_along_issues()
        self._scoring()
        for path, text in conditions(self.case):
            self._condition(path, text)
        self._existence()
        return self.problems

    def _add(self, what: str, path: Path, got: str = "", hint: str = "", offset: int = 0) -> None:
        line, column = self.case.locate(path, offset)
        self.problems.append(Problem(what, got, hint, line, column, path))

    def _known(self, name: str, known: Sequence[str], noun: str, path: Path, owner: str = "") -> bool:
        if name in known:
            return True
        if name not in self.broken:
            plural = {"party": "Parties", "party or home": "Parties and homes", "signatory": "Signatories"}.get(
                noun, f"{noun.capitalize()}s"
            )
            what = f"{owner} has no {noun} '{name}'" if owner else f"there is no {noun} '{name}'"
            many = noun == "level" and len(known) > MAX_LEVELS
            hint = f"Amounts from {known[0]} to {known[-1]}." if many else nearest(name, known, plural)
            self._add(what, path, hint=hint)
        return False

    def _issue(self, key: str) -> None:
        issue = self.case.issues[key]
        path: Path = ("issues", key)
        if issue.numeric:
            self._marks(key)
        else:
            self._distinct(issue.levels, "level", (*path, "levels"))
        if issue.now is not None:
            self._level(key, issue.now, (*path, "now"))
            if key in self.case.status_quo:
                what = f"where issue '{key}' stands today is said twice"
                self._add(what, ("status_quo", key), hint="Keep 'now' or the line under 'status_quo'.")
        self._distinct(issue.control, "controller", (*path, "control"))
        self._said(key)
        if not isinstance(issue.moves, str):
            for position, change in enumerate(issue.moves):
                for end, level in enumerate(change):
                    self._level(key, level, (*path, "moves", position, end))
        for position, requirement in enumerate(issue.requires):
            self._level(key, requirement.level, (*path, "requires", position, "level"))
            if len(issue.control) != 1:
                what = "only an issue that one party controls can have 'requires'"
                self._add(what, (*path, "requires", position), hint="Law forces a move on somebody who can make it.")

    def _said(self, key: str) -> None:
        """Check the clauses that tell an issue's levels: of levels that there are, and fit to stand in a sentence."""
        say = self.case.issues[key].say
        path: Path = ("issues", key, "say")
        if isinstance(say, str):
            if say.count("{}") != 1:
                hint = "Such as 'the price is {}'; or a clause for each level: {resumed: aid resumes}."
                self._add("one clause for all levels has '{}' where the level stands", path, say, hint)
            said = {path: say}
        else:
            for level in say:
                self._level(key, level, (*path, level))
            said = {(*path, level): told for level, told in say.items()}
        for where, told in said.items():
            if re.search(r"[.;:!?]\s*$|[\n\r]|\.\s", told) or len(told) > SAID:
                hint = f"Such as 'aid resumes', without a full stop, of at most {SAID} characters."
                self._add("what is said of a level is one clause", where, told[:SAID], hint)

    def _level(self, key: str, name: str, path: Path) -> None:
        """Check that a level, mark or amount is one of an issue's."""
        issue = self.case.issues[key]
        if not issue.numeric:
            self._known(name, issue.levels, "level", path, f"issue '{key}'")
            return
        for error in expr.check_names(expr.Comparison(key, "=", name), self.case.levels):
            self._add(error.what, path, hint=error.hint)

    def _values_along_issues(self) -> None:
        """Check the issues, amounts and levels of values that run along an issue."""
        for place in places(self.case, "issue"):
            key, value = place.value, place.entry
            if not isinstance(value, Value) or key not in self.issues:
                continue
            if isinstance(value.points, dict):
                for point in value.points:
                    self._level(key, point, (*place.path[:-1], "points", point))
                self._named_once(key, value.points, (*place.path[:-1], "points"))
            elif not self.case.issues[key].numeric:
                what = f"issue '{key}' has named levels, so nothing can be counted for each unit of it"
                self._add(what, place.path, hint="Give 'points' for its levels instead of 'each'.")

    def _named_once(self, key: str, points: Mapping[str, object], path: Path) -> None:
        """Check that no two names stand for the same amount."""
        seen: dict[str, str] = {}
        for point in points:
            level = self.case.issues[key].level(point)
            if level in seen:
                what = f"'{seen[level]}' and '{point}' are the same amount of issue '{key}'"
                self._add(what, (*path, point), hint="Keep one of them.")
            seen[level] = point

    def _scoring(self) -> None:
        """Check that weights and scores are of issues, of their levels, and belong together."""
        for section in ("weights", "scores"):
            for owner, entry in getattr(self.case, section).items():
                for key, named in entry.of.items():
                    path: Path = (section, owner, "of", key)
                    if self._known(key, self.issues, "issue", path) and section == "scores":
                        for level in named:
                            self._level(key, level, (*path, level))
                        self._named_once(key, named, path)
                        if self.case.issues[key].numeric and len(named) < 2:
                            hint = "Such as {100: 100, 200: 0}."
                            self._add(f"scores along '{key}' need two amounts or more", path, hint=hint)
        for where, what, hint in faults(self.case.weights, self.case.scores):
            if not self.broken & set(where):
                self._add(what, where, hint=hint)

    def _marks(self, key: str) -> None:
        """Check that every mark of a numeric issue names an amount on its grid, and none is written like one."""
        for mark, amount in self.case.issues[key].marks.items():
            path: Path = ("issues", key, "marks", mark)
            if expr.is_number(mark):
                self._add(f"the mark '{mark}' is written like an amount", path, hint="Call it by a name.")
            elif mark == amount:
                self._add(f"the mark '{mark}' stands for itself", path, hint="Write the amount it stands for.")
            else:
                self._level(key, amount, path)

    def _owners(self) -> None:
        """Whether the keys of sections that belong to parties or homes are some."""
        homes = [home for party in self.case.parties.values() for home in party.home]
        for section in SECTIONS.values():
            if section.owner in {"party", "party or home"}:
                known = self.parties if section.owner == "party" else [*self.parties, *homes]
                for key in getattr(self.case, section.key):
                    self._known(key, known, section.owner, (section.key, key))

    def _existence(self) -> None:
        """Whether the conditions under which issues exist rest on something, and today agrees with them."""
        wanted = {key: issue.only_if for key, issue in self.case.issues.items() if issue.only_if}
        levels = self.case.levels
        circle = dict(wanted)
        while ready := [
            key for key, text in circle.items() if not set(expr.issues_of(expr.parse(text), levels)) & set(circle)
        ]:
            for key in ready:
                del circle[key]
        for key in circle:
            self._add("'only_if' leads in a circle", ("issues", key, "only_if"), hint=f"See {', '.join(circle)}.")
        if circle or self.problems:
            return
        still = {
            key: np.array(issue.levels.index(self.case.status_quo_level(key)))
            for key, issue in self.case.issues.items()
        }
        for key, text in wanted.items():
            if not set(expr.issues_of(expr.parse(text), levels)) <= set(still):
                continue  # an issue whose entry could not be read, which is told there
            first = self.case.issues[key].levels[0]
            exists = bool(expr.evaluate(self.case.condition(text), still, levels))
            if not exists and self.case.status_quo_level(key) != first:
                what = f"issue '{key}' does not exist today, so it rests at its first level '{first}'"
                self._add(what, ("status_quo", key), hint="Take this line out, or correct 'only_if'.")

    def _distinct(self, names: Sequence[str], noun: str, path: Path) -> None:
        for position, name in enumerate(names):
            if name in names[:position]:
                self._add(f"the {noun} '{name}' is listed twice", (*path, position))

    def _coalitions(self) -> None:
        if self.case.coalitions == "all":
            return
        for position, members in enumerate(self.case.coalitions):
            path: Path = ("coalitions", position)
            self._distinct(members, "member", path)
            if not members:
                self._add("a coalition needs members", path)
            for place, party in enumerate(members):
                self._known(party, self.parties, "party", (*path, place))

    def _condition(self, path: Path, text: str) -> None:
        for error in expr.check_names(expr.parse(text), self.case.levels):
            if not any(f"'{name}'" in error.what for name in self.broken):
                self._add(error.what, path, hint=error.hint, offset=error.offset)


def conditions(case: Case) -> Iterator[tuple[Path, str]]:
    """Yield every condition written in a case with the path of its place."""
    for place in places(case, "condition"):
        yield place.path, place.value
    for place in places(case, "outcome or condition"):
        if not is_outcome_number(place.value):
            yield place.path, place.value


def is_outcome_number(text: str) -> bool:
    """Whether an entry of a ranking is an outcome's number rather than a condition."""
    return text.isascii() and text.isdigit() and len(text) < 20
