"""Annotations and models from somebody else: what is told of them carries nothing a terminal obeys."""

from __future__ import annotations

import json
import os

import numpy as np
import pytest

from winset.characters import ONE_LINE
from winset.errors import UsageError
from winset.reading.model import file
from winset.reading.model.model import Model
from winset.reading.model.tagger import Tagger
from winset.reading.standoff import from_standoff


def _tagger(labels):
    return Tagger(labels, np.zeros((len(labels), len(labels))), {"word": 0}, np.zeros((1, len(labels))))


@pytest.mark.parametrize("nasty", ["\x1b[2J", "\x9b2J", "\x07", "\u202e", "\ufffe"])
@pytest.mark.parametrize("line", ["E1\tAttribution:T{} Cue:T{}\n", "{}\n", "T1\tCue 3 1\t{}\n"])
def test_what_is_wrong_with_annotations_is_told_without_their_controls(line, nasty):
    with pytest.raises(UsageError) as refused:
        from_standoff(line.replace("{}", nasty))
    assert not ONE_LINE.search(str(refused.value))


def test_a_model_whose_head_names_controls_is_refused_without_repeating_them(tmp_path):
    path = tmp_path / "foreign.model"
    path.write_text(json.dumps({"format": "\x1b]0;title\x07", "sha256": ""}) + "\n", encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        file.load(path)
    assert not ONE_LINE.search(str(refused.value))


def test_a_model_that_cannot_be_written_is_told_with_the_reason(tmp_path):
    model = Model(_tagger(("B", "O")), _tagger(("CR", "O", "Q")))
    with pytest.raises(UsageError, match=r"cannot be written: No such file or directory"):
        file.save(model, tmp_path / "nowhere" / "a.model")
    if os.path.exists("/dev/full"):
        os.symlink("/dev/full", tmp_path / "b.model.partial")
        with pytest.raises(UsageError, match=r"cannot be written: No space left"):
            file.save(model, tmp_path / "b.model")
