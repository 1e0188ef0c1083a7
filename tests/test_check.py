"""What the checker warns of, and what it lets pass."""

import pytest

import winset
from winset.case.reading import read_case

HEAD = """\
winset: 1
title: Small
parties: {A: , B: }
issues:
  aid: {levels: [withheld, resumed], control: A}
  offer: {levels: [none, made, accepted], control: B, moves: forward}
"""
STATEMENTS = """\
preferences:
  A: [offer = accepted, aid = withheld]
  B: [aid = resumed, offer = none]
"""
SCENARIOS = "scenarios: {agreed: offer = accepted}\n"
SOUND = HEAD + STATEMENTS + SCENARIOS


def warnings(text: str) -> list[str]:
    return [warning.render("case.yaml") for warning in winset.check(read_case(text.encode(), "case.yaml")).warnings]


def test_nothing_to_warn_of():
    assert warnings(SOUND) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            HEAD + "preferences: {A: [offer = made, aid = resumed]}\n" + SCENARIOS,
            "party 'B' has no preference statements",
        ),
        (HEAD + STATEMENTS, "no endings are named"),
        (
            SOUND.replace("A: [offer = accepted,", "A: [offer = accepted, not offer = accepted,"),
            "case.yaml:8:25 statement 2 of 'A' contradicts its statement 1",
        ),
        (
            SOUND.replace("aid = withheld]", "aid = withheld, offer = accepted]"),
            "statement 3 of 'A' repeats its statement 1",
        ),
        (
            HEAD + "preferences: {A: [offer = accepted], B: [offer = none]}\n" + SCENARIOS,
            "case.yaml:5:3 nobody prefers anything about issue 'aid'",
        ),
        (
            SOUND + "impossible: [{when: offer = accepted and aid = withheld}]\n",
            "this rule takes away moves of 'A': 'aid' from resumed to withheld. Hint: If that is meant, say so with",
        ),
        (
            SOUND + "status_quo: {offer: made}\n",
            "level 'none' of 'offer' cannot be reached from 'made'",
        ),
        (SOUND + "impossible: [offer = made]\n", "level 'made' of 'offer' is impossible under the rules"),
        (
            SOUND.replace("{agreed:", "{never: offer = accepted and offer = none, agreed:"),
            "no possible outcome belongs to the ending 'never'",
        ),
        (
            SOUND.replace("{agreed:", "{aided: aid = resumed, agreed:"),
            "endings 'aided' and 'agreed' overlap in 1 outcome. Hint: To keep them apart, add to one "
            "what excludes the other. For example: aid = resumed, offer = accepted.",
        ),
        (SOUND + "impossible: [offer >= none]\n", "the rules leave no outcome possible"),
        (SOUND + "impossible: [offer = none]\n", "what holds today is itself impossible"),
        (SOUND + "coalitions: [[A]]\n", "a coalition of one party adds nothing"),
        (
            SOUND + "answers: [{concept: nsh, outcomes: [0], status: computed, source: x}]\n",
            "there is no solution concept 'nsh'. Hint: Did you mean 'nash'?",
        ),
        (SOUND.replace("control: A}", "control: []}"), "nobody controls issue 'aid': it stays at 'withheld'"),
        (SOUND.replace("control: A}", "control: A, leave: any}"), "'leave: any' has no effect on 'aid'"),
        (SOUND.replace("aid = withheld]", "offer >= none]"), "statement 2 of 'A' holds in every possible outcome"),
    ],
)
def test_warns_of(text, says):
    assert says in "\n".join(warnings(text))


def test_a_rule_that_is_meant_to_take_moves_away_is_let_pass():
    rule = "impossible: [{when: offer = accepted and aid = withheld, intended: yes}]\n"
    assert warnings(SOUND + rule) == []


