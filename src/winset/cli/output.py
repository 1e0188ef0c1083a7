"""How commands print: text for people, Markdown, JSON for programs; and the gate before the terminal."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from typing import TYPE_CHECKING, Any, TextIO

import click

from winset.characters import first, harmless

if TYPE_CHECKING:
    from winset.present.documents.document import Document

MAX_WIDTH = 104
_MINE = os.urandom(8).hex()  # no file can know it, so none can write a style of ours
_STYLE = re.compile(f"\x1b{_MINE}(\\[[0-9;]*m)")
_NOT_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Gate:
    """A stream to a terminal or a file: of what is written to it only text goes through, and styles of ours.

    Parameters
    ----------
    stream : text stream
        Where to.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text without what a terminal could obey."""
        if text.isascii() and text.isprintable():
            return self._stream.write(text)
        pieces = _STYLE.split(text)
        pieces[::2] = [harmless(piece) for piece in pieces[::2]]
        pieces[1::2] = [f"\x1b{piece}" for piece in pieces[1::2]]
        self._stream.write("".join(pieces))
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        """Write several texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def guard_streams() -> None:
    """Have everything that is printed from now on go through the gate."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None or isinstance(stream, Gate):
            continue
        if (stream.encoding or "").lower().replace("-", "") in {"ascii", "usascii", "ansi_x3.41968"}:
            stream.reconfigure(encoding="utf-8")  # or others would make a stream of their own, past the gate
        setattr(sys, name, Gate(stream))


def styled(text: str, **style: Any) -> str:
    """Emphasise a text where it goes to a terminal that shows that, unless ``NO_COLOR`` is set."""
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb" or not sys.stdout.isatty()
    if plain or not isinstance(sys.stdout, Gate):
        return text
    return click.style(text, **style).replace("\x1b[", f"\x1b{_MINE}[")


def show(document: Document, markdown: bool = False) -> None:
    """Print a document: wrapped to the terminal, emphasis only where a terminal shows it."""
    from winset.present.documents.document import as_markdown, as_text

    if markdown:
        click.echo(as_markdown(document))
        return
    columns = shutil.get_terminal_size((MAX_WIDTH, 24)).columns
    click.echo(as_text(document, max(40, min(columns, MAX_WIDTH)), lambda text: styled(text, bold=True)))


def show_json(value: Any) -> None:
    """Print plain values as JSON that any parser reads; a number that is none is null."""
    text = json.dumps(_finite(value), ensure_ascii=False, allow_nan=False, indent=2)
    if first(text):
        text = _NOT_IN_JSON.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
    sys.stdout.write(f"{text}\n")


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if value - value == 0 else None
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    return [_finite(item) for item in value] if isinstance(value, list | tuple) else value
