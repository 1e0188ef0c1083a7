"""The model that comes with winset: trained on the training articles of PolNeAR, weights only."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from winset.reading.model.model import Model

NAME = "attributions.model"


@lru_cache(maxsize=1)
def shipped() -> Model | None:
    """Load the model that comes with winset; None where a copy of winset has none."""
    from winset.reading.model.file import load

    with as_file(files("winset.reading.model").joinpath(NAME)) as path:
        return load(path) if path.is_file() else None
