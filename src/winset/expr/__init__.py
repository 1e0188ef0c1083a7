"""The condition language: ``aid = resumed iff truce >= partial``."""

from winset.expr.amounts import Amounts, is_number, with_thousands
from winset.expr.evaluation import check_names, evaluate, evaluate_partial
from winset.expr.names import Named, Replacement, names_in, replaced, respelled
from winset.expr.parser import MAX_DEPTH, MAX_LENGTH, MAX_NODES, parse, split_list
from winset.expr.text import assigned, describe, format_condition, level_text, quoted, unit_of_one
from winset.expr.tree import (
    And,
    Comparison,
    Condition,
    Iff,
    Implies,
    Member,
    Not,
    Or,
    Summand,
    Sums,
    guarded,
    issues_of,
    leaves,
)

__all__ = [
    "MAX_DEPTH",
    "MAX_LENGTH",
    "MAX_NODES",
    "Amounts",
    "And",
    "Comparison",
    "Condition",
    "Iff",
    "Implies",
    "Member",
    "Named",
    "Not",
    "Or",
    "Replacement",
    "Summand",
    "Sums",
    "assigned",
    "check_names",
    "describe",
    "evaluate",
    "evaluate_partial",
    "format_condition",
    "guarded",
    "is_number",
    "issues_of",
    "leaves",
    "level_text",
    "names_in",
    "parse",
    "quoted",
    "replaced",
    "respelled",
    "split_list",
    "unit_of_one",
    "with_thousands",
]
