"""What people get wrong when they write a case, told by what the case then says: warnings, never errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from winset import expr
from winset.case.model import Case
from winset.case.names import conditions
from winset.engines.check.problems import problem_at
from winset.errors import Problem
from winset.expr import And, Comparison, Condition, Iff, Implies, Member, Not, Or, Sums
from winset.space.game import Game, scenario_masks
from winset.space.outcomes import Bools, Ints
from winset.space.payoffs import preferred, valued
from winset.space.units import level_changes

NEARLY = 0.95
FEWEST = 20
UNSETTLED = frozenset({"open", "undecided", "unsettled", "not settled", "not decided", "not agreed", "tbd"})
_SPOKEN = {"preferences", "values", "conditions", "scenarios", "questions", "profiles", "agreement"}
_BEYOND = {"<", "<=", "!="}


def traps(game: Game) -> Iterator[Problem]:
    """Look for the errors that a valid case can hide."""
    yield from _lopsided(game)
    yield from _true_for_want_of_settling(game)
    yield from _counted_twice(game.case)
    yield from _never_left(game)
    yield from _gains_from_disaster(game)
    yield from _homes_that_move(game.case)


def _lopsided(game: Game) -> Iterator[Problem]:
    """Warn of statements true, or false, in nearly all outcomes; terms that do not exist everywhere count once."""
    for party, statements in game.case.preferences.items():
        for position, statement in enumerate(statements):
            cells = _without_terms(game, statement.prefer)
            if len(cells) < FEWEST:
                continue
            share = float(np.mean(game.space.where(statement.prefer)[cells]))
            if 0 < share < 1 and not 1 - NEARLY < share < NEARLY:
                holds = share >= NEARLY
                often = f"{share:.0%}" if holds else f"only {share:.1%}"
                what = f"statement {position + 1} of '{party}' holds in {often} of the possible outcomes"
                hint = f"It tells hardly any apart. Is it meant so, and is it meant to stand {_place(position)}?"
                yield problem_at(game.case, ("preferences", party, position, "prefer"), what, hint)


def _place(position: int) -> str:
    return "first" if position == 0 else f"at place {position + 1}"


def _without_terms(game: Game, condition: str) -> Ints:
    """Give the possible cells; of those that differ only in issues that need not exist and are not spoken of, one."""
    space, case = game.space, game.case
    cells = space.indices()
    used = expr.issues_of(case.condition(condition), case.levels)
    idle = [place for place, issue in enumerate(space.issues) if issue in case.guards and issue not in used]
    if not idle:
        return cells
    numbers = cells if space.numbers is None else space.numbers[cells]
    for place in idle:
        stride, size = space.strides[place], len(space.levels[space.issues[place]])
        numbers = numbers - numbers // stride % size * stride
    return np.asarray(cells[np.unique(numbers, return_index=True)[1]])


def _true_for_want_of_settling(game: Game) -> Iterator[Problem]:
    """Warn of comparisons that hold only because an issue is not settled."""
    case, space = game.case, game.space
    possible = space.indices()
    for path, text in conditions(case):
        if path[0] not in _SPOKEN:
            continue
        whole = expr.parse(text)
        for issue, meant, why in _meant(case, whole):
            differs = (space.where(whole) & ~space.where(meant))[possible]
            if differs.any():
                what = f"this holds of {int(differs.sum()):,} outcomes only because '{issue}' {why}"
                settled = f"{issue} != {expr.quoted(case.levels[issue][0])}"
                needed = case.issues[issue].only_if or settled
                yield problem_at(case, path, what, f"If it is meant of what is settled alone, add: and {needed}")
                break


def _meant(case: Case, whole: Condition) -> Iterator[tuple[str, Condition, str]]:
    """For every comparison in doubt, the condition with it read of settled issues alone."""
    for leaf in _leaves(whole):
        first = case.levels[leaf.issue][0]
        several = len(case.levels[leaf.issue]) > 2 and first.lower() in UNSETTLED
        if several and _passes(leaf, first):
            settled = Comparison(leaf.issue, "!=", first)
            meant = _replaced(whole, leaf, And((leaf, settled)))
            yield leaf.issue, meant, f"is still '{first}'"
    for denied in _denials(whole):
        for issue in expr.issues_of(denied, case.levels):
            if issue in case.guards:
                meant = _replaced(whole, denied, And((denied, case.guards[issue])))
                yield issue, meant, "does not exist there"


def _passes(leaf: Comparison | Member, first: str) -> bool:
    if isinstance(leaf, Member):
        return leaf.negated and first not in leaf.levels
    return leaf.operator in _BEYOND and leaf.target != first


def _leaves(condition: Condition) -> Iterator[Comparison | Member]:
    if isinstance(condition, Comparison | Member):
        yield condition
    else:
        for part in _parts(condition):
            yield from _leaves(part)


def _denials(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, Not):
        # "not years = ten" says plainly what is to be avoided; a denied order seldom means "or no contract"
        if any(isinstance(leaf, Comparison) and leaf.operator != "=" for leaf in _leaves(condition)):
            yield condition
    elif not isinstance(condition, Comparison | Member):
        for part in _parts(condition):
            yield from _denials(part)


def _parts(condition: Condition) -> tuple[Condition, ...]:
    match condition:
        case Not(operand):
            return (operand,)
        case And(operands) | Or(operands):
            return operands
        case Implies(premise, conclusion):
            return premise, conclusion
        case Iff(left, right):
            return left, right
    return ()


def _replaced(condition: Condition, old: Condition, new: Condition) -> Condition:
    if condition is old:
        return new
    if isinstance(condition, Comparison | Member | Sums):
        return condition
    again: Callable[[Condition], Condition] = lambda part: _replaced(part, old, new)  # noqa: E731
    match condition:
        case Not(operand):
            return Not(again(operand))
        case And(operands):
            return And(tuple(map(again, operands)))
        case Or(operands):
            return Or(tuple(map(again, operands)))
        case Implies(premise, conclusion):
            return Implies(again(premise), again(conclusion))
        case Iff(left, right):
            return Iff(again(left), again(right))


def _counted_twice(case: Case) -> Iterator[Problem]:
    """Warn where what waiting costs stands both in points and in the decay of what a party has without a deal."""
    for party, values in case.values.items():
        decay = case.no_deal[party].decay[1] if party in case.no_deal else 0
        if not decay:
            continue
        for position, value in enumerate(values):
            source = _pressing(case, party, value.when) if value.of is None else ""
            if value.most < 0 and source:
                what = (
                    f"what {source} costs '{party}' is in its points ({value.most:g}) while its no_deal falls by "
                    f"{decay:g} in time, which may count one cost twice"
                )
                hint = "Keep a cost in one place: points for what is done, decay for what waiting alone loses."
                yield problem_at(case, ("values", party, position, "when"), what, hint)


def _pressing(case: Case, party: str, when: str) -> str:
    """Name the lever of another, or the deadline, that a condition speaks of alone; empty for none."""
    issues = case.speaks_of(when)
    for one in case.deadlines:
        if issues and set(issues) <= set(one.then) and _true_at(case, when, one.then) and not _true_at(case, when, {}):
            return f"the deadline of {one.on}" if one.on else "what the end of the talks brings"
    if len(issues) != 1 or _true_at(case, when, {}):
        return ""
    (issue,) = issues
    control = case.issues[issue].control
    lever = case.issues[issue].role in (None, "lever") and len(control) == 1 and party not in control
    return f"'{issue}'" if lever and case.parties[control[0]].at_table else ""


def _true_at(case: Case, when: str, then: Mapping[str, str]) -> bool:
    """Whether a condition holds today, with some issues at other levels."""
    codes = {
        issue: np.array(levels.index(then.get(issue, case.status_quo_level(issue))))
        for issue, levels in case.levels.items()
    }
    return bool(expr.evaluate(case.condition(when), codes, case.levels))


def _never_left(game: Game) -> Iterator[Problem]:
    """Warn of a joint issue that a controller would leave, that it cannot leave alone, and whose end has a scenario."""
    case, space = game.case, game.space
    cells = space.indices()
    numbers = cells if space.numbers is None else space.numbers[cells]
    ends = [mask[cells] for mask in scenario_masks(game).values() if mask.any()]
    for place, (key, issue) in enumerate(case.issues.items()):
        if not issue.joint or issue.moves == "forward" or issue.only_if or "leave" in issue.model_fields_set:
            continue
        today = issue.levels.index(case.status_quo_level(key))
        level = numbers // space.strides[place] % len(issue.levels)
        moved = level != today
        if not any(moved[~end].any() and not moved[end].any() for end in ends):
            continue
        may = moved & level_changes(issue)[:, today][level]
        back = space.find(numbers[may] + (today - level[may]) * space.strides[place])
        here, there = cells[may][back >= 0], back[back >= 0]
        payoffs = {party: game.payoffs[game.party(party)] for party in issue.control}
        wanting = [repr(party) for party, rank in payoffs.items() if np.any(rank[there] > rank[here])]
        if wanting:
            what = f"{' and '.join(wanting)} would leave '{key}' in some outcomes, and no party alone can"
            hint = "'leave: any' lets each walk away, 'moves: forward' binds; 'leave: all' says that it is meant."
            yield problem_at(case, ("issues", key), what, hint)


def _gains_from_disaster(game: Game) -> Iterator[Problem]:
    """Warn of scenarios in which a party gains, another loses, and nothing said of the first speaks of why."""
    case = game.case
    if game.status_quo is None:
        return
    told = {party: preferred(case, game.space, party) for party in game.parties}
    points = {party: valued(case, game.space, party) for party in game.parties if case.values.get(party)}
    for key, mask in scenario_masks(game).items():
        if not mask.any():
            continue
        cell, moved = _plainest(game, mask)
        for party in game.parties:
            losers = [one for one in game.parties if one != party and _worse(one, cell, game.status_quo, told, points)]
            why = _unsaid_gain(game, party, cell, moved, told, points) if losers else ""
            if why:
                lose = f"{' and '.join(map(repr, losers))} lose{'' if len(losers) > 1 else 's'}"
                what = f"'{party}' gains from the ending '{key}', in which {lose}: {why}"
                yield problem_at(
                    case, ("scenarios", key), what, "If nobody reports that, say what the party prefers of it."
                )


def _plainest(game: Game, mask: Bools) -> tuple[int, list[str]]:
    """Give the outcome of a scenario that differs least from today, and the issues in which it does."""
    space = game.space
    cells = np.flatnonzero(mask)
    today = game.space.number(int(game.status_quo or 0))
    numbers = cells if space.numbers is None else space.numbers[cells]
    differs = [
        (numbers // stride - today // stride) % len(space.levels[issue]) != 0
        for issue, stride in zip(space.issues, space.strides, strict=True)
    ]
    chosen = int(np.argmin(np.sum(differs, axis=0)))
    return int(cells[chosen]), [issue for issue, one in zip(space.issues, differs, strict=True) if one[chosen]]


Ranked = Mapping[str, np.ndarray]


def _worse(party: str, cell: int, today: int, told: Ranked, points: Ranked) -> bool:
    """Whether a party loses by whatever is known of it."""
    known = [rank for rank in (told[party], points.get(party)) if rank is not None and rank.max() > 0]
    return bool(known) and all(rank[cell] < rank[today] for rank in known)


def _unsaid_gain(game: Game, party: str, cell: int, moved: list[str], told: Ranked, points: Ranked) -> str:
    case, today = game.case, int(game.status_quo or 0)
    statements = [expr.parse(one.prefer) for one in case.preferences.get(party, ())]
    if not statements or case.follows(party):
        return ""
    spoken = {issue for one in statements for issue in expr.issues_of(one, case.levels)}
    if party in points and points[party][cell] > points[party][today] and not spoken & set(moved):
        return f"by its points, and no statement of it speaks of {', '.join(moved)}"
    if told[party][cell] <= told[party][today]:
        return ""
    for position, one in enumerate(statements):
        holds = game.space.where(one)
        if holds[cell] != holds[today]:
            empty = isinstance(one, Implies) and holds[cell] and not game.space.where(one.premise)[cell]
            return f"its statement {position + 1} holds there only because its 'if' does not" if empty else ""
    return ""


def _homes_that_move(case: Case) -> Iterator[Problem]:
    """Warn of homes that are parties with moves of their own: their no would be asked twice."""
    movers = {key for issue in case.issues.values() for key in issue.control}
    known = {name.lower(): key for key in movers for name in (key, case.party_name(key))}
    for party, entry in case.parties.items():
        for position, home in enumerate(entry.home):
            mover = known.get(home.lower())
            if mover is not None:
                own = [issue for issue, one in case.issues.items() if mover in one.control]
                what = (
                    f"'{home}' is a home of '{party}' and moves {', '.join(own)} as a party: its consent is asked twice"
                )
                yield problem_at(case, ("parties", party, "home", position), what, "Keep it as one of the two.")
