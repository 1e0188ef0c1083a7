"""A case file in another encoding than UTF-8, turned into UTF-8 by somebody who knows which one it is."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import unified_diff

from winset.characters import KEPT_OUT, code_point
from winset.errors import UsageError

ENCODINGS: Mapping[str, str] = {
    "cp1252": "Western European (Windows)",
    "iso8859-15": "Western European (ISO)",
    "cp1250": "Central European (Windows)",
    "iso8859-2": "Central European (ISO)",
    "cp1251": "Cyrillic (Windows)",
    "koi8-r": "Cyrillic (KOI8-R)",
    "cp1253": "Greek (Windows)",
    "cp1254": "Turkish (Windows)",
    "cp1255": "Hebrew (Windows)",
    "cp1256": "Arabic (Windows)",
    "mac_roman": "Western European (Mac)",
    "gb18030": "Chinese (GB 18030)",
    "shift_jis": "Japanese (Shift JIS)",
    "euc_kr": "Korean (EUC-KR)",
    "utf-16": "UTF-16, with a mark at its beginning",
}


def wrong_byte(data: bytes) -> str:
    r"""Say where some bytes are no UTF-8; empty where they are.

    Examples
    --------
    >>> wrong_byte("name: Zürich".encode("cp1252"))
    'line 1, byte 8 of the line (0xFC) is not UTF-8'
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        return f"line {line}, byte {column} of the line (0x{data[error.start]:02X}) is not UTF-8"
    return ""


def recoded(data: bytes, encoding: str) -> str:
    """Read bytes in a named encoding.

    Raises
    ------
    UsageError
        If the encoding is not one of those offered, or the bytes are no text in it.
    """
    if encoding not in ENCODINGS:
        raise UsageError(f"'{encoding}' is none of the encodings offered", f"There are: {', '.join(ENCODINGS)}.")
    try:
        text = data.decode(encoding)
    except UnicodeError:
        raise UsageError(f"the file is no text in the encoding {encoding}", "Try another one.") from None
    if found := KEPT_OUT.search(text):
        told = f"read in the encoding {encoding} the file holds the {code_point(found.group())}"
        raise UsageError(told, "Try another one.")
    return text


def changed_lines(data: bytes, text: str) -> list[str]:
    """Compare a file as it can be read now, wrong bytes shown as U+FFFD, with what it would become."""
    before = data.decode("utf-8", "replace").splitlines()
    return list(unified_diff(before, text.splitlines(), "now", "as UTF-8", lineterm="", n=0))
