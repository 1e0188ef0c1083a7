"""The route of a scenario, what holds by construction, and random preferences: by hand, and against plain searches."""

import heapq
import json
import random
from itertools import permutations, product
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

import oracle
import winset
from conflicts import case_data, random_conflict, with_conditions
from winset.case.reading import from_data, read_case
from winset.cli import cli
from winset.engines.brief.brief import brief
from winset.engines.routes.scenarios import scenario_routes
from winset.engines.stability.construction import nobody_can_leave
from winset.engines.stability.random_preferences import random_shares
from winset.errors import UsageError
from winset.frozen import replace
from winset.present.documents.bottom_line import bottom_line
from winset.present.documents.brief import brief_document
from winset.present.documents.comparison import compare_document
from winset.present.documents.document import Document, Section, Table, as_text
from winset.present.documents.results import stability_document
from winset.present.documents.routes import scenario_route_blocks
from winset.present.words.prose import sentence
from winset.space.game import Game

pytestmark = pytest.mark.outside_truth

CONFLICTS = Path(__file__).parents[1] / ".." / "shared" / "data" / "conflicts"

TERM = """
winset: 1
title: One term, open today
parties: {A: {}, B: {}}
issues:
  term: {levels: [open, bad for B, worst for B, good for both], control: [A, B]}
scenarios: {deal: term != open}
preferences:
  A: [term != open]
  B: [term = "good for both", term = open]
"""
WAR = """
winset: 1
title: One side can do it alone
parties: {A: {}, B: {}}
issues:
  attack: {levels: [no, yes], control: A}
  pipe: {levels: [closed, open], control: [A, B]}
scenarios: {war: attack = yes}
preferences:
  A: [attack = yes, pipe = open]
  B: [attack = no, pipe = open]
"""
SWAP = """
winset: 1
title: The first step costs, the end pays
parties: {A: {}, B: {}}
issues:
  gift: {levels: [no, given], control: A, moves: forward}
  answer: {levels: [no, given], control: B, moves: forward}
scenarios: {both: gift = given and answer = given, one: gift = given and answer = no}
preferences:
  A: [answer = given, gift = no]
  B: [answer = given iff gift = given, gift = given]
"""


def case(text):
    return read_case(text.encode(), "case.yaml")


def shared(name):
    path = CONFLICTS / name
    if not path.exists():
        pytest.skip("needs the conflicts that are kept beside the repository")
    return winset.load(str(path))


def routes(loaded):
    return {route.scenario: route for route in winset.routes(loaded).scenarios}


def held(loaded):
    return {one.scenario: one for one in brief(loaded).held}


# ---- routes


def test_the_route_leads_to_the_outcome_of_the_scenario_that_all_want():
    route = routes(case(TERM))["deal"]
    assert route.to.levels == {"term": "good for both"}
    assert (route.missing, route.worse_off, route.holds) == ("", (), True)


def test_what_one_party_can_do_alone_needs_no_commitment():
    loaded = case(WAR)
    route = routes(loaded)["war"]
    assert [step.units for step in route.steps] == [("A",)]
    assert route.alone == "A"
    assert not route.joint_steps
    lines = " ".join(bottom_line(loaded, brief(loaded)))
    assert "commitment" not in lines
    assert "A war can be reached by one party alone: A." in lines


def test_a_route_with_a_step_that_is_no_improvement_is_found_and_named():
    loaded = case(SWAP)
    found = routes(loaded)
    assert [(step.units, step.improves) for step in found["both"].steps] == [(("A",), False), (("B",), True)]
    assert found["both"].missing == ""
    assert not found["one"].holds
    assert found["one"].missing == "consent"
    assert found["one"].worse_off == ("A",)
    line = next(line for line in bottom_line(loaded, brief(loaded)) if line.startswith("Both"))
    assert "A step of A is no improvement by itself." in line
    assert (held(loaded)["both"].able, held(loaded)["both"].stepwise) == (1, 0)


