"""How the process of a command is set up."""

from __future__ import annotations

import ctypes
import os
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from winset.cli import process
from winset.space.distinct import LARGE, distinct, distinct_rows


def test_a_user_s_own_settings_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("PYDANTIC_DISABLE_PLUGINS", raising=False)
    process.set_up()
    assert os.environ["OMP_NUM_THREADS"] == "7"
    assert os.environ["PYDANTIC_DISABLE_PLUGINS"] == "__all__"


def test_c_libraries_without_mallopt_are_left_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process.sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda name: SimpleNamespace())
    process.set_up()


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[int, int] = {}
    monkeypatch.setattr(process.sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda name: SimpleNamespace(mallopt=asked.__setitem__))
    process.set_up()
    assert asked == {-1: 64 * 2**20, -3: 32 * 2**20}  # M_TRIM_THRESHOLD and M_MMAP_THRESHOLD in <malloc.h>


@settings(max_examples=30)
@given(st.lists(st.lists(st.integers(-3, 3), min_size=2, max_size=2), max_size=9))
def test_distinct_values_and_rows_are_those_of_a_set(rows: list[list[int]]) -> None:
    table = np.array(rows, dtype=np.int64).reshape(-1, 2)
    assert distinct(table).tolist() == sorted({one for row in rows for one in row})
    assert distinct_rows(table).tolist() == [list(one) for one in sorted({tuple(row) for row in rows})]


def test_very_many_values_are_told_apart_the_same_way() -> None:
    assert distinct(np.arange(2 * LARGE) // 3).tolist() == list(range((2 * LARGE - 1) // 3 + 1))
