"""The test bed: conflicts of many kinds, what an expert of each would say of page one, and how that is checked.

Every conflict has a case file under ``cases`` and the expert's sentences under ``expert``. A sentence has a check of
one of the kinds below, perhaps under an assumption (``given``): inputs that are set, or a party's wish put first.
A sentence that winset cannot say is marked ``cannot`` with the reason; its check must then still fail, where a check
can be written at all. One whose
definition is written but not yet computed is marked ``awaits``.

What is checked is what winset says (the brief, the forecast, the deals, the routes). Only who can move where is read
from the moves themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from ruamel.yaml import YAML

import winset
from winset.engines.forecast.forecast_record import ForecastRecord
from winset.engines.routes import scenarios as scenario_routes
from winset.engines.routes.finder import RouteFinder
from winset.engines.stability.analysis import equilibrium_mask, joint_improvements
from winset.engines.stability.concepts import chosen
from winset.frozen import Frozen, field
from winset.space.edges import edges

HERE = Path(__file__).parent
NAMES = tuple(sorted(path.stem for path in (HERE / "cases").glob("*.yaml")))
DRAWS = 600
SEED = 1
HARDLY = 0.03
SLACK = 0.01
PROBE = "probe"
FAILING = {"talks.failure": 1}


class Sentence(Frozen):
    """What an expert would say, and the check that stands for it."""

    conflict: str
    says: str
    kind: str
    arguments: Any
    given: dict[str, Any] = field(default_factory=dict)
    cannot: str = ""
    awaits: str = ""

    @property
    def name(self) -> str:
        return f"{self.conflict}: {self.says}"


class Verdict(Frozen):
    """Whether a check holds, and what was found."""

    holds: bool
    found: str


@cache
def sentences() -> tuple[Sentence, ...]:
    """Read what the experts say, in the order of the files."""
    found = []
    for name in NAMES:
        for entry in YAML(typ="safe").load(HERE / "expert" / f"{name}.yaml"):
            kinds = sorted(set(entry) & set(CHECKS))
            assert len(kinds) == 1 or ("cannot" in entry and not kinds), f"{name}: {entry} needs one check"
            kind = kinds[0] if kinds else ""
            rest = {key: entry.get(key) or empty for key, empty in (("given", {}), ("cannot", ""), ("awaits", ""))}
            found.append(Sentence(name, entry["says"], kind, entry.get(kind), **rest))
            assert not set(entry) - {"says", "given", "cannot", "awaits", *kinds}, f"{name}: unknown keys in {entry}"
    return tuple(found)


@cache
def load(name: str) -> winset.Case:
    return winset.load(str(HERE / "cases" / f"{name}.yaml"))


def check(sentence: Sentence) -> Verdict:
    """Apply the check of a sentence to its case."""
    arguments = sentence.arguments
    arguments = arguments if isinstance(arguments, dict) else {"what": arguments}
    kind = CHECKS[sentence.kind]
    case = load(sentence.conflict)
    changed = supposing(case, sentence.given)
    if sentence.kind in COMPARING:
        return kind(case, changed, **arguments)
    return kind(changed, **arguments)


# what is supposed


def supposing(case: winset.Case, given: dict[str, Any]) -> winset.Case:
    """The case with inputs set (``set``), and with a wish put before all others of a party (``first``)."""
    assert not set(given) - {"set", "first"}
    if "set" in given:
        case = winset.changed(case, given["set"])
    for party, wish in given.get("first", {}).items():
        data = data_of(case)
        data["preferences"] = {**data.get("preferences", {})}
        data["preferences"][party] = [{"prefer": wish}, *data["preferences"].get(party, [])]
        case = winset.from_data(data)
    return case


def data_of(case: winset.Case) -> dict[str, Any]:
    return case.model_dump(mode="json", exclude_defaults=True) | {"winset": "1"}


def meaning(case: winset.Case, text: str) -> str:
    """A scenario by its key, or a condition as it stands."""
    return case.scenarios[text].when if text in case.scenarios else text


def refusing(case: winset.Case, party: str, to: str) -> winset.Case:
    """The case with a party for whom nothing is worse than that something comes about."""
    case = supposing(case, {"first": {party: f"not ({to})"}})
    if not case.values:
        return case
    data = data_of(case)
    data["values"] = {**data["values"]}
    data["values"][party] = [*data["values"].get(party, []), {"when": to, "points": "-1000"}]
    return winset.from_data(data)


# what winset says


@cache
def _game(text: str, case: Keyed) -> winset.Game:
    return winset.game(case.case)


class Keyed:
    """A case as an argument of a cached function, compared by the hash beside it."""

    def __init__(self, case: winset.Case) -> None:
        self.case = case

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Keyed)


def game_of(case: winset.Case) -> winset.Game:
    return _game(case.hash, Keyed(case))


@cache
def _forecast(text: str, case: Keyed) -> ForecastRecord:
    return winset.forecast(case.case, draws=DRAWS, seed=SEED)


def probability(case: winset.Case, condition: str) -> float:
    """The chance that a condition holds in the end, of what the case models."""
    data = data_of(case)
    data["scenarios"] = {PROBE: {"when": meaning(case, condition)}}
    case = winset.from_data(data)
    record = _forecast(case.hash, Keyed(case))
    return record.scenarios[PROBE].probability / (1 - record.other)


def able_to_hold(case: winset.Case) -> list[int]:
    """The cells that page one counts as able to hold."""
    game = game_of(case)
    stable = equilibrium_mask(game, chosen("nash")[0])
    return [int(cell) for cell in np.flatnonzero(scenario_routes.able_to_hold(RouteFinder(game), stable))]


def route_to(case: winset.Case, condition: str) -> tuple[Any, ...] | None:
    """The route that page one names to outcomes of a kind."""
    data = data_of(case)
    data["scenarios"] = {PROBE: {"when": meaning(case, condition)}}
    return scenario_routes.scenario_routes(winset.from_data(data))[0].steps


def reached(game: winset.Game, units: Iterable[tuple[int, ...]], starts: Iterable[int], improving: bool) -> set[int]:
    """The cells to which any sequence of moves of the units leads, or of moves that improve those who make them."""
    moves = []
    for unit in units:
        mover = game.mover(unit)
        if mover.unit.can_move:
            listed = mover.improvements if improving else edges(game.space, mover.unit)
            moves.append(listed)
    seen = {int(cell) for cell in starts}
    fresh = set(seen)
    while fresh:
        near = {
            int(target)
            for listed in moves
            for target in listed.targets[np.isin(listed.sources, np.fromiter(fresh, dtype=np.int64))]
        }
        fresh = near - seen
        seen |= fresh
    return seen


def singles(game: winset.Game) -> list[tuple[int, ...]]:
    return [unit for unit in game.units if len(unit) == 1]


def told(game: winset.Game, cells: Iterable[int], limit: int = 3) -> str:
    """A few outcomes in words, for messages."""
    cells = list(cells)
    shown = ["; ".join(f"{k} = {v}" for k, v in game.space.levels_of(game.space.number(c)).items()) for c in cells]
    return f"{len(cells)} outcomes: " + " | ".join(shown[:limit])


# the kinds of checks


def together(case: winset.Case, to: str, parties: list[str]) -> Verdict:
    """The route to it has a step that all these parties take in one."""
    steps = route_to(case, to)
    if steps is None:
        return Verdict(False, "no route")
    units = [step.units for step in steps]
    return Verdict(any(set(parties) <= set(unit) for unit in units), f"the steps are taken by {units}")


def alone(case: winset.Case, party: str, to: str) -> Verdict:
    """One move of this party leads there from today."""
    ends = _one_move(case, party)
    return Verdict(bool(ends & _where(case, to)), told(game_of(case), ends))


def not_in_one(case: winset.Case, party: str, to: str) -> Verdict:
    """No single move of this party leads there from today."""
    hits = _one_move(case, party) & _where(case, to)
    return Verdict(not hits, told(game_of(case), hits))


def _one_move(case: winset.Case, party: str) -> set[int]:
    game = game_of(case)
    mover = game.mover((game.party(party),))
    if not mover.unit.can_move:
        return set()
    listed = edges(game.space, mover.unit)
    return {int(target) for target in listed.targets[listed.sources == game.status_quo]}


def _where(case: winset.Case, condition: str) -> set[int]:
    return {int(cell) for cell in np.flatnonzero(game_of(case).space.where(meaning(case, condition)))}


def not_alone(case: winset.Case, to: str) -> Verdict:
    """No sequence of moves of single parties leads there from today, whatever they think of them."""
    game = game_of(case)
    hits = reached(game, singles(game), [game.status_quo], improving=False) & _where(case, to)
    return Verdict(not hits, told(game, hits))


def would_not_alone(case: winset.Case, to: str) -> Verdict:
    """No sequence of improvements of single parties leads there from today."""
    game = game_of(case)
    hits = reached(game, singles(game), [game.status_quo], improving=True) & _where(case, to)
    return Verdict(not hits, told(game, hits))


def irreversible(case: winset.Case, **ends: str) -> Verdict:
    """No moves whatever lead from one kind of outcome to another."""
    game = game_of(case)
    hits = reached(game, game.units, _where(case, ends["from"]), improving=False) & _where(case, ends["to"])
    return Verdict(not hits, told(game, hits))


def can_hold(case: winset.Case, what: str) -> Verdict:
    """Page one counts such an outcome as able to hold."""
    cells = able_to_hold(case)
    return Verdict(bool(set(cells) & _where(case, what)), "can hold: " + told(game_of(case), cells))


def cannot_hold(case: winset.Case, what: str) -> Verdict:
    """Page one counts no such outcome as able to hold."""
    hits = set(able_to_hold(case)) & _where(case, what)
    return Verdict(not hits, "can hold: " + told(game_of(case), hits))


def upset(case: winset.Case, what: str, by: list[str], to: str) -> Verdict:
    """Page one says that these parties together upset it, and what they go to."""
    game = game_of(case)
    aims = _where(case, to)
    for cell in set(able_to_hold(case)) & _where(case, what):
        for move in joint_improvements(game, cell):
            if set(move.units) == set(by) and game.space.cell_of(move.to) in aims:
                return Verdict(True, "")
    return Verdict(False, "no such joint move")


def refuses(case: winset.Case, party: str, to: str, **where: str) -> Verdict:
    """When nothing is worse for this party, it does not come about."""
    to = meaning(case, to)
    other = refusing(case, party, to)
    if _in_words(case, where):
        return cannot_hold(other, to)
    found = probability(other, to)
    return Verdict(found < HARDLY < probability(case, to), f"{probability(case, to):.2f}, refusing {found:.2f}")


def cannot_refuse(case: winset.Case, party: str, to: str, **where: str) -> Verdict:
    """When nothing is worse for this party, it comes about all the same."""
    to = meaning(case, to)
    other = refusing(case, party, to)
    if _in_words(case, where):
        return can_hold(other, to)
    before, after = probability(case, to), probability(other, to)
    return Verdict(before > HARDLY and after > before / 2, f"{before:.2f}, refusing {after:.2f}")


def _in_words(case: winset.Case, where: dict[str, str]) -> bool:
    return not case.values or where.get("in") == "words"


def likelier(case: winset.Case, what: str, than: str, by: float) -> Verdict:
    """One is likelier than the other by a margin."""
    one, other = probability(case, what), probability(case, than)
    return Verdict(one > other + by, f"{one:.2f} and {other:.2f}")


def ends(case: winset.Case, to: str, at_least: float) -> Verdict:
    """That is where failing talks end."""
    found = probability(winset.changed(case, FAILING), to)
    return Verdict(found >= at_least, f"{found:.2f}")


def forced(case: winset.Case, issue: str, level: str, when: str) -> Verdict:
    """Whenever the condition holds in the end, the issue stands at the level."""
    when = meaning(case, when)
    broken = probability(case, f"({when}) and not {issue} = {level}")
    return Verdict(broken < SLACK < probability(case, when), f"broken in {broken:.2f} of {probability(case, when):.2f}")


def no_agreement(case: winset.Case, when: str) -> Verdict:
    """There are deals, and none of those listed has it so."""
    listed = winset.deals(case, draws=100, limit=500).listed
    today = {key: case.status_quo_level(key) for key in case.issues}
    game = game_of(case)
    broken = []
    for package in listed:
        number = game.space.number_of({**today, **package.levels})
        cell = int(game.space.find(np.array([number]))[0])
        if cell < 0 or game.space.where(when)[cell]:  # what no answer of today's allows is told by its levels below
            wanted = [text.strip() for text in when.split("=", 1)]
            if package.levels.get(wanted[0]) == wanted[1].strip("\"'"):
                broken.append(dict(package.levels))
    return Verdict(bool(listed) and not broken, f"{len(listed)} deals, {broken[:2]}")


def vanishes(case: winset.Case, what: str) -> Verdict:
    """It does not come about, under what is supposed."""
    found = probability(case, what)
    return Verdict(found < HARDLY, f"{found:.2f}")


def rises(before: winset.Case, after: winset.Case, what: str, by: float) -> Verdict:
    """What is supposed makes it likelier by a margin."""
    one, other = probability(before, what), probability(after, what)
    return Verdict(other > one + by, f"{one:.2f}, then {other:.2f}")


def falls(before: winset.Case, after: winset.Case, what: str, by: float) -> Verdict:
    """What is supposed makes it less likely by a margin."""
    one, other = probability(before, what), probability(after, what)
    return Verdict(other < one - by, f"{one:.2f}, then {other:.2f}")


def not_falls(before: winset.Case, after: winset.Case, what: str) -> Verdict:
    """What is supposed makes it no less likely, and it is possible at all."""
    one, other = probability(before, what), probability(after, what)
    return Verdict(other > HARDLY and other >= one - SLACK, f"{one:.2f}, then {other:.2f}")


def not_rises(before: winset.Case, after: winset.Case, what: str) -> Verdict:
    """What is supposed makes it no likelier, and it was possible at all."""
    one, other = probability(before, what), probability(after, what)
    return Verdict(one > HARDLY and other <= one + SLACK, f"{one:.2f}, then {other:.2f}")


def far_sees(case: winset.Case, what: str) -> Verdict:
    """Parties that look to the end would reach this scenario, and could leave it standing."""
    found = _far(case, what)
    return Verdict(found.could_hold > 0, f"{found.view}; {found.could_hold} reached that could be stable")


def far_not(case: winset.Case, what: str) -> Verdict:
    """Parties that look to the end would not both reach this scenario and leave it standing."""
    found = _far(case, what)
    return Verdict(found.could_hold == 0, f"{found.view}; {found.could_hold} reached that could be stable")


def _far(case: winset.Case, what: str) -> Any:
    return next(one for one in winset.farsighted(case, limit=0).scenarios if one.scenario == what)


def decides(case: winset.Case, what: str, among: int = 3) -> Verdict:
    """An input whose address begins so is among the few that move the forecast most."""
    found = [one.address for one in winset.flips(case, draws=DRAWS, seed=SEED).flips[:among]]
    return Verdict(any(one.startswith(what) for one in found), f"the first are {found}")


COMPARING = {"rises", "falls", "not_falls", "not_rises"}
CHECKS: dict[str, Callable[..., Verdict]] = {
    one.__name__: one
    for one in (
        together,
        alone,
        not_in_one,
        not_alone,
        would_not_alone,
        irreversible,
        can_hold,
        cannot_hold,
        upset,
        refuses,
        cannot_refuse,
        likelier,
        ends,
        forced,
        no_agreement,
        vanishes,
        rises,
        falls,
        not_falls,
        not_rises,
        far_sees,
        far_not,
        decides,
    )
}
