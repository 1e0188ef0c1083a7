"""A case on its marks: what the graph model looks at where issues are amounts.

Deals and forecasts use the whole grid of a numeric issue. Stability asks what people would move to, and that is among
the amounts they speak of: the marks, where the issue stands today, and every amount that an entry of the case names.
Without a mark the ends of the span count too.
"""

from __future__ import annotations

from winset import expr
from winset.case.conflict import Issue
from winset.case.model import Case
from winset.case.names import conditions, is_outcome_number


def on_marks(case: Case) -> Case:
    """Give the case with every numeric issue on its marks; the case itself where it has none.

    Examples
    --------
    >>> from winset.case.reading import from_data
    >>> price = {"from": "100", "to": "200", "step": "1", "now": "120", "marks": {"offer": "150"}, "control": "seller"}
    >>> case = from_data({
    ...     "winset": "1", "title": "A price", "parties": {"buyer": {}, "seller": {}}, "issues": {"price": price},
    ...     "preferences": {"buyer": ["price <= 130"]},
    ... })
    >>> on_marks(case).levels["price"]
    ('120', '130', '150')
    """
    if not any(issue.numeric for issue in case.issues.values()) or case.whole is not case:
        return case
    return case.once("on marks", lambda: _on_marks(case))


def _on_marks(case: Case) -> Case:
    spoken = _spoken(case)
    issues = {
        key: issue.at(_places(issue, spoken.get(key, set()) | {case.status_quo_level(key)})) if issue.numeric else issue
        for key, issue in case.issues.items()
    }
    return case.model_copy(update={"issues": issues}).part_of(case)


def _places(issue: Issue, texts: set[str]) -> list[int]:
    """Give the positions of the amounts to keep: of an amount between two steps, both neighbours."""
    scale = issue.scale
    if not isinstance(scale, expr.Amounts):
        return list(range(len(issue.levels)))
    wanted = {scale.place(text) for text in issue.marks}
    for text in texts:
        if scale.amount(text) is None:
            continue
        below, up_to = scale.between(text)
        wanted |= {below} if up_to > below else {below - 1, below}
    if not issue.marks or len(wanted) < 2:
        wanted |= {0, len(scale) - 1}
    return sorted(place for place in wanted if place is not None and 0 <= place < len(scale))


def _spoken(case: Case) -> dict[str, set[str]]:
    """Collect the amounts that the entries of the case name, by issue."""
    found: dict[str, set[str]] = {}
    for _, text in conditions(case):
        for leaf in () if is_outcome_number(text) else expr.leaves(expr.parse(text)):
            if isinstance(leaf, expr.Comparison):
                found.setdefault(leaf.issue, set()).add(leaf.target)
            elif isinstance(leaf, expr.Member):
                found.setdefault(leaf.issue, set()).update(leaf.levels)
    for deadline in case.deadlines:
        for key, level in deadline.then.items():
            found.setdefault(key, set()).add(level)
    for key, issue in case.issues.items():
        found.setdefault(key, set()).update(one.level for one in issue.requires)
        if not isinstance(issue.moves, str):
            found[key].update(level for change in issue.moves for level in change)
    return found
