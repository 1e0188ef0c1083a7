"""What an interview consists of: questions with their choices, answers, and what an answer changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from winset.case.splicing import Edit
from winset.engines.interview.orders import StatementComparison
from winset.engines.records import Outcome
from winset.errors import UsageError, nearest
from winset.frozen import Frozen

Kind = Literal[
    "outcomes",
    "order",
    "statement",
    "table",
    "control",
    "condition",
    "wish",
    "linked",
    "enough",
    "home",
    "consent",
    "same",
    "without",
    "steps",
]
UNKNOWN = "unknown"
MOST = 15


class Choice(Frozen, kw_only=True):
    """One possible answer.

    Attributes
    ----------
    key : str
        Its name: ``first``, ``second``, ``yes``, ``no``, …; ``unknown`` for "I don't know".
    edits : tuple of Edit
        What it changes in the case; answers about outcomes change the order of statements instead.
    """

    key: str
    edits: tuple[Edit, ...] = ()


class Question(Frozen, kw_only=True):
    """A question to a person.

    Attributes
    ----------
    key : str
        Its name; the same question has the same name.
    kind : str
        ``outcomes``: which of two outcomes would the party rather have. ``order``: which of two statements matters
        more to it. ``statement``: is this statement so. ``table``: is the party at the table. ``control``: who can
        move the issue. ``condition``: does the condition hold. ``wish``: which level of an issue that nothing speaks of
        would the party rather have. ``linked``: would it do what it withholds once its condition is met. ``enough``:
        would this meet the condition, too. ``home``: could this home refuse. ``consent``: does it take the consent of
        who is absent. ``same``: are two issues one. ``without``: what happens without a deal. ``steps``: may equal
        steps between statements stand for points.
    party : str
        Whom it is about, by key.
    about : str
        The address of the entry: ``preferences.US.3``, ``issues.aid``.
    choices : tuple of Choice
        The possible answers, "I don't know" last.
    outcomes : tuple of Outcome
        The two outcomes, if it is about two.
    first, second : tuple of str
        The statements that only the first outcome meets, and those that only the second does; or the two statements.
    issue : str
        The issue that it is about, where that is not its address.
    home : str
        The home audience that it is about.
    basis : tuple of str
        The sentences to have in view.
    scenarios : tuple of str
        The scenarios of which it hangs on the answer whether they hold.
    worth : float
        How much the answer is expected to move: the share of what hangs on preferences that would be mended, the
        chance that a scenario is decided otherwise, and how far the forecast moves.
    """

    key: str
    kind: Kind
    party: str
    about: str
    choices: tuple[Choice, ...]
    outcomes: tuple[Outcome, ...] = ()
    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    issue: str = ""
    home: str = ""
    basis: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()
    worth: float = 0.0

    def choice(self, key: str) -> Choice:
        """Find a choice by its name.

        Raises
        ------
        UsageError
            If there is none of that name.
        """
        for one in self.choices:
            if one.key == key:
                return one
        raise UsageError(f"'{key}' is no answer", nearest(key, [one.key for one in self.choices], "Answers"))


class Answer(Frozen, kw_only=True):
    """An answer as it is kept: enough to go on with the interview later.

    Attributes
    ----------
    question, kind, party, about, choice : str
        The question's name, kind, party and address, and the choice's name.
    over, under : tuple of str
        For a comparison: the statements met by the preferred side alone, and by the other side alone; where the answer
        was "I don't know", those of the two sides.
    order : tuple of str
        The party's statements when it was asked.
    was, became : tuple of str
        The statements whose words the answer changed, and what they say since.
    who, why : str
        Who answered, and for what reason.
    """

    question: str
    kind: str
    party: str
    about: str
    choice: str
    over: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    became: tuple[str, ...] = ()
    who: str = ""
    why: str = ""

    @property
    def comparison(self) -> StatementComparison | None:
        """What it says of the order of statements; None where it says nothing of that."""
        if self.choice == UNKNOWN or not (self.over or self.under):
            return None
        return StatementComparison(self.over, self.under)


def comparison_key(party: str, one: Iterable[str], other: Iterable[str]) -> str:
    """Name the question which of two sides matters more to a party, the same whichever side comes first.

    Examples
    --------
    >>> comparison_key("US", ["b = yes"], ["c = no", "a = yes"])
    'US: a = yes & c = no / b = yes'
    """
    sides = sorted(" & ".join(sorted(side)) for side in (one, other))
    return f"{party}: {sides[0]} / {sides[1]}"


class Contradiction(Frozen):
    """An answer against what stands in the case, or against an earlier answer.

    Attributes
    ----------
    answered : tuple of str
        The statements that the answer puts first.
    against : tuple of str
        The statements that it puts below them, and that stood above.
    answered_basis, against_basis : tuple of str
        The sentences behind the ones and the others.
    earlier : str
        The name of the earlier question whose answer no longer counts; empty where it is against the case alone.
    """

    answered: tuple[str, ...]
    against: tuple[str, ...]
    answered_basis: tuple[str, ...]
    against_basis: tuple[str, ...]
    earlier: str = ""


class StatementMoved(Frozen):
    """A statement that an answer put in another place; places count from 1."""

    party: str
    statement: str
    start: int
    end: int


class ScenarioTurn(Frozen):
    """A scenario that is decided otherwise after an answer.

    Attributes
    ----------
    scenario : str
        Its key.
    held, holds : bool
        Whether it could hold (Nash) before and after.
    reached, reachable : bool
        Whether a route that all who are needed would take led there before, and after.
    """

    scenario: str
    held: bool
    holds: bool
    reached: bool
    reachable: bool


class Answered(Frozen, kw_only=True):
    """What an answer changes.

    Attributes
    ----------
    text : str
        The text of the case file afterwards; what is not meant to change stays as it was, to the letter.
    answer : Answer
        The answer, to be kept.
    edits : tuple of Edit
        The changes of the file.
    moved : tuple of StatementMoved
        Statements in another place.
    contradictions : tuple of Contradiction
        What the answer stands against.
    turns : tuple of ScenarioTurn
        Scenarios that are decided otherwise.
    holding : (int, int)
        How many outcomes hold, before and after.
    """

    text: str
    answer: Answer
    edits: tuple[Edit, ...]
    moved: tuple[StatementMoved, ...]
    contradictions: tuple[Contradiction, ...]
    turns: tuple[ScenarioTurn, ...]
    holding: tuple[int, int]
