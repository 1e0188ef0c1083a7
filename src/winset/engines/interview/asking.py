"""Which question to put to a person next: the one whose answer is expected to move most."""

from __future__ import annotations

from collections.abc import Sequence

from winset.case.model import Case
from winset.engines.interview.doubts import doubtful_statements, entry_questions
from winset.engines.interview.preferences import Preferences
from winset.engines.interview.questions import MOST, Answer, Question

LEAST = 1e-6


def next_question(case: Case, answers: Sequence[Answer] = (), most: int = MOST) -> Question | None:
    """Choose the next question of an interview.

    Every question that could be asked is weighed by what its answer is expected to move: of questions about a party's
    preferences the share of what the scenarios hang on that would be ordered rightly for it, and the chance that a
    scenario is decided otherwise; of questions about entries the chance of another answer times the share of scenarios
    that it decides otherwise. Nothing is drawn that is not drawn the same way again.

    Parameters
    ----------
    case : Case
        The case as it stands.
    answers : sequence of Answer
        What was answered so far, the earliest first; they tell how the order of statements came about.
    most : int
        At most so many questions.

    Returns
    -------
    Question or None
        None when ``most`` questions are answered, or nothing is left whose answer would move anything.

    Examples
    --------
    >>> import winset
    >>> question = next_question(winset.load("chicken"))
    >>> question is None  # its preferences are a published ranking
    True
    """
    if len(answers) >= most:
        return None
    found = questions(case, answers)
    return found[0] if found else None


def questions(case: Case, answers: Sequence[Answer] = ()) -> list[Question]:
    """List what could be asked next, what moves most first: the best question of each party, and those of entries."""
    doubts = doubtful_statements(case)
    listed = [*Preferences(case, answers, doubts).questions(), *entry_questions(case, answers)]
    listed = [one for one in listed if one.worth > LEAST]
    return sorted(listed, key=lambda one: (-round(one.worth, 9), one.key))
