"""What pages say of conflicts of other kinds, against what follows from the case by arithmetic done here by hand."""

import re
import textwrap

import pytest

import winset
from winset.engines.forecast.not_forecast import not_forecast, why_not_forecast
from winset.engines.interview.questions import Choice, Question
from winset.engines.records import Outcome
from winset.engines.routes.stable import routes
from winset.present.documents.brief import brief_document
from winset.present.documents.deals import deals_document
from winset.present.documents.document import as_text
from winset.present.documents.endings import endings
from winset.present.documents.page_one import page_one
from winset.present.documents.results import routes_document, stability_document
from winset.present.pictures.positions_short import positions_short
from winset.present.words.clauses import clause
from winset.present.words.interview import asked
from winset.present.words.negotiation import input_name
from winset.present.words.words import the_parties


@pytest.fixture
def case(tmp_path):
    """A case written here."""

    def write(text):
        path = tmp_path / "case.yaml"
        path.write_text("winset: 1\n" + textwrap.dedent(text), encoding="utf-8")
        return winset.load(path)

    return write


@pytest.fixture
def told(case):
    """Page one of a case written here, on one line."""

    def tell(text):
        found = case(text)
        return " ".join(as_text(page_one(found, winset.brief(found)), 200).split())

    return tell


CONTRACT = """
    title: A contract with a clause
    parties: {employer: {}, union: {}}
    issues:
      contract: {levels: [unsigned, signed], control: [employer, union], moves: forward}
      raise: {unit: "%", from: 1, to: 5, step: 1, control: [employer, union], only_if: contract = signed}
      clause: {levels: [absent, included], control: [employer, union], only_if: contract = signed}
    agreement: {when: contract = signed}
    values:
      employer: [{when: contract = signed, points: 14}, {of: raise, each: -2}, {when: clause = included, points: 5}]
      union: [{when: contract = signed, points: 0}, {of: raise, each: 2}, {when: clause = included, points: -3}]
    """


def test_a_package_told_by_another_is_compared_with_that_one(told):
    """With 14 - 2r + 5c and 2r - 3c, a point of pay more is 2 points, to the union and from the employer."""
    page = told(CONTRACT).split("Worth testing")[1].split("Who must say yes")[0]
    settled = {}
    for letter, text in re.findall(r"- ([A-Z]): (.*?)(?= - [A-Z]: |$)", page):
        settled[letter] = dict(settled.get(text[3], {}) if text.startswith("As ") else {})
        for amount in re.findall(r"raise is (\d)%", text):
            settled[letter]["raise"] = int(amount)
        for level in re.findall(r"clause is (absent|included)", text):
            settled[letter]["clause"] = level == "included"
    for letter, text in re.findall(r"- ([B-Z]): (As .*?)(?= - [A-Z]: |$)", page):
        here, other = settled[letter], settled[text[3]]
        pay, clause = here["raise"] - other["raise"], here["clause"] - other["clause"]
        more = {"employer": -2 * pay + 5 * clause, "union": 2 * pay - 3 * clause}
        gaining, losing = max(more, key=more.get), min(more, key=more.get)
        assert more[gaining] > 0 > more[losing]
        assert f"More for the {gaining}, less for the {losing}." in text
    assert any(text.startswith("As A") for _, text in re.findall(r"- ([A-Z]): (.*?)(?= - |$)", page))


def check_of(case, what):
    """What `winset check` warns of that says this."""
    return [one for one in winset.check(case).warnings if what in one.what]


ALONE = """
    title: The owner and the tenants
    parties: {owner: {}, tenants: {}}
    issues:
      rent: {unit: EUR, from: 500, to: 900, step: 100, now: 700, control: owner}
      heating: {levels: [old, new], control: owner}
    values:
      owner: [{of: rent, each: 0.02}, {when: heating = new, points: [1, 2, 3]}]
      tenants: [{of: rent, each: -0.03}, {when: heating = new, points: 3}]
    scenarios:
      dear: {when: rent >= 800, name: Dearer flats}
      fair: {when: rent <= 700 and heating = new, name: Better flats}
    """


