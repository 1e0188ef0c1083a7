"""The questions of a draft as somebody reads them: what is asked of several things is asked once, of all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HINT = re.compile(r" \((?![A-Z]\d)[^()]*\)")  # other words for an issue; sentences, such as (S3, S10), stay
_KINDS = tuple(
    (re.compile(pattern), what)
    for pattern, what in (
        (
            r"(?P<one>.+): for it or against it(?P<more> \(.*\))?\? It is left out",
            "For it or against it? The text does not decide, and it is left out",
        ),
        (
            r"(?P<one>.+): the text does not say who can move it: (?P<more>.+)\?",
            "Who can move it? The text does not say",
        ),
        (
            r"(?P<one>.+) tells of an ending and names no issue; '(?P<more>.+)' is a guess",
            "Does the ending show so? It is told in the words of no issue, and this is a guess",
        ),
        (
            r"(?P<one>.+) tells of an ending; the text does not say in which issues it shows",
            "In which issues does the ending show? The text does not say",
        ),
        (
            r"(?P<one>.+): in no delegation and no meeting that the text tells of; is it at the table\?",
            "Is it at the table? It is in no delegation and no meeting that the text tells of",
        ),
    )
)


def together(questions: Sequence[str]) -> list[str]:
    r"""Ask once what is asked of several things, in the order in which it is asked first.

    Examples
    --------
    >>> asked = ["Lira on Gates (closed): for it or against it (S3)? It is left out"]
    >>> asked += ["Lira on Dam: for it or against it (S7, S9)? It is left out", "Relocate: what is to be settled?"]
    >>> print(*together(asked), sep="\n")
    For it or against it? The text does not decide, and it is left out: Lira on Gates (S3); Lira on Dam (S7, S9)
    Relocate: what is to be settled?
    """
    found: dict[str, list[str]] = {}
    for question in questions:
        plain = _HINT.sub("", question)
        matched = ((pattern.fullmatch(plain), what) for pattern, what in _KINDS)
        match, what = next(((match, what) for match, what in matched if match), (None, plain))
        found.setdefault(what, [])
        if match is not None:
            more = (match.groupdict().get("more") or "").strip()
            found[what].append(f"{match['one']} {more if not more or more.startswith('(') else f'({more})'}".strip())
    return [f"{what}: {'; '.join(some)}" if some else what for what, some in found.items()]
