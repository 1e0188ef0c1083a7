"""Weights of signs: how much each sign that a text gives counts, as learned from annotated articles.

A candidate (something that could be an issue, a party, a statement) has signs with numbers, mostly 1. Its odds are a
sum of weights, one for each sign, as in a logistic regression; candidates whose odds reach the threshold are taken.
The weights are files of names and numbers in the folder ``learned``, one a subject, made by
``python -m winset.drafting.training``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from importlib.resources import files
from math import exp
from typing import Any

from winset.frozen import Frozen, field

Signs = Mapping[str, float]


class SignWeights(Frozen):
    """What the signs of one subject count.

    Attributes
    ----------
    about : str
        The subject, as its file is named.
    base : float
        The log odds of a candidate without any sign.
    of : dict of str to float
        What each sign adds to the log odds; a sign that is not there adds nothing.
    threshold : float
        The log odds from which a candidate is taken.
    """

    about: str
    base: float = 0.0
    of: Mapping[str, float] = field(default_factory=dict)
    threshold: float = 0.0

    def odds(self, signs: Signs) -> float:
        """Give the log odds of a candidate.

        Examples
        --------
        >>> SignWeights("issues", -1.0, {"demanded": 2.0}).odds({"demanded": 1, "in a quotation": 1})
        1.0
        """
        return self.base + sum(self.of.get(name, 0.0) * value for name, value in signs.items())

    def chance(self, signs: Signs) -> float:
        """Give the chance of a candidate, between 0 and 1."""
        odds = self.odds(signs)
        return 1 / (1 + exp(-odds)) if odds > -700 else 0.0

    def takes(self, signs: Signs) -> bool:
        """Whether a candidate is taken."""
        return self.odds(signs) >= self.threshold

    def text(self) -> str:
        """Give the weights as a file: one sign a line, by name."""
        head = {"about": self.about, "threshold": round(self.threshold, 3), "base": round(self.base, 3)}
        return json.dumps({**head, "of": dict(sorted(self.of.items()))}, indent=0, ensure_ascii=False) + "\n"


def from_text(text: str) -> SignWeights:
    """Read weights from their file."""
    data: dict[str, Any] = json.loads(text)
    return SignWeights(data["about"], data["base"], data["of"], data["threshold"])


@lru_cache(maxsize=16)
def shipped(about: str) -> SignWeights:
    """Give the weights that come with winset."""
    return from_text(files("winset.drafting").joinpath("learned", f"{about}.json").read_text(encoding="utf-8"))


_OTHERS: ContextVar[Mapping[str, SignWeights]] = ContextVar("_OTHERS", default={})  # noqa: B039 - never changed in place


def weights(about: str) -> SignWeights:
    """Give the weights of a subject that are in force: those that come with winset, unless others are tried."""
    return _OTHERS.get().get(about) or shipped(about)


@contextmanager
def tried(*others: SignWeights) -> Iterator[None]:
    """Put other weights in force, while one tries how good they are."""
    token = _OTHERS.set({**_OTHERS.get(), **{one.about: one for one in others}})
    try:
        yield
    finally:
        _OTHERS.reset(token)