def test_what_one_party_alone_can_do_has_no_likelihood(told, case):
    """Nothing here takes two. That the owner puts in the heating, which it wants, is not forecast: it is not 0%."""
    page = told(ALONE)
    assert "No forecast: one party alone moves anything (owner): nothing to agree on." in page
    assert "%" not in page
    owner = case(ALONE)
    beyond = not_forecast(owner)
    assert beyond.scenarios == ("dear", "fair")
    assert beyond.levels == {"rent": ("500", "600", "700", "800", "900"), "heating": ("old", "new")}
    assert check_of(owner, "nothing can be agreed on")
    record = winset.flips(owner, draws=200)
    assert [one.headline for one in record.robustness] == ["agreement in force is less likely than not"]


@pytest.mark.parametrize("more", ["tenants", "[owner, tenants]"])
def test_with_a_second_party_to_move_something_there_is_an_agreement_to_forecast(case, more):
    """A heating with a garden of the tenants' is an agreement; a dearer flat presses all the same."""
    extra = f"garden: {{levels: [closed, open], control: {more}}}"
    both = case(ALONE.replace("values:", f"  {extra}\n    values:", 1))
    assert not_forecast(both).scenarios == ("dear",)
    assert not check_of(both, "nothing can be agreed on")
    alone = case(ALONE.replace("values:", f"  {extra}\n    values:", 1) + "  only: heating = new and garden = closed\n")
    assert not_forecast(alone).scenarios == ("dear", "only")
    assert "takes pressure by one party alone" in why_not_forecast(alone, [alone.scenarios["dear"].when])
    assert "takes what one party does alone" in why_not_forecast(alone, [alone.scenarios["only"].when])


def test_the_log_says_which_of_two_reasons_leaves_a_question_out(case, tmp_path):
    """A dearer flat presses; a new heating alone is no agreement, and presses nobody."""
    asked = """    as_of: 2025-01-01
    questions:
      dear: {text: Is it dearer?, by: 2025-06-01, rule: the lease, when: rent >= 800}
      only: {text: Only heated?, by: 2025-06-01, rule: the lease, when: heating = new and garden = closed}
      both: {text: Heated and green?, by: 2025-06-01, rule: the lease, when: heating = new and garden = open}
"""
    garden = "  garden: {levels: [closed, open], control: tenants}\n    values:"
    read = case(ALONE.replace("values:", garden, 1).rstrip() + "\n" + asked)
    added = winset.forecast_log(read, tmp_path / "log.jsonl").add(draws=50, date="2025-02-01")
    assert [one.question for one in added.entries] == ["both"]
    assert added.left_out["dear"].endswith("a yes takes pressure by one party alone")
    assert added.left_out["only"].endswith("a yes takes what one party does alone, by no agreement")


VOTE = """
    title: A law of three parties
    parties: {reds: {}, greens: {}, liberals: {}}
    issues:
      law: {levels: [none, mild, strong], control: [reds, greens, liberals]}
      budget: {levels: [old, raised], control: [reds, greens, liberals]}
    talks: {need: 2 of 3, veto: [reds], failure: 0, other: 0}
    values:
      reds: [{when: law = mild, points: 5}, {when: law = strong, points: -1}, {when: budget = raised, points: 3}]
      greens: [{when: budget = raised, points: 6}, {when: law = strong, points: -8}]
      liberals: [{when: law = mild, points: -3}, {when: law = strong, points: -8}, {when: budget = raised, points: -2}]
    scenarios: {money: budget = raised}
    """


def test_who_is_outvoted_stands_in_no_ones_way(told, case):
    """By hand: the liberals lose by all five packages, and stop one only where the greens refuse it, too."""
    worth = {  # law, budget: reds, greens, liberals
        ("none", "raised"): (3, 6, -2),
        ("mild", "old"): (5, 0, -3),
        ("mild", "raised"): (8, 6, -5),
        ("strong", "old"): (-1, -8, -8),
        ("strong", "raised"): (2, -2, -10),
    }
    deals = {at for at, (reds, greens, liberals) in worth.items() if reds >= 0 and (greens >= 0 or liberals >= 0)}
    found = winset.deals(case(VOTE), draws=10)
    assert {tuple(one.levels.values()) for one in found.listed} == deals
    assert all(not one.fails for one in found.listed)
    stands = {one.key: one.fails for one in found.obstacles if one.kind == "party"}
    assert stands == {"reds": 1 / 5, "greens": 2 / 5, "liberals": 2 / 5}
    page = told(VOTE)
    assert "An agreement needs 2 of the reds, the greens and the liberals, the reds among them." in page
    assert "In 100% of runs it has the votes it needs, and suits the homes." in page
    assert "Worse than no deal for the liberals, who can be outvoted." in page
    assert (
        "the greens and the liberals are the narrowest gates: 40% of all packages fail, and would not with the vote of "
        "either of them." in page
    )
    assert "liberals would rather have no deal" not in page
    assert "as if all who move an issue had to agree" in page
    assert "suits all" not in page


