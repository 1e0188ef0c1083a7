"""Random small conflicts, as the oracle sees them and as a case file says them."""

from __future__ import annotations

import random
from itertools import product
from typing import Any

from hypothesis import strategies as st

from oracle import Conflict, Guard, Issue, at_rest, exists
from winset.frozen import replace


def random_conflict(rng: random.Random, conditional: bool = False) -> Conflict:
    """Draw 2 to 4 parties, several levels, joint and irreversible issues, impossible outcomes, ties.

    ``conditional``: some issues exist only under a condition on others.
    """
    parties = rng.randint(2, 4)
    issues: list[Issue] = []
    room = 96
    for place in range(rng.randint(1, 5)):
        levels = rng.choice([2, 2, 2, 3, 4])
        if levels > room:
            break
        room //= levels
        owner = place % parties if rng.random() < 0.7 else rng.randrange(parties)
        control = {owner}
        if rng.random() < 0.3:
            control |= set(rng.sample(range(parties), 2 if parties < 3 or rng.random() < 0.8 else 3))
        leave_any = len(control) > 1 and rng.random() < 0.3
        issues.append(Issue(levels, tuple(sorted(control)), _moves(rng, levels), leave_any, rng.randrange(levels)))
    if conditional:
        issues = _with_guards(rng, issues)
    every = sorted({at_rest(issues, outcome) for outcome in product(*(range(issue.levels) for issue in issues))})
    share = rng.choice([1.0, 1.0, 0.9, 0.7, 0.4])
    possible = frozenset(outcome for outcome in every if rng.random() < share) or frozenset(every[:1])
    spread = rng.choice([1, 3, 8, 1000])
    rank = [{outcome: rng.randint(0, spread) for outcome in possible} for _ in range(parties)]
    groups = [frozenset(rng.sample(range(parties), rng.randint(2, parties))) for _ in range(rng.choice([0, 0, 1, 2]))]
    hidden: list[set[tuple[int, ...]]] = []
    if rng.random() < 0.15:
        hidden = [{outcome for outcome in possible if rng.random() < 0.2} for _ in range(parties)]
    return Conflict(parties, issues, possible, rank, tuple(groups), hidden)


def _with_guards(rng: random.Random, issues: list[Issue]) -> list[Issue]:
    """Make some issues depend on others, without circles; today's levels of what does not exist are the first."""
    order = list(range(len(issues)))
    rng.shuffle(order)
    for rank, place in enumerate(order[1:], 1):
        if rng.random() < 0.6:
            others = rng.sample(order[:rank], min(rank, rng.choice([1, 1, 2])))
            comparisons = tuple(
                (other, frozenset(rng.sample(range(issues[other].levels), rng.randint(1, issues[other].levels - 1))))
                for other in sorted(others)
            )
            guard = Guard(comparisons, rng.random() < 0.5, rng.random() < 0.25)
            issues[place] = replace(issues[place], only_if=guard)
    today = at_rest(issues, tuple(issue.status_quo for issue in issues))
    return [replace(issue, status_quo=level) for issue, level in zip(issues, today, strict=True)]


def with_conditions(rng: random.Random, conflict: Conflict, data: dict[str, Any]) -> None:
    """Give a conflict, and the data of its case, hard conditions and homes: some of them in the way.

    A home of a party accepts a level with some chance; lesser levels, towards today's, with no smaller one.
    """
    conflict.barriers = [[] for _ in range(conflict.parties)]
    data["conditions"], data["ratification"], data["homes"] = {}, [], {}
    for number in range(rng.randint(0, 3)):
        party, (i, j) = rng.randrange(conflict.parties), rng.choices(range(len(conflict.issues)), k=2)
        one, two = rng.randrange(conflict.issues[i].levels), rng.randrange(conflict.issues[j].levels)
        likely = rng.choice(["0.5", "0.51", "0.9"])
        told = {"withholds": f"i{i} = l{one}", "unless": f"i{j} = l{two}", "probability": likely}
        data["conditions"][f"c{number}"] = {"party": f"P{party}", **told}
        if float(likely) > 0.5:
            holds = lambda s, place, level: exists(conflict.issues, s, place) and s[place] == level  # noqa: E731
            barred = {s for s in conflict.possible if holds(s, i, one) and not holds(s, j, two)}
            conflict.barriers[party].append(barred)
    for party in rng.sample(range(conflict.parties), rng.randint(0, 2)):
        homes = ["h0", "h1", "h2"][: rng.randint(1, 3)]
        need = rng.randint(1, len(homes))
        veto = rng.sample(homes, rng.randint(0, 1))
        data["homes"][f"P{party}"] = {"need": str(need), "veto": veto}
        refuses: dict[str, set[tuple[int, int]]] = {home: set() for home in homes}
        for home, place in {(home, rng.randrange(len(conflict.issues))) for home in homes for _ in range(2)}:
            issue = conflict.issues[place]
            chances = {level: rng.choice([0, 0.05, 0.06, 0.8]) for level in range(issue.levels) if rng.random() < 0.7}
            chances.pop(issue.status_quo, None)
            if chances:
                told = {f"l{level}": chance for level, chance in chances.items()}
                data["ratification"].append({"party": f"P{party}", "home": home, "issue": f"i{place}", "chances": told})
                new = not exists(conflict.issues, tuple(one.status_quo for one in conflict.issues), place)
                refuses[home] |= {
                    (place, level) for level in range(issue.levels) if _refused(issue, chances, level, new)
                }
        data["parties"][f"P{party}"] = {"home": homes}
        no = {
            s: {h for h in homes if any(exists(conflict.issues, s, p) and s[p] == at for p, at in refuses[h])}
            for s in conflict.possible
        }
        conflict.barriers[party].append(
            {s for s in conflict.possible if len(homes) - len(no[s]) < need or no[s] & set(veto)}
        )


