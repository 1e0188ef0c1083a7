"""Issues of amounts and dates: their grid, what conditions say of them, what stability looks at."""

import operator
import pickle
from decimal import Decimal
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import winset
from winset import expr
from winset.case.marks import on_marks
from winset.case.reading import from_data, read_case

PRICE = "price: {name: Price, unit: EUR, from: 100, to: 200, step: 5, now: 120, control: [buyer, seller]"
CASE = f"""
winset: 1
title: A supply contract
parties: {{buyer: , seller: }}
issues:
  {PRICE}, marks: {{mediator: 150}}}}
  fee: {{unit: EUR, from: 0, to: 1, step: 0.1, control: seller}}
  start: {{from: 2026-01-05, to: 2026-06-29, step: 7 days, now: 2026-06-29, control: seller}}
  weight: {{unit: kg, from: 1, to: 9, step: 1, control: seller}}
preferences:
  buyer: [price <= 140]
  seller: [price > mediator]
"""


def problems(text):
    with pytest.raises(winset.CaseFileError) as caught:
        read_case(text.encode(), "x.yaml")
    return str(caught.value)


@given(
    st.integers(-500, 500),
    st.integers(1, 40),
    st.integers(1, 60),
    st.sampled_from(["1", "0.1", "0.25", "0.003"]),
)
def test_the_grid_is_the_span_in_equal_steps_exactly(start, step, count, unit):
    low, size = start * Decimal(unit), step * Decimal(unit)
    levels = winset.case.grid.grid(f"{low:f}", f"{low + count * size:f}", f"{size:f}")
    assert [Fraction(one) for one in levels] == [Fraction(low) + place * Fraction(size) for place in range(count + 1)]
    assert not any("e" in one or (("." in one) and one.endswith("0")) for one in levels)


COMPARE = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


PART = st.tuples(st.sampled_from(["1", "2", "0.5", "3.25"]), st.sampled_from("abn"), st.booleans())


@settings(max_examples=150)
@given(
    st.sampled_from(sorted(COMPARE)),
    st.sampled_from("ab"),
    st.lists(PART, min_size=1, max_size=3),
    st.lists(PART, max_size=3),
)
def test_sums_compare_as_fractions_do(sign, first, more, right):
    """Every combination of amounts, against a sum of fractions taken one by one."""
    levels = {"a": expr.Amounts(["0.1", "0.2", "0.3"], "EUR"), "b": expr.Amounts(["-1", "0", "0.3"], "EUR")}
    left = [("1", first, False), *more]
    right = right or [("0.3", "n", False)]

    def told(some):
        words = [f"{'-' if less else '+'} {size}{'' if issue == 'n' else f' * {issue}'}" for size, issue, less in some]
        return " ".join(words).removeprefix("+ ")

    def total(some, at):
        values = {key: Fraction(levels[key][place]) for key, place in at.items()} | {"n": Fraction(1)}
        return sum(((-1) ** less * Fraction(size) * values[issue] for size, issue, less in some), Fraction(0))

    parsed = expr.parse(f"{told(left)} {sign} {told(right)}")
    assert isinstance(parsed, expr.Sums)
    codes = {"a": np.arange(3)[:, None], "b": np.arange(3)[None, :]}
    for one in (parsed, expr.parse(expr.format_condition(parsed))):
        found = np.broadcast_to(expr.evaluate(one, codes, levels), (3, 3))
        for place in product(range(3), range(3)):
            at = dict(zip("ab", place, strict=True))
            assert found[place] == COMPARE[sign](total(left, at), total(right, at))


@given(st.sampled_from(sorted(COMPARE)), st.integers(95, 205))
def test_amounts_between_steps_compare_by_size(sign, amount):
    levels = {"price": expr.Amounts([str(one) for one in range(100, 201, 5)], "EUR")}
    found = expr.evaluate(expr.parse(f"price {sign} {amount}"), {"price": np.arange(21)}, levels)
    assert found.tolist() == [COMPARE[sign](one, amount) for one in range(100, 201, 5)]


def test_a_tenth_and_two_tenths_are_three_tenths():
    case = read_case(CASE.encode(), "x.yaml")
    codes = {"fee": np.arange(11)}
    assert np.flatnonzero(expr.evaluate(case.condition("fee + 0.1 = 0.3"), codes, case.levels)).tolist() == [2]


def test_marks_and_names_stand_for_amounts():
    case = read_case(CASE.encode(), "x.yaml")
    codes = {"price": np.arange(21)}

    def where(text):
        return np.flatnonzero(expr.evaluate(case.condition(text), codes, case.levels)).tolist()

    assert where("price = mediator") == where("price = 150.0") == [10]
    assert where("price in (mediator, 100)") == [0, 10]
    assert where("150 <= price") == where("price >= mediator")
    assert case.status_quo_level("price") == "120"
    assert case.status_quo_level("start") == "2026-06-29"