def test_with_a_quorum_of_homes_the_one_outvoted_is_not_where_it_fails(case):
    """Two of three homes suffice. One accepts for certain, one never, so the third alone decides."""
    homes = """ratification:
      - {party: reds, home: party base, issue: budget, chances: {raised: 1}}
      - {party: reds, home: donors, issue: budget, chances: {raised: 0}}
      - {party: reds, home: youth wing, issue: budget, chances: {raised: 0.5}}
    homes: {reds: {need: 2 of 3}}
    talks: {failure: 0, other: 0}"""
    text = VOTE.replace("talks: {need: 2 of 3, veto: [reds], failure: 0, other: 0}", homes)
    found = winset.deals(case(text), draws=2000, seed=1)
    fails = {one.home: one.fails for one in found.obstacles if one.kind == "home"}
    assert fails["party base"] == 0
    assert fails["donors"] == fails["youth wing"]  # either of the two, agreeing, would carry it where both refuse
    assert fails["donors"] == pytest.approx(0.5 * 3 / 5, abs=0.03)


def test_where_equally_many_packages_suit_two_both_are_the_narrowest_gate(told):
    page = told("""
    title: A border nobody wants to move
    parties: {east: {}, west: {}}
    issues: {line: {levels: [old, new], control: [east, west]}}
    values: {east: [{when: line = new, points: -5}], west: [{when: line = new, points: -4}]}
    scenarios: {now: line = old}
    """)
    told_ = "At the table the east and the west are the narrowest gates: each would rather have no deal than accept"
    assert told_ in page


def test_two_sellers_are_level_because_their_points_are_not_compared(told):
    """Alpha can go down to 10, Beta to 20, and both orders leave the buyer 40 less the price: Alpha is the cheaper.

    The products of gains, 15 x 15 with Alpha and 10 x 10 with Beta, have different units: no order is the better.
    """
    page = told("""
    title: Two sellers
    parties: {utility: {}, alpha: {}, beta: {}}
    issues:
      order_a: {levels: [none, placed], control: [utility, alpha]}
      order_b: {levels: [none, placed], control: [utility, beta]}
      price: {from: 0, to: 40, step: 5, control: [utility, alpha, beta], only_if: order_a = placed or order_b = placed}
    impossible: [{when: order_a = placed and order_b = placed, why: one plant, intended: yes}]
    values:
      utility: [{when: order_a = placed, points: 40}, {when: order_b = placed, points: 40}, {of: price, each: -1}]
      alpha: [{when: order_a = placed, points: -10}, {of: price, each: 1, when: order_a = placed}]
      beta: [{when: order_b = placed, points: -20}, {of: price, each: 1, when: order_b = placed}]
    scenarios: {a: {when: order_a = placed, name: Alpha builds}, b: {when: order_b = placed, name: Beta builds}}
    """)
    assert '"Alpha builds" and "Beta builds" are level' in page
    assert "from which different parties gain, whose points are not compared" in page


SHARES = """
    title: Who pays for the bridge
    parties: {north: {}, south: {}, isle: {}}
    issues:
      bridge: {levels: [none, built], control: [north, south, isle]}
      n: {unit: "%", from: 0, to: 100, step: 10, control: [north, south, isle], only_if: bridge = built}
      s: {unit: "%", from: 0, to: 100, step: 10, control: [north, south, isle], only_if: bridge = built}
      i: {unit: "%", from: 0, to: 100, step: 10, control: [north, south, isle], only_if: bridge = built}
    impossible:
      - {when: bridge = built and n + s + i < 100, why: somebody has to pay}
      - {when: bridge = built and n + s + i > 100, why: nobody pays twice}
    preferences:
      north: [bridge = built, n <= 40]
      south: [bridge = built, s <= 30]
      isle: [bridge = built, i <= 20]
    """


