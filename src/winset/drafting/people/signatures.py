"""Whose a letter is: the body told in the head of a message or below the signature, *Dana Ruiz* / *BoxCo Ltd*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from winset.drafting.people.cast import Cast
from winset.drafting.people.names import key_of, last_name, part_of
from winset.drafting.source import ParsedSource
from winset.drafting.words import SPEAKERS
from winset.reading.spans import text_of

_BODY = r"(?P<body>[A-Z][\w&.'’ -]{2,60}?)"
_HEAD = r"(?m)^(?:From|To|Cc|Sender)\s*:.*?NAME\s*(?:<[^>\n]*>\s*)?[,(/|–—-]\s*" + _BODY + r"\s*(?=[,;()<>|]|$)"
_BELOW = r"NAME[ \t]*(?:,[ \t]*|\n[ \t]*(?:[^\n,]{2,40},[ \t]*)?)" + _BODY + r"[ \t]*(?=\n|$)"
_GREETS = "dear_"


def place_signatures(cast: Cast, source: ParsedSource) -> None:
    """Put whoever signs letters with the body that the letters say they write for."""
    speaks = dict(_signed(source))
    for key in [one for one in cast.figures if speaks and one.startswith(_GREETS)]:
        cast.forget(key)
    for name, body in speaks.items():
        known = [one for one in cast.figures.values() if body in one.surfaces or part_of(body, one.name)]
        figure = known[0] if known else cast.figure(key_of(body), body, "name")
        person = {name, *name.split()}
        for own in [one for one in cast.figures.values() if one.name in person and one is not figure]:
            cast.merge(own, figure)
        for token in source.doc:
            if token.text == last_name(name):
                cast.person_of[token.text] = figure.key
                figure.persons.add(token.text)
                if cast.key_at(source, token.i) != figure.key:
                    cast.put(source, token, figure, token.text)


def _signed(source: ParsedSource) -> Iterator[tuple[str, str]]:
    """The names below the letters of a document that say for whom they write, with that body."""
    text = text_of(source.doc)
    for turn in source.layout.turns:
        if turn.speaker[0] < turn.end:
            continue  # a label before what is said: no letter
        name = text[slice(*turn.speaker)].strip()
        for pattern in (_HEAD, _BELOW):
            match = re.search(pattern.replace("NAME", re.escape(name)), source.text)
            if match and not {word.lower() for word in match["body"].split()} & SPEAKERS:
                yield name, match["body"].strip()
                break
