"""A trained model as a file: a line of JSON with a hash, then names and numbers, all checked when it is read."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from winset.errors import UsageError
from winset.reading.model.model import Model
from winset.reading.model.tagger import Tagger

FORMAT = "winset reading model 1"
LARGEST = 512 * 1024 * 1024
_LABELS = ({"B", "O"}, {"CR", "O", "Q"})  # what each tagger must at least tell apart
_AGAIN = "Train it again with 'winset reading train'."


def save(model: Model, path: Path) -> None:
    """Write a model, whole or not at all."""
    parts = [tagger.to_bytes() for tagger in (model.cues, model.roles)]
    body = b"".join(data for _, data in parts)
    taggers = [{**head, "bytes": len(data)} for head, data in parts]
    head = json.dumps({"format": FORMAT, "sha256": hashlib.sha256(body).hexdigest(), "taggers": taggers})
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(head.encode() + b"\n" + body)
    os.replace(partial, path)


def load(path: Path) -> Model:
    """Read a model.

    Raises
    ------
    UsageError
        If the file is no model, or a damaged one.
    """
    if not path.is_file():
        raise UsageError(f"there is no model {path}", "'winset reading train DIR -o MODEL' makes one.")
    if path.stat().st_size > LARGEST:
        raise UsageError(f"{path} is too large for a reading model", _AGAIN)
    first, _, body = path.read_bytes().partition(b"\n")
    try:
        head = json.loads(first[:100_000])
        told = (head["format"], head["sha256"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise UsageError(f"{path} is not a reading model", _AGAIN) from None
    if told[0] != FORMAT:
        raise UsageError(f"{path} is not a reading model of this version of winset", _AGAIN)
    if hashlib.sha256(body).hexdigest() != told[1]:
        raise UsageError(f"{path} is damaged: its content does not fit its hash", _AGAIN)
    try:
        return _model(head["taggers"], body)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        raise UsageError(f"{path} is not a reading model: its names and numbers do not fit", _AGAIN) from None


def _model(heads: list[dict[str, Any]], body: bytes) -> Model:
    start = 0
    taggers = []
    for head, wanted in zip(heads, _LABELS, strict=True):
        end = start + int(head["bytes"])
        taggers.append(Tagger.from_bytes(head, body[start:end]))
        start = end
        if not wanted <= set(taggers[-1].labels):
            raise ValueError("labels are missing")
    return Model(*taggers)
