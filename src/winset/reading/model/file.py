"""A trained model as a file: a line of JSON with a hash, then names and numbers, all checked when it is read."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from winset.errors import UsageError
from winset.reading.features.labels import CUE_LABELS, ROLE_LABELS
from winset.reading.model.model import Model
from winset.reading.model.tagger import Tagger

FORMAT = "winset reading model 2"
LARGEST = 512 * 1024 * 1024
_LABELS = ({"B", "O"}, {"CR", "O", "Q"})  # what each tagger must at least tell apart
_AGAIN = "Train it again with 'winset reading train'."


def save(model: Model, path: Path) -> None:
    """Write a model, whole or not at all.

    Raises
    ------
    UsageError
        If the file cannot be written.
    """
    parts = [tagger.to_bytes() for tagger in (model.cues, model.roles)]
    if model.network is not None:
        parts.append(model.network.to_bytes())
    body = b"".join(data for _, data in parts)
    heads = [{**head, "bytes": len(data)} for head, data in parts]
    head = json.dumps({"format": FORMAT, "sha256": hashlib.sha256(body).hexdigest(), "parts": heads})
    partial = path.with_name(path.name + ".partial")
    try:
        partial.write_bytes(head.encode() + b"\n" + body)
        os.replace(partial, path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None


def load(path: Path) -> Model:
    """Read a model.

    Raises
    ------
    UsageError
        If the file is no model, or a damaged one.
    """
    if not path.is_file():
        raise UsageError(f"there is no model {path}", "'winset reading train FOLDER -o MODEL' makes one.")
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
        return _model(head["parts"], body)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        raise UsageError(f"{path} is not a reading model: its names and numbers do not fit", _AGAIN) from None


def _model(heads: list[dict[str, Any]], body: bytes) -> Model:
    """Take a model from its parts: two taggers and, where there is one, a network."""
    start = 0
    bodies = []
    for head in heads:
        end = start + int(head["bytes"])
        bodies.append(body[start:end])
        start = end
    cues, roles = (Tagger.from_bytes(head, data) for head, data in zip(heads[:2], bodies, strict=False))
    for tagger, wanted in zip((cues, roles), _LABELS, strict=True):
        if not wanted <= set(tagger.labels) <= {*CUE_LABELS, *ROLE_LABELS}:
            raise ValueError("labels are missing, or there are others")
    if len(heads) == 2:
        return Model(cues, roles)
    from winset.reading.network.network import Network

    (head,), (data,) = heads[2:], bodies[2:]
    return Model(cues, roles, Network.from_bytes(head, data))
