"""Which question to put to a person next: the one whose answer is expected to move most."""

from __future__ import annotations

from collections.abc import Sequence

from winset.case.model import Case
from winset.case.splicing import Edit
from winset.engines.interview.doubts import doubtful_statements, entry_questions
from winset.engines.interview.entries import Possible
from winset.engines.interview.in_numbers import WEIGHED, Forecasts
from winset.engines.interview.preferences import Preferences
from winset.engines.interview.questions import MOST, Answer, Question
from winset.engines.interview.reordering import reordering
from winset.engines.interview.steps import follows_steps
from winset.engines.records import CaseReference, Record, Rows
from winset.frozen import field, replace

LEAST = 1e-6


class InterviewRecord(Record, kw_only=True):
    """What to ask a person about a case.

    Attributes
    ----------
    questions : tuple of Question
        The best question about each party's preferences, and those about entries, what moves most first; empty when
        enough was asked, or nothing is left whose answer would move anything.
    answers : tuple of Answer
        What was answered so far.
    """

    questions: tuple[Question, ...]
    answers: tuple[Answer, ...] = field(default=())

    @property
    def question(self) -> Question | None:
        """The next question."""
        return self.questions[0] if self.questions else None

    def rows(self) -> Rows:
        """Give one row per question."""
        body = [(one.kind, one.about, f"{one.worth:.3f}", ", ".join(one.basis)) for one in self.questions]
        return ("question", "about", "worth", "sentences"), body


def interview(case: Case, answers: Sequence[Answer] = (), most: int = MOST) -> InterviewRecord:
    """Say what to ask a person about a case, the question whose answer is expected to move most first.

    Parameters
    ----------
    case : Case
        The case as it stands.
    answers : sequence of Answer
        What was answered so far, the earliest first.
    most : int
        At most so many questions.

    Returns
    -------
    InterviewRecord

    Examples
    --------
    >>> import winset
    >>> record = winset.interview(winset.load("jeddah-2025"))
    >>> question = record.question
    >>> question.kind, [choice.key for choice in question.choices]
    ('outcomes', ['first', 'second', 'unknown'])
    """
    return InterviewRecord(
        case=CaseReference.of(case),
        method="questions by what their answers are expected to move",
        settings={"most": most},
        seed=0,
        questions=tuple(questions(case, answers)) if len(answers) < most else (),
        answers=tuple(answers),
    )


def next_question(case: Case, answers: Sequence[Answer] = (), most: int = MOST) -> Question | None:
    """Choose the next question of an interview.

    Every question that could be asked is weighed by what its answer is expected to move: of questions about a party's
    preferences the share of what the scenarios hang on that would be ordered rightly for it, and the chance that a
    scenario is decided otherwise; of questions about entries the chance of another answer times the share of scenarios
    that it decides otherwise; of both, where the case has numbers, how far the forecast moves. Nothing is drawn that
    is not drawn the same way again.

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
    preferences = Preferences(case, answers, doubtful_statements(case))
    found = [*preferences.questions(), *entry_questions(case, answers)]
    moved = _moved_in_forecast(case, preferences, found)
    listed = [replace(one, worth=one.worth + moved.get(one.key, 0.0)) for one, _ in found]
    return sorted((one for one in listed if one.worth > LEAST), key=lambda one: (-round(one.worth, 9), one.key))


def _moved_in_forecast(case: Case, preferences: Preferences, found: Sequence[Possible]) -> dict[str, float]:
    """Say what answers are expected to move in the forecast, for the questions that are worth most without it."""
    forecasts = Forecasts(case)
    if not forecasts.reckoned:
        return {}
    most = sorted(found, key=lambda one: (-one[0].worth, one[0].key))[:WEIGHED]
    return {
        question.key: sum(
            chance * forecasts.moved(_edits(case, preferences, question, choice)) for choice, chance in chances.items()
        )
        for question, chances in most
    }


def _edits(case: Case, preferences: Preferences, question: Question, choice: str) -> tuple[Edit, ...]:
    """Give what an answer changes in the case; an order of statements moves no forecast unless points follow it."""
    if question.kind not in {"outcomes", "order"}:
        return question.choice(choice).edits
    follow = follows_steps(case, question.party) or question.party in case.valued_by_statements
    order = preferences.order_after(question, choice) if follow else None
    return reordering(case, question.party, order)[0] if order else ()
