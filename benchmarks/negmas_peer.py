"""The same packages asked of NegMAS: run by ``benchmarks/negotiation.py`` in a throwaway environment of its own.

    python benchmarks/negmas_peer.py ISSUES PARTIES

Issues of ten levels with random points, as in that benchmark. Lists all outcomes, takes the frontier and the Nash,
Kalai, Kalai-Smorodinsky and welfare points from it, and prints CPU seconds and the size of the frontier as JSON.
"""

import json
import random
import sys
from time import process_time

from negmas import LinearAdditiveUtilityFunction, make_issue
from negmas.outcomes import make_os
from negmas.preferences.ops import kalai_points, ks_points, max_welfare_points, nash_points, pareto_frontier
from negmas.preferences.value_fun import TableFun


def main() -> None:
    """Measure one size."""
    issues, parties = int(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(f"{issues}/{parties}/0")
    space = make_os([make_issue([f"l{n}" for n in range(10)], f"i{k}") for k in range(issues)])
    functions = []
    for _ in range(parties):
        points = [[0.0, *(rng.randint(-1000, 1000) for _ in range(9))] for _ in range(issues)]
        values = {f"i{k}": TableFun({f"l{n}": one for n, one in enumerate(row)}) for k, row in enumerate(points)}
        made = LinearAdditiveUtilityFunction(
            values=values, weights=[1.0] * issues, outcome_space=space, reserved_value=100.0 * issues
        )
        functions.append(made)
    start = process_time()
    outcomes = list(space.enumerate_or_sample())
    frontier, _ = pareto_frontier(functions, outcomes, sort_by_welfare=True)
    for points_of in (nash_points, kalai_points, ks_points, max_welfare_points):
        points_of(functions, frontier, outcome_space=space)
    print(json.dumps({"cpu": process_time() - start, "frontier": len(frontier)}))


if __name__ == "__main__":
    main()
