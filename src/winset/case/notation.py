"""How values are written in a case file: plain where that is beyond doubt, on one line where it fits.

The one writer of case files: whole ones, single edits, and what is printed to be pasted into one.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping
from typing import Any

WIDTH = 110
_PLAIN = re.compile(r"-?[^\W_]([\w ./()+=<>%'\"!?;-]*[\w.)%'\"?!])?")
_UNSEEN = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
NOTHING = {"null", "Null", "NULL", "~", ""}


def scalar(text: str) -> str:
    """Write text as YAML: plain where that is beyond doubt, in double quotes otherwise.

    Examples
    --------
    >>> scalar('territory = "de jure"'), scalar("what: now"), scalar("null")
    ('territory = "de jure"', '"what: now"', '"null"')
    """
    plain = _PLAIN.fullmatch(text) and text not in NOTHING and "\n" not in text
    return text if plain else _UNSEEN.sub(_escaped, json.dumps(text, ensure_ascii=False))


def _escaped(found: re.Match[str]) -> str:
    """Write a character that a file cannot show, or that ends a line in it, by its number."""
    code = ord(found[0])
    return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"


def flow(value: Any) -> str:
    """Write a value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(str(key))}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return "null" if value is None else scalar(value)


def block(value: Any, indent: int) -> str:
    """Write what stands after a key or a dash, in the lines below where that reads better."""
    pad = " " * indent
    if isinstance(value, str) and len(value) > WIDTH - indent and re.fullmatch(r"\S+( \S+)*", value):
        lines = textwrap.wrap(value, WIDTH, break_long_words=False, break_on_hyphens=False)
        return " >-\n" + "\n".join(f"{pad}{line}" for line in lines)
    one_line = flow(value)
    if not value or not isinstance(value, dict | list) or (_flat(value) and len(one_line) < WIDTH - indent):
        return f" {one_line}"
    if isinstance(value, dict):
        return "".join(f"\n{pad}{scalar(str(key))}:{block(item, indent + 2)}" for key, item in value.items())
    return "".join(f"\n{pad}-{list_item(item, indent + 2)}" for item in value)


def list_item(value: Any, indent: int) -> str:
    """Write what stands after a dash; a mapping begins on the same line."""
    body = block(value, indent)
    return f" {body.lstrip()}" if body.startswith("\n") and isinstance(value, dict) else body


def _flat(value: Any) -> bool:
    """Whether a value holds nothing but text and lists of text."""
    items = list(value.values()) if isinstance(value, dict) else value
    return all(
        isinstance(item, str) or (isinstance(item, list) and all(isinstance(one, str) for one in item))
        for item in items
    )


def as_text(value: Any) -> Any:
    """Give a value as reading it back gives it: every scalar as text.

    Examples
    --------
    >>> as_text({"at_table": False, "points": (1, -0.5), "note": None})
    {'at_table': 'no', 'points': ['1', '-0.5'], 'note': None}
    """
    if isinstance(value, Mapping):
        return {str(key): as_text(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_text(item) for item in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)
