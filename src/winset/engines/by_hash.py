"""A case as an argument of a function whose results are kept: two are the same when their hashes are."""

from __future__ import annotations

from dataclasses import dataclass, field

from winset.case.model import Case


@dataclass(frozen=True)
class ByHash:
    """A case that is compared by its hash, so that a process lays it out once for all the tasks about it."""

    hash: str
    case: Case = field(compare=False)

    @classmethod
    def of(cls, case: Case) -> ByHash:
        """Take a case with its hash."""
        return cls(case.hash, case)
