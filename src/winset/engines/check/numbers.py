"""What is worth a second look in the numbers of a case, and what numbers it could still be given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from winset import expr
from winset.case.conflict import Statement
from winset.case.model import Case
from winset.case.sections import SECTIONS
from winset.engines.check.problems import Path, problem_at
from winset.engines.forecast.not_forecast import only_mover
from winset.engines.talks.homes import homes_of
from winset.errors import Problem
from winset.space.acceptance import in_order, new, rising
from winset.space.game import Game
from winset.space.inputs import Floats
from winset.space.outcomes import Bools, Ints
from winset.space.worth import central_points


def additions(case: Case) -> tuple[str, ...]:
    """Tell which sections a case does not have, and what each would switch on.

    Examples
    --------
    >>> import winset
    >>> additions(winset.load("chicken"))[0]
    'values (deals, forecasts, flips and what-if)'
    """
    offered = {one.key: one.switches_on for one in SECTIONS.values() if one.switches_on}
    missing = [(section, what) for section, what in offered.items() if not getattr(case, section)]
    if any(section == "values" for section, _ in missing):
        missing = [(section, what) for section, what in missing if section in {"scenarios", "values"}]
    return tuple(f"{section} ({what})" for section, what in missing)


def number_warnings(case: Case) -> Iterator[Problem]:
    """Warn of numbers that count for nothing or twice."""
    yield from _repeated_values(case)
    yield from _idle_alternatives(case)
    signatories = set(case.signatories)
    if case.values:
        yield from _unsettled_issues(case, signatories)
        yield from _nothing_to_agree(case)
    for party in case.reactions:
        if party in signatories:
            yield problem_at(case, ("reactions", party), f"'{party}' is a signatory, so its 'reactions' have no effect")
    for section in ("mandates", "delay", "dependence"):
        for party in getattr(case, section):
            if party not in signatories:
                yield problem_at(case, (section, party), f"'{party}' is no signatory, so its '{section}' has no effect")
    for position, entry in enumerate(case.ratification):
        if entry.party not in signatories:
            what = f"'{entry.party}' is no signatory, so its home is not asked"
            yield problem_at(case, ("ratification", position), what)
        elif case.status_quo_level(entry.issue) in entry.chances and not new(case, entry.issue):
            what = f"'{entry.issue}' stands at '{case.status_quo_level(entry.issue)}' today, which needs no acceptance"
            yield problem_at(case, ("ratification", position, "chances", case.status_quo_level(entry.issue)), what)
    yield from _lifted_chances(case)
    yield from _silent_homes(case, signatories)
    yield from _miscounted(case, signatories)
    if case.talks.deadline is not None and case.as_of is not None and case.talks.deadline <= case.as_of:
        yield problem_at(case, ("talks", "deadline"), "the deadline is not after the date of the case")


def _lifted_chances(case: Case) -> Iterator[Problem]:
    """Warn of a chance that counts as that of a level farther from today, since who accepts that accepts the lesser."""
    for position, entry in enumerate(case.ratification):
        if rising(case, entry):
            continue
        levels, now = case.levels[entry.issue], case.status_quo_level(entry.issue)
        today = (levels.amount(now) or 0) if isinstance(levels, expr.Amounts) else levels.index(now)
        given = in_order(case, entry)
        for place, level, chance in given:
            away = 1 if place >= today else -1
            beyond = [other for at, _, other in given if (at - place) * away > 0 and other > chance]
            if beyond and (place != today or new(case, entry.issue)):
                what = (
                    f"the chance {float(chance):g} at '{level}' counts as {float(max(beyond)):g}: "
                    f"a home that accepts more of '{entry.issue}' accepts less of it, too"
                )
                hint = "Chances may rise with the levels of issues with 'only_if' alone, from first to last."
                yield problem_at(case, ("ratification", position, "chances", level), what, hint)
                break


def _nothing_to_agree(case: Case) -> Iterator[Problem]:
    """A case in which one party at the table alone moves anything has points, and no package they are points of."""
    if mover := only_mover(case):
        what = f"only '{mover}' moves anything, so nothing can be agreed on, and what it does alone is not forecast"
        hint = "What takes several has several under 'control'. What one does alone is told by 'winset routes'."
        yield problem_at(case, ("issues",), what, hint)


def _silent_homes(case: Case, signatories: set[str]) -> Iterator[Problem]:
    """Homes that a rule counts though the case says nothing of what they accept."""
    for party, rule in case.homes.items():
        if party not in signatories:
            continue
        ratifying = {entry.home for entry in case.ratification if entry.party == party}
        known = [home for home in homes_of(case, party) if home in ratifying | set(case.values) | set(case.no_deal)]
        silent = [home for home in homes_of(case, party) if home not in known]
        if silent and (rule.need != "all" or set(rule.veto) & set(silent)):
            told = ", ".join(f"'{home}'" for home in silent)
            what = f"the rule of the homes of '{party}' counts {told}, of which the case says nothing"
            hint = "A home without an entry under 'ratification' and without values counts as accepting everything."
            yield problem_at(case, ("homes", party), what, hint)


def _miscounted(case: Case, signatories: set[str]) -> Iterator[Problem]:
    """A quorum such as '2 of 3' where there are not three, or that asks for more than there are."""
    rules: list[tuple[Path, str, int, str]] = [(("talks", "need"), case.talks.need, len(signatories), "signatories")]
    rules += [
        (("homes", party, "need"), rule.need, len(homes_of(case, party)), f"homes of '{party}'")
        for party, rule in case.homes.items()
    ]
    for path, need, count, noun in rules:
        stated = [int(part) for part in need.split(" of ")] if need != "all" else []
        if stated and (stated[0] > count or (stated[-1] != count and len(stated) == 2)):
            yield problem_at(
                case, path, f"'{need}' does not fit the {count} {noun}", "Correct the number, or list the others."
            )


def disagreements(game: Game) -> Iterator[Problem]:
    """Warn where a statement about a single issue and the values point in opposite directions.

    Compared are the mean points, most likely values, of the possible outcomes in which the statement holds and of the
    others. Of an agreement with terms each term is looked at: its outcomes count with the terms that the party likes
    best, and of a term only outcomes in which it exists. Statements that tie issues together are left alone: what they
    ask for depends on the rest. So are statements about what no points speak of, and one that points contradict on
    average over all outcomes, but not where it decides: where nothing else differs, and no statement above it.
    """
    case, space = game.case, game.space
    possible = np.ones(space.size, dtype=np.bool_) if space.possible is None else space.possible
    for party, statements in case.preferences.items():
        if not case.values.get(party) or case.follows(party):
            continue
        points, about = np.zeros(space.size), set[str]()
        for measure, one in central_points(case, party):
            points += float(one) * space.flat(measure.floats(space.every_code, case))
            about.update(measure.issues(case))
        for position, statement in enumerate(statements):
            spoken = case.speaks_of(statement.prefer)
            if len(spoken) != 1 or spoken[0] not in about:
                continue
            holds, here = space.where(statement.prefer), possible
            if spoken[0] in case.guards:
                here = here & space.where(case.guards[spoken[0]])
            inside, outside = (_at_best_terms(game, spoken[0], points, here & side) for side in (holds, ~holds))
            if not inside.size or not outside.size or inside.mean() >= outside.mean() - 1e-9:
                continue
            apart = _where_it_decides(game, spoken[0], position, statements, points, here)
            if apart < -1e-9:
                what = f"the values of '{party}' point the other way than its statement {position + 1}"
                mean = f"On average {apart:+.1f} points, all else the same."
                hint = f"{mean} Stability uses the statement, deals the values."
                yield problem_at(case, ("preferences", party, position, "prefer"), what, hint)


def _where_it_decides(
    game: Game, issue: str, position: int, statements: Sequence[Statement], points: Floats, among: Bools
) -> float:
    """Give by how many points the outcomes that meet a statement are better than those that differ in that alone.

    Compared are outcomes that differ in its issue, and the terms that rest on it, but in nothing else and in no
    statement above it: mean by mean, or best by best where there are terms. Without any, the statement decides nothing.
    """
    case, space = game.case, game.space
    cells = np.flatnonzero(among)
    terms = {key for key, guard in case.guards.items() if issue in expr.issues_of(guard, case.levels)}
    alike: list[Ints | Bools] = [
        space.flat(space.codes(place))[cells] for place, key in enumerate(space.issues) if key not in {issue, *terms}
    ]
    alike += [space.where(one.prefer)[cells] for one in statements[:position]]
    holds = space.where(statements[position].prefer)[cells]
    group = np.zeros(len(cells), dtype=np.int64)
    for one in alike:
        _, group = np.unique(group * (int(one.max()) + 1) + one, return_inverse=True)
    mean = []
    for side in (holds, ~holds):
        if terms:
            found = np.full(int(group.max()) + 1, np.nan)
            np.fmax.at(found, group[side], points[cells][side])
        else:
            count = np.bincount(group[side], minlength=int(group.max()) + 1)
            total = np.bincount(group[side], points[cells][side], minlength=len(count))
            found = np.divide(total, count, out=np.full(len(count), np.nan), where=count > 0)
        mean.append(found)
    apart = mean[0] - mean[1]
    return float(np.nanmean(apart)) if np.isfinite(apart).any() else 0.0


def _at_best_terms(game: Game, issue: str, points: Floats, among: Bools) -> Floats:
    """Give the points of some outcomes; of those that differ only in terms which exist under an issue, the best."""
    case, space = game.case, game.space
    cells = np.flatnonzero(among)
    terms = [key for key, guard in case.guards.items() if issue in expr.issues_of(guard, case.levels)]
    if not terms or not cells.size:
        return points[cells]
    rest = cells if space.numbers is None else space.numbers[cells]
    for key in terms:
        place = space.issues.index(key)
        rest = rest - space.flat(space.codes(place))[cells].astype(np.int64) * space.strides[place]
    _, group = np.unique(rest, return_inverse=True)
    best = np.full(int(group.max()) + 1, -np.inf)
    np.maximum.at(best, group.reshape(-1), points[cells])
    return best


def _repeated_values(case: Case) -> Iterator[Problem]:
    for owner, values in case.values.items():
        seen: dict[tuple[str, str], int] = {}
        for position, value in enumerate(values):
            key = (value.about, value.stake)
            if key in seen:
                what = (
                    f"value {position + 1} of '{owner}' replaces its value {seen[key] + 1}: same condition, same stake"
                )
                yield problem_at(
                    case, ("values", owner, position, "when"), what, "Give one of them another stake, or join them."
                )
            seen[key] = position


def _idle_alternatives(case: Case) -> Iterator[Problem]:
    for position, alternative in enumerate(case.alternatives):
        wanted = expr.format_condition(expr.parse(alternative.replaces))
        if all(value.about != wanted for value in case.values.get(alternative.party, ())):
            what = f"'{alternative.party}' has no value with this condition, so nothing is replaced"
            yield problem_at(
                case, ("alternatives", position, "replaces"), what, "Name the condition of one of its values."
            )


def _unsettled_issues(case: Case, signatories: set[str]) -> Iterator[Problem]:
    for key, issue in case.issues.items():
        if set(issue.control) & signatories and not set(issue.control) <= signatories:
            what = f"issue '{key}' is controlled by signatories and others together, so packages leave it as it is"
            yield problem_at(case, ("issues", key, "control"), what)
