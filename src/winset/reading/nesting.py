"""What stands inside what: attribution chains, and the medium each claim came through."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from winset.reading.frames import Frame
from winset.reading.kinds import MEDIA, OUTLET
from winset.reading.proposals import Spans
from winset.reading.spans import Attribution, Span, text_of

_CHANNELS = {"media", "artefact", "anonymous"}
_INTERVIEW = {"interview", "speak", "statement", "appearance", "remark", "comment", "talk", "briefing"}


def untangled(found: Sequence[Attribution], text: str) -> list[Attribution]:
    """Take the frame of an outer layer, *According to NBC*, out of the content of an inner one."""
    result = []
    for one in found:
        cut = [
            (min(start for start, _ in outer.source + outer.cue), max(end for _, end in outer.source + outer.cue))
            for outer in found
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
    for place, one in enumerate(found):
        around = [
            (_size(other.content), number)
            for number, other in enumerate(found)
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


def via_of(place: int, frames: Sequence[Frame], parents: Mapping[int, int], kinds: Sequence[str]) -> Spans:
    """List the media and the unnamed voices a claim came through, the outermost first."""
    chain = []
    above = parents.get(place)
    while above is not None:
        source = frames[above].attribution.source
        own = list(source) if kinds[above] in _CHANNELS and source != frames[place].attribution.source else []
        chain += [*reversed(own), *reversed(_channel(frames[above]))]
        above = parents.get(above)
    found: list[Span] = []
    for start, end in [*reversed(chain), *_channel(frames[place])]:
        if not any(first <= start and end <= last for first, last in found):
            found.append((start, end))
    return tuple(found)


def _channel(frame: Frame) -> list[Span]:
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
    places = {place for start, end in inner.cue for place in range(start, end) if not text[place].isspace()}
    places -= {place for start, end in outer.cue for place in range(start, end)}
    held = {place for start, end in outer.content for place in range(start, end)}
    return bool(places) and places <= held


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
