"""How tokens hang on one of them in the parse."""

from __future__ import annotations

from typing import NamedTuple

from winset.reading.features.view import ParseView

_DEEPEST = 60  # steps up a tree; no sentence that people write has more


class DependencyBranch(NamedTuple):
    """How a token hangs on another one: by one of its branches, or by a branch of something above it.

    Attributes
    ----------
    label : str
        How far up both meet, and by which relation the token's branch hangs there.
    inner : str
        The relation one step further down.
    word : str
        The word at the top of the branch.
    deep : str
        How many steps down the token lies.
    chain : str
        The relations on the way down.
    cut : str
        The first phrase on the way down that a punctuation mark sets off, with the mark.
    """

    label: str
    inner: str = ""
    word: str = ""
    deep: str = ""
    chain: str = ""
    cut: str = ""


def branches(view: ParseView, centre: int, tokens: range) -> dict[int, DependencyBranch]:
    """Say for each token how it hangs on the token ``centre``."""
    above: dict[int, int] = {}
    climbed, steps = centre, 0
    while climbed not in above:
        above[climbed] = steps
        climbed, steps = view.head[climbed], steps + 1
    return {number: _branch(view, centre, number, above) for number in tokens}


def _branch(view: ParseView, centre: int, number: int, above: dict[int, int]) -> DependencyBranch:
    path = [number]
    while path[-1] not in above and view.head[path[-1]] != path[-1] and len(path) < _DEEPEST:
        path.append(view.head[path[-1]])
    top = path[-1]
    if top not in above:
        return DependencyBranch("other")
    up = above[top]
    way = f"{min(up, 4)}{view.dep[centre] if up else ''}{view.pos[top] if up else ''}"
    if len(path) == 1:
        return DependencyBranch(f"{way}:self", deep="0")
    down = path[-2::-1]
    first = down[0]
    label = view.dep[first]
    if label == "prep":
        label = f"prep:{view.lower[first]}"
    cuts = (f"{step} {view.dep[one]} {mark}" for step, one in enumerate(down[:5]) if (mark := _cut(view, one)))
    return DependencyBranch(
        label=f"{way}{'<' if first < centre else '>'}{label}",
        inner=view.dep[down[1]] if len(down) > 1 else "root",
        word=view.lower[first],
        deep=str(min(len(down), 5)),
        chain=" ".join(view.dep[one] for one in down[:4]),
        cut=next(cuts, ""),
    )


def _cut(view: ParseView, number: int) -> str:
    """The punctuation mark that sets a token's phrase off from what stands before it."""
    before = view.left[number] - 1
    return view.lower[before] if before >= 0 and view.pos[before] == "PUNCT" else ""
