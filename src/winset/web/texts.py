"""The gate for the texts of a request: no control characters, half characters or turning of the writing direction."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_plus

from winset.characters import KEPT_OUT, code_point

DRAFTS = ("/draft", "/merge", "/text")
"""Requests that carry the text of a case as it is being written; what is wrong in it is told with its place there."""


def refused_text(path: str, query: bytes, body: bytes | None) -> str:
    r"""Say which text of a request holds what none may; empty where there is none.

    Examples
    --------
    >>> refused_text("/api/cases", b"audience=%1B", None)
    'the address holds the control character U+001B (escape)'
    >>> refused_text("/api/cases", b"", b'{"file": ["a\\u0007"]}')
    "'file' holds the control character U+0007 (bell)"
    """
    for text in (path, unquote_plus(query.decode("latin-1"))):
        if found := KEPT_OUT.search(text):
            return f"the address holds the {code_point(found.group())}"
    if not body:
        return ""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return ""  # whoever is asked says what is wrong with it
    drafts = path.endswith(DRAFTS) and isinstance(value, dict)
    kept = {key: one for key, one in value.items() if key not in {"text", "base"}} if drafts else value
    for name, text in _texts(kept):
        if found := KEPT_OUT.search(text):
            return f"{f'{name!r}' if name else 'the request'} holds the {code_point(found.group())}"
    return ""


def _texts(value: Any) -> Iterator[tuple[str, str]]:
    waiting: list[tuple[str, Any]] = [("", value)]
    while waiting:
        name, one = waiting.pop()
        if isinstance(one, str):
            yield name, one
        elif isinstance(one, dict):
            waiting += [("", key) for key in one]
            waiting += [(key if KEPT_OUT.search(key) is None else "", item) for key, item in one.items()]
        elif isinstance(one, list):
            waiting += [(name, item) for item in one]
