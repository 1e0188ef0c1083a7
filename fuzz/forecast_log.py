"""Forecast logs (.log.jsonl), whose broken lines are passed over, and the scores made of them."""

from harness import as_file, main

from winset.log.scores import calibration, resolved
from winset.log.store import read as read_log

SEEDS = [
    b'{"kind": "forecast", "question": "q", "date": "2025-03-09", "probability": 0.3}\n'
    b'{"kind": "resolution", "question": "q", "date": "2025-03-11", "answer": "yes"}\n'
]


def read(data: bytes) -> object:
    """Read a log and score it."""
    with as_file(data, "case.log.jsonl") as path:
        entries, _ = read_log(path)
    return calibration(resolved(entries))


if __name__ == "__main__":
    main(read, SEEDS)