def _refused(issue: Issue, chances: dict[int, float], level: int, new: bool) -> bool:
    """Whether a home surely refuses a level: no chance above 0.05 given there or farther from today's level.

    A level without a chance has that of the next one given towards today's, where acceptance is certain. Where the
    chances of a new issue only grow, the least level given and those given up to the level decide.
    """
    told = [chances[at] for at in sorted(chances)]
    if new and told == sorted(told) and told[0] < told[-1]:
        return all(chances[at] <= 0.05 for at in chances if at <= max(level, min(chances)))
    if level == issue.status_quo:
        return False
    away = 1 if level > issue.status_quo else -1

    def own(at: int) -> float:
        return 1.0 if at == issue.status_quo else chances[at] if at in chances else own(at - away)

    end = issue.levels if away > 0 else -1
    return all(own(at) <= 0.05 for at in range(level, end, away))


def _moves(rng: random.Random, levels: int) -> frozenset[tuple[int, int]]:
    pairs = [(a, b) for a in range(levels) for b in range(levels) if a != b]
    kind = rng.choice(["free", "free", "free", "forward", "backward", "some"])
    if kind == "forward":
        return frozenset(pair for pair in pairs if pair[0] < pair[1])
    if kind == "backward":
        return frozenset(pair for pair in pairs if pair[0] > pair[1])
    if kind == "free":
        return frozenset(pairs)
    allowed = {pair for pair in pairs if rng.random() < 0.4}
    for middle in range(levels):
        allowed |= {(a, b) for a, m in allowed for n, b in allowed if m == n == middle and a != b}
    return frozenset(allowed)


conflicts = st.randoms(use_true_random=False).map(random_conflict)


def case_data(conflict: Conflict) -> dict[str, Any]:
    """Say a conflict as the data of a case file."""
    data: dict[str, Any] = {
        "winset": "1",
        "title": "random conflict",
        "parties": {f"P{party}": {} for party in range(conflict.parties)},
        "issues": {},
        "status_quo": {f"i{place}": f"l{issue.status_quo}" for place, issue in enumerate(conflict.issues)},
        "coalitions": [[f"P{party}" for party in sorted(group)] for group in conflict.listed],
        "ranking": {},
    }
    for place, issue in enumerate(conflict.issues):
        data["issues"][f"i{place}"] = {
            "levels": [f"l{level}" for level in range(issue.levels)],
            "control": [f"P{party}" for party in issue.control],
            "moves": [[f"l{start}", f"l{end}"] for start, end in sorted(issue.moves)],
            "leave": "any" if issue.leave_any else "all",
        }
        if issue.only_if:
            data["issues"][f"i{place}"]["only_if"] = _guard(issue.only_if)
    combinations = product(*(range(issue.levels) for issue in conflict.issues))
    every = sorted({at_rest(conflict.issues, outcome) for outcome in combinations})
    data["impossible"] = [{"when": _told(conflict, outcome)} for outcome in every if outcome not in conflict.possible]
    for party, rank in enumerate(conflict.rank):
        places: dict[int, list[str]] = {}
        for outcome in sorted(conflict.possible):
            places.setdefault(rank[outcome], []).append(str(conflict.number(outcome)))
        data["ranking"][f"P{party}"] = {"best_first": [places[value] for value in sorted(places, reverse=True)]}
    if conflict.hidden:
        data["misperceived"] = {
            f"P{party}": [{"when": _told(conflict, outcome)} for outcome in sorted(seen)]
            for party, seen in enumerate(conflict.hidden)
        }
    return data


def _told(conflict: Conflict, outcome: tuple[int, ...]) -> str:
    """An outcome by the levels of all that exists in it: these decide what else does."""
    existing = [place for place in range(len(outcome)) if exists(conflict.issues, outcome, place)]
    return " and ".join(f"i{place} = l{outcome[place]}" for place in existing)


def _guard(guard: Guard) -> str:
    told = [
        f"i{place} in ({', '.join(f'l{level}' for level in sorted(levels))})" for place, levels in guard.comparisons
    ]
    together = (" and " if guard.both else " or ").join(told)
    return f"not ({together})" if guard.denied else together
