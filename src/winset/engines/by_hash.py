"""A case as an argument of a function whose results are kept: two are the same when their hashes are."""

from __future__ import annotations

from typing import ClassVar

from winset.case.model import Case
from winset.frozen import ComparedInPart


class ByHash(ComparedInPart):
    """A case that is compared by its hash, so that a process lays it out once for all the tasks about it."""

    hash: str
    case: Case
    not_compared: ClassVar[frozenset[str]] = frozenset({"case"})

    @classmethod
    def of(cls, case: Case) -> ByHash:
        """Take a case with its hash."""
        return cls(case.hash, case)
