"""What a result was computed from, for the end of its page."""

from __future__ import annotations

from winset.engines.records import Record


def computed_from(record: Record) -> str:
    """Name the case, the method, the seed where there is one, and the version."""
    seed = f", seed {record.seed}" if record.seed is not None else ""
    return f"Case {record.case.hash[:12]}, {record.method}{seed}, winset {record.versions['winset']}."
