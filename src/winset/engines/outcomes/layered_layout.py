"""Nodes in layers, ordered so that few edges cross: barycentre sweeps (Sugiyama, Tagawa & Toda 1981)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

SWEEPS = 12

Edge = tuple[int, int]


def distances(start: int, edges: Iterable[Edge]) -> dict[int, int]:
    """Count the edges from a node to every node they lead to.

    Examples
    --------
    >>> distances(1, [(1, 2), (2, 3), (1, 3), (4, 1)])
    {1: 0, 2: 1, 3: 1}
    """
    following: dict[int, list[int]] = {}
    for source, target in edges:
        following.setdefault(source, []).append(target)
    found = {start: 0}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for target in following.get(node, ()):
            if target not in found:
                found[target] = found[node] + 1
                queue.append(target)
    return found


def ordered(layers: Sequence[Sequence[int]], edges: Sequence[Edge]) -> tuple[tuple[int, ...], ...]:
    """Order the nodes of every layer so that few edges cross.

    Parameters
    ----------
    layers : sequence of sequence of int
        The nodes of each layer, in the order to start from; it also decides between equally good places.
    edges : sequence of (int, int)
        Pairs of nodes.

    Returns
    -------
    tuple of tuple of int
        The best order met; never one with more crossings than the order given.

    Examples
    --------
    >>> ordered([[1, 2], [3, 4]], [(1, 4), (2, 3)])
    ((1, 2), (4, 3))
    """
    now = [list(layer) for layer in layers]
    layer_of = {node: place for place, layer in enumerate(now) for node in layer}
    neighbours: dict[int, list[int]] = {node: [] for node in layer_of}
    for source, target in edges:
        if layer_of[source] != layer_of[target]:
            neighbours[source].append(target)
            neighbours[target].append(source)
    best, fewest = [list(layer) for layer in now], crossings(now, edges)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        for place in range(len(now)) if forward else reversed(range(len(now))):
            where = _heights(now)
            sides = {
                node: [one for one in neighbours[node] if (layer_of[one] < place) == forward] for node in now[place]
            }
            now[place].sort(key=lambda node: _mean([where[one] for one in sides[node]], where[node]))
        count = crossings(now, edges)
        if count < fewest:
            best, fewest = [list(layer) for layer in now], count
    return tuple(map(tuple, best))


def crossings(layers: Sequence[Sequence[int]], edges: Sequence[Edge]) -> int:
    """Count the pairs of edges between the same two layers that cross.

    Examples
    --------
    >>> crossings([[1, 2], [3, 4]], [(1, 4), (2, 3)]), crossings([[1, 2], [4, 3]], [(1, 4), (2, 3)])
    (1, 0)
    """
    place_of = {node: (layer, place) for layer, nodes in enumerate(layers) for place, node in enumerate(nodes)}
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for source, target in edges:
        (first, above), (second, below) = sorted((place_of[source], place_of[target]))
        if first != second:
            groups.setdefault((first, second), []).append((above, below))
    return sum(_inversions(np.array(group)) for group in groups.values())


def _inversions(ends: np.ndarray) -> int:
    one, two = ends[:, 0], ends[:, 1]
    above = np.sign(one[:, None] - one[None, :])
    below = np.sign(two[:, None] - two[None, :])
    return int(np.count_nonzero(above * below < 0)) // 2


def _heights(layers: Sequence[Sequence[int]]) -> Mapping[int, float]:
    """Where every node stands in its layer, from 0 to 1, so that layers of any size compare."""
    return {node: (place + 0.5) / len(layer) for layer in layers for place, node in enumerate(layer)}


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
