"""Start writers and kill them with kill -9 at seeded moments: ``python writer.py record|case|log PATH TURNS SEED``.

A writer is a fork of this program, so that nothing is spent on starting Python anew. It says after every write that the
write is done; what it said until it died is printed as JSON, one list for each writer.
"""

import json
import os
import random
import signal
import sys
import time
from itertools import count
from pathlib import Path

from winset.case.starter import starter_text
from winset.case.writing import write_atomically
from winset.log.store import LogEntry, append
from winset.record.files import new_record, open_record


def into_record(path, turn, say):
    store = open_record(path) if path.exists() else new_record(path)
    for _ in count():
        say(store.add("notes", {"about": "x", "text": f"by {turn} " + "y" * 500}, "now"))


def into_case(path, turn, say):
    for number in count():
        write_atomically(path, f"# {turn} {number}\n{starter_text()}# {turn} {number}\n")
        say(f"{turn} {number}")


def into_log(path, turn, say):
    for number in count():
        append(path, [LogEntry("forecast", f"{turn} {number}", "2025-03-09", {"probability": 0.5, "note": "y" * 500})])
        say(f"{turn} {number}")


def killed(write, path, turn, after, begun):
    """Kill a writer some seconds after its start, or after its first word; give what it said was done."""
    listen, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(listen)
        write(path, turn, lambda text: os.write(tell, f"{text}\n".encode()))
        os._exit(1)
    os.close(tell)
    first = os.read(listen, 1) if begun else b""
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with open(listen, encoding="utf-8") as stream:
        said = first.decode() + stream.read()
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        raise SystemExit(f"writer {turn} ended by itself")
    return said.splitlines()


def main(kind, path, turns, seed):
    write = {"record": into_record, "case": into_case, "log": into_log}[kind]
    rng = random.Random(int(seed))
    told, whole = [], []
    for turn in range(int(turns)):
        told.append(killed(write, Path(path), turn, rng.uniform(0, 0.015), turn % 3 > 0))
        if kind == "case" and Path(path).exists():
            whole.append(Path(path).read_text("utf-8"))
    print(json.dumps([told, whole]))


if __name__ == "__main__":
    main(*sys.argv[1:])
