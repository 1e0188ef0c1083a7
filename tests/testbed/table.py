"""One table over the test bed and the catalogue: ``uv run tests/testbed/table.py`` (``--json`` for programs).

For every scenario: how many of its outcomes hold against every party alone, how many of these hold only because no
party has any move there ("by construction"), whether any moves at all lead to the scenario or only a deadline does
("by the calendar"), and the share of random preferences under which the scenario would hold too, as the brief tells it
(every party's statements shuffled, each negated or not by a coin; 200 profiles, seed 0). A scenario that holds by
construction only, or under nearly all random preferences, says little of what the parties want. For every party with
statements and points: how far the two agree (Kendall's tau-b, 1 where they rank all outcomes alike).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from winset.frozen import Frozen, asdict

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import winset
from testbed import bed
from winset.engines.stability.analysis import equilibrium_mask
from winset.engines.stability.concepts import chosen
from winset.engines.stability.random_preferences import random_shares
from winset.errors import UsageError
from winset.space.edges import edges
from winset.space.game import Game


class Row(Frozen):
    """A scenario of a case. ``random`` is None where the case is too large for it."""

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


def tried(game: Game) -> Mapping[str, float]:
    """The share of random preferences under which each scenario holds, as the brief tells it; empty where too large."""
    try:
        return random_shares(game)
    except UsageError:
        return {}


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
    shares = tried(game)
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
