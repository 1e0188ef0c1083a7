"""Annotated documents from a folder: texts and brat standoff, beside each other or in folders of their own."""

from __future__ import annotations

from pathlib import Path

from winset.errors import UsageError
from winset.frozen import Frozen
from winset.reading.spans import Attribution
from winset.reading.standoff import from_standoff

LARGEST = 20 * 1024 * 1024
_SHOWN = 5


class Annotated(Frozen):
    """A text and the attributions that one person found in it."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


def corpus(folder: Path) -> list[Annotated]:
    """Read the annotated documents of a folder.

    The annotation of ``NAME.txt`` is ``NAME.ann`` or ``NAME_WHO.ann``, in the same folder or, where texts are in a
    folder ``text``, in the folder ``attributions`` next to it. Of several annotations of a text the first is taken.

    Parameters
    ----------
    folder : Path
        Where they are, also in folders below.

    Raises
    ------
    UsageError
        If there are none, or if some cannot be read; names the files and lines.
    """
    found, problems = [], []
    for path in sorted(folder.rglob("*.txt")):
        annotation = _annotation(path)
        if annotation is None:
            continue
        try:
            text = _text(path)
            found.append(Annotated(path.stem, text, tuple(from_standoff(_text(annotation), len(text)))))
        except UsageError as error:
            problems.append(f"{annotation}: {error.what}")
    if problems:
        more = f"; and {len(problems) - _SHOWN} more files" if len(problems) > _SHOWN else ""
        raise UsageError("; ".join(problems[:_SHOWN]) + more)
    if not found:
        hint = "NAME.txt needs NAME.ann beside it, or both in folders named text and attributions."
        raise UsageError(f"no annotated documents in {folder}", hint)
    return found


def _annotation(path: Path) -> Path | None:
    folder = path.parent.with_name("attributions") if path.parent.name == "text" else path.parent
    exact = folder / f"{path.stem}.ann"
    if exact.is_file():
        return exact
    many = sorted(one for one in folder.glob("*.ann") if one.stem.rpartition("_")[0] == path.stem)
    return many[0] if many else None


def _text(path: Path) -> str:
    """Read a file with its line ends as they are, since offsets count them."""
    if path.stat().st_size > LARGEST:
        raise UsageError(f"{path.name} is larger than {LARGEST // 1024 // 1024} MB")
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError(f"{path.name} is not UTF-8") from None
