"""Reading GMCR+ files (``.gmcr``): option-form conflicts as JSON.

Options are two-level issues N < Y, grouped by decision maker; a state's decimal is then the outcome number of the case.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from math import prod
from pathlib import PurePath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset import expr
from winset.case.model import Case
from winset.case.reading import from_data
from winset.errors import CaseFileError, Problem

MOVES = {"both": "free", "fwd": "forward", "back": "backward"}
RANKING_LIMIT = 2**22
MAX_DEPTH = 64


def read_gmcr(data: bytes, file: str) -> Case:
    """Read a GMCR+ file.

    Parameters
    ----------
    data : bytes
        The file's content.
    file : str
        Its name, for messages.

    Returns
    -------
    Case
        Decision makers are parties, options are issues with the levels N and Y, infeasible conditions are rules.

    Raises
    ------
    CaseFileError
        If the file is not a GMCR+ file winset can read; holds every problem found.
    """
    reader = _Reader(_parsed(data, file), file)
    content = reader.case()
    if reader.problems:
        raise CaseFileError(file, reader.problems)
    return from_data(content, file)


def _parsed(data: bytes, file: str) -> Any:
    try:
        text = data.decode("utf-8-sig")
        if text.count("[") + text.count("{") > 200_000:
            raise CaseFileError(file, [Problem("the file has too many brackets to be a GMCR+ file")])
        return json.loads(text)
    except UnicodeDecodeError as error:
        raise CaseFileError(
            file, [Problem("the file is not UTF-8 text", hint=f"Byte {error.start + 1} is wrong.")]
        ) from None
    except json.JSONDecodeError as error:
        problem = Problem("the file is not JSON", got=error.msg, line=error.lineno, column=error.colno)
        raise CaseFileError(file, [problem]) from None
    except (RecursionError, ValueError):
        raise CaseFileError(file, [Problem("the file is nested too deeply or holds a number too large")]) from None


class _Reader:
    """Turns the JSON of a GMCR+ file into the data of a case, collecting what is wrong."""

    def __init__(self, content: Any, file: str) -> None:
        self.problems: list[Problem] = []
        self.title = PurePath(file).stem or "GMCR+ conflict"
        self.content = content if isinstance(content, dict) else {}
        self.makers = [maker for maker in self._list(self.content, "decisionMakers") if isinstance(maker, dict)]
        self.options = [option for option in self._list(self.content, "options") if isinstance(option, dict)]
        if not self.makers or not self.options:
            self._wrong("a GMCR+ file needs 'decisionMakers' and 'options'")
        self.names = [str(maker.get("name", "")) for maker in self.makers]
        self.order = self._grouped()
        self.keys = self._option_keys()

    def _wrong(self, what: str, got: Any = "") -> None:
        self.problems.append(Problem(what, got=str(got)))

    def _list(self, holder: Mapping[str, Any], key: str) -> list[Any]:
        value = holder.get(key) or []
        if not isinstance(value, list):
            self._wrong(f"'{key}' must be a list", type(value).__name__)
            return []
        return value

    def _grouped(self) -> list[int]:
        """The options in the order of their decision makers: what a state's decimal counts."""
        order: list[int] = []
        for name, maker in zip(self.names, self.makers, strict=True):
            for option in self._list(maker, "options"):
                if not _whole(option) or not 0 <= option < len(self.options):
                    self._wrong(f"decision maker '{name}' has an unknown option", option)
                elif option in order:
                    self._wrong(f"option {option} belongs to two decision makers")
                else:
                    order.append(option)
        for option in set(range(len(self.options))) - set(order):
            self._wrong(f"option {option} ('{self.options[option].get('name')}') belongs to no decision maker")
        return order

    def _option_keys(self) -> dict[int, str]:
        """A distinct issue key per option: its name, with its decision maker's where the name repeats."""
        names = [str(option.get("name") or f"option {place + 1}") for place, option in enumerate(self.options)]
        owner = {
            option: name
            for name, maker in zip(self.names, self.makers, strict=True)
            for option in self._list(maker, "options")
            if _whole(option)
        }
        keys: dict[int, str] = {}
        for option in self.order:
            key = names[option] if names.count(names[option]) == 1 else f"{names[option]} ({owner[option]})"
            while key in keys.values():
                key += "'"
            keys[option] = key.replace('"', "'") if '"' in key and "'" not in key else key.replace('"', "")
        return keys

    def case(self) -> dict[str, Any]:
        """The data of the case."""
        if len(set(self.names)) < len(self.names):
            self._wrong("two decision makers have the same name")
        if self.problems:
            return {}
        rules = [{"when": text} for text in self._conditions(self.content, "infeasibles")]
        data: dict[str, Any] = {
            "winset": "1",
            "title": self.title,
            "parties": {name: {} for name in self.names},
            "issues": {},
            "impossible": rules,
        }
        for name, maker in zip(self.names, self.makers, strict=True):
            for option in self._list(maker, "options"):
                direction = self.options[option].get("permittedDirection", "both")
                if not isinstance(direction, str) or direction not in MOVES:
                    self._wrong(f"option '{self.keys[option]}' has an unknown permittedDirection", direction)
                data["issues"][self.keys[option]] = {
                    "levels": ["N", "Y"],
                    "control": [name],
                    "moves": MOVES.get(str(direction), "free"),
                }
        hidden = {
            name: [{"when": text} for text in self._conditions(maker, "misperceptions")]
            for name, maker in zip(self.names, self.makers, strict=True)
        }
        data["misperceived"] = {name: entries for name, entries in hidden.items() if entries}
        data["coalitions"] = self._coalitions()
        self._preferences(data)
        return data

    def _preferences(self, data: dict[str, Any]) -> None:
        manual = self.content.get("useManualPreferenceRanking", self.content.get("useManualPreferenceVectors", False))
        if not manual:
            pairs = zip(self.names, self.makers, strict=True)
            data["preferences"] = {
                name: [{"prefer": text} for text in self._conditions(maker, "preferences")] for name, maker in pairs
            }
            return
        if self.problems:
            return
        states = self._feasible([rule["when"] for rule in data["impossible"]])
        data["ranking"] = {}
        for name, maker in zip(self.names, self.makers, strict=True):
            listed = maker.get("preferenceRanking", maker.get("preferenceVector")) or []
            places = [place if isinstance(place, list) else [place] for place in listed]
            flat = [one for place in places for one in place]
            if any(not _whole(one) or not 1 <= one <= len(states) for one in flat) or not flat:
                self._wrong(f"the ranking of '{name}' must list states 1 to {len(states)}")
                continue
            numbers = [[str(states[one - 1]) for one in place] for place in places]
            data["ranking"][name] = {"best_first": [place[0] if len(place) == 1 else place for place in numbers]}

    def _feasible(self, rules: Sequence[str]) -> list[int]:
        """The decimals of the feasible states, ascending: rankings count along these."""
        levels = {self.keys[option]: ("N", "Y") for option in self.order}
        if 2 ** len(levels) > RANKING_LIMIT:
            self._wrong(f"a ranking over more than {RANKING_LIMIT:,} states cannot be read")
            return []
        return [int(number) for number in feasible_numbers(levels, rules)]

    def _coalitions(self) -> list[list[str]]:
        found = []
        for group in self._list(self.content, "coalitions"):
            members = group if isinstance(group, list) else [group]
            if any(not _whole(one) or not 0 <= one < len(self.names) for one in members):
                self._wrong("a coalition names an unknown decision maker", group)
            elif len(set(members)) > 1:
                found.append([self.names[one] for one in dict.fromkeys(members)])
        return found

    def _conditions(self, holder: Mapping[str, Any], key: str) -> Iterator[str]:
        for entry in self._list(holder, key):
            text = self._condition(entry, key, 0)
            if text:
                yield text

    def _condition(self, entry: Any, where: str, depth: int) -> str:
        """Word one condition: a list of (option, Y or N) pairs joined by and, or a compound joined by or."""
        if depth > MAX_DEPTH:
            self._wrong(f"a condition in '{where}' is nested too deeply")
        elif isinstance(entry, dict) and isinstance(entry.get("members"), list):
            parts = [self._condition(member, where, depth + 1) for member in entry["members"]]
            return " or ".join(f"({part})" if " " in part else part for part in parts if part)
        elif isinstance(entry, list) and all(self._is_pair(pair) for pair in entry):
            return " and ".join(f"{expr.quoted(self.keys[option])} = {value}" for option, value in entry)
        else:
            self._wrong(f"a condition in '{where}' is not a list of option and Y or N pairs", entry)
        return ""

    def _is_pair(self, pair: Any) -> bool:
        return (
            isinstance(pair, list)
            and len(pair) == 2
            and _whole(pair[0])
            and pair[0] in self.keys
            and pair[1] in ("Y", "N")
        )


def _whole(value: Any) -> bool:
    """Whether a value of a JSON file is a whole number; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def feasible_numbers(levels: Mapping[str, Sequence[str]], rules: Sequence[str | expr.Condition]) -> NDArray[np.int64]:
    """Give the numbers of the outcomes that no rule forbids, ascending, first issue least significant."""
    sizes = [len(names) for names in levels.values()]
    numbers = np.arange(prod(sizes), dtype=np.int64)
    codes = {issue: numbers // prod(sizes[:place]) % sizes[place] for place, issue in enumerate(levels)}
    feasible = np.ones(len(numbers), dtype=np.bool_)
    for rule in rules:
        feasible &= ~expr.evaluate(expr.parse(rule) if isinstance(rule, str) else rule, codes, levels)
    return np.flatnonzero(feasible)
