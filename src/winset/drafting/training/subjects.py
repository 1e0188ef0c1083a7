"""What weights are learned for, and from which candidates of an article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from winset.drafting.training.articles import Article
from winset.drafting.training.fitting import Example, Goal, balanced, trained
from winset.drafting.weights import Weights, tried


@dataclass(frozen=True)
class Subject:
    """Something to learn weights for.

    Attributes
    ----------
    about : str
        What it is called; its weights are in ``learned/ABOUT.json``.
    examples : callable
        Gives the candidates of an article; those of earlier subjects are drafted with the weights just learned.
    goal : callable
        How the threshold is chosen.
    penalty : float
        How much large weights cost.
    least : int
        In how many articles a sign has to occur.
    """

    about: str
    examples: Callable[[Article], Iterable[Example]]
    goal: Goal = balanced()  # noqa: RUF009 - a function
    penalty: float = 1.0
    least: int = 3


SUBJECTS: tuple[Subject, ...] = ()
"""In the order in which a draft needs them."""


def learned(given: Sequence[Article], subjects: Sequence[Subject] = SUBJECTS) -> list[Weights]:
    """Learn the weights of every subject, each with the earlier ones in force."""
    found: list[Weights] = []
    for one in subjects:
        with tried(*found):
            examples = [example for article in given for example in one.examples(article)]
        found.append(trained(one.about, examples, one.goal, one.penalty, one.least))
    return found
