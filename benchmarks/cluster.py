"""Work over processes and a cluster: ``uv run benchmarks/cluster.py [speed | traffic | memory [DOCUMENTS]]``.

``speed``: the same forecast of the flagship, of at least 30 CPU seconds, and the same folder of generated articles,
by one and by two processes and workers of this machine; seconds on the clock with the workers started, how long they
take to start, and the processor time of all together. The clock says little on a machine that does other things.
``traffic``: the bytes that go to a worker and come back, and what a block of tasks and an article cost the process
that divides the work.
``memory``: the command ``winset read FOLDER -o FILE.csv`` over many short generated documents (2,000), the memory of
its process as it goes on. Results go to ``benchmarks/results/cluster.json``, each part under its name.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from winset.cli import process

RESULTS = Path(__file__).parent / "results" / "cluster.json"
CPU_SECONDS = 40.0
ARTICLES = 100
WAYS = {"one process": (1, ""), "two processes": (2, ""), "one worker": (1, "local:1"), "two workers": (1, "local:2")}


def texts(count: int, sentences: int = 60) -> Iterator[str]:
    """Make articles about the flagship, of so many sentences each."""
    from grown_record import article

    rng = random.Random(7)
    for number in range(count):
        yield ". ".join(article(rng, number)[0].split(". ")[:sentences]) + f". Number {number} was filed."


def speed() -> dict[str, Any]:
    """Divide a forecast and the reading of articles over one and two."""
    import winset
    from winset.cli.pool import Runner
    from winset.engines.forecast.forecast import forecast
    from winset.engines.forecast.tally import tally, tasks
    from winset.engines.talks.situation import Negotiation
    from winset.reading.bulk import ReadingTask, read_one
    from winset.reading.documents import ReadDocument

    case = winset.load("jeddah-2025")
    negotiation = Negotiation(case)
    some = list(tasks(negotiation, 8_192, 1, "nash"))
    start = process_time()
    for one in some:
        tally(one)
    draws = 8_192 * max(1, round(CPU_SECONDS / (process_time() - start)))
    articles = [ReadingTask(ReadDocument(f"{place}.txt", text), case) for place, text in enumerate(texts(ARTICLES))]
    works: dict[str, Callable[[Any], object]] = {
        f"forecast of {draws:,} draws": lambda run: forecast(case, draws, run=run).to_dict(),
        f"reading of {ARTICLES} articles": lambda run: [found.claims for found in run(read_one, articles)],
    }
    rows: dict[str, Any] = {}
    for name, work in works.items():
        results, row = [], {}
        for way, (jobs, cluster) in WAYS.items():
            begun, before = perf_counter(), _spent()
            with Runner(jobs, "", cluster) as run:
                list(run(read_one, articles[:4]))  # processes start, spaCy and its model are loaded
                ready = perf_counter()
                results.append(work(_forced(run)))
                row[way] = {"start": ready - begun, "work": perf_counter() - ready}
            row[way]["cpu"] = _spent() - before
        assert all(one == results[0] for one in results), "who does the work must not matter"
        row["two workers against one"] = row["one worker"]["work"] / row["two workers"]["work"]
        row["two processes against one"] = row["one process"]["work"] / row["two processes"]["work"]
        rows[name] = row
        print(name, json.dumps(row, indent=1), flush=True)
    return rows


def _spent() -> float:
    """Processor time of this process and of all that it has started and seen end."""
    return sum(os.times()[:4])


def _forced(run: Any) -> Callable[..., Any]:
    """Keep engines from taking another way through the work where it is done in one process."""
    return lambda function, tasks: run(function, tasks)


def traffic() -> dict[str, Any]:
    """Weigh what goes out and what comes back, a task at a time and sixteen at once."""
    import winset
    from winset.cli.reading_results import in_lines
    from winset.engines.forecast.flips import attempt
    from winset.engines.forecast.sweep import Point, chances
    from winset.engines.forecast.tally import tally, tasks
    from winset.engines.talks.situation import Negotiation
    from winset.reading.bulk import ReadingTask, read_one
    from winset.reading.documents import ReadDocument

    case = winset.load("jeddah-2025")
    articles = [ReadingTask(ReadDocument(f"{place}.txt", text), case) for place, text in enumerate(texts(4))]
    kinds: dict[str, tuple[Callable[[Any], Any], list[Any]]] = {
        "forecast": (tally, list(tasks(Negotiation(case), 8_192, 1, "nash"))[:4]),
        "flips": (attempt, [(case, 2_000, seed, "nash") for seed in range(2)]),
        "sweep": (chances, [Point(case, {"talks.failure": f"0.{place}"}, 2_000, 1, "nash") for place in range(4)]),
        "reading": (partial(in_lines, read_one), articles),
    }
    rows = {}
    for name, (function, work) in kinds.items():
        function(work[0])
        start = process_time()
        found = [function(one) for one in work]
        rows[name] = {
            "cpu_seconds": (process_time() - start) / len(work),
            "out": len(ForkingPickler.dumps(work[0])),
            "out_a_task_of_several": len(ForkingPickler.dumps(work)) / len(work),
            "back": len(ForkingPickler.dumps(found)) / len(found),
        }
        print(name, json.dumps(rows[name]), flush=True)
    rows["dividing"] = {"cpu_seconds_a_block": _block(), "cpu_seconds_an_article": _article(articles)}
    print(json.dumps(rows["dividing"]), flush=True)
    return rows


def _block(count: int = 1_000) -> float:
    """What a block costs this process, the scheduler in it included: tasks that are no work, one worker."""
    from winset.cli.pool import BLOCK, Runner

    with Runner(1, "", "local:1") as run:
        list(run(abs, range(8 * BLOCK)))
        start = process_time()
        list(run(abs, range(count * BLOCK)))
        return (process_time() - start) / count


def _article(articles: list[Any]) -> float:
    """What an article costs this process: its bytes out and in, and its rows in the table."""
    from winset.cli.reading_results import ABOUT, SAID, in_lines
    from winset.cli.tables import TableWriter
    from winset.reading.bulk import read_one

    found = [ForkingPickler.dumps(in_lines(read_one, one)) for one in articles]
    columns = dict.fromkeys(ABOUT + SAID, str)
    with tempfile.TemporaryDirectory() as folder, TableWriter(Path(folder) / "t.csv", columns) as table:
        start = process_time()
        for _ in range(25):
            ForkingPickler.dumps(articles)
            for one in found:
                table.add_lines(ForkingPickler.loads(one).lines)
        return (process_time() - start) / (25 * len(found))


def memory(count: int = 2_000) -> dict[str, Any]:
    """Read many short documents with the command itself, and look at the memory of this process."""
    from winset.cli.reading import read
    from winset.cli.tables import TableWriter

    seen: list[tuple[int, float]] = []
    add, done = TableWriter.add_lines, 0

    def watched(table: TableWriter, lines: bytes) -> None:
        nonlocal done
        done += 1
        if done % (count // 10) == 0:
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            seen.append((done, pages * os.sysconf("SC_PAGE_SIZE") / 2**20))
            print(f"{done:>8,} documents {seen[-1][1]:>8.0f} MiB", flush=True)
        add(table, lines)

    TableWriter.add_lines = watched
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts(count, 6)):
            (Path(folder) / f"{number:06}.txt").write_text(text, "utf-8")
        start = process_time()
        read.main([folder, "-o", f"{folder}/claims.csv"], standalone_mode=False)
        return {"documents_and_mib": seen, "cpu_seconds": process_time() - start}


def main() -> None:
    """Do the parts that are asked for."""
    process.set_up()
    asked = sys.argv[1:2] or ["speed", "traffic", "memory"]
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for part in asked:
        given = [int(one) for one in sys.argv[2:]] if part == "memory" else []
        kept[part] = {"speed": speed, "traffic": traffic, "memory": memory}[part](*given)
        RESULTS.write_text(json.dumps(kept, indent=1) + "\n")


if __name__ == "__main__":
    main()
