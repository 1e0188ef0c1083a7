"""Random conflicts of a given size for the benchmarks, made the same way on every machine."""

from __future__ import annotations

import random
from typing import Any

from winset.case.model import Case
from winset.case.reading import from_data

VARIANTS = ("all", "third-impossible", "quarter-irreversible")


def conflict(issues: int, parties: int, levels: int = 2, variant: str = "all", seed: int = 1) -> Case:
    """Make a conflict: issues spread evenly over the parties, as many random statements per party as issues.

    ``third-impossible`` adds three rules of three literals each, which rule out about a third of the combinations;
    ``quarter-irreversible`` lets every fourth issue move forward only.
    """
    rng = random.Random(f"{issues}/{parties}/{levels}/{variant}/{seed}")
    names = [f"i{k}" for k in range(issues)]
    data: dict[str, Any] = {
        "winset": "1",
        "title": f"{issues} issues of {levels} levels, {parties} parties, {variant}",
        "parties": {f"P{p}": {} for p in range(parties)},
        "issues": {
            name: {
                "levels": [f"l{level}" for level in range(levels)],
                "control": f"P{k * parties // issues}",
                "moves": "forward" if variant == "quarter-irreversible" and k % 4 == 3 else "free",
            }
            for k, name in enumerate(names)
        },
        "preferences": {
            f"P{p}": [{"prefer": _statement(rng, names, levels)} for _ in range(issues)] for p in range(parties)
        },
    }
    if variant == "third-impossible":
        data["impossible"] = [
            {"when": " and ".join(_literal(rng, name, levels) for name in rng.sample(names, 3))} for _ in range(3)
        ]
    return from_data(data)


def _statement(rng: random.Random, names: list[str], levels: int) -> str:
    literals = [_literal(rng, name, levels) for name in rng.sample(names, rng.randint(1, 3))]
    return (" or " if rng.random() < 0.25 else " and ").join(literals)


def _literal(rng: random.Random, name: str, levels: int) -> str:
    return f"{name} = l{rng.randrange(levels)}"
