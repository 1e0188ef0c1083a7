"""What an interview leaves wrong: ``uv run benchmarks/interview.py [CASES] [FIRST]``.

Random cases of three parties and five issues, with five to seven statements each of which a third are misplaced; a
person who knows the true ranking answers at most fifteen questions. Printed: the share of the pairs of outcomes that a
scenario's stability hangs on that are ordered wrongly, before and after, and the same for all pairs of an outcome of a
scenario and a move from it. Results: ``benchmarks/results/interview.json``.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from interviewee import interviewed, misplaced, random_truth

RESULTS = Path(__file__).parent / "results" / "interview.json"
QUESTIONS = (5, 10, 15)


def measure(cases: int, first: int) -> dict[str, object]:
    """Interview about so many random cases, from one seed on."""
    counts = {most: [0, 0, 0, 0] for most in (0, *QUESTIONS)}
    asked, begun = 0, process_time()
    worst = 0.0
    for seed in range(first, first + cases):
        rng = random.Random(seed)
        truth = random_truth(rng)
        start = misplaced(rng, truth)
        listed = interviewed(truth, start)
        asked += len(listed) - 1
        stages = {most: listed[min(most, len(listed) - 1)] for most in (0, *QUESTIONS)}
        for most, statements in stages.items():
            found = truth.wrong(statements)
            counts[most] = [one + two for one, two in zip(counts[most], found, strict=True)]
            if most == QUESTIONS[-1] and found[1]:
                worst = max(worst, found[0] / found[1])
    shares = {
        str(most): {"hanging": round(found[0] / found[1], 4), "every": round(found[2] / found[3], 4)}
        for most, found in counts.items()
    }
    return {
        "cases": cases,
        "first seed": first,
        "wrong after questions": shares,
        "pairs": counts[0][1],
        "largest share in one case": round(worst, 3),
        "questions": round(asked / cases, 1),
        "CPU seconds a case": round((process_time() - begun) / cases, 1),
    }


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    result = measure(*(given + [40, 1000][len(given) :]))
    print(json.dumps(result, indent=2))
    if not given:
        RESULTS.write_text(json.dumps(result, indent=2) + "\n", "utf-8")