def test_a_case_too_large_to_enumerate_is_warned_of_and_refused():
    issues = "".join(f"  i{place}: {{levels: [no, yes], control: A}}\n" for place in range(30))
    text = HEAD + issues + STATEMENTS + SCENARIOS
    record = winset.check(read_case(text.encode(), "case.yaml"))
    assert record.outcomes is None
    assert "more than" in "\n".join(warning.what for warning in record.warnings)
    with pytest.raises(winset.CaseTooLargeError, match=r"case\.yaml: the case has more than [\d,]+ outcomes"):
        winset.stability(read_case(text.encode(), "case.yaml"))


NUMBERS = """\
values:
  A: [{when: offer = accepted, points: 9}, {when: aid = resumed, points: -3}]
  B: [{when: aid = resumed, points: 5}]
"""


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("", ""),
        (
            "values: {A: [{when: offer = accepted, points: -9}]}",
            "the values of 'A' point the other way than its statement 1",
        ),
        (
            "values: {A: [{when: aid = resumed, points: 1}, {when: aid=resumed, points: 2}]}",
            "value 2 of 'A' replaces its value 1",
        ),
        (NUMBERS + "alternatives: [{party: A, replaces: aid = withheld, share: 1}]", "so nothing is replaced"),
        (NUMBERS + "reactions: {A: 3}", "'A' is a signatory, so its 'reactions' have no effect"),
        (NUMBERS + "ratification: [{party: A, issue: offer, chances: {none: 0.5}}]", "which needs no acceptance"),
        (
            NUMBERS + "ratification: [{party: A, issue: offer, chances: {made: 0.2, accepted: 0.9}}]",
            "the chance 0.2 at 'made' counts as 0.9",
        ),
        (
            NUMBERS + "as_of: 2025-03-09\ntalks: {deadline: 2025-03-01}",
            "the deadline is not after the date of the case",
        ),
    ],
)
def test_warns_of_numbers(more, says):
    found = "\n".join(warnings(SOUND + more))
    assert says in found
    if not says:
        assert found == ""


def test_statements_that_tie_issues_together_are_not_held_against_values():
    tied = STATEMENTS.replace("A: [offer = accepted,", "A: [aid = resumed iff offer = accepted, offer = accepted,")
    assert not [line for line in warnings(HEAD + tied + SCENARIOS + NUMBERS) if "other way" in line]


def test_what_each_addition_would_switch_on():
    case = read_case(SOUND.encode(), "case.yaml")
    assert winset.check(case).additions == ("values (deals, forecasts, flips and what-if)",)
    more = winset.check(read_case((SOUND + NUMBERS).encode(), "case.yaml")).additions
    assert [line.partition(" (")[0] for line in more] == ["conditions", "ratification", "delay", "questions"]


def test_an_agreement_that_the_signature_does_not_cover_is_asked_about():
    gated = """
winset: 1
title: Gated
parties: {A: , B: }
issues:
  treaty: {levels: [unsigned, signed], control: [A, B]}
  tariff: {levels: [high, low], control: [A, B], only_if: treaty = signed}
  data: {levels: [kept, shared], control: [A, B]}
preferences: {A: [tariff = low, data = shared], B: [treaty = signed]}
scenarios: {trade: treaty = signed}
"""
    asked = [line for line in warnings(gated) if "counts as an agreement" in line]
    assert asked == [
        "case.yaml:8:3 'data' alone counts as an agreement, without treaty = signed. "
        "Hint: If that is not meant, say what is one: agreement: {when: treaty = signed}"
    ]
    assert not [line for line in warnings(gated + "agreement: treaty = signed\n") if "counts as" in line]


def test_a_statement_of_amounts_that_no_mark_tells_apart_says_which_are_looked_at():
    """Above the only mark, 15, nothing is looked at, so 'not above 15' holds everywhere."""
    homes = """
winset: 1
title: Homes
parties: {A: , B: }
issues:
  homes: {unit: "%", from: 0, to: 30, step: 5, control: [A, B], marks: {plan: 15}}
preferences: {A: [not homes > plan], B: [homes = plan]}
scenarios: {built: homes = plan}
"""
    said = "\n".join(warnings(homes))
    assert "statement 1 of 'A' holds in every possible outcome" in said
    assert "stability looks at 0%, 15% alone" in said
