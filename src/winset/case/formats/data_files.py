"""Reading entries of JSON and YAML files of other tools, with the place of what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import PurePath
from typing import Any

from winset.case.formats.domains import refused
from winset.case.yaml_tree import Path, Tree, read_tree
from winset.errors import CaseFileError
from winset.frozen import Frozen

_NUMBER = re.compile(r"[+-]?(\d{1,40}(\.\d{0,60})?|\.\d{1,60})([eE][+-]?\d{1,2})?")


def exact_number(text: Any) -> Fraction | None:
    """Read a number as a file writes it, exactly; None where it is none, or is of more than forty digits.

    Examples
    --------
    >>> exact_number("0.25"), exact_number("1e-2"), exact_number("1e400"), exact_number(".nan")
    (Fraction(1, 4), Fraction(1, 100), None, None)
    """
    return Fraction(text.strip()) if isinstance(text, str) and _NUMBER.fullmatch(text.strip()) else None


class DataFile(Frozen):
    """A JSON or YAML file of another tool; every scalar is the text it was written as."""

    name: str
    tree: Tree

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return PurePath(self.name).stem

    def at(self, *path: str | int) -> Any:
        """Give what stands at a path; None where nothing does."""
        found: Any = self.tree.data
        for step in path:
            if isinstance(found, dict) and step in found:
                found = found[str(step)]
            elif isinstance(found, list) and isinstance(step, int) and step < len(found):
                found = found[step]
            else:
                return None
        return found

    def wrong(self, what: str, path: Path = (), got: Any = "", hint: str = "") -> CaseFileError:
        """Say what is wrong at a path."""
        line, column = self.tree.locate(path, None)
        shown = got if isinstance(got, str) else "nothing" if got is None else "a list or mapping"
        return refused(self.name, what, hint, line, column, shown)

    def mapping(self, *path: str | int) -> Mapping[str, Any]:
        """Give the mapping at a path, or say that there is none."""
        found = self.at(*path)
        if not isinstance(found, dict):
            raise self.wrong(f"'{path[-1]}' must be a mapping", path, found)
        return found

    def items(self, *path: str | int) -> list[Any]:
        """Give the list at a path, or say that there is none."""
        found = self.at(*path)
        if not isinstance(found, list):
            raise self.wrong(f"'{path[-1]}' must be a list", path, found)
        return found

    def number(self, *path: str | int) -> Fraction:
        """Give the number at a path, or say that there is none."""
        found = self.at(*path)
        number = exact_number(found)
        if number is None:
            raise self.wrong(f"'{path[-1]}' must be a number", path, found)
        return number

    def texts(self, *path: str | int) -> tuple[str, ...]:
        """Give the texts of a list, repeated ones once."""
        found = self.items(*path)
        for place, one in enumerate(found):
            if not isinstance(one, str):
                raise self.wrong("a value of an issue must be text or a number", (*path, place), one)
        return tuple(dict.fromkeys(found))


def data_file(data: bytes, name: str) -> DataFile:
    """Read a JSON or YAML file."""
    return DataFile(name, read_tree(data, name))