def test_an_amount_that_goes_with_others_nobody_marked_is_not_called_impossible(case):
    """40, 30 and 30 are 100; of 0, 40, 100 and 0, 30, 100 and 0, 20, 100 only one 100 with two 0 is."""
    assert not check_of(case(SHARES), "impossible under the rules")
    assert len(check_of(case(SHARES), "that stability looks at")) == 3
    marked = SHARES.replace(
        "only_if: bridge = built}\n    impossible", "marks: {fair: 30}, only_if: bridge = built}\n    impossible"
    )
    assert len(check_of(case(marked), "that stability looks at")) == 1  # 40, 30 and 30; 20 of the isle goes with no two


def test_no_page_says_that_all_could_accept_what_some_are_outvoted_on(case):
    vote = case(VOTE)
    assert "Enough could accept: none and mild" in positions_short(vote, winset.positions(vote)).told
    assert "all could accept" not in positions_short(vote, winset.positions(vote)).told.lower()
    full = as_text(brief_document(vote, winset.brief(vote)), 200)
    assert "have the votes they need, and suit the homes" in full
    assert "all sides" not in full
    assert "No worse than no deal" not in full


KIOSK = """
    title: The kiosk on the beach
    as_of: 2025-03-01
    parties: {keeper: {}, town: {}}
    issues:
      lease: {levels: [old, new], control: [keeper, town]}
      stand: {levels: [open, closed], control: []}
      sign: {levels: [up, down], control: []}
    deadlines:
      - {on: 2025-03-31, unless: lease = new, then: {stand: closed}, chance: [0.2, 0.5, 0.8]}
      - {on: 2025-03-30, unless: lease = new, then: {sign: down}, chance: 0.5}
    values:
      keeper: [{when: lease = new, points: -10}, {when: stand = closed, points: -30}]
      town: [{when: lease = new, points: 5}]
    scenarios:
      new: lease = new
      gone: {when: stand = closed and sign = down, name: Nothing is left of it}
      shut: {when: stand = closed, name: A closed kiosk}
    """


def test_what_only_days_bring_comes_about_by_itself_and_is_no_better_for_who_gains_by_what_averts_it(case):
    """It closes only where there is no new lease, and the town gains by nothing else. One ending takes both days."""
    found = case(KIOSK)
    rows = {row[0]: row[-3:] for row in endings(found, winset.brief(found)).rows}
    assert rows["A closed kiosk"] == rows["Nothing is left of it"] == ("-", "0", "comes about by itself")
    assert rows["New"] == ("-", "+", "rather than no deal")  # -10 beside half of -30


def test_a_deal_that_is_worse_than_today_is_taken_only_where_no_deal_is_worse_still(case):
    """A fifth of -30 is less than 10."""
    found = case(KIOSK.replace("[0.2, 0.5, 0.8]", "[0.1, 0.2, 0.3]"))
    rows = {row[0]: row[-3:] for row in endings(found, winset.brief(found)).rows}
    assert rows["New"] == ("-", "+", "no route all would take")


def test_a_step_that_none_follows_is_not_said_to_need_the_next_steps(case):
    """The lease is one step, and the keeper is worse off after it."""
    found = case(KIOSK)
    text = as_text(brief_document(found, winset.brief(found)), 200)
    assert "leads there from today: the keeper is worse off there than today." in text
    assert "the next steps follow" not in text


ROOF = """
    title: A roof
    parties: {coop: {home: [elders, owners]}, builder: {}}
    issues: {roof: {levels: [old, patched, new], control: [coop, builder]}}
    values:
      coop: [{when: roof = patched, points: 3}, {when: roof = new, points: 8}]
      builder: [{when: roof = patched, points: 2}, {when: roof = new, points: 6}]
    ratification:
      - {party: coop, home: elders, issue: roof, chances: {patched: 0.5, new: 0.4}}
      - {party: coop, home: owners, issue: roof, chances: {patched: 0.3, new: 0.2}}
    homes: {coop: {need: 1 of 2}}
    scenarios: {new: {when: roof = new, name: A new roof}, old: {when: roof = old, name: The old roof}}
    """


