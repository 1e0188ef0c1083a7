"""The condition language against Python's own logic, and its bounds."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset import expr
from winset.errors import ExpressionError
from winset.expr import And, Comparison, Condition, Iff, Implies, Member, Not, Or

ISSUES = {"aid": ["withheld", "resumed"], "truce": ["none", "partial", "full"], "answer": ["none", "partial", "full"]}
COMPARE = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def truth(condition: Condition, outcome: dict[str, int]) -> bool:
    """The meaning of a condition in one outcome, spelled out."""
    match condition:
        case Comparison(issue, operator, target):
            other = outcome[target] if target in ISSUES else ISSUES[issue].index(target)
            return COMPARE[operator](outcome[issue], other)
        case Member(issue, levels, negated):
            return (ISSUES[issue][outcome[issue]] in levels) != negated
        case Not(operand):
            return not truth(operand, outcome)
        case And(operands):
            return all(truth(operand, outcome) for operand in operands)
        case Or(operands):
            return any(truth(operand, outcome) for operand in operands)
        case Implies(premise, conclusion):
            return truth(conclusion, outcome) if truth(premise, outcome) else True
        case Iff(left, right):
            return truth(left, outcome) == truth(right, outcome)


@st.composite
def leaves(draw):
    issue = draw(st.sampled_from(list(ISSUES)))
    if draw(st.booleans()):
        targets = ISSUES[issue] + (["answer"] if issue == "truce" else [])
        return Comparison(issue, draw(st.sampled_from(list(COMPARE))), draw(st.sampled_from(targets)), 0, 0)
    levels = draw(st.lists(st.sampled_from(ISSUES[issue]), min_size=1, max_size=3))
    return Member(issue, tuple(levels), draw(st.booleans()), 0, (0,) * len(levels))


def deeper(inner):
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    two = st.tuples(inner, inner)
    return st.one_of(
        inner.map(Not),
        several.map(And),
        several.map(Or),
        two.map(lambda sides: Implies(*sides)),
        two.map(lambda sides: Iff(*sides)),
    )


conditions = st.recursive(leaves(), deeper, max_leaves=8)
OUTCOMES = [dict(zip(ISSUES, levels, strict=True)) for levels in product(*(range(len(v)) for v in ISSUES.values()))]
CODES = {issue: np.array([outcome[issue] for outcome in OUTCOMES]) for issue in ISSUES}


@given(conditions)
def test_arrays_agree_with_logic(condition):
    found = expr.evaluate(condition, CODES, ISSUES)
    assert found.tolist() == [truth(condition, outcome) for outcome in OUTCOMES]


@given(conditions)
def test_written_and_read_again_means_the_same(condition):
    again = expr.parse(expr.format_condition(condition))
    assert [truth(again, outcome) for outcome in OUTCOMES] == [truth(condition, outcome) for outcome in OUTCOMES]
    assert expr.format_condition(again) == expr.format_condition(condition)


@given(conditions, st.sets(st.sampled_from(list(ISSUES))))
def test_partial_evaluation_never_excludes_what_can_be(condition, decided):
    can_hold, can_fail = expr.evaluate_partial(condition, {issue: CODES[issue] for issue in decided}, ISSUES)
    holds = np.array([truth(condition, outcome) for outcome in OUTCOMES])
    assert not (holds & ~can_hold).any()
    assert not (~holds & ~can_fail).any()


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("aid=resumed", "aid = resumed"),
        ("not aid = resumed and truce = full", "not aid = resumed and truce = full"),
        ("aid = resumed or truce = full and answer = full", "aid = resumed or (truce = full and answer = full)"),
        ("if aid = resumed then truce >= partial", "if aid = resumed then truce >= partial"),
        ("aid = resumed iff truce = full or answer = full", "aid = resumed iff (truce = full or answer = full)"),
        ("truce in (partial, full)", "truce >= partial"),
        ("truce not in ('partial', \"full\")", "truce = none"),
        ("not not aid = resumed", "aid = resumed"),
    ],
)
def test_precedence(text, meaning):
    one, two = expr.parse(text), expr.parse(meaning)
    assert [truth(one, outcome) for outcome in OUTCOMES] == [truth(two, outcome) for outcome in OUTCOMES]


@pytest.mark.parametrize(
    ("text", "offset", "says"),
    [
        ("", 0, "empty"),
        ("aid == resumed", 4, "Write '='"),
        ("aid = resumed && truce = full", 14, "Write 'and'"),
        ("aid = resumed AND truce = full", 14, "lower case"),
        ("aid resumed", 4, "a comparison after 'aid'"),
        ("aid is resumed", 4, "Write '=' for 'is'."),
        ("truce in (partial", 17, "stands in quotes inside { … }"),
        ("aid =", 5, "a level"),
        ("(aid = resumed", 14, "')'"),
        ("aid = 'resumed", 6, "Close the quotes"),
        ("aid = resumed truce = full", 14, "'and', 'or', 'iff' or the end"),
        ("if aid = resumed truce = full", 17, "'then'"),
        ("a = b iff c = d iff e = f", 16, "parentheses"),
        ("aid = resumed unless truce = full", 14, "if … then"),
        ("__import__('os').system('true')", 16, "unexpected character '.'"),
    ],
)
def test_errors_say_where_and_how_to_mend(text, offset, says):
    with pytest.raises(ExpressionError) as caught:
        expr.parse(text)
    assert says in str(caught.value)
    assert caught.value.offset == offset


def test_unknown_names_come_with_the_nearest():
    found = expr.check_names(expr.parse("aid = resume and truse = full and aid = truce"), ISSUES)
    assert [error.offset for error in found] == [6, 17, 40]
    assert "Did you mean 'resumed'?" in found[0].hint
    assert "Did you mean 'truce'?" in found[1].hint
    assert "levels differ" in found[2].what


LEAF = "a = b"


@pytest.mark.parametrize(
    ("largest", "too_large"),
    [
        ("(" * 31 + LEAF + ")" * 31, "(" * 32 + LEAF + ")" * 32),
        (" and ".join([LEAF] * 399), " and ".join([LEAF] * 400)),
        (LEAF + " " * (4096 - len(LEAF)), LEAF + " " * (4097 - len(LEAF))),
    ],
    ids=["depth", "parts", "length"],
)
def test_limits_at_n_and_one_more(largest, too_large):
    expr.parse(largest)
    with pytest.raises(ExpressionError, match=r"nested deeper|more than 400 parts|longer than 4096"):
        expr.parse(too_large)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
    try:
        expr.parse(text)
    except ExpressionError as error:
        assert 0 <= error.offset <= len(text)


@given(st.text(alphabet="ab=<>!()'\",. \nandorifthenfiotn", max_size=120))
def test_any_near_condition_is_read_or_refused(text):
    try:
        expr.parse(text)
    except ExpressionError as error:
        assert 0 <= error.offset <= len(text)
