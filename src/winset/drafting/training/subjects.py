"""What weights are learned for, and from which candidates of an article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from winset.drafting.training import homes, issues, parties
from winset.drafting.training.articles import Article
from winset.drafting.training.control import control
from winset.drafting.training.fitting import Example, Goal, accurate, balanced, by_article, trained
from winset.drafting.training.stances import against, held_back, stances, taken
from winset.drafting.weights import SignWeights, tried
from winset.frozen import Frozen


class Subject(Frozen):
    """Something to learn weights for.

    Attributes
    ----------
    about : str
        What it is called; its weights are in ``learned/ABOUT.json``.
    examples : callable
        Gives the candidates of an article; those of earlier subjects are drafted with the weights just learned.
    goal : callable or float
        How the threshold is chosen; or the threshold, where whole drafts were looked at to choose it.
    penalty : float
        How much large weights cost.
    least : int
        In how many articles a sign has to occur.
    view : callable
        What an example is for this subject; nothing where it is none. Subjects can share the examples of an article.
    """

    about: str
    examples: Callable[[Article], Iterable[Example]]
    goal: Goal | float = balanced()
    penalty: float = 1.0
    least: int = 3
    view: Callable[[Example], Example | None] = lambda example: example


SUBJECTS: tuple[Subject, ...] = (
    Subject("parties", parties.everybody, by_article, penalty=3.0),
    Subject("mediators", parties.everybody, accurate, penalty=3.0, view=parties.mediators),
    Subject("absent", parties.everybody, accurate, penalty=0.1, view=parties.absent),
    Subject("homes", homes.homes, -1.7, penalty=5.0, least=12, view=homes.behind),
    Subject("home_of", homes.homes, penalty=5.0, view=homes.behind_whom),
    Subject("things", issues.issues, -1.1, penalty=10.0, least=12, view=issues.things),
    Subject("same_thing", issues.issues, -1.2, penalty=3.0, least=4, view=issues.same_thing),
    Subject("control", control, 0.0, penalty=40.0, least=16),
    Subject("stances", stances, 0.0, penalty=80.0, least=16, view=taken),
    Subject("against", stances, 0.0, penalty=40.0, least=16, view=against),
    Subject("conditions", stances, -0.8, penalty=10.0, least=10, view=held_back),
)
"""In the order in which a draft needs them."""


def learned(given: Sequence[Article], subjects: Sequence[Subject] = SUBJECTS) -> list[SignWeights]:
    """Learn the weights of every subject, each with the earlier ones in force."""
    found: list[SignWeights] = []
    made: dict[Callable[[Article], Iterable[Example]], list[Example]] = {}
    for one in subjects:
        with tried(*(SignWeights(other.about) for other in subjects), *found):
            if one.examples not in made:
                made[one.examples] = [example for article in given for example in one.examples(article)]
            examples = [low for example in made[one.examples] if (low := one.view(example)) is not None]
        found.append(trained(one.about, examples, one.goal, one.penalty, one.least))
    return found