def test_what_a_party_does_for_itself_needs_no_consent():
    """Two who arm: each does better armed, whatever the other does, and both end worse off than today."""
    race = """
winset: 1
title: Two who arm
parties: {A: {}, B: {}}
issues:
  a: {levels: [unarmed, armed], control: A}
  b: {levels: [unarmed, armed], control: B}
scenarios: {race: a = armed and b = armed}
preferences:
  A: [b = unarmed, a = armed]
  B: [a = unarmed, b = armed]
"""
    loaded = case(race)
    found = routes(loaded)["race"]
    assert (found.holds, found.missing, found.worse_off, len(found.steps)) == (True, "", (), 2)
    assert held(loaded)["race"].able == 1


def test_a_barrier_of_a_mover_closes_a_route():
    conditions = (
        "impossible: [{when: answer = given and gift = no}]\n"
        "conditions:\n  c: {party: A, withholds: gift = given, unless: answer = given, probability: %s}\n"
    )
    open_, closed = (routes(case(SWAP + conditions % chance))["both"] for chance in ("0.5", "0.6"))
    assert open_.missing == ""
    assert (closed.missing, closed.barred) == ("barrier", ("A",))


def test_no_moves_lead_where_nobody_can_go():
    text = SWAP.replace("control: B, moves: forward", "control: B, moves: backward")
    route = routes(case(text))["both"]
    assert (route.to, route.steps, route.missing) == (None, None, "moves")


def best_by_search(conflict, loaded, wanted):
    """Least (unwilling, joint, steps) from today to each wanted outcome.

    Those who are worse off there than today do nothing but improve their position by themselves.
    """
    start = tuple(issue.status_quo for issue in conflict.issues)
    best = {}
    for end in wanted:
        losers = {party for party in range(conflict.parties) if conflict.rank[party][end] < conflict.rank[party][start]}
        cost, queue = {start: (0, 0, 0)}, [((0, 0, 0), start)]
        while queue:
            so_far, here = heapq.heappop(queue)
            if so_far > cost[here]:
                continue
            for unit in conflict.units:
                for there in conflict.moves(unit, here):
                    if conflict.crosses(unit, here, there):
                        continue
                    gains = all(conflict.rank[one][there] > conflict.rank[one][here] for one in unit)
                    if unit & losers and not (gains and len(unit) == 1):
                        continue
                    step = (int(not gains), int(len(unit) > 1), 1)
                    offer = tuple(a + b for a, b in zip(so_far, step, strict=True))
                    if offer < cost.get(there, (10**9, 0, 0)):
                        cost[there] = offer
                        heapq.heappush(queue, (offer, there))
        if end in cost:
            best[end] = cost[end]
    return best


@pytest.mark.parametrize("seed", range(60))
def test_scenario_routes_equal_a_plain_search(seed):
    rng = random.Random(700 + seed)
    while True:
        conflict = random_conflict(rng, conditional=bool(seed % 2))
        start = tuple(issue.status_quo for issue in conflict.issues)
        if start in conflict.possible:
            break
    data = case_data(conflict)
    with_conditions(rng, conflict, data)
    place = rng.randrange(len(conflict.issues))
    data["scenarios"] = {f"s{level}": f"i{place} = l{level}" for level in range(conflict.issues[place].levels)}
    game = Game(from_data(data))
    holding = oracle.equilibria(conflict, "nash")
    for route in scenario_routes(game):
        level = int(route.scenario[1:])
        inside = {s for s in conflict.possible if s[place] == level and oracle.exists(conflict.issues, s, place)}
        able = best_by_search(conflict, game, inside & holding)
        if able:
            steps = route.steps
            told = (
                sum(not step.improves for step in steps),
                sum(len(step.units) > 1 for step in steps),
                len(steps),
            )
            assert told == min(able.values())
            assert route.missing == ""
            assert route.holds
            assert not route.worse_off
            assert route.to.number in {conflict.number(end) for end, cost in able.items() if cost == told}
        else:
            assert route.missing or not route.holds
            assert (route.missing == "consent") == bool(route.worse_off)
    found = {one.scenario: one for one in brief(game).held}
    for key, one in found.items():
        if key is not None:
            inside = {s for s in holding if s[place] == int(key[1:]) and oracle.exists(conflict.issues, s, place)}
            costs = best_by_search(conflict, game, inside)
            assert one.able == len(costs)
            assert one.stepwise == sum(cost[0] == 0 for cost in costs.values())


