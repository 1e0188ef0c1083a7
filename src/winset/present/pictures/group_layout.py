"""Where the groups of the map stand, and the curves from one to another.

What arrows lead to from today stands in columns by how many; below it, in columns of their own, other groups with
arrows; below these what no arrow leads to or from. On a full map the arrows of those below are left out, so they stand
side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from winset.engines.outcomes.group_records import GroupsRecord
from winset.engines.outcomes.layered_layout import distances, ordered
from winset.frozen import Frozen
from winset.present.pictures.arrows import Box, Curve
from winset.present.words.prose import sentence

WIDTH, COLUMNS = 214.0, 4
ACROSS, DOWN, BANDS = 80.0, 30.0, 44.0
HEAD = 24.0
MANY = 8
"""Of more groups, arrows are drawn only between those that arrows from today lead to."""
APART = 17.0
_SIDES = {"left": (-1, 0), "right": (1, 0), "above": (0, -1), "below": (0, 1)}


class GroupLayout(Frozen):
    """Where everything stands.

    Attributes
    ----------
    boxes : tuple of Box
        One for every group.
    curves : tuple of Curve
        One for every move.
    titles : tuple of (str, float, float)
        What is written over columns and bands, and where.
    width, height : float
        The room that it takes.
    """

    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]
    titles: tuple[tuple[str, float, float], ...]
    width: float
    height: float


def layout(record: GroupsRecord, heights: Sequence[float]) -> GroupLayout:
    """Find a place for every group, given how high its box is, and a curve for every move."""
    edges = [(one.start, one.end) for one in record.moves]
    boxes: dict[int, Box] = {}
    band_of: dict[int, int] = {}
    titles: list[tuple[str, float, float]] = []
    y = 0.0
    for band, (title, columns) in enumerate(_bands(record, edges)):
        y += BANDS if band else 0
        if title is None:
            furthest = max(one.layer for one in record.groups if one.reached)
            titles += [(_steps(column, furthest, columns), column * (WIDTH + ACROSS), 12) for column in columns]
        else:
            titles.append((title, 0, y + 12))
        y = _stand(boxes, columns, heights, y + HEAD, centred=title is None)
        band_of.update((place, band) for some in columns.values() for place in some)
    placed = tuple(boxes[place] for place in range(len(heights)))
    return GroupLayout(
        placed,
        tuple(_curves(placed, [band_of[place] for place in range(len(placed))], edges)),
        tuple(titles),
        max(box.x + box.width for box in placed) + 40,
        max(box.y + box.height for box in placed),
    )


def _bands(
    record: GroupsRecord, edges: Sequence[tuple[int, int]]
) -> Iterator[tuple[str | None, Mapping[int, Sequence[int]]]]:
    """The groups by band and column; the first band, of what is reached from today, has no title of its own."""
    reached: dict[int, list[int]] = {}
    for place, one in enumerate(record.groups):
        if one.reached:
            reached.setdefault(min(one.layer, COLUMNS - 1), []).append(place)
    if reached:
        yield None, reached
    others = [place for place, one in enumerate(record.groups) if not one.reached]
    if reached and others and len(record.groups) > MANY:
        yield "No arrow from today leads here", _side_by_side(others)
        return
    tied = [place for place in others if any(place in edge for edge in edges)]
    if tied:
        title = "No arrow from today leads here" if reached else "Arrows lead from and to these"
        yield title, _by_source(tied, [edge for edge in edges if set(edge) <= set(tied)])
    if alone := [place for place in others if place not in tied]:
        title = "No arrow leads here, and none away"
        yield title, _side_by_side(alone)


def _side_by_side(groups: Sequence[int]) -> dict[int, Sequence[int]]:
    return {column: groups[column::COLUMNS] for column in range(min(COLUMNS, len(groups)))}


def _by_source(groups: Sequence[int], edges: Sequence[tuple[int, int]]) -> dict[int, Sequence[int]]:
    """Put groups in columns from those that nothing leads to, so that few arrows cross."""
    begin = [place for place in groups if not any(end == place for _, end in edges)] or [groups[0]]
    far = distances(-1, [*((-1, place) for place in begin), *edges])
    columns: dict[int, list[int]] = {}
    for place in groups:
        columns.setdefault(min(far.get(place, 1), COLUMNS) - 1, []).append(place)
    if len(columns) == 1:  # no arrow among them: side by side, not one over the other
        return _side_by_side(groups)
    keys = sorted(columns)
    return dict(zip(range(len(keys)), ordered([columns[key] for key in keys], edges), strict=True))


def _stand(
    boxes: dict[int, Box], columns: Mapping[int, Sequence[int]], heights: Sequence[float], top: float, centred: bool
) -> float:
    """Put a band where it stands; and give where it ends."""
    tall = {column: sum(heights[one] for one in some) + DOWN * (len(some) - 1) for column, some in columns.items()}
    whole = max(tall.values())
    for column, some in columns.items():
        y = top + (whole - tall[column]) / 2 * centred
        for place in some:
            boxes[place] = Box(column * (WIDTH + ACROSS), y, WIDTH, heights[place])
            y += heights[place] + DOWN
    return top + whole


def _steps(column: int, furthest: int, columns: Mapping[int, Sequence[int]]) -> str:
    if not column:
        return "Today"
    more = " or more" if column == max(columns) and furthest > column else ""
    return f"{sentence(('one', 'two', 'three')[column - 1])} {'step' if column == 1 else 'steps'}{more} away"


def _curves(boxes: Sequence[Box], bands: Sequence[int], edges: Sequence[tuple[int, int]]) -> Iterator[Curve]:
    """Curves between facing sides; where several leave or reach a side, they are spread along it."""
    sides = [_facing(boxes, bands, start, end) for start, end in edges]
    at: dict[tuple[int, str], list[tuple[float, int, int]]] = {}
    for move, (edge, pair) in enumerate(zip(edges, sides, strict=True)):
        for which in (0, 1):
            other = boxes[edge[1 - which]]
            along = other.x if pair[which] in {"above", "below"} else other.y
            at.setdefault((edge[which], pair[which]), []).append((along, move, which))
    spots: dict[tuple[int, int], tuple[float, float]] = {}
    for (group, side), members in at.items():
        box, room = boxes[group], boxes[group].width if side in {"above", "below"} else boxes[group].height
        gap = min(APART, (room - 16) / len(members))
        for turn, (_, move, which) in enumerate(sorted(members)):
            shift = gap * (turn - (len(members) - 1) / 2)
            dx, dy = _SIDES[side]
            x, y = box.x + box.width * (1 + dx) / 2, box.middle + box.height / 2 * dy
            spots[move, which] = (x + shift * abs(dy), y + shift * abs(dx))
    for move, pair in enumerate(sides):
        (x0, y0), (x3, y3) = spots[move, 0], spots[move, 1]
        (ax, ay), (bx, by) = _SIDES[pair[0]], _SIDES[pair[1]]
        bend = 36 + abs(y3 - y0) * 0.12 if pair[0] == pair[1] else 22.0
        out, back = (max(bend, 0.45 * abs(x3 - x0 if across else y3 - y0)) for across in (ax, bx))
        if pair[0] == pair[1]:
            out = back = bend
        yield (x0, y0), (x0 + ax * out, y0 + ay * out), (x3 + bx * back, y3 + by * back), (x3, y3)


def _facing(boxes: Sequence[Box], bands: Sequence[int], start: int, end: int) -> tuple[str, str]:
    """The sides by which a curve leaves one box and reaches another: across within a band, up and down between bands.

    Where another box of its band stands in the way, it goes round it.
    """
    here, there = boxes[start], boxes[end]
    same = abs(here.x - there.x) < 1
    if bands[start] == bands[end]:
        low, high = sorted((here.y, there.y))
        if same and not any(low < box.y < high and abs(box.x - here.x) < 1 for box in boxes):
            return ("below", "above") if here.y < there.y else ("above", "below")
        return ("right", "right") if same else ("right", "left") if there.x > here.x else ("left", "right")
    up = there.y < here.y
    if _blocked(boxes, bands, start, up) or _blocked(boxes, bands, end, not up):
        return ("right", "right") if same else ("right", "left") if there.x > here.x else ("left", "right")
    return ("above", "below") if up else ("below", "above")


def _blocked(boxes: Sequence[Box], bands: Sequence[int], place: int, up: bool) -> bool:
    """Whether another box of its band stands right over a box, or right under it."""
    one = boxes[place]
    return any(
        bands[other] == bands[place] and abs(box.x - one.x) < 1 and (box.y < one.y if up else box.y > one.y)
        for other, box in enumerate(boxes)
    )
