"""Attributions as brat standoff, the format of annotation tools and corpora: written, and read with line numbers.

Lines are ``T1<tab>Source 0 8;12 15<tab>words`` for spans and ``E1<tab>Attribution:T4 Source:T1 Cue:T2 Content:T3`` for
attributions. Lines of other kinds that brat has (relations, attributes, notes) are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from winset.errors import UsageError
from winset.reading.spans import Attribution, Span

ROLES = ("source", "cue", "content")
_SPAN_LINE = re.compile(r"(T[0-9]+)\t(\S+) ([0-9]+ [0-9]+(?:;[0-9]+ [0-9]+)*)(?:\t.*)?")
_EVENT_LINE = re.compile(r"E[0-9]+\t(\S+:T[0-9]+(?: \S+:T[0-9]+)*) ?")
_BEGINS = re.compile(r"[TERAMN][0-9]|[#*]")
_PASSED_OVER = re.compile(r"[RAMN][0-9]+\t|[#*]")
_SHOWN = 5  # problems named in one error


def as_standoff(text: str, attributions: Iterable[Attribution]) -> str:
    """Write attributions as brat standoff.

    Parameters
    ----------
    text : str
        The text that the spans lie in.
    attributions : iterable of Attribution
        Spans in Unicode code points, the end exclusive.

    Examples
    --------
    >>> print(as_standoff("He says no.", [Attribution(((0, 2),), ((3, 7),), ((8, 10),))]))
    T1	Source 0 2	He
    T2	Cue 3 7	says
    T3	Content 8 10	no
    T4	Attribution 3 7	says
    E1	Attribution:T4 Source:T1 Cue:T2 Content:T3
    <BLANKLINE>
    """
    lines: list[str] = []
    spans = 0
    for number, one in enumerate(attributions, 1):
        parts = {role: getattr(one, role) for role in ROLES if getattr(one, role)}
        first = {**parts, "attribution": one.cue or one.content[:1]}
        names = {}
        for role, pieces in first.items():
            spans += 1
            names[role] = f"{role.capitalize()}:T{spans}"
            places = ";".join(f"{start} {end}" for start, end in pieces)
            words = " ".join(" ".join(text[start:end].split()) for start, end in pieces)
            lines.append(f"T{spans}\t{role.capitalize()} {places}\t{words}")
        lines.append(f"E{number}\t" + " ".join([names["attribution"], *(names[role] for role in parts)]))
    return "".join(f"{line}\n" for line in lines)


def from_standoff(text: str, length: int | None = None) -> list[Attribution]:
    r"""Read attributions from brat standoff.

    Parameters
    ----------
    text : str
        The standoff.
    length : int, optional
        Of the annotated text in code points; spans that go beyond it are then an error.

    Raises
    ------
    UsageError
        If a line cannot be read or points nowhere; names the lines.

    Examples
    --------
    >>> from_standoff("T1\tCue 3 7\tsays\nE1\tAttribution:T1 Cue:T1\n")
    [Attribution(source=(), cue=((3, 7),), content=(), lemma='')]
    """
    spans: dict[str, tuple[Span, ...]] = {}
    events: list[tuple[int, list[str]]] = []
    problems: list[tuple[int, str]] = []
    goes_on = False  # words of a span that were written over several lines
    for number, line in enumerate(re.split(r"\r?\n", text), 1):
        if goes_on and not _BEGINS.match(line):
            continue
        goes_on = line.startswith("T")
        if match := _SPAN_LINE.fullmatch(line):
            pieces, wrong = _pieces(match[3], length)
            spans[match[1]] = pieces
            problems += [(number, wrong)] if wrong else []
        elif match := _EVENT_LINE.fullmatch(line):
            events.append((number, match[1].split(" ")))
        elif line.strip() and not _PASSED_OVER.match(line):
            problems.append((number, "neither a span nor an attribution"))
    found = [one for number, arguments in events if (one := _event(number, arguments, spans, problems)) is not None]
    if problems:
        listed = "; ".join(f"line {number}: {what}" for number, what in sorted(problems)[:_SHOWN])
        more = f"; and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        raise UsageError(f"the standoff cannot be read: {listed}{more}", "Standoff is that of brat, spans and events.")
    return found


def _pieces(places: str, length: int | None) -> tuple[tuple[Span, ...], str]:
    """Read ``0 8;12 15``, and say what is wrong with it."""
    limit = len(str(length)) if length is not None else 15
    numbers = [int(number) if len(number) <= limit else -1 for number in re.split("[ ;]", places)]
    pieces = tuple(zip(numbers[::2], numbers[1::2], strict=True))
    if any(not 0 <= start < end for start, end in pieces):
        return pieces, f"a span must end after it begins and fit the text, got {places[:40]}"
    if length is not None and any(end > length for _, end in pieces):
        return pieces, f"a span goes beyond the text, which has {length} characters"
    return pieces, ""


def _event(
    number: int, arguments: list[str], spans: dict[str, tuple[Span, ...]], problems: list[tuple[int, str]]
) -> Attribution | None:
    """Gather the spans of an attribution, noting those that are missing."""
    roles: dict[str, set[Span]] = {role: set() for role in ROLES}
    for argument in arguments:
        name, _, span = argument.rpartition(":")
        if span not in spans:
            problems.append((number, f"{span} is no span of this file"))
        elif (role := re.sub(r"[0-9]+$", "", name).lower()) in roles:
            roles[role].update(spans[span])
    source, cue, content = (tuple(sorted(roles[role])) for role in ROLES)
    return Attribution(source, cue, content) if cue or content else None
