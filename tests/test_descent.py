"""The least value among a party's improvements, against a look at every pair of outcomes."""

from __future__ import annotations

import random
from math import prod

import numpy as np
import pytest

from seeds import seeds
from winset.case.reading import from_data
from winset.engines.stability import improving, party
from winset.space import boxes, compiled, descent, lowering
from winset.space.game import Game
from winset.space.outcomes import OutcomeSpace
from winset.space.units import IssueChange

pytestmark = pytest.mark.outside_truth


def drawn(seed: int) -> tuple[OutcomeSpace, list[IssueChange], np.ndarray]:
    """Draw issues, what a party may do to some of them, and ranks with ties and impossible cells."""
    rng = random.Random(seed)
    counts = [rng.randint(2, 4) for _ in range(rng.randint(2, 5))]
    changes = []
    for issue in sorted(rng.sample(range(len(counts)), rng.randint(1, len(counts) - 1))):
        levels = counts[issue]
        allowed = ~np.eye(levels, dtype=np.bool_)
        if rng.random() < 0.5:
            allowed = np.triu(allowed) if rng.random() < 0.5 else np.tril(allowed)
        changes.append(IssueChange(issue, allowed, joint=False))
    size = prod(counts)
    payoff = np.array([rng.randrange(rng.choice((3, size))) for _ in range(size)], dtype=np.int32)
    possible = None
    if rng.random() < 0.5:
        possible = np.array([rng.random() < 0.7 for _ in range(size)])
        payoff[~possible] = -1
    keys = tuple(f"i{issue}" for issue in range(len(counts)))
    strides = tuple(prod(counts[:issue]) for issue in range(len(counts)))
    levels_of = {key: tuple(map(str, range(count))) for key, count in zip(keys, counts, strict=True)}
    return OutcomeSpace(keys, levels_of, strides, None, possible), changes, payoff


def improvements(space: OutcomeSpace, changes: list[IssueChange], payoff: np.ndarray, cell: int) -> list[int]:
    """The cells that differ from one only by permitted changes, and that are ranked above it."""
    by_issue = {change.issue: change.allowed for change in changes}
    found = []
    for end in range(space.size):
        if payoff[cell] < 0 or payoff[end] <= payoff[cell]:
            continue
        codes = [
            (cell // stride % count, end // stride % count)
            for stride, count in zip(space.strides, reversed(space.shape), strict=True)
        ]
        if all(a == b or (issue in by_issue and by_issue[issue][a, b]) for issue, (a, b) in enumerate(codes)):
            found.append(end)
    return found


@pytest.mark.parametrize("seed", seeds(120))
def test_the_least_among_improvements_is_what_looking_at_all_pairs_gives(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if seed % 2:
        monkeypatch.setattr(boxes, "BLOCK", 24)
        monkeypatch.setattr(boxes, "_LEAST", 8)
        monkeypatch.setattr(descent, "_FEW_COLUMNS", 2)
        monkeypatch.setattr(lowering, "_FEW_CELLS", 0)
    space, changes, payoff = drawn(seed)
    ends = [improvements(space, changes, payoff, cell) for cell in range(space.size)]
    order = descent.Descent(space, changes, payoff)
    rng = np.random.default_rng(seed)
    width = (8, 4, 2)[seed % 3]
    values = rng.integers(0, 9, (space.size, width)).astype(np.uint16)
    if space.possible is not None:
        values[~space.possible] = 2**16 - 1
    least = np.array([values[end].min(axis=0) if end else [2**16 - 1] * width for end in ends], dtype=np.uint16)
    for column in range(width):
        assert np.array_equal(order.least(values[:, column].astype(np.int32), 2**16 - 1), least[:, column])

    # groups with a cell that is stale are looked at, others may be; the last place of each half is left as it is
    stale = (rng.random(space.size) < rng.choice((0.1, 0.5))).astype(np.uint8) * np.uint8(0b101)
    others = [issue for issue in range(len(space.issues)) if issue not in {change.issue for change in changes}]
    groups = sum(
        np.arange(space.size) // space.strides[one] % len(space.levels[f"i{one}"]) << 4 * one for one in others
    )
    looked = np.isin(groups, groups[stale > 0])
    wanted = np.minimum(values, least)
    own = [width // 2 - 1, width - 1]
    wanted[:, own] = values[:, own]
    apart = np.zeros(width, dtype=np.uint16)
    apart[own] = 2**16 - 1
    kind = {8: np.complex128, 4: np.uint64, 2: np.uint32}[width]
    start = stale
    for machine_code in {False, order.before.dtype == np.uint8}:
        many, stale = values.copy(), start.copy()
        given = order, many.view(kind).reshape(-1), apart, stale, 0b001, 0b010, boxes.Buffers()
        if machine_code:
            changed = lowering.LoweringCompiled(*given, compiled.passing(width)).run()
        else:
            changed = lowering.Lowering(*given).run()
        assert np.array_equal(many[looked], wanted[looked])
        assert ((many == wanted).all(axis=1) | (many == values).all(axis=1)).all()
        fell = (many != values).any(axis=1)
        assert changed == fell.any()
        assert not (stale & 0b001).any()
        assert np.array_equal((stale & 0b010) > 0, fell)
    if order.boxes.count == 1:
        alike = values.copy()
        assert (
            lowering.LoweringAll(order, alike.view(kind).reshape(-1), apart, boxes.Buffers()).run()
            == (alike != values).any()
        )
        assert np.array_equal(alike, wanted)


@pytest.mark.parametrize("forbidden", [[], [{"when": "i0 = no and i4 = yes", "why": "x"}]])
def test_ranks_with_gaps_take_no_more_questions_and_give_the_same_verdicts(
    forbidden: list[dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(5)
    issues = {f"i{k}": {"levels": ["no", "yes"], "control": f"P{k % 3}"} for k in range(6)}
    wants = {
        f"P{p}": [{"prefer": f"i{k} = {rng.choice(('no', 'yes'))} or i{(k + 1 + p) % 6} = yes"} for k in range(6)]
        for p in range(3)
    }
    data = {
        "winset": "1",
        "title": "gaps",
        "parties": {f"P{p}": {} for p in range(3)},
        "issues": issues,
        "preferences": wants,
        "impossible": forbidden,
    }
    game = Game(from_data(data))
    far = game.reranked([np.where(payoff < 0, payoff, payoff * 10_000_019) for payoff in game.payoffs])
    asked: list[int] = []
    lower = improving._lower
    monkeypatch.setattr(improving, "_lower", lambda *given: (asked.append(len(given[2])), lower(*given)))
    possible = game.space.indices()
    for one in range(3):
        assert improving.all_alike(far)
        for decide, label in ((party.seq, party.payoff_label), (party.sseq, party._counter_move_label)):
            alone = party._unescapable(game, one, label(game, one), True, "unlimited")[possible]
            assert np.array_equal(decide(far, one, "unlimited")[possible], alone)
            assert np.array_equal(decide(game, one, "unlimited")[possible], alone)
            assert 0 < alone.sum() < len(possible)
    assert asked == [3, 3]
