"""How long a page is and how easily it reads: ``uv run python tests/reading_ease.py FILE...`` of what was printed."""

import re
import sys
from pathlib import Path

import textstat


def measured(text):
    """Lines, words, and the Flesch reading ease of what is no table, heading or foot."""
    prose = []
    for line in text.splitlines():
        if re.match(r" {2}(- |\d+\. )", line):
            prose.append(line.strip().split(" ", 1)[1])
        elif prose and line.startswith("    "):
            prose[-1] += f" {line.strip()}"
        elif re.match(r" {2}\S.*[.:]$", line):
            prose.append(line.strip())
    return len(text.splitlines()), len(text.split()), textstat.flesch_reading_ease("\n".join(prose))


if __name__ == "__main__":
    for name in sys.argv[1:]:
        lines, words, ease = measured(Path(name).read_text("utf-8"))
        print(f"{name}: {lines} lines, {words} words, reading ease {ease:.1f}")