def test_homes_of_which_one_suffices_stand_in_the_way_together(case):
    """Patched passes with 1 - .5 x .7 = .65, new with 1 - .6 x .8 = .52: 1.17 deals, .83 more without either."""
    found = case(ROOF)
    page = " ".join(as_text(page_one(found, winset.brief(found)), 200).split())
    assert "It fails where too few of the coop's homes accept." in page
    assert "The coop's elders and the coop's owners are the narrowest gates: 42% of all packages fail at each." in page
    told_ = " ".join(as_text(deals_document(found, winset.deals(found, draws=10_000)), 200).split())
    assert "Pivotal: consent of the coop's elders; consent of the coop's owners." in told_
    full = " ".join(as_text(brief_document(found, winset.brief(found)), 200).split())
    assert full.count("too few of the coop's homes accept (") == 2  # one and the same draws, so once a package
    assert len(re.findall(r"too few of the coop's homes accept \d+% \d+% ", told_)) == 1
    assert "owners refuse" not in full + told_
    assert "1.2 on average (from 0 to 2 in nine draws of ten" in told_
    assert [row.split()[-1] for row in re.findall(r"consent of the coop's \w+ +\d+% +[\d.]+", told_)] == ["0.8", "0.8"]


def test_a_mean_of_less_than_half_a_package_is_not_none(case):
    """One package, and a home that accepts it in 3 draws of 10."""
    loan = """
    title: A loan
    parties: {lender: {home: trustees}, museum: {}}
    issues: {loan: {levels: [no, yes], control: [lender, museum]}}
    values: {lender: [{when: loan = yes, points: 5}], museum: [{when: loan = yes, points: 8}]}
    """
    chance = "ratification: [{party: lender, home: trustees, issue: loan, chances: {yes: 0.3}}]\n"
    refused = case(loan + chance)
    told_ = " ".join(as_text(deals_document(refused, winset.deals(refused, draws=2000)), 200).split())
    assert "Of 1 possible agreement, 0.3 on average (from 0 to 1 in nine draws of ten; 0 at" in told_
    assert re.search(r"consent of the lender's trustees \d+% 0\.7 ", told_)
    certain = case(loan)
    told_ = as_text(deals_document(certain, winset.deals(certain, draws=0)), 200)
    assert "Of 1 possible agreement, 1 is a deal." in told_


LAKE = """
    title: A lake of two clubs
    as_of: 2025-01-01
    parties: {upper: {name: Upper club}, lower: {name: Lower club}}
    issues:
      lake: {levels: [divided, shared], control: [upper, lower]}
      boats: {levels: [few, many], control: []}
      reeds: {levels: [cut, grown], control: []}
    values:
      upper: [{when: lake = shared, points: 3}, {when: boats = many, points: -1}]
      lower: [{when: lake = shared, points: 4}]
    deadlines:
      - {on: 2025-03-01, unless: lake = shared, then: {boats: many}, chance: 0.5}
      - {on: 2025-02-01, unless: lake = shared, then: {reeds: grown}}
    scenarios: {shared: lake = shared}
    """


def test_what_a_capital_still_has_to_confirm_is_told(told):
    """All want it, outside the mandate of one of two: in force where the capital confirms it, three times in five."""
    page = told(LAKE + "mandates: {upper: {covers: lake = divided, confirmed: 0.6}, lower: {covers: lake = shared}}\n")
    assert "In 100% of runs it suits all who sign, and their homes. The capital of the Upper club has to" in page
    assert "has to confirm it (60%)." in page
    assert "capital of the Lower club" not in page


def test_days_are_told_in_the_order_in_which_they_come(told):
    page = told(LAKE)
    assert page.index("On 1 February 2025, the reeds are grown") < page.index("On 1 March 2025, the boats are many")


def test_a_hundred_percent_is_owed_to_no_chance_that_nobody_gave(told):
    assert "some agreement would stand at 100%, too: nothing else in the case prevents one." in told(LAKE)
    assert "some agreement would stand at 80%, too: the wishes hardly move it." in told(
        LAKE + "talks: {failure: 0.2}\n"
    )


def test_points_that_a_year_takes_off_are_spoken_of_in_the_plural(told):
    """Ten years at .2 points leave the upper club 5 - 2 = 3, as much as the shared lake is worth to it."""
    ripe = "{since: 2015-01-01, ripeness: [0, 0.2, 0.4]}\n"
    case = LAKE + f"no_deal: {{upper: 5, lower: 3}}\n    talks: {ripe}"
    assert "If a year of conflict takes more points off every no-deal value (0.4, not 0.2)" in told(case)


def test_an_issue_that_a_condition_asks_for_is_not_one_nobody_wants(case):
    text = (
        LAKE + "conditions: {one: {party: upper, withholds: lake = shared, unless: reeds = grown, probability: 0.4}}\n"
    )
    assert not check_of(case(text), "nobody prefers anything about issue 'reeds'")
    assert check_of(case(LAKE), "nobody prefers anything about issue 'reeds'")


