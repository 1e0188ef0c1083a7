"""What is believed of everybody's preferences after some answers, and which question about them would tell most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from winset.case.model import Case
from winset.engines.interview.entries import Possible
from winset.engines.interview.orders import (
    Believed,
    Signs,
    StatementComparison,
    believed,
    difference,
    disagreeing,
    longest_rising,
    weights_of,
)
from winset.engines.interview.questions import UNKNOWN, Answer, Choice, Question, comparison_key
from winset.engines.interview.stakes import Floats32, Stakes, cells_of, met, moves_of, scenarios_of, stakes
from winset.engines.interview.statements import as_they_read_now, at_first, basis_of, comparisons, possible
from winset.engines.records import Outcome
from winset.frozen import Frozen
from winset.space.game import Game
from winset.space.outcomes import Ints

DRAWS = 400
COMPARED = 400
DIFFERING = 3
_EACH_MORE = 1e-4
_MORE_CERTAIN = 0.02


class Candidate(Frozen, eq=False):
    """A question about two outcomes, or two statements.

    Attributes
    ----------
    pattern : ndarray of int8, shape (statements,)
        What only the first meets (1) and only the second (-1).
    cells : (int, int) or None
        The outcomes.
    differing : int
        In how many issues they differ.
    """

    pattern: Signs
    cells: tuple[int, int] | None
    differing: int


class Preferences:
    """Beliefs about every party's order of statements, and what hangs on them.

    Parameters
    ----------
    case : Case
        The case as it stands.
    answers : sequence of Answer
        What was answered so far.
    doubts : mapping of (str, str) to float
        The chance that a statement should be read as its opposite, by party and statement.
    """

    def __init__(self, case: Case, answers: Sequence[Answer], doubts: dict[tuple[str, str], float]) -> None:
        self.game = Game(case)
        self.case = self.game.case
        self.answers = answers = as_they_read_now(answers)
        self.generator = np.random.default_rng(0)
        self.texts = {key: texts for key in self.game.parties if (texts := at_first(self.case, answers, key))}
        self.known = {key: comparisons(answers, key, texts) for key, texts in self.texts.items()}
        self.believed = {
            key: believed(texts, self.known[key], _by_place(texts, key, doubts), self.generator)
            for key, texts in self.texts.items()
        }
        self.drawn: dict[str, tuple[Believed, NDArray[np.int64]]] = {
            key: (one, self.generator.choice(len(one.chances), DRAWS, p=one.chances))
            for key, one in self.believed.items()
        }

    @cached_property
    def stakes(self) -> Stakes:
        """What hangs on whose order."""
        masks = scenarios_of(self.game)
        cells = cells_of(self.game, masks)
        moves = {
            key: moves_of(self.game, place, self.texts.get(key, ()), cells)
            for place, key in enumerate(self.game.parties)
        }
        return stakes(self.game, moves, masks, self.drawn, DRAWS)

    def best_order(self, party: str) -> list[str]:
        """Give the order that agrees with a party's answers and moves fewest statements; of several, the safest."""
        texts, one = self.texts[party], self.believed[party]
        known = np.array([difference(texts, other) for other in self.known[party]], dtype=np.int8)
        agreeing = possible(self.known[party], texts) or texts  # among many orders the fewest moves may not be drawn
        ways = np.array([range(len(texts)), [texts.index(text) for text in agreeing]], dtype=np.int16)
        orders = np.concatenate([ways, one.orders[one.as_written]])
        weights = weights_of(orders)
        better, worse = self.stakes.better[party].mean(axis=0), self.stakes.worse[party].mean(axis=0)
        signs = np.sign(weights @ self.stakes.patterns[party].T)
        loss = np.round((signs > 0) @ worse + (signs < 0) @ better, 6)
        moved = len(texts) - longest_rising(orders)
        wrong = disagreeing(weights, known.reshape(len(known), len(texts)))
        best = int(np.lexsort((loss, moved, wrong))[0])
        return [texts[place] for place in orders[best]]

    def questions(self) -> Iterator[Possible]:
        """Give the questions about preferences that were not asked yet, with what they are worth by what can hold."""
        asked = {one.question for one in self.answers}
        asked |= {comparison_key(one.party, one.over, one.under) for one in self.answers if one.over}
        for party in self.texts:
            open_ = [one for one in self.answers if one.party == party and one.choice == UNKNOWN and one.over]
            found = [
                one
                for one in self._candidates(party)
                if self._key(party, one) not in asked and not self._hangs_on(party, one, open_)
            ]
            if found:
                worth, share, hanging = self._worth(party, np.stack([one.pattern for one in found]))
                cost = np.array([np.abs(one.pattern).sum() + one.differing for one in found]) * _EACH_MORE
                best = int((worth - cost).argmax())
                question = self._question(party, found[best], float(worth[best]), hanging[best])
                yield question, {"first": float(share[best]), "second": 1 - float(share[best])}

    def order_after(self, question: Question, choice: str) -> list[str] | None:
        """Give the order that agrees with an answer and those before; None where there is none. Nothing is drawn."""
        over, under = (question.first, question.second) if choice == "first" else (question.second, question.first)
        return possible([*self.known[question.party], StatementComparison(over, under)], self.texts[question.party])

    def _key(self, party: str, one: Candidate) -> str:
        texts = self.texts[party]
        sides = ([text for text, sign in zip(texts, one.pattern, strict=True) if sign == side] for side in (1, -1))
        return comparison_key(party, *sides)

    def _hangs_on(self, party: str, one: Candidate, unknown: Sequence[Answer]) -> bool:
        """Whether a question has on its two sides what the person could not compare before."""
        sides = [
            {text for text, sign in zip(self.texts[party], one.pattern, strict=True) if sign == side}
            for side in (1, -1)
        ]
        return any(
            {*other.over} <= first and {*other.under} <= second
            for other in unknown
            for first, second in (sides, sides[::-1])
        )

    def _candidates(self, party: str) -> list[Candidate]:
        """Pairs of outcomes that differ in few issues, one for each difference; statements two by two where none do."""
        texts = self.texts[party]
        found: dict[bytes, Candidate] = {}
        for one in self._pairs(party):
            found.setdefault(one.pattern.tobytes(), one)
        for first in range(len(texts)):
            for second in range(first + 1, len(texts)):
                pattern = np.zeros(len(texts), dtype=np.int8)
                pattern[first], pattern[second] = 1, -1
                kept = found.get(pattern.tobytes())
                if kept is None:
                    found[pattern.tobytes()] = Candidate(pattern, None, 0)
        return list(found.values())

    def _pairs(self, party: str) -> list[Candidate]:
        space = self.game.space
        cells = self._compared
        levels = np.stack([space.flat(space.codes(place))[cells] for place in range(len(space.issues))], axis=1)
        today = levels[0]
        wanted = met(self.game, self.texts[party], cells)
        one, two = np.triu_indices(len(cells), 1)
        differing = (levels[one] != levels[two]).sum(axis=1)
        near = differing <= DIFFERING
        one, two, differing = one[near], two[near], differing[near]
        away = (levels != today).sum(axis=1)
        pattern = wanted[one] - wanted[two]
        mixed = (pattern > 0).any(axis=1) & (pattern < 0).any(axis=1)
        one, two, differing, pattern = one[mixed], two[mixed], differing[mixed], pattern[mixed]
        if not len(one):
            return []
        turned = pattern[np.arange(len(pattern)), (pattern != 0).argmax(axis=1)] < 0
        one, two = np.where(turned, two, one), np.where(turned, one, two)
        pattern[turned] *= -1
        rank = np.lexsort((two, one, away[one] + away[two], differing))
        _, first = np.unique(pattern[rank], axis=0, return_index=True)
        return [
            Candidate(pattern[at], (int(cells[one[at]]), int(cells[two[at]])), int(differing[at]))
            for at in rank[np.sort(first)]
        ]

    @cached_property
    def _compared(self) -> Ints:
        """Outcomes to ask about: today first, those of scenarios, and others, spread evenly."""
        space = self.game.space
        today = [] if self.game.status_quo is None else [self.game.status_quo]
        every = space.indices()
        if len(every) > COMPARED:
            named = cells_of(self.game, scenarios_of(self.game))
            named = named[np.linspace(0, len(named) - 1, min(len(named), COMPARED // 2)).astype(np.int64)]
            near = self._near_today(every)
            every = np.concatenate([near[: COMPARED // 2], named])
        return np.array(list(dict.fromkeys([*today, *(int(cell) for cell in every)])), dtype=np.int64)

    def _near_today(self, cells: Ints) -> Ints:
        """Sort outcomes by how many issues differ from today."""
        space = self.game.space
        numbers = cells if space.numbers is None else space.numbers[cells]
        away = np.zeros(len(cells), dtype=np.int64)
        for place, key in enumerate(space.issues):
            level = space.levels[key].index(self.case.status_quo_level(key))
            away += numbers // space.strides[place] % len(space.levels[key]) != level
        return np.asarray(cells[np.argsort(away, kind="stable")])

    def _worth(self, party: str, patterns: Signs) -> tuple[Floats32, Floats32, list[tuple[str, ...]]]:
        """Say how much less would be wrong after an answer, and how likely the first is: of what hangs, and holds."""
        one, chosen = self.drawn[party]
        first = (one.signs(patterns, chosen) > 0).T.astype(np.float32)
        better = np.concatenate(list(self.stakes.better.values()), axis=1)
        worse = np.concatenate(list(self.stakes.worse.values()), axis=1)
        mended = _mended(first, better, worse) / max(float((better + worse).sum()), 1e-9)
        holds = self.stakes.holds.astype(np.float32)
        decided = _mended(first, holds, 1 - holds) / holds.size
        share = first.mean(axis=1)
        apart = np.abs(
            first @ holds / np.maximum(first.sum(axis=1, keepdims=True), 1)
            - (1 - first) @ holds / np.maximum((1 - first).sum(axis=1, keepdims=True), 1)
        )
        keys = list(scenarios_of(self.game))
        hanging = [tuple(key for key, gap in zip(keys, row, strict=True) if key and gap >= 0.1) for row in apart]
        return mended + decided + _MORE_CERTAIN * share * (1 - share), share, hanging

    def _question(self, party: str, one: Candidate, worth: float, scenarios: tuple[str, ...]) -> Question:
        texts = self.texts[party]
        first = tuple(text for text, sign in zip(texts, one.pattern, strict=True) if sign > 0)
        second = tuple(text for text, sign in zip(texts, one.pattern, strict=True) if sign < 0)
        basis = [item for text in (*first, *second) for item in basis_of(self.case, party, text)]
        return Question(
            key=self._key(party, one),
            kind="order" if one.cells is None else "outcomes",
            party=party,
            about=f"preferences.{party}",
            choices=(Choice(key="first"), Choice(key="second"), Choice(key=UNKNOWN)),
            outcomes=() if one.cells is None else tuple(Outcome.at(self.game.space, cell) for cell in one.cells),
            first=first,
            second=second,
            basis=tuple(dict.fromkeys(basis)),
            scenarios=scenarios,
            worth=worth,
        )


def _by_place(texts: Sequence[str], party: str, doubts: dict[tuple[str, str], float]) -> dict[int, float]:
    listed = sorted(
        ((chance, place) for place, text in enumerate(texts) if (chance := doubts.get((party, text), 0.0))),
        reverse=True,
    )
    return {place: chance for chance, place in listed[:3]}


def _mended(first: Floats32, better: Floats32, worse: Floats32) -> Floats32:
    """Say for each question how much less stands on the wrong side once it is answered.

    ``first`` says for each question (row) in which draws the answer is "the first"; ``better`` and ``worse`` say for
    each draw how much stands on the two sides of every difference (column).
    """
    all_better, all_worse = better.sum(axis=0), worse.sum(axis=0)
    better_then, worse_then = first @ better, first @ worse
    after = np.minimum(better_then, worse_then) + np.minimum(all_better - better_then, all_worse - worse_then)
    return np.asarray(np.minimum(all_better, all_worse).sum() - after.sum(axis=1))