def test_stability_looks_at_marks_today_and_what_is_spoken_of():
    case = read_case(CASE.encode(), "x.yaml")
    part = on_marks(case)
    assert part.levels["price"] == ("120", "140", "150")
    assert part.levels["fee"] == ("0", "1")
    assert part.levels["start"] == ("2026-01-05", "2026-06-29")
    assert (part.hash, part.whole, on_marks(part)) == (case.hash, case, part)
    assert winset.game(case).space.count == 3 * 2 * 2 * 2
    assert on_marks(winset.load("chicken")) is not None


def test_a_moved_mark_moves_what_can_hold():
    """With the seller's red line above the mark the mark is no improvement for it; below, it is."""

    def holds(line):
        text = CASE.replace("price > mediator", f"price >= {line}")
        game = winset.game(read_case(text.encode(), "x.yaml"))
        mark = game.space.cell_of("price = mediator, fee = 0, start = 2026-06-29, weight = 1")
        return bool(game.payoffs[1][mark] > game.payoffs[1][game.status_quo])

    assert holds(145)
    assert not holds(155)


def test_unit_and_step_change_nothing_that_holds():
    def equilibria(text):
        found = winset.stability(read_case(text.encode(), "x.yaml"), concepts=["nash", "seq"]).to_dict()["equilibria"]
        return {key: [one["levels"] for one in of["outcomes"]] for key, of in found.items()}

    finer = CASE.replace("from: 100, to: 200, step: 5", "from: 100, to: 200, step: 2.5").replace(
        "unit: EUR", "unit: USD"
    )
    assert equilibria(CASE) == equilibria(finer)


def test_written_and_read_again_it_is_the_same():
    case = read_case(CASE.encode(), "x.yaml")
    again = from_data(case.model_dump(mode="json", exclude_defaults=True))
    assert again.hash == case.hash
    assert "levels" not in case.model_dump(exclude_defaults=True)["issues"]["price"]
    assert pickle.loads(pickle.dumps(case)).levels == case.levels  # noqa: S301 - our own


WRONG = {
    "from: 200, to: 100, step: 5": "is reversed or empty",
    "from: 100, to: 200, step: 0": "the step must be more than 0",
    "from: 100, to: 200, step: 3": "does not divide the span",
    "from: 100, to: 1e400, step: 5": "'to' must be a number in decimals",
    "from: 100, to: 10000100, step: 1": "more than 10000",
    "from: 100, to: 200": "amounts need 'from', 'to' and 'step'",
    "from: 2026-02-30, to: 2026-03-30, step: 7 days": "is no date",
    "from: 2026-02-01, to: 2026-03-01, step: 7": "is no number of days",
    "levels: [low, high], step: 5": "levels or amounts, not both",
}


@pytest.mark.parametrize("span", WRONG)
def test_a_wrong_span_is_told_with_its_place(span):
    told = problems(CASE.replace("from: 100, to: 200, step: 5", span))
    assert WRONG[span] in told
    assert told.startswith("x.yaml:6:3 ")
    assert "Hint:" in told


@pytest.mark.parametrize(
    ("condition", "what"),
    [
        ("price <= 250", "250 lies outside of issue 'price'"),
        ("price = 152", "152 lies between two steps of issue 'price'"),
        ("price > high", "has no amount or mark 'high'"),
        ("price + weight > 3", "different units"),
        ("price >= weight", "their units are 'EUR' and 'kg'"),
        ("start + 3 > 5", "cannot be added"),
        ("start > 2026-02-30", "has no amount or mark '2026-02-30'"),
        ("price > yes", "no amount or mark 'yes'"),
    ],
)
def test_a_wrong_comparison_is_told_with_its_place(condition, what):
    told = problems(CASE.replace("price <= 140", condition))
    assert what in told
    assert told.startswith("x.yaml:11:")


def test_today_off_the_grid_and_marks_like_amounts_are_told():
    told = problems(CASE.replace("now: 120", "now: 121").replace("mediator: 150", "150: 100, far: 300"))
    assert "121 lies between two steps" in told
    assert "the mark '150' is written like an amount" in told
    assert "300 lies outside of issue 'price'" in told


def test_words_carry_the_unit():
    case = read_case(CASE.encode(), "x.yaml")
    names = {key: case.issue_name(key) for key in case.issues}
    assert expr.describe(expr.parse("price <= mediator"), names, case.levels) == "Price: at most mediator (150 EUR)"
    assert expr.describe(expr.parse("price + 2 * fee < 160"), names, case.levels) == "Price + 2 * fee below 160"
