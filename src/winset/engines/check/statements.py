"""What is worth a second look in a valid case: warnings, never errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from winset import expr
from winset.case.model import Case
from winset.engines.alignment.measure import PartyAlignment, alignment
from winset.engines.check.gates import unsaid_agreements
from winset.engines.check.lacking import unwanted_issues, wanting_nothing
from winset.engines.check.numbers import additions, disagreements, number_warnings
from winset.engines.check.problems import problem_at
from winset.engines.check.taken_moves import taken_moves
from winset.engines.check.traps import traps
from winset.engines.records import CaseReference, Record, Rows
from winset.engines.stability.analysis import MAX_UNKNOWN
from winset.engines.stability.concepts import CONCEPTS
from winset.errors import CaseTooLargeError, Problem, nearest
from winset.frozen import field
from winset.space.game import Game, scenario_masks
from winset.space.outcomes import Bools
from winset.space.roles import Role, roles, signatories

SHOWN = 3


class CheckRecord(Record, kw_only=True):
    """What the checker found in a valid case.

    Attributes
    ----------
    outcomes : int or None
        How many outcomes are possible; None when the case is too large to enumerate.
    warnings : tuple of Problem
        What is worth a second look, in the order of the file.
    additions : tuple of str
        Sections the case does not have, and what each would switch on.
    alignment : tuple of PartyAlignment
        For every party with both, how far its statements and its points agree.
    roles : mapping of str to Role
        What every issue is in the talks; empty where fewer than two parties sign.
    """

    outcomes: int | None
    warnings: tuple[Problem, ...]
    additions: tuple[str, ...]
    alignment: tuple[PartyAlignment, ...] = ()
    roles: Mapping[str, Role] = field(default_factory=dict)

    def rows(self) -> Rows:
        """Give one row per warning."""
        return ("line", "warning"), [(str(one.line or ""), one.what) for one in self.warnings]


def check(case: Case) -> CheckRecord:
    """Look for what is probably not meant.

    Parameters
    ----------
    case : Case
        A valid case.

    Returns
    -------
    CheckRecord

    Examples
    --------
    >>> import winset
    >>> winset.check(winset.load("chicken")).warnings
    ()
    """
    warnings = [
        *number_warnings(case),
        *_without_preferences(case),
        *_contradictions(case),
        *_indifferent_issues(case),
        *_odd_settings(case),
        *unsaid_agreements(case),
    ]
    outcomes = None
    agreement: tuple[PartyAlignment, ...] = ()
    try:
        game = Game(case)
        outcomes = game.space.count
    except CaseTooLargeError as error:
        warnings.append(
            Problem(f"the case has more than {error.limit:,} outcomes and cannot be analysed", hint=error.hint)
        )
    else:
        if outcomes == 0:
            warnings.append(problem_at(case, ("impossible",), "the rules leave no outcome possible"))
        else:
            _ = game.payoffs
            warnings += [*_unreachable_levels(game), *_scenarios(game), *taken_moves(game)]
            warnings += [*_idle_statements(game), *disagreements(game)]
            agreement = alignment(game).parties
            warnings += [*_two_rankings(case, agreement), *traps(game)]
    warnings.sort(key=lambda warning: (warning.line, warning.column))
    return CheckRecord(
        case=CaseReference.of(case),
        method="case check",
        settings={},
        outcomes=outcomes,
        warnings=tuple(warnings),
        additions=additions(case),
        alignment=agreement,
        roles=roles(case) if len(signatories(case)) > 1 else {},
    )


def _two_rankings(case: Case, agreement: tuple[PartyAlignment, ...]) -> Iterator[Problem]:
    """Warn of parties that stability and bargaining see with different preferences."""
    for one in agreement:
        if one.low and one.tau_b is not None and one.same is not None:
            what = (
                f"the statements and the points of '{one.party}' rank outcomes differently: Kendall's tau-b "
                f"{one.tau_b:.2f}, {1 - one.same:.0%} of pairs the other way round"
            )
            hint = f"Stability uses the statements, deals the points. winset align CASE --party {one.party}"
            section = "preferences" if one.party in case.preferences else "ranking"
            yield problem_at(case, (section, one.party), what, hint)


def _without_preferences(case: Case) -> Iterator[Problem]:
    for party in wanting_nothing(case):
        hint = "It is treated as indifferent between all outcomes."
        if not case.has_part(party) and party not in case.signatories:
            hint = "Without an issue or a home it is taken for a mediator: it signs nothing and changes nothing."
            hint += " If its consent is needed, name it under talks: signatories." if case.values else ""
        yield problem_at(case, ("parties", party), f"party '{party}' has no preference statements and no values", hint)
    if not case.scenarios:
        yield problem_at(
            case, (), "no endings are named", "Results are told by ending first: name the ways it could end."
        )


def _contradictions(case: Case) -> Iterator[Problem]:
    """Warn of statements that repeat or reverse an earlier one of the same party: they can change nothing."""
    for party, statements in case.preferences.items():
        seen: dict[expr.Condition, int] = {}
        for position, statement in enumerate(statements):
            condition = expr.parse(statement.prefer)
            for earlier, relation in ((condition, "repeats"), (_opposite(condition), "contradicts")):
                if earlier in seen:
                    what = f"statement {position + 1} of '{party}' {relation} its statement {seen[earlier] + 1}"
                    yield problem_at(
                        case,
                        ("preferences", party, position, "prefer"),
                        what,
                        "The higher one decides; this one has no effect.",
                    )
            seen.setdefault(condition, position)


def _opposite(condition: expr.Condition) -> expr.Condition:
    return condition.operand if isinstance(condition, expr.Not) else expr.Not(condition)


def _indifferent_issues(case: Case) -> Iterator[Problem]:
    for issue in unwanted_issues(case):
        yield problem_at(case, ("issues", issue), f"nobody prefers anything about issue '{issue}'")


def _odd_settings(case: Case) -> Iterator[Problem]:
    unknown = sum(statement.unknown for group in case.preferences.values() for statement in group)
    if unknown > MAX_UNKNOWN:
        what = f"{unknown} statements are marked unknown, which makes {2**unknown:,} readings"
        yield problem_at(case, ("preferences",), what, f"At most {MAX_UNKNOWN} can be analysed.")
    for position, answer in enumerate(case.answers):
        if answer.concept not in CONCEPTS:
            what = f"there is no solution concept '{answer.concept}'"
            yield problem_at(
                case, ("answers", position, "concept"), what, nearest(answer.concept, list(CONCEPTS), "Concepts")
            )
    for position, members in enumerate(() if case.coalitions == "all" else case.coalitions):
        if len(members) == 1:
            yield problem_at(case, ("coalitions", position), "a coalition of one party adds nothing")
    dated = {key for deadline in case.deadlines for key in deadline.then}
    for key, issue in case.issues.items():
        if issue.leave == "any" and not issue.joint:
            yield problem_at(
                case, ("issues", key, "leave"), f"'leave: any' has no effect on '{key}', which one party controls"
            )
        if not issue.control and key not in dated:
            yield problem_at(
                case, ("issues", key), f"nobody controls issue '{key}': it stays at '{case.status_quo_level(key)}'"
            )


def _unreachable_levels(game: Game) -> Iterator[Problem]:
    case, space = game.case, game.space
    if game.status_quo is None:
        yield problem_at(
            case,
            ("status_quo",),
            "what holds today is itself impossible under the rules",
            "No routes can start from it.",
        )
    for position, issue in enumerate(space.issues):
        codes = space.codes(position)
        full = np.broadcast_to(codes, space.shape).reshape(-1) if space.dense else codes
        counts = np.bincount(full[space.indices()], minlength=len(space.levels[issue]))
        start = case.levels[issue].index(case.status_quo_level(issue))
        if not case.issues[issue].control or game.status_quo is None:
            continue
        movable = np.zeros(len(counts), dtype=np.bool_)
        movable[start] = True
        for unit in game.units:
            for change in game.mover(unit).unit.changes:
                if change.issue == position:
                    movable |= change.allowed[start]
        for level, name in enumerate(space.levels[issue]):
            if not counts[level]:
                yield _ruled_out(game, issue, level, name)
            elif not movable[level]:
                what = f"level '{name}' of '{issue}' cannot be reached from '{case.status_quo_level(issue)}'"
                yield problem_at(case, ("issues", issue, "levels", level), what, "Look at 'moves'.")


def _ruled_out(game: Game, issue: str, level: int, name: str) -> Problem:
    """Warn of a level that no possible outcome has: not called impossible where only some amounts were looked at."""
    whole = game.case.whole
    what, hint = f"level '{name}' of '{issue}' is impossible under the rules", ""
    beside = {key for one in whole.impossible if issue in (used := whole.speaks_of(one.when)) for key in used}
    some = [
        key for key in whole.issues if key in beside - {issue} and len(whole.levels[key]) > len(game.space.levels[key])
    ]
    if some:
        what = f"level '{name}' of '{issue}' goes with none of the amounts of {_quoted(some)} that stability looks at"
        hint = "Give 'marks' to those that the rules let stand beside it. Deals and forecasts look at all."
    return problem_at(game.case, ("issues", issue, "levels", level), what, hint)


def _quoted(keys: list[str]) -> str:
    return ", ".join(f"'{key}'" for key in keys)


def _scenarios(game: Game) -> Iterator[Problem]:
    masks = scenario_masks(game)
    for key, mask in masks.items():
        if not mask.any():
            yield problem_at(game.case, ("scenarios", key), *_of_no_outcome(game, key))
    keys = list(masks)
    for position, one in enumerate(keys):
        for other in keys[position + 1 :]:
            both = int(np.count_nonzero(masks[one] & masks[other]))
            if both:
                what = f"endings '{one}' and '{other}' overlap in {both} outcome{'s' if both > 1 else ''}"
                hint = "To keep them apart, add to one what excludes the other."
                example = _told(game, masks[one] & masks[other])
                yield problem_at(game.case, ("scenarios", other), what, f"{hint} {example}")


def _of_no_outcome(game: Game, key: str) -> tuple[str, str]:
    """Say that no outcome looked at belongs to a scenario: by the rules, or by the amounts that stability looks at."""
    whole = game.case.whole
    spoken = whole.speaks_of(whole.scenarios[key].when)
    some = [issue for issue in spoken if len(whole.levels[issue]) > len(game.space.levels[issue])]
    if not some:
        return f"no possible outcome belongs to the ending '{key}'", ""
    hint = f"It looks at some amounts of {_quoted(some)}: give 'marks' to others. Deals and forecasts look at all."
    return f"no outcome that stability looks at belongs to the ending '{key}'", hint


def _idle_statements(game: Game) -> Iterator[Problem]:
    """Warn of statements that are true, or false, in every possible outcome."""
    for party, statements in game.case.preferences.items():
        for position, statement in enumerate(statements):
            count = int(np.count_nonzero(game.space.where(statement.prefer)))
            if count in (0, game.space.count):
                word = "no" if count == 0 else "every"
                what = f"statement {position + 1} of '{party}' holds in {word} possible outcome, so it decides nothing"
                yield problem_at(
                    game.case, ("preferences", party, position, "prefer"), what, _beyond_marks(game, statement.prefer)
                )


def _beyond_marks(game: Game, text: str) -> str:
    """Say at which amounts stability looks, where a statement speaks of amounts."""
    used = game.case.speaks_of(text)
    amounts = next((key for key in used if game.case.whole.issues[key].numeric), "")
    if not amounts:
        return ""
    every = game.case.whole.levels[amounts]
    looked = ", ".join(expr.level_text(level, every) for level in game.space.levels[amounts])
    return f"Of '{amounts}' stability looks at {looked} alone: give it a mark on the other side, too."


def _told(game: Game, mask: Bools) -> str:
    number = game.space.number(int(np.flatnonzero(mask)[0]))
    levels = game.space.levels_of(number)
    there = (key for place, key in enumerate(game.space.issues) if game.space.exists(place, np.array([number]))[0])
    return f"For example: {expr.assigned({key: levels[key] for key in there})}."