# ---- by construction


@pytest.mark.parametrize("seed", range(40))
def test_what_nobody_can_leave_has_no_moves(seed):
    conflict = random_conflict(random.Random(300 + seed), conditional=bool(seed % 2))
    game = Game(from_data(case_data(conflict)))
    for units in (None, game.units):
        asked = [(party,) for party in range(conflict.parties)] if units is None else units
        stuck = {s for s in conflict.possible if not any(conflict.moves(frozenset(unit), s) for unit in asked)}
        marked = np.flatnonzero(nobody_can_leave(game, units))
        assert {game.space.number(int(cell)) for cell in marked} == set(map(conflict.number, stuck))


def test_a_scenario_that_holds_by_construction_is_no_finding():
    loaded = case(TERM)
    deal = held(loaded)["deal"]
    assert (deal.count, deal.by_construction, deal.immovable, deal.finding) == (3, 3, 0, False)
    assert deal.random_share == 1
    lines = bottom_line(loaded, brief(loaded))
    assert not any("can hold" in line for line in lines)
    assert any("cannot be left by anyone alone" in line for line in lines)


# ---- random preferences


def exact_share(loaded, scenario):
    """The share over all orders and signs of all statements, one by one."""

    def orders(statements):
        for order in permutations(statements):
            for signs in product((True, False), repeat=len(order)):
                yield [text if sign else f"not ({text})" for text, sign in zip(order, signs, strict=True)]

    data = loaded.model_dump(mode="json", exclude_defaults=True) | {"winset": "1"}
    parties = list(loaded.preferences)
    every = [list(orders([one.prefer for one in loaded.preferences[party]])) for party in parties]
    held = []
    for profile in product(*every):
        data["preferences"] = dict(zip(parties, profile, strict=True))
        record = winset.stability(from_data(data), "nash")
        space = winset.game(loaded).space
        wanted = space.where(loaded.scenarios[scenario].when)
        held.append(any(wanted[space.cell_of(one.number)] for one in record.equilibria["nash"].outcomes))
    return sum(held) / len(held)


@pytest.mark.parametrize("text", [WAR, SWAP])
def test_the_share_of_random_preferences_is_near_the_exact_one(text):
    loaded = case(text)
    for scenario, share in random_shares(loaded, profiles=2000, seed=5).items():
        assert share == pytest.approx(exact_share(loaded, scenario), abs=0.045)


def test_random_preferences_are_reproducible_and_do_not_depend_on_the_form():
    loaded = winset.load("jeddah-2025")
    assert random_shares(loaded) == random_shares(loaded)
    assert random_shares(loaded, seed=1) != random_shares(loaded)
    space = winset.game(loaded).space
    listed = type(space)(space.issues, space.levels, space.strides, space.indices(), None, space.guards)
    assert random_shares(Game(loaded, space=listed)) == random_shares(loaded)


def test_another_concept_holds_at_least_where_nash_does():
    loaded = case(WAR)
    assert random_shares(loaded, "gmr")["war"] >= random_shares(loaded)["war"]


def test_a_case_too_large_is_refused_in_words():
    issues = {f"i{place}": {"levels": ["a", "b"], "control": "P"} for place in range(19)}
    data = {"winset": "1", "title": "t", "parties": {"P": {}}, "issues": issues, "scenarios": {"s": "i0 = a"}}
    with pytest.raises(UsageError, match="random preferences were not tried"):
        random_shares(from_data(data))


# ---- told by other commands


def text_of(document):
    return " ".join(as_text(document, 10_000).split())


