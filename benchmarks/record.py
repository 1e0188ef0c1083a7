"""A record that has grown: ``uv run benchmarks/record.py [ARTICLES]``.

Builds the flagship's record with 840 articles of generated text and 19,320 proposed claims, and measures the commands
that read it beside the same commands without the articles: CPU seconds and peak memory of the process, lines printed.
Results go to ``benchmarks/results/record.json``.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from time import process_time

from grown_record import ARTICLES, CLAIMS, grown

RESULTS = Path(__file__).parent / "results" / "record.json"
COMMANDS = (
    ("record", "verify"),
    ("brief",),
    ("record", "missing"),
    ("record", "effect"),
    ("record", "list"),
    ("record", "search", "ceasefire"),
    ("report",),
)


def measure(command: tuple[str, ...], case: Path, folder: Path) -> dict[str, object]:
    """Run one command in a process of its own."""
    name, *rest = command if command[0] != "record" else (command[1], *command[2:])
    head = ["record", name] if command[0] == "record" else [name]
    told = folder / "told.txt"
    extra = ["-o", str(folder / f"{case.parent.name}.html")] if name == "report" else []
    pid = os.fork()
    if pid == 0:
        with told.open("w") as stream:
            os.dup2(stream.fileno(), 1)
            os.dup2(stream.fileno(), 2)
        arguments = [sys.executable, "-c", "from winset.cli import main; main()", *head, str(case), *rest, *extra]
        os.execv(sys.executable, arguments)  # noqa: S606
    _, status, used = os.wait4(pid, 0)
    if status:
        raise SystemExit(told.read_text("utf-8"))
    lines = len(told.read_text("utf-8").splitlines())
    return {"cpu": used.ru_utime + used.ru_stime, "mb": used.ru_maxrss / 1024, "lines": lines}


def main() -> None:
    """Build both records, measure all commands and print a table."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["WINSET_CACHE"] = str(folder / "cache")
        (folder / "grown").mkdir()
        (folder / "small").mkdir()
        start = process_time()
        case, small = grown(folder / "grown", articles), grown(folder / "small", 0)
        built = process_time() - start
        size = case.with_suffix(".record").stat().st_size / 1e6
        print(
            f"{articles:,} articles, {articles * CLAIMS:,} proposed claims, {size:.0f} MB, built in {built:.1f} CPU s"
        )
        print(f"{'command':24}{'CPU s':>8}{'without':>9}{'MB':>7}{'lines':>8}")
        rows = []
        for command in COMMANDS:
            without, row = measure(command, small, folder), measure(command, case, folder)
            rows.append({"command": " ".join(command), **row, "without": without["cpu"]})
            told = f"{' '.join(command):24}{row['cpu']:>8.2f}{without['cpu']:>9.2f}{row['mb']:>7.0f}{row['lines']:>8}"
            print(told, flush=True)
    found = {"articles": articles, "claims": articles * CLAIMS, "file_mb": size, "rows": rows}
    if articles == ARTICLES:
        RESULTS.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
