"""The rows of one kind of a record as a table by their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from winset.claims import Row
from winset.engines.records import Rows, Shown
from winset.errors import UsageError, nearest
from winset.record.kinds import KINDS

_LONG = {"text", "spans", "sha256"}
_CLAIM = (
    *("document", "source", "content", "via", "speech_act", "hedge_level"),
    *("source_grade", "information_grade", "status"),
)


class RecordTable(Shown, Mapping[str, Row]):
    """The rows of one kind by their names, such as ``c12``.

    Examples
    --------
    >>> import winset
    >>> claims = winset.open_record(winset.load("jeddah-2025")).claims
    >>> claims["c1"]["status"]
    'accepted'
    """

    def __init__(self, name: str, rows: Mapping[str, Row]) -> None:
        self.name = name
        self._by_name = rows

    def __getitem__(self, key: str) -> Row:
        if key not in self._by_name:
            raise UsageError(f"there is no {key} in {self.name}", nearest(key, list(self._by_name), "Rows"))
        return self._by_name[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def __contains__(self, key: object) -> bool:
        return key in self._by_name

    def rows(self) -> Rows:
        """Give one row per entry, with what a person looks at first; ``to_frame("claims")`` has all fields."""
        fields = _CLAIM if self.name == "claims" else [one for one in KINDS[self.name].fields if one not in _LONG]
        used = [name for name in fields if any(row[name] for row in self.values())]
        return ("id", *used), [(key, *(row[name] for name in used)) for key, row in self.items()]

    def to_dict(self) -> dict[str, Any]:
        """Give all rows with all fields, under the name of the table."""
        return {self.name: {key: dict(row) for key, row in self.items()}}

    def _caption(self) -> str:
        return f"{self.name} of a record"