def test_stability_prints_equal_lists_once_and_counts_by_construction():
    loaded = case(TERM)
    record = winset.stability(loaded, "nash,gmr,seq,cnash")
    assert record.equal == (("nash", "gmr", "seq"), ("cnash",))
    assert [(key, found.count, found.by_construction) for key, found in record.equilibria.items()] == [
        ("nash", 4, 4),
        ("gmr", 4, 4),
        ("seq", 4, 4),
        ("cnash", 3, 0),
    ]
    (deal,) = record.scenarios
    assert (deal.counts["nash"], deal.by_construction["nash"], deal.by_construction["cnash"]) == (3, 3, 0)
    told = text_of(stability_document(loaded, replace(record, random_shares={"deal": 1.0})))
    assert "Nash, GMR and SEQ: the same 4 outcomes" in told
    assert told.count("the term is good for both") == 2


def test_json_of_stability_has_the_random_shares_of_the_text():
    found = CliRunner().invoke(cli, ["stability", "jeddah-2025", "--concepts", "nash", "--json"])
    assert json.loads(found.stdout)["random_shares"] == dict(random_shares(winset.load("jeddah-2025")))


def test_compare_says_when_a_route_changes():
    loaded = case(WAR)
    other = case(WAR.replace("control: A}", "control: [A, B]}"))
    record = winset.compare(loaded, other)
    (change,) = record.routes
    assert change.first.alone == "A"
    assert change.second.missing == "consent"
    told = text_of(compare_document(loaded, other, record))
    assert "Routes that change: - To a war. In the first: A: there is an attack" in told
    assert "The route to every ending is the same." in text_of(
        compare_document(loaded, loaded, winset.compare(loaded, loaded))
    )


def test_compare_calls_scenarios_by_their_names():
    ferry = winset.load("ferry-contract")
    document = compare_document(ferry, ferry, winset.compare(ferry, ferry))
    (table,) = (one for one in document.sections[0].blocks if isinstance(one, Table))
    assert [row[0] for row in table.rows] == ["Contract in force", "Crossings stopped", "Tender", "All that holds"]


def test_a_breakdown_upset_by_a_joint_move_to_a_breakdown_says_what_changes():
    told = text_of(brief_document(case(WAR), brief(case(WAR))))
    assert "Upset by a joint move of A and B: the pipe is open." in told
    assert "towards war" not in told


@pytest.mark.parametrize("name", ["jeddah-2025", "elmira"])
def test_brief_and_routes_name_the_same_route(name):
    loaded = winset.load(name)
    game = winset.game(loaded)
    told = text_of(brief_document(loaded, brief(loaded)))
    for route in winset.routes(game).scenarios:
        blocks = scenario_route_blocks(loaded, route, sentence(loaded.scenario_name(route.scenario)))
        assert text_of(Document("", "", (Section("", tuple(blocks)),))).strip("= ") in told


# ---- conflicts kept beside the repository


def test_mini_route():
    loaded = shared("mini_route.yaml")
    route = routes(loaded)["deal"]
    assert route.to.levels["term"] == "good for both"
    assert route.missing == ""


def test_mini_route2():
    loaded = shared("mini_route2.yaml")
    assert routes(loaded)["war"].alone == "A"
    assert len(routes(loaded)["war"].steps) == 1
    assert not any("commitment" in line for line in bottom_line(loaded, brief(loaded)))


def test_grain():
    loaded = shared("grain.yaml")
    found = routes(loaded)
    assert found["collapse"].alone == "RU"
    assert len(found["collapse"].steps) == 1
    assert not any("Collapse" in line and "commitment" in line for line in bottom_line(loaded, brief(loaded)))
    assert found["renewed"].worse_off == ("RU",)


def test_nhl():
    loaded = shared("nhl.yaml")
    record = winset.routes(loaded)
    deals = [route for route in record.routes if "deal" in route.scenarios and route.credible]
    assert len(deals) == 6
    assert all([step.units for step in route.credible] == [("NHL", "PA")] for route in deals)
    deal = held(loaded)["deal"]
    assert deal.route.to.number in {route.to.number for route in deals}
    assert (deal.stepwise, deal.by_construction, deal.count) == (6, 32, 32)
    assert not held(loaded)["court"].count


def test_brexit():
    loaded = shared("brexit.yaml")
    found = routes(loaded)
    assert found["deal"].missing == ""
    assert found["deal"].to.levels["border"] == "NI-only with consent"
    assert found["nodeal"].missing == "consent"
