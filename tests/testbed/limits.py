"""The tables of docs/limits.md, from what the experts' files mark: ``uv run tests/testbed/limits.py`` rewrites them."""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from testbed import bed

PAGE = Path(__file__).resolve().parents[2] / "docs" / "limits.md"
BEGIN, END = "<!-- what cannot be said -->\n", "<!-- end -->\n"


def section() -> str:
    """The counts, and the sentences that winset cannot say."""
    every = bed.sentences()
    checked = [one for one in every if one.kind]
    unsaid = [one for one in every if one.cannot]
    failing = [one for one in unsaid if one.kind]
    awaiting = sum(bool(one.awaits) for one in checked)
    later = f" ({awaiting} wait for a definition to be computed)" if awaiting else ""
    lines = [
        f"Of {len(checked)} sentences with a check, in {len(bed.NAMES)} conflicts, winset says "
        f"{len(checked) - len(failing) - awaiting} and cannot say {len(failing)}{later}. "
        f"For another {len(unsaid) - len(failing)} no check can be written, for the case file has no words for them.",
        "",
        "| conflict | an expert says | why winset cannot |",
        "|---|---|---|",
        *(f"| {one.conflict} | {one.says} | {one.cannot} |" for one in sorted(unsaid, key=lambda one: not one.kind)),
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    head, rest = PAGE.read_text("utf-8").split(BEGIN)
    tail = rest.split(END)[1]
    PAGE.write_text(head + BEGIN + section() + END + tail, "utf-8")


if __name__ == "__main__":
    main()
