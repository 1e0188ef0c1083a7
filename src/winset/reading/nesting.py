"""What stands inside what: attribution chains, and the medium each claim came through."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from winset.frozen import replace
from winset.reading.frames import Frame
from winset.reading.kinds import MEDIA, OUTLET
from winset.reading.proposals import Spans
from winset.reading.spans import Attribution, Span, text_of

_CHANNELS = {"media", "artefact", "anonymous"}
_INTERVIEW = {"interview", "speak", "statement", "appearance", "remark", "comment", "talk", "briefing"}


def untangled(found: Sequence[Attribution], text: str) -> list[Attribution]:
    """Take the frame of an outer layer, *According to NBC*, out of the content of an inner one."""
    result = []
    for one, near in zip(found, _near(found), strict=True):
        cut = [
            (min(start for start, _ in outer.source + outer.cue), max(end for _, end in outer.source + outer.cue))
            for outer in map(found.__getitem__, near)
            if outer is not one and _covers(outer, one, text) and _covers(one, outer, text) and _outer(outer, one)
        ]
        content = one.content
        for span in cut:
            content = _without(content, span, text)
        result.append(replace(one, content=content) if content else one)
    return result


def parents_of(found: Sequence[Attribution], text: str) -> dict[int, int]:
    """Find for each attribution the one it stands directly inside: the smallest content around its cue."""
    parents: dict[int, int] = {}
    for place, (one, near) in enumerate(zip(found, _near(found), strict=True)):
        around = [
            (_size(other.content), number)
            for number, other in ((number, found[number]) for number in near)
            if number != place
            and _covers(other, one, text)
            and not (_covers(one, other, text) and not _outer(other, one))
        ]
        for _, number in sorted(around):
            if not _descends(number, place, parents):
                parents[place] = number
                break
    return parents


def outermost_first(found: Sequence[Attribution], text: str) -> list[Attribution]:
    """Order attributions as the text has them, each right before those that stand inside it."""
    parents = parents_of(found, text)
    inside: dict[int | None, list[int]] = {}
    for place in sorted(range(len(found)), key=lambda place: (found[place].cue, found[place].content)):
        inside.setdefault(parents.get(place), []).append(place)
    order: list[int] = []
    waiting = list(reversed(inside.get(None, [])))
    while waiting:
        place = waiting.pop()
        order.append(place)
        waiting += reversed(inside.get(place, []))
    return [found[place] for place in order]


def via_of(
    place: int,
    frames: Sequence[Frame],
    parents: Mapping[int, int],
    kinds: Sequence[str],
    channels: Sequence[Sequence[Span]],
) -> Spans:
    """List the media and the unnamed voices a claim came through, the outermost first; see :func:`channel`."""
    chain = []
    above = parents.get(place)
    while above is not None:
        source = frames[above].attribution.source
        own = list(source) if kinds[above] in _CHANNELS and source != frames[place].attribution.source else []
        chain += [*reversed(own), *reversed(channels[above])]
        above = parents.get(above)
    found: list[Span] = []
    for start, end in [*reversed(chain), *channels[place]]:
        if not any(first <= start and end <= last for first, last in found):
            found.append((start, end))
    return tuple(found)


def channel(frame: Frame) -> list[Span]:
    """The outlet somebody speaks to or through: *told NBC*, *in an interview with the paper*."""
    if frame.verb is None:
        return []
    parts = {token.i for token in (*frame.source, *frame.content)}
    words = [token for token in frame.verb.subtree if token.i not in parts]
    if frame.verb.dep_ in {"advcl", "conj", "ccomp"} and frame.verb.head.lemma_.lower() in _INTERVIEW:
        words += [token for token in frame.verb.head.subtree if token.i not in parts]
    found: list[Span] = []
    for token in words:
        if token.dep_ not in {"dobj", "dative", "pobj"} or token.i in {one.i for one in frame.cue}:
            continue
        phrase = [one for one in token.subtree if one.i <= token.i and one.i not in parts]
        start, end = phrase[0].idx, phrase[-1].idx + len(phrase[-1])
        said = text_of(token.doc)[start:end]
        if (OUTLET.search(said) or MEDIA.search(said)) and not any(one[0] <= start < one[1] for one in found):
            found.append((start, end))
    return found


def _covers(outer: Attribution, inner: Attribution, text: str) -> bool:
    """Whether the words of the inner cue, other than those of the outer cue, stand in the outer content."""
    places = [span for span in _less(inner.cue, outer.cue) if not text[span[0] : span[1]].isspace()]
    return bool(places) and all(text[start:end].isspace() for start, end in _less(places, outer.content))


def _less(spans: Iterable[Span], others: Spans) -> list[Span]:
    """Take some spans out of others; none is empty."""
    left = [span for span in spans if span[0] < span[1]]
    for first, last in others:
        left = (
            [
                piece
                for start, end in left
                for piece in ((start, min(end, max(start, first))), (max(start, min(end, last)), end))
                if piece[0] < piece[1]
            ]
            if first < last
            else left
        )
    return left


def _near(found: Sequence[Attribution]) -> Iterator[list[int]]:
    """Give for each attribution the numbers of those whose content reaches over its cue; others cannot cover it."""
    contents, cues = (
        np.array([_hull(getattr(one, part)) for one in found], dtype=np.int64).reshape(-1, 2)
        for part in ("content", "cue")
    )
    for start, end in cues:
        yield np.flatnonzero((contents[:, 0] < end) & (start < contents[:, 1])).tolist()


def _hull(spans: Spans) -> Span:
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else (0, 0)


def _outer(one: Attribution, other: Attribution) -> bool:
    """Which of two that each stand in the other's content is the outer one: the bare adverb, the frame, the larger."""
    ranks = [(item.lemma in {"according to", "reportedly", "allegedly"}, _size(item.content)) for item in (one, other)]
    return ranks[0] > ranks[1]


def _size(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _descends(place: int, ancestor: int, parents: Mapping[int, int]) -> bool:
    step: int | None = place
    while step is not None:
        if step == ancestor:
            return True
        step = parents.get(step)
    return False


def _without(spans: Spans, cut: Span, text: str) -> Spans:
    found = []
    for start, end in spans:
        for first, last in ((start, min(end, cut[0])), (max(start, cut[1]), end)):
            while first < last and not re.match(r"[\w“\"‘'(]", text[first]):
                first += 1
            if re.search(r"\w", text[first:last]) if first < last else None:
                found.append((first, len(text[:last].rstrip(" ,;:")) if last <= cut[0] else last))
    return tuple(found)
