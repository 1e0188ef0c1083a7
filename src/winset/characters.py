"""Which characters a text from a file may hold, and how a text is shown whatever it holds.

One gate for every text that comes in (cases, models, records, documents, logs, requests), and one for every text that
goes out to a terminal or to a program that draws pages and plots. What the first refuses:

- control characters but tab and line breaks (C0, delete, C1), since terminals obey them and XML cannot hold them;
- halves of characters (surrogates) and noncharacters, which many programs cannot write or end at;
- controls of the writing direction that reach beyond themselves (embeddings, overrides, isolates), since a name that
  holds one turns the text around it. The marks U+200E, U+200F and U+061C, which right-to-left text needs, stay;
- in names and other texts of one line: line breaks of every kind, and tabs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

__all__ = [
    "ONE_LINE",
    "PROSE",
    "REPLACEMENT",
    "code_point",
    "first",
    "harmless",
    "harmless_in",
    "misplaced",
    "no_formula",
    "one_line",
]

_PLANES = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_NEVER = f"\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANES}"
_TURNING = "\u202a-\u202e\u2066-\u2069"
_BREAKS = "\u2028\u2029"
REPLACEMENT = "\ufffd"

KEPT_OUT = re.compile(f"[{_NEVER}\u202d\u202e]")
"""What no document and no row of a record may hold. A form feed may: it parts the pages of a text."""

PROSE = re.compile(f"[{_NEVER}{_TURNING}{_BREAKS}\x0c]")
"""What no text of a case may hold, not even one of several lines."""

ONE_LINE = re.compile(f"[{_NEVER}{_TURNING}{_BREAKS}\x0c\t\n\r]")
"""What no name may hold."""

_SHOWN = re.compile(f"[{_NEVER}{_TURNING}]")
_SPACED = re.compile(f"[{_BREAKS}\x0c]|\r(?!\n)")
_SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
_BLANK = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\u200b\u2060\ufeff\u00ad\x00"
)
_NAMES = {
    0x07: "bell",
    0x09: "tab",
    0x0A: "line break",
    0x0C: "form feed",
    0x0D: "carriage return",
    0x1B: "escape",
    0x85: "next line",
}


def code_point(character: str) -> str:
    r"""Name a character so that a person can look for it.

    Examples
    --------
    >>> code_point("\x1b"), code_point("\u202e"), code_point("\ud800")
    ('control character U+001B (escape)', 'character U+202E (right-to-left override)', 'half a character U+D800')
    """
    number = ord(character)
    name = _NAMES.get(number) or unicodedata.name(character, "").lower()
    kind = unicodedata.category(character)
    what = {"Cc": "control character", "Cs": "half a character", "Cn": "noncharacter"}.get(kind, "character")
    return f"{what} U+{number:04X}" + (f" ({name})" if name else "")


def first(text: str, refused: re.Pattern[str] = PROSE) -> str:
    r"""Name the first character of a text that it may not hold; empty where there is none.

    Examples
    --------
    >>> first("a\tb\nc"), first("a\tb", ONE_LINE)
    ('', 'control character U+0009 (tab)')
    """
    found = refused.search(text)
    return code_point(found.group()) if found else ""


def misplaced(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str, bool]]:
    r"""Find every text within plain values that holds what it may not, without recursion.

    Parameters
    ----------
    value : dict, list, str or other
        Plain values. Keys are held to one line; texts may have several.
    path : tuple of str or int
        Where it stands.

    Yields
    ------
    (path, str, bool)
        Where, which character, and whether it stands in the last key of the path rather than in its value.

    Examples
    --------
    >>> list(misplaced({"a": ["x", "y\x07"], "b\x1b": None}))
    [(('b\x1b',), 'control character U+001B (escape)', True), (('a', 1), 'control character U+0007 (bell)', False)]
    """
    waiting: list[tuple[tuple[str | int, ...], Any]] = [(path, value)]
    while waiting:
        at, one = waiting.pop()
        if isinstance(one, str):
            if told := first(one):
                yield at, told, False
        elif isinstance(one, dict):
            for key, item in one.items():
                if isinstance(key, str) and (told := first(key, ONE_LINE)):
                    yield (*at, key), told, True
                waiting.append(((*at, key), item))
        elif isinstance(one, list | tuple):
            waiting += [((*at, place), item) for place, item in enumerate(one)]


def harmless(text: str) -> str:
    r"""Give a text as it may be shown: what a terminal or a renderer could obey or fail on is replaced.

    Examples
    --------
    >>> harmless("US\x1b[2J\u2028on \u202eline"), harmless("plain\n\ttext")
    ('US\ufffd[2J on \ufffdline', 'plain\n\ttext')
    """
    if text.isascii() and text.isprintable():
        return text
    return _SPACED.sub(" ", _SHOWN.sub(REPLACEMENT, text))


def no_formula(text: str) -> str:
    r"""Keep a spreadsheet from taking a text for a formula, whatever spaces stand before its sign.

    Examples
    --------
    >>> no_formula("=1+1"), no_formula(" \n=1+1"), no_formula("\uff1d1+1"), no_formula("aid - now")
    ("'=1+1", "' \n=1+1", "'\uff1d1+1", 'aid - now')
    """
    begun = text.lstrip(_BLANK)[:1]
    return f"'{text}" if (begun and begun in _SIGNS) or text[:1] in {"\t", "\r", "\n"} else text


def one_line(text: str) -> str:
    r"""Give a text as it may be shown within a line.

    Examples
    --------
    >>> one_line("a\tb\nc")
    'a b c'
    """
    return re.sub("[\t\r\n]+", " ", harmless(text))


def harmless_in(value: Any) -> Any:
    """Give plain values with every text, and every key, as it may be shown."""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, dict):
        return {harmless(key) if isinstance(key, str) else key: harmless_in(item) for key, item in value.items()}
    return [harmless_in(item) for item in value] if isinstance(value, list | tuple) else value
