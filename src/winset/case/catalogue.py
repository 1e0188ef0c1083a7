"""The cases that come with winset, one file each, named by citation or event."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "catalog"


@cache
def names() -> tuple[str, ...]:
    """List the names of the catalogue's cases.

    Examples
    --------
    >>> "jeddah-2025" in names()
    True
    """
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def find(name: str) -> Path | None:
    """Find a catalogue case by its name, or by any part of it that fits only one case."""
    fitting = [known for known in names() if known == name] or [known for known in names() if name and name in known]
    return FOLDER / f"{fitting[0]}.yaml" if len(fitting) == 1 else None


def shown(path: Path) -> str:
    """Name a case file in messages: a catalogue case by its file name alone."""
    return path.name if path.parent == FOLDER else str(path)
