"""The condition language: ``aid = resumed iff truce >= partial``."""

from winset.expr.evaluation import check_names, evaluate, evaluate_partial
from winset.expr.parser import MAX_DEPTH, MAX_LENGTH, MAX_NODES, parse, split_list
from winset.expr.text import describe, format_condition, quoted
from winset.expr.tree import And, Comparison, Condition, Iff, Implies, Member, Not, Or, guarded, issues_of

__all__ = [
    "MAX_DEPTH",
    "MAX_LENGTH",
    "MAX_NODES",
    "And",
    "Comparison",
    "Condition",
    "Iff",
    "Implies",
    "Member",
    "Not",
    "Or",
    "check_names",
    "describe",
    "evaluate",
    "evaluate_partial",
    "format_condition",
    "guarded",
    "issues_of",
    "parse",
    "quoted",
    "split_list",
]
