"""Hold many drawn cases against the slow reference of the tests; a later run goes on where the last one ended.

    uv run python benchmarks/reference.py --cases 100000 --kept reference.json

Case n is the same one every time. A case that disagrees is told by its number, and looked at again with
``--first n --cases 1``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

os.environ["WINSET_CACHE"] = ""  # results of drawn cases are not worth keeping
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from test_reference import compare

REFUSED, CLOSE, WRONG = "refused", "too close to tell", "disagree"


def main() -> int:
    """Run, and tell how many cases of each kind agreed; the status is 1 where one did not."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--kept", default="")
    asked = parser.parse_args()
    kept = Path(asked.kept) if asked.kept else None
    before = json.loads(kept.read_text("utf-8")) if kept and kept.exists() else {}
    number = before.get("next", asked.first)
    kinds, wrong, spent = Counter(before.get("kinds", {})), before.get("wrong", []), before.get("seconds", 0.0)
    end, told, begun = asked.first + asked.cases, time.monotonic(), time.process_time()

    def keep() -> None:
        seconds = spent + time.process_time() - begun
        found = {"next": number, "kinds": kinds, "wrong": wrong, "seconds": seconds}
        if kept:
            kept.write_text(json.dumps(found, indent=1), "utf-8")

    while number < end:
        try:
            kinds[{"": REFUSED, "close": CLOSE}.get(found := compare(number), found)] += 1
        except Exception as error:  # whatever it is, the case has to be looked at
            kinds[WRONG] += 1
            wrong.append(f"{number}: {type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"[:200])
        number += 1
        if time.monotonic() - told > 20:
            told = time.monotonic()
            keep()
    keep()
    for kind, count in sorted(kinds.items()):
        print(f"{count:>9,}  {kind}")
    print(
        f"{sum(kinds.values()):>9,}  in {spent + time.process_time() - begun:,.0f} s of processor time",
        *wrong,
        sep="\n",
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
