"""What flips and a report ask of the engine: ``uv run benchmarks/work_done.py [DRAWS]``.

Counts for how many draws the worth of packages to a party was worked out, how often a condition was parsed and prepared
for a version of the case, and how often a negotiation was laid out, with the CPU seconds; nothing is kept from before.
Prints a table.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable
from time import process_time
from typing import Any

COUNTED: Counter[str] = Counter()


def counted(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Count the calls of a function."""

    def call(*args: Any, **kwargs: Any) -> Any:
        COUNTED[name] += 1
        return function(*args, **kwargs)

    return call


def by_draws(function: Callable[..., Any]) -> Callable[..., Any]:
    """Count the draws for which worth is worked out."""

    def call(negotiation: Any, owner: str, draw: Any) -> Any:
        COUNTED["worth"] += draw.count
        return function(negotiation, owner, draw)

    return call


def main() -> None:
    """Count and print."""
    for library in ("OPENBLAS", "OMP", "MKL"):  # as the command line does
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    import winset
    from winset.case.model import Case
    from winset.engines.forecast.flips import flips
    from winset.engines.talks import memory as remembering
    from winset.engines.talks.situation import Negotiation
    from winset.expr.parser import parse

    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    Negotiation._expected_worth = by_draws(Negotiation._expected_worth)  # type: ignore[method-assign]
    Negotiation.__init__ = counted("negotiations", Negotiation.__init__)  # type: ignore[method-assign]
    Case._guarded = counted("prepared", Case._guarded)  # type: ignore[method-assign]
    print("| what | draws of worth | conditions parsed | prepared for a version | negotiations | CPU s |")
    case = winset.load("jeddah-2025")
    for name, make in (
        (f"flips, {draws:,} draws", lambda: flips(case, draws)),
        ("report", lambda: winset.report(case)),
    ):
        remembering.use_store(remembering.Memory())
        COUNTED.clear()
        parse.cache_clear()
        start = process_time()
        make()
        spent = process_time() - start
        told = [COUNTED["worth"], parse.cache_info().misses, COUNTED["prepared"], COUNTED["negotiations"]]
        print(f"| {name} | {' | '.join(f'{one:,}' for one in told)} | {spent:.2f} |")


if __name__ == "__main__":
    main()
