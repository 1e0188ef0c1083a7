"""Weights and scores in a scoring sheet: a row for the weight of an issue, and one for the score of each level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from winset.case.conflict import Issue
from winset.case.model import Case
from winset.case.sheet.cells import joined
from winset.case.sheet.subjects import Form, PointsSubject, Triple
from winset.case.splicing import Path

_SECTIONS = {"weight": "weights", "score": "scores"}


def rows(case: Case, key: str, issue: Issue, weighted: bool = False) -> list[PointsSubject]:
    """List the rows of an issue in a case with weights, or that is to get some: of amounts, what anybody scores."""
    if not (case.weights or weighted):
        return []
    wanted = set() if issue.numeric else set(issue.levels)
    for scores in case.scores.values():
        wanted |= {issue.level(name) for name in scores.of.get(key, ())}
    if issue.numeric and not wanted:
        wanted = {issue.levels[0], issue.levels[-1]}
    places = {level: place for place, level in enumerate(issue.levels)}
    scored = sorted((level for level in wanted if level in places), key=places.__getitem__)
    return [PointsSubject("weight", key), *(PointsSubject("score", key, level) for level in scored)]


def held(case: Case, owner: str, subject: PointsSubject) -> Triple | None:
    """Give the weight or score that an owner has for a row; None where it has none."""
    if subject.form == "weight":
        return case.weights[owner].of.get(subject.issue) if owner in case.weights else None
    name = _name(case, owner, subject)
    return None if name is None else case.scores[owner].of[subject.issue][name]


def _name(case: Case, owner: str, subject: PointsSubject) -> str | None:
    """Give the name under which an owner scores a level: an amount, or its mark."""
    scores = case.scores[owner].of.get(subject.issue, {}) if owner in case.scores else {}
    issue = case.issues[subject.issue]
    return next((name for name in scores if issue.level(name) == subject.level), None)


def path_of(case: Case, data: Mapping[str, Any], owner: str, subject: PointsSubject) -> Path:
    """Give where the weight or score of a row stands in the file, or would stand."""
    section = _SECTIONS[subject.form]
    raw = (data.get(section) or {}).get(owner)
    spelled = isinstance(raw, dict) and isinstance(raw.get("of"), dict)
    path: Path = (section, owner, "of", subject.issue) if spelled else (section, owner, subject.issue)
    return path if subject.form == "weight" else (*path, _name(case, owner, subject) or subject.level)


def first(case: Case, owner: str, form: Form) -> PointsSubject | None:
    """Give the row beside which it stands what an owner's weights, or scores, rest on: the first that is filled."""
    found = (one for key, issue in case.issues.items() for one in rows(case, key, issue) if one.form == form)
    return next((one for one in found if held(case, owner, one) is not None), None)


def basis_cell(case: Case, owner: str, subject: PointsSubject) -> str | None:
    """Give what the weights, or scores, of an owner rest on, beside the first of them."""
    entries = getattr(case, _SECTIONS[subject.form])
    if owner not in entries or subject != first(case, owner, subject.form):
        return None
    return joined(entries[owner].basis) or None
