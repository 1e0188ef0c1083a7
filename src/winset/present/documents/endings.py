"""How it may end, as a table: every ending with its likelihood, who is better off, and whether it holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from winset.case.model import Case
from winset.engines.brief.brief import BriefRecord
from winset.engines.forecast.summary import Summary
from winset.engines.routes.held import Held
from winset.engines.routes.scenarios import ScenarioRoute
from winset.present.documents.document import Table
from winset.present.words import words
from winset.present.words.amounts import unlooked
from winset.present.words.likelihood import DEFAULT, percent, word
from winset.present.words.likelihood import scale as known
from winset.present.words.negotiation import NOT_FORECAST
from winset.present.words.prose import day_words, sentence
from winset.present.words.runs import phrase, refer

HEADING = "How it may end"
COLUMNS = 4
"""Up to so many parties have a column of signs each; of more it is told who is better and who is worse off."""
NAME = 14
ELSE = "Something else modelled"
OUTSIDE = "Something not modelled"
SET = "set by the analyst"
NEARLY_ALL = 0.9
SHORT = 24
"""How many characters say in full who would undo an ending; more say that a joint move would."""
LONGEST_LEAVER = 18
"""Characters of a party's name with which the table still has room to say that it would leave."""
_SIGNS: Mapping[int | None, str] = {1: "+", -1: "-", 0: "0", None: "+/-"}


def endings(case: Case, record: BriefRecord, scale: str = DEFAULT) -> Table:
    """Lay out every scenario, the likeliest first; without numbers in the order of the case.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("chicken")
    >>> endings(case, winset.brief(case)).header
    ('ending', 'Row', 'Column', 'holds')
    """
    numbers = record.numbers
    named = in_order(record)
    wide = _by_party(case, named)
    rows = [_row(case, held, record, wide, scale) for held in named]
    if numbers is not None:
        blank = ("",) * len(wide or (0, 0))
        if numbers.outside:
            rows.append((ELSE, refer(likelihood(numbers.outside, scale), "headline", ""), *blank, _of_what(numbers)))
        if numbers.other:
            rows.append((OUTSIDE, refer(likelihood(numbers.other, scale), "entry", "talks"), *blank, SET))
    middle = [case.party_name(key) for key in wide] if wide else ["better off", "worse off"]
    chance = [] if numbers is None else ["likelihood"]
    return Table(("ending", *chance, *middle, "holds"), tuple(rows))


def in_order(record: BriefRecord) -> list[Held]:
    """Give the named scenarios, the likeliest first; without numbers in the order of the case."""
    named = [held for held in record.held if held.scenario is not None]
    chances = record.numbers.scenarios if record.numbers else {}
    return sorted(named, key=lambda held: -chances.get(str(held.scenario), 0.0))


def likelihood(chance: float, scale: str = DEFAULT) -> str:
    """Tell a chance as a cell does: the word, and the figure behind it."""
    return f"{word(chance, scale)} {percent(chance)}" if known(scale).bands else percent(chance)


def _by_party(case: Case, named: list[Held]) -> tuple[str, ...]:
    """Give the parties that get a column each; none where they are too many, or have long names."""
    keys = tuple(key for key in case.parties if any(key in held.signs for held in named) and case.has_part(key))
    long = sum(len(case.party_name(key)) for key in keys) > COLUMNS * NAME
    return () if len(keys) > COLUMNS or long else keys


def _row(case: Case, held: Held, record: BriefRecord, wide: tuple[str, ...], scale: str) -> tuple[str, ...]:
    key, numbers = str(held.scenario), record.numbers
    name = sentence(words.scenario_name(case, key))
    told = NOT_FORECAST if key in record.unforecast else ""
    chance = () if numbers is None else (told or refer(likelihood(numbers.scenarios[key], scale), "headline", key),)
    if wide:
        middle = tuple(_SIGNS[held.signs[party]] if party in held.signs else "" for party in wide)
    else:
        middle = tuple(_who(case, held, sign) for sign in (1, -1))
    return (name, *chance, *middle, holds(case, held, numbers.agreeable if numbers else ()))


def _of_what(numbers: Summary) -> str:
    """Say whether what is none of the named endings is an agreement or none, where nearly all of it is one."""
    share = numbers.agreed_outside / numbers.outside
    return "an agreement" if share >= NEARLY_ALL else "no agreement" if share <= 1 - NEARLY_ALL else ""


def _who(case: Case, held: Held, sign: int) -> str:
    keys = [key for key, found in held.signs.items() if found == sign and case.has_part(key)]
    return "all" if len(keys) > 2 and len(keys) == len(held.signs) else words.parties(case, keys) if keys else "-"


def holds(case: Case, held: Held, agreeable: Collection[str] = ()) -> str:
    """Say in a few words whether what is told holds, and what it takes.

    ``agreeable`` names the endings that some package brings about which leaves nobody worse off than no deal: where no
    deal is worse than today, all may take a way there that none would take for its own sake.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("jeddah-2025")
    >>> [str(holds(case, held)) for held in winset.brief(case).held][:3]
    ['if struck together', 'no route all would take', 'until a joint move']
    """
    if not held.possible:
        return "no outcome looked at" if unlooked(case, str(held.scenario)) else "no: it cannot occur"
    if not held.count:
        if len(held.leavers) == len(case.parties) == 2:
            return "no: both would leave"
        if len(held.leavers) != 1 or len(case.party_name(held.leavers[0])) > LONGEST_LEAVER:
            return "no: somebody would leave"
        return phrase("no: {} would leave", words.the_party(case, held.leavers[0]))
    if held.able is not None and not held.able:
        if held.by_itself:
            return "comes about by itself"
        if held.scenario in agreeable:
            return "rather than no deal"
        if held.route is not None and held.route.missing in {"consent", "barrier"}:
            return "no route all would take"
        if held.route is not None and held.route.steps:
            return _later(case, held.route)
        return "no route leads there" if held.finding else "once there, nobody can leave alone"
    if held.route is not None and held.route.steps == ():
        return "yes: as things stand"
    first = held.kinds[0] if held.kinds else None
    if first is not None and first.upset_by:
        who = phrase("until {} move", words.the_parties(case, first.upset_by[0].units))
        return who if len(who) <= SHORT else "until a joint move"
    if held.route is not None and held.route.joint_steps:
        return "if struck together"
    if held.route is not None and held.route.alone:
        return phrase("yes: {} alone", words.the_party(case, held.route.alone))
    return "yes" if held.finding else "once there, nobody can leave alone"


def _later(case: Case, route: ScenarioRoute) -> str:
    """Say of an ending that does not hold where a route leads, when it does."""
    days = {case.deadlines[place - 1].on or case.talks.deadline for place in route.deadlines}
    if len(days) == 1 and None not in days:
        return phrase("from {} on", day_words(str(days.pop())))
    return "once a deadline has passed" if days else "only where no route leads"
