"""Counting in bytes gives what counting one by one gives."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from winset.space.counting import counted, tally

SHAPES = st.tuples(st.sampled_from([0, 1, 2, 254, 255, 256, 511, 700]), st.sampled_from([1, 7, 8, 9, 300]))


@given(SHAPES, st.sampled_from([0.0, 0.4, 1.0]), st.integers(0, 2**32 - 1), st.booleans())
def test_columns_and_rows(shape: tuple[int, int], share: float, seed: int, turned: bool) -> None:
    table = np.random.default_rng(seed).random(shape) < share
    table = table.T if turned else table
    assert counted(table, axis=0).tolist() == [sum(map(int, column)) for column in table.T]
    assert counted(table, axis=1).tolist() == [sum(map(int, row)) for row in table]


@given(st.sampled_from([0, 1, 3, 255, 256, 300]), st.sampled_from([0, 1, 255, 256]), st.integers(0, 2**32 - 1))
def test_many_arrays(count: int, already: int, seed: int) -> None:
    marks = np.random.default_rng(seed).random((count, 2, 3)) < 0.5
    one_by_one = [[already + sum(bool(mark[i, j]) for mark in marks) for j in range(3)] for i in range(2)]
    assert tally(marks, (2, 3), already).tolist() == one_by_one
