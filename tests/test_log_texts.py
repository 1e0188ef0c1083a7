"""A forecast log from somebody else: what its lines hold, and what a full device says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import winset
from winset.log import store

GOOD = {"kind": "forecast", "question": "truce", "date": "2025-03-10", "probability": 0.5}


@pytest.mark.parametrize(
    "wrong",
    [
        {"question": "tru\x1b[2Jce"},
        {"question": "tru\x07ce"},
        {"date": "2025-03-10\u202e"},
        {"note": "\x9b2J"},
        {"note": {"deep": ["\ud800"]}},
        {"no\x1bte": "text"},
    ],
)
def test_a_line_with_what_a_terminal_obeys_is_no_entry(wrong, tmp_path):
    path = tmp_path / "case.log.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in (GOOD, {**GOOD, **wrong})), encoding="utf-8")
    entries, torn = store.read(path)
    assert [entry.question for entry in entries] == ["truce"]
    assert torn == [2]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_device_is_told_in_words():
    entry = store.LogEntry("forecast", "truce", "2025-03-10", {"probability": 0.5})
    with pytest.raises(winset.UsageError, match=r"cannot write /dev/full: No space left"):
        store.append(Path("/dev/full"), [entry])
