"""What a row of the values speaks of: a level, a point of a curve, a unit, or a condition."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from winset import expr
from winset.case.model import Case
from winset.case.negotiation import Value
from winset.case.scoring import ScoredValue
from winset.case.sheet.cells import SheetRow, Wrong, wrong
from winset.errors import ExpressionError, nearest
from winset.frozen import Frozen, replace

Triple = tuple[Decimal, Decimal, Decimal]
Form = Literal["level", "curve", "each", "condition", "weight", "score"]
KEYS = ("issue", "level", "counts", "condition", "stake")
LEVEL, CURVE, EACH, CONDITION = "at this level", "on a curve", "each unit", "under the condition"
WEIGHT, SCORE = "weight of the issue", "score of the level"
_FORMS: Mapping[str, Form] = {
    LEVEL: "level",
    CURVE: "curve",
    EACH: "each",
    CONDITION: "condition",
    WEIGHT: "weight",
    SCORE: "score",
}
_WORDS = {form: words for words, form in _FORMS.items()}
_STAKES = ("party", "leader", "partners", "audience", "opening", "deterrent")
_TIMES = f"{EACH} of it times "
_AGAIN = re.compile(r"^(.*) \((\d{1,4})\)$")


class PointsSubject(Frozen):
    """What points are about, whoever's they are.

    Attributes
    ----------
    form : str
        How they count: at a ``level``, on a ``curve``, for ``each`` unit, under a ``condition``; or the
        ``weight`` of an issue and the ``score`` of a level, from which points follow.
    issue, level : str
        Where; the level is empty where they count along the issue.
    when : str
        The condition under which they count, in its canonical form.
    stake, times : str
        Whose they are, and the second issue of a product.
    again : int
        Which of several entries of one owner that say the same, counted from 1.
    """

    form: Form
    issue: str = ""
    level: str = ""
    when: str = ""
    stake: str = "party"
    times: str = ""
    again: int = 1

    @property
    def whole(self) -> PointsSubject:
        """What the entry is about: for a point of a curve, the curve."""
        return replace(self, level="") if self.form == "curve" else self


def own_values(case: Case, owner: str) -> tuple[Value, ...]:
    """Give the entries of an owner that stand under its values: without what follows from weights and scores."""
    return tuple(one for one in case.values.get(owner, ()) if not isinstance(one, ScoredValue))


def entries_of(case: Case, owner: str) -> dict[PointsSubject, tuple[int, Value]]:
    """Give the entries of an owner by what they are about, with their places."""
    found: dict[PointsSubject, tuple[int, Value]] = {}
    for place, value in enumerate(own_values(case, owner)):
        subject = subject_of(case, value)
        while subject in found:
            subject = replace(subject, again=subject.again + 1)
        found[subject] = (place, value)
    return found


def subject_of(case: Case, value: Value) -> PointsSubject:
    """Tell what an entry is about."""
    when = _canonical(value.when)
    if value.of is not None:
        form: Form = "each" if value.each is not None else "curve"
        return PointsSubject(form, value.of, when=when, stake=value.stake, times=value.times or "")
    return _under(case, when, value.stake)


def _under(case: Case, when: str, stake: str, again: int = 1) -> PointsSubject:
    """Tell what points under a condition are about: a level, where the condition says no more than that it stands."""
    parsed = expr.parse(when)
    if isinstance(parsed, expr.Comparison) and parsed.operator == "=":
        issue = case.issues.get(parsed.issue)
        if issue is not None and (level := issue.level(parsed.target)) in issue.levels:
            return PointsSubject("level", parsed.issue, level, stake=stake, again=again)
    return PointsSubject("condition", when=when, stake=stake, again=again)


def points_of(case: Case, value: Value) -> dict[str, tuple[str, Triple]]:
    """Give the named points of a curve by level: the name that the entry gives each, and its range."""
    points = value.points if isinstance(value.points, dict) else {}
    return {case.issues[str(value.of)].level(name): (name, triple) for name, triple in points.items()}


def cells_of(case: Case, subject: PointsSubject, written: str = "") -> tuple[str, ...]:
    """Write what a row is about into its first cells; ``written`` is the condition as the case has it."""
    counts = f"{_TIMES}{subject.times}" if subject.times else _WORDS[subject.form]
    counts = f"{counts} ({subject.again})" if subject.again > 1 else counts
    stake = "" if subject.stake == "party" else subject.stake
    return subject.issue, _named(case, subject), counts, written or subject.when, stake


def _named(case: Case, subject: PointsSubject) -> str:
    """Name a level as people do: by its mark where it has one."""
    marks = case.issues[subject.issue].marks if subject.issue else {}
    return next((mark for mark, amount in marks.items() if amount == subject.level), subject.level)


def read_subject(case: Case, line: SheetRow) -> PointsSubject | list[Wrong]:
    """Read what a row is about from its first cells."""
    texts = {key: line.text(key).strip() for key in KEYS}
    counts, again = texts["counts"], 1
    if found := _AGAIN.match(counts):
        counts, again = found[1], int(found[2])
    times = counts.removeprefix(_TIMES) if counts.startswith(_TIMES) else ""
    form = "each" if times else _FORMS.get(counts) or (None if counts else _guessed(texts))
    problems = []
    if form is None:
        hint = f"Write one of: {'; '.join(_FORMS)}."
        problems.append(wrong(line.cell("counts"), "this says no way of counting", hint))
    stake = texts["stake"] or "party"
    if stake not in _STAKES:
        problems.append(wrong(line.cell("stake"), "there is no such stake", f"One of: {', '.join(_STAKES)}."))
    for key, name in (("issue", texts["issue"]), ("counts", times)):
        if (name or (key == "issue" and form != "condition")) and name not in case.issues:
            hint = nearest(name, list(case.issues), "Issues")
            problems.append(wrong(line.cell(key).place, f"there is no issue '{name}'", hint))
    when = texts["condition"]
    try:
        when = _canonical(when)
    except ExpressionError as error:
        problems.append(wrong(line.cell("condition"), error.what, error.hint))
    problems += _misfits(line, form, texts)
    level = texts["level"]
    if form in {"level", "curve", "score"} and texts["issue"] in case.issues:
        issue = case.issues[texts["issue"]]
        level = issue.level(level)
        if level not in issue.levels:
            hint = nearest(level, list(issue.levels), "Levels")
            problems.append(wrong(line.cell("level").place, f"the issue has no level '{level}'", hint))
    if problems or form is None:
        return problems
    if form == "condition":
        return _under(case, when, stake, again)
    return PointsSubject(form, texts["issue"], level, when, stake, times, again)


def _misfits(line: SheetRow, form: Form | None, texts: Mapping[str, str]) -> list[Wrong]:
    """Say what is filled in, or left empty, that does not go with how a row counts."""
    if form == "condition" and not texts["condition"]:
        return [wrong(line.cell("condition"), "a condition is due here", "Such as: aid = resumed")]
    if form == "condition" and (texts["issue"] or texts["level"]):
        return [wrong(line.cell("issue"), "a row under a condition has no issue or level", "Empty these two cells.")]
    if form in {"weight", "score"} and (texts["condition"] or texts["stake"]):
        cell = line.cell("condition" if texts["condition"] else "stake")
        return [wrong(cell, "weights and scores have neither condition nor stake", "Empty this cell.")]
    if form == "level" and texts["condition"]:
        hint = f"Write the level into the condition, and '{CONDITION}' under 'counts'."
        return [wrong(line.cell("condition"), "points at a level have no further condition", hint)]
    if form in {"each", "weight"} and texts["level"]:
        return [wrong(line.cell("level"), "a weight, and points for each unit, have no level", "Empty this cell.")]
    return []


def _guessed(texts: Mapping[str, str]) -> Form:
    return "level" if texts["issue"] else "condition"


def _canonical(text: str) -> str:
    return expr.format_condition(expr.parse(text)) if text else ""
