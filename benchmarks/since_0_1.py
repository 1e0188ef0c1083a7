"""What winset costs beside version 0.1, in turns on the same machine: ``uv run benchmarks/since_0_1.py``.

The aims for speed were set from figures of version 0.1 on another machine (0.6 CPU seconds for a brief, 0.8 to
reach). A machine half as fast doubles both, and what else it does moves them by a fifth; their ratio stays. So each aim
is held as that ratio: version 0.1 is taken from the repository's own history, both do the same in turns, and the median
of the ratios stands beside the one to reach. Prints a table and writes it to ``benchmarks/results/since_0_1.json``;
with a number of rounds and beginnings of names, only those rows are measured and nothing is written.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from winset.frozen import Frozen

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results" / "since_0_1.json"
VERSION_0_1 = "2a68fceb42cfe1c9f619543caa6b76d1a420ad32"

COMMAND = "from winset.cli import main; main()"
FORECAST = """
import time, winset
case = winset.load("jeddah-2025")
winset.forecast(case, 10)
start = time.process_time()
winset.forecast(case, 10_000)
print(time.process_time() - start)
"""
READING = """
import sys, time
from pathlib import Path
from winset.reading.reader import parser, read_text
try:
    from winset.reading.model.shipped import shipped
    model = shipped() if sys.argv[2:] else None
except ImportError:  # version 0.1 came with rules alone
    model = None
texts = [path.read_text() for path in sorted(Path(sys.argv[1]).glob("*.txt"))[:40]]
read_text(texts[0], model=model)
start = time.process_time()
for text in texts:
    read_text(text, model=model)
print((time.process_time() - start) / len(texts))
"""


class Row(Frozen):
    """What is compared.

    Attributes
    ----------
    name : str
        What is done.
    now, then : tuple of str
        Arguments for Python, for this version and for 0.1. Where Python prints a figure, that counts, else the process.
    then_took : float
        Seconds of 0.1 where the aim was set.
    aim : float or None
        The aim, in seconds there; None where there is none.
    prints : bool
        Whether what is printed is the figure.
    """

    name: str
    now: tuple[str, ...]
    then: tuple[str, ...]
    then_took: float
    aim: float | None
    prints: bool = False


def _command(*arguments: str) -> tuple[str, ...]:
    return "-c", COMMAND, *arguments


def _stability(issues: int, levels: int, repeat: int) -> tuple[str, ...]:
    return "benchmarks/stability.py", "--one", str(issues), "4", str(levels), "all", str(repeat)


BRIEF = _command("brief", "jeddah-2025")
REPORT = _command("report", "jeddah-2025", "--format", "html", "-o", "-")
FLIPS = _command("flips", "jeddah-2025", "--draws")
RULES = ("-c", READING, str(HERE.parent / "training" / "articles"))
MODEL = (*RULES, "with the model")
ROWS = (
    Row("brief from a cold start", BRIEF, BRIEF, 0.6, 0.8),
    Row("report, whole command", REPORT, REPORT, 2.95, 3),
    Row("flips, 2,000 draws (0.1: 500)", (*FLIPS, "2000"), (*FLIPS, "500"), 5.2, 5),
    Row("forecast, 10,000 draws", ("-c", FORECAST), ("-c", FORECAST), 0.59, 0.25, True),
    Row("reading an article by rules", RULES, RULES, 1 / 7, 1 / 10, True),
    Row("reading an article with the model (0.1: by rules)", MODEL, RULES, 1 / 7, None, True),
    Row("stability, 12 two-level issues", _stability(12, 2, 60), _stability(12, 2, 30), 0.009, 0.004, True),
    Row("stability, 20 two-level issues", _stability(20, 2, 2), _stability(20, 2, 1), 1.35, 0.5, True),
    Row("stability, 22 two-level issues", _stability(22, 2, 1), _stability(22, 2, 1), 7.6, 2.5, True),
)


def seconds(arguments: tuple[str, ...], tree: Path, prints: bool, compiled: str) -> float:
    """Run Python on a tree of winset; CPU seconds of the process, or the figure it prints."""
    given = dict(os.environ) | {"PYTHONPATH": str(tree / "src"), "PYTHONPYCACHEPREFIX": compiled, "WINSET_CACHE": ""}
    given.pop("PYTHONDONTWRITEBYTECODE", None)
    for library in ("OPENBLAS", "OMP", "MKL"):
        given[f"{library}_NUM_THREADS"] = "1"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, *arguments], cwd=tree, env=given, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)} in {tree} failed:\n{done.stderr}")
    if not prints:
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    told = json.loads(done.stdout)
    return float(told["cpu"] if isinstance(told, dict) else told)


def main() -> None:
    """Compare and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    rows = [row for row in ROWS if row.name.startswith(tuple(sys.argv[2:]))] if sys.argv[2:] else ROWS
    found = []
    with tempfile.TemporaryDirectory() as folder:
        old, compiled = Path(folder) / "0.1", str(Path(folder) / "compiled")
        repository = ["git", "-C", str(HERE.parent)]
        subprocess.run([*repository, "worktree", "add", "--quiet", "--detach", str(old), VERSION_0_1], check=True)
        try:
            print("| what | 0.1, CPU s | now, CPU s | now / 0.1 | aim |\n|---|---|---|---|---|")
            for row in rows:
                found.append(_compared(row, old, compiled, rounds))
        finally:
            subprocess.run([*repository, "worktree", "remove", "--force", str(old)], check=True)
    if rows is ROWS:
        RESULTS.write_text(json.dumps({"rounds": rounds, "rows": found}, indent=1) + "\n")


def _compared(row: Row, old: Path, compiled: str, rounds: int) -> dict[str, object]:
    pairs = []
    for _ in range(rounds + 1):  # the first compiles
        then = seconds(row.then, old, row.prints, compiled)
        pairs.append((then, seconds(row.now, HERE.parent, row.prints, compiled)))
    ratio = statistics.median(now / then for then, now in pairs[1:])
    then, now = (statistics.median(pair[side] for pair in pairs[1:]) for side in (0, 1))
    aim = None if row.aim is None else row.aim / row.then_took
    print(f"| {row.name} | {then:.3f} | {now:.3f} | {ratio:.2f} | {'' if aim is None else f'{aim:.2f}'} |", flush=True)
    return {"row": row.name, "then": then, "now": now, "ratio": ratio, "aim": aim}


if __name__ == "__main__":
    main()
