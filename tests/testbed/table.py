"""One table over the test bed and the catalogue: ``uv run tests/testbed/table.py`` (``--json`` for programs).

For every scenario: how many of its outcomes hold against every party alone, how many of these hold only because no
party has any move there ("by construction"), whether any moves at all lead to the scenario or only a deadline does
("by the calendar"), and the share of random preferences under which the scenario would
hold too (every party's statements shuffled, each negated or not by a coin; 200 profiles, seed 0). A scenario that
holds by construction only, or under nearly all random preferences, says little of what the parties want. For every
party with statements and points: how far the two agree (Kendall's tau-b, 1 where they rank all outcomes alike).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import winset
from testbed import bed
from winset.engines.stability.analysis import equilibrium_mask
from winset.engines.stability.concepts import chosen
from winset.space.edges import edges
from winset.space.game import Game

PROFILES = 200
SEED = 0
LARGE = 5_000


@dataclass(frozen=True)
class Row:
    """A scenario of a case. ``random`` is None where the parties have no statements, or the case is large."""

    case: str
    scenario: str
    possible: int
    hold: int
    by_construction: int
    reached: bool
    random: float | None

    @property
    def headline(self) -> str:
        if not self.hold:
            return "none"
        if not self.reached:
            return "by the calendar"
        return "by construction" if self.hold == self.by_construction else "yes"


def ranked(masks: list[np.ndarray], possible: np.ndarray) -> np.ndarray:
    """Ranks from statements in their order, the first outranking all below; -1 where nothing can occur."""
    score = np.zeros(len(possible), dtype=np.int64)
    for mask in masks:
        score = 2 * score + mask
    found = np.full(len(possible), -1, dtype=np.int32)
    found[possible] = np.unique(score[possible], return_inverse=True)[1]
    return found


def random_shares(game: Game, profiles: int = PROFILES, seed: int = SEED) -> dict[str, float]:
    """The share of random preferences under which each scenario holds against every party alone."""
    rng = random.Random(seed)
    space = game.space
    possible = np.ones(space.size, dtype=np.bool_) if space.possible is None else space.possible
    truth = {party: [space.where(one.prefer) for one in game.case.preferences.get(party, ())] for party in game.parties}
    scenarios = {key: space.where(one.when) for key, one in game.case.scenarios.items()}
    holds = dict.fromkeys(scenarios, 0)
    for _ in range(profiles):
        other = Game(game.case, space=space)
        payoffs = []
        for party in game.parties:
            masks = [~mask if rng.random() < 0.5 else mask for mask in truth[party]]
            rng.shuffle(masks)
            payoffs.append(ranked(masks, possible))
        other.__dict__["payoffs"] = tuple(payoffs)  # in the place of the ranks that would be computed
        stable = equilibrium_mask(other, chosen("nash")[0])
        for key, mask in scenarios.items():
            holds[key] += bool((stable & mask).any())
    return {key: count / profiles for key, count in holds.items()}


def stuck(game: Game) -> np.ndarray:
    """The outcomes from which no party has any move at all."""
    found = np.ones(game.space.size, dtype=np.bool_)
    for unit in game.units:
        if len(unit) == 1 and game.mover(unit).unit.can_move:
            found[edges(game.space, game.mover(unit).unit).sources] = False
    return found


def rows(name: str, case: winset.Case) -> list[Row]:
    """The rows of one case."""
    game = winset.game(case)
    stable = equilibrium_mask(game, chosen("nash")[0])
    fixed = stuck(game)
    start = game.status_quo
    near = bed.reached(game, game.units, [] if start is None else [start], improving=False)
    shares = random_shares(game) if case.preferences and game.space.count <= LARGE else {}
    found = []
    for key, scenario in case.scenarios.items():
        mask = game.space.where(scenario.when)
        counts = [int(np.count_nonzero(one)) for one in (mask, mask & stable, mask & stable & fixed)]
        reached = bool(near & set(np.flatnonzero(mask).tolist()))
        found.append(Row(name, key, *counts, reached, shares.get(key)))
    return found


def agreement(case: winset.Case) -> dict[str, float | None]:
    """The agreement of statements and points by party, where a party has both."""
    if not hasattr(winset, "alignment"):
        return {}
    return {one.party: one.tau_b for one in winset.alignment(case).parties} if case.values else {}


def cases() -> dict[str, winset.Case]:
    """The conflicts of the test bed, then the catalogue."""
    folder = Path(winset.__file__).parent / "catalog"
    catalogue = {path.stem: winset.load(str(path)) for path in sorted(folder.glob("*.yaml"))}
    return {name: bed.load(name) for name in bed.NAMES} | catalogue


def told(found: dict[str, tuple[list[Row], dict[str, float | None]]]) -> str:
    """The table as text."""
    header = ("case", "scenario", "possible", "hold", "by constr.", "random", "headline", "tau-b by party")
    lines = [header]
    for name, (body, taus) in found.items():
        agreed = ", ".join(f"{key} {'-' if tau is None else format(tau, '.2f')}" for key, tau in taus.items())
        for place, row in enumerate(body):
            share = "-" if row.random is None else f"{row.random:.0%}"
            cells = (row.scenario, str(row.possible), str(row.hold), str(row.by_construction), share, row.headline)
            lines.append((name if not place else "", *cells, agreed if not place else ""))
    widths = [max(len(line[place]) for line in lines) for place in range(len(header))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = {name: (rows(name, case), agreement(case)) for name, case in cases().items()}
    if asked.json:
        plain = {
            name: {"scenarios": [asdict(row) for row in body], "tau-b": taus} for name, (body, taus) in found.items()
        }
        print(json.dumps(plain, indent=1))
        return
    print("\n".join(line.rstrip() for line in told(found).splitlines()))


if __name__ == "__main__":
    main()
