"""What every result carries: the case it was computed from, the method, its settings, the versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from re import compile as pattern
from typing import Any, ClassVar

import numpy as np

from winset import extras
from winset._version import __version__
from winset.case.model import Case
from winset.errors import UsageError, nearest
from winset.frozen import ComparedInPart, Frozen, field, field_names
from winset.space.outcomes import OutcomeSpace
from winset.text_table import text_table

Rows = tuple[Sequence[str], Sequence[Sequence[str]]]
_NUMBER = pattern(r"[-+−]?\d+(\.\d+)?")


def versions() -> dict[str, str]:
    """The versions a result depends on."""
    return {"winset": __version__, "numpy": np.__version__}


class Shown:
    """What shows itself as a table: as text, in a notebook, and as a data frame."""

    def rows(self) -> Rows:
        """Give a header and rows that summarise it."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain dictionaries, lists, text and numbers, ready for JSON."""
        raise NotImplementedError

    def to_frame(self, part: str = "") -> Any:
        """Give a pandas data frame; needs the extra ``frames``.

        Parameters
        ----------
        part : str
            A part of :meth:`to_dict` that is a list or a mapping, such as ``scenarios``: its values as they were
            computed, nested names joined by dots. By default the summary of :meth:`rows`, as it is printed.

        Returns
        -------
        pandas.DataFrame
            One row per entry; what a mapping calls its entries is the index.

        Raises
        ------
        UsageError
            If pandas is not installed, or there is no such part.
        """
        extras.require("frames", "a data frame")
        import pandas

        if not part:
            header, rows = self.rows()
            frame = pandas.DataFrame(list(rows), columns=list(header))
            return frame.apply(lambda column: column if not all(map(_numeric, column)) else pandas.to_numeric(column))
        parts = {name: value for name, value in self.to_dict().items() if isinstance(value, list | dict)}
        if part not in parts:
            raise UsageError(f"there is no part '{part}' to make a table of", nearest(part, list(parts), "Parts"))
        found = parts[part]
        items = list(found.values()) if isinstance(found, dict) else found
        entries = [one if isinstance(one, dict) else {"value": one} for one in items]
        return pandas.json_normalize(entries).set_axis(list(found) if isinstance(found, dict) else range(len(entries)))

    def _caption(self) -> str:
        return type(self).__name__

    def __repr__(self) -> str:
        header, rows = self.rows()
        return f"{type(self).__name__}: {self._caption()}\n" + "\n".join(text_table(header, rows))

    def _repr_html_(self) -> str:
        from html import escape  # in notebooks only

        header, rows = self.rows()
        rows = [list(map(str, row)) for row in rows]
        right = [bool(rows) and all(_numeric(row[place]) for row in rows) for place in range(len(header))]
        style = [f' style="text-align: {"right" if one else "left"}"' for one in right]
        head = "".join(f"<th{how}>{escape(cell)}</th>" for how, cell in zip(style, header, strict=True))
        lines = ("".join(f"<td{how}>{escape(cell)}</td>" for how, cell in zip(style, row, strict=True)) for row in rows)
        body = "".join(f"<tr>{line}</tr>" for line in lines)
        caption = escape(self._caption())
        return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


class CaseReference(ComparedInPart):
    """Which case a result was computed from.

    Attributes
    ----------
    title, hash, as_of, version : str
        Its title, the digest of its content, the day it describes, its version.
    amounts : mapping of str to str
        For every numeric issue which of its amounts were looked at: the marks, such as ``5 of 21``, or ``all 21``.
    """

    title: str
    hash: str
    as_of: str | None = None
    version: str = ""
    amounts: Mapping[str, str] = field(default_factory=dict)
    not_compared: ClassVar[frozenset[str]] = frozenset({"amounts"})

    @classmethod
    def of(cls, case: Case) -> CaseReference:
        """Refer to a case."""
        amounts = {
            key: f"all {len(levels)}" if case.whole is case else f"{len(levels)} of {len(case.whole.levels[key])}"
            for key, levels in case.levels.items()
            if case.issues[key].numeric
        }
        return cls(case.title, case.hash, case.as_of, case.version, amounts)


class Record(Shown, Frozen, kw_only=True):
    """A result: frozen, with everything needed to compute it again.

    Attributes
    ----------
    case : CaseReference
        Title, date, version and content hash of the case.
    method : str
        What was computed.
    settings : mapping
        The parameters and conventions in force.
    seed : int or None
        The random seed; None where nothing random is involved.
    versions : mapping
        Versions of winset and NumPy.
    """

    case: CaseReference
    method: str
    settings: Mapping[str, Any]
    seed: int | None = None
    versions: Mapping[str, str] = field(default_factory=versions)
    not_shown: ClassVar[frozenset[str]] = frozenset()
    """Fields that :meth:`to_dict` leaves out."""

    def to_dict(self) -> dict[str, Any]:
        """Give the record as plain dictionaries, lists, text and numbers, ready for JSON."""
        return {name: plain(getattr(self, name)) for name in field_names(self) if name not in self.not_shown}

    def rows(self) -> Rows:
        """Give a header and rows that summarise the record."""
        return ("setting", "value"), [(key, str(value)) for key, value in self.settings.items()]

    def _caption(self) -> str:
        about = f"{self.case.title} ({self.case.hash[:12]})" if self.case.hash else self.case.title
        return f"{self.method}, {about}"


class Outcome(Frozen):
    """One outcome as results show it.

    Attributes
    ----------
    number : int
        Its mixed-radix number, first issue least significant.
    levels : mapping of str to str
        The level of every issue.
    """

    number: int
    levels: Mapping[str, str]

    @classmethod
    def at(cls, space: OutcomeSpace, cell: int) -> Outcome:
        """Describe a cell of a space."""
        number = space.number(cell)
        return cls(number, space.levels_of(number))


def plain(value: Any) -> Any:
    """Turn records, arrays and mappings into plain JSON values.

    Examples
    --------
    >>> plain({"a": np.array([1, 2]), "b": (Outcome(0, {"x": "no"}),)})
    {'a': [1, 2], 'b': [{'number': 0, 'levels': {'x': 'no'}}]}
    """
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, Frozen):
        return {name: plain(getattr(value, name)) for name in field_names(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return value


def _numeric(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None