def test_a_step_that_several_take_has_more_than_one_mover():
    found = winset.load("jeddah-2025")
    text = " ".join(as_text(routes_document(found, routes(found, limit=20)), 200).split())
    assert "a single step of the United States and Ukraine together, not an improvement for both of them." in text
    assert "together, not an improvement for its mover" not in text


def test_inputs_are_named_with_the_article_that_a_party_or_an_issue_has():
    found = winset.load("jeddah-2025")
    assert input_name(found, "conditions.strict.probability").endswith("a real condition of the United States")
    assert input_name(found, "without truce") == "without the truce put to Russia"
    assert input_name(found, "without US") == "without the United States"


def test_outcomes_one_below_another_are_told_whole_once():
    """Of 12 outcomes that hold in the lock-out, 11 have the same five terms, of which three vary."""
    found = winset.load("nhl-2012")
    for document in (stability_document(found, winset.stability(found)), routes_document(found, routes(found))):
        text = " ".join(as_text(document, 200).split())
        assert text.count(" 3: as 1, but the transition money is 210 million dollars") == 1
        assert "as 0, but" not in text


def test_no_route_is_called_incredible_where_no_moves_lead():
    """Only a day brings an exit without a deal."""
    found = winset.load("brexit-2019")
    text = " ".join(as_text(routes_document(found, routes(found)), 200).split())
    assert "(exit without a deal) Membership ends without a deal. No sequence of moves leads there." in text


def test_concepts_that_let_more_hold_list_only_what_is_more():
    found = winset.load("hipel-et-al-1993-elmira")
    text = " ".join(as_text(stability_document(found, winset.stability(found)), 200).split())
    assert (
        "the same 8 outcomes The 6 of Nash, SEQ and SSEQ, and 2 more outcomes: - 2: everything stays as it is" in text
    )


def test_bodies_and_groups_have_their_article_in_routes_and_what_stands_in_the_way():
    found = winset.load("nhl-2012")
    assert the_parties(found, ["NHL", "PA", "FMCS"]) == "the NHL, the NHLPA and the federal mediators"


def test_a_question_tells_no_terms_of_what_is_not_agreed():
    """The renewal is for 60 or 120 days; where there is none, it is for no time at all."""
    found = winset.load("grain-2023")
    one = {key: found.status_quo_level(key) for key in found.issues} | {"bank": "reconnected"}
    signed = one | {"initiative": "renewed", "term": "120"}
    outcomes = tuple(Outcome(place, levels) for place, levels in enumerate((signed, one)))
    choices = tuple(Choice(key=key) for key in ("first", "second", "unknown"))
    about = {"key": "renewal or bank", "kind": "outcomes", "party": "RU", "about": "preferences.RU"}
    question = Question(**about, choices=choices, outcomes=outcomes)
    told = dict(asked(found, question).choices)
    assert told["first"] == "the initiative is renewed and the renewal lasts 120 days"
    assert told["second"] == "the initiative is not renewed"


def test_who_begins_the_name_of_an_issue_has_an_article_in_its_clause():
    found = winset.load("elmira")
    text = " ".join(as_text(page_one(found, winset.brief(found)), 200).split())
    assert "Continued delay: the local government insists on the original order." in text


def test_a_clause_that_is_one_is_denied_as_one():
    """The United Kingdom would rather not have that the backstop covers Northern Ireland only."""
    found = winset.load("brexit-2019")
    assert str(clause(found, "backstop", "Northern Ireland only")) == "the backstop covers Northern Ireland only"
    assert clause(found, "backstop", "Northern Ireland only").denied() == (
        "the backstop does not cover Northern Ireland only"
    )


def test_where_one_alone_moves_everything_nothing_is_counted_as_a_package(case):
    found = case("""
        title: A decree
        parties: {ruler: {}, town: {}}
        issues: {wall: {levels: [absent, built], control: ruler}}
        values:
          ruler: [{when: wall = built, points: 3}]
          town: [{when: wall = built, points: -3}]
        """)
    page = " ".join(as_text(deals_document(found, winset.deals(found, draws=100)), 200).split())
    assert "nothing to sign" in page
    assert "presses the others" in page
    assert not re.search("Win-sets|possible agreements", page)
