"""What a draft holds: parties, issues, statements, conditions and scenarios with the sentences behind each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from winset.frozen import Frozen


class DraftEntry(Frozen, kw_only=True):
    """An entry of a draft.

    Attributes
    ----------
    basis : tuple of str
        The sentences it rests on: ``S8``; of a later document ``B8``.
    claims : tuple of str
        The proposed claims of these sentences, as ``document:number``.
    why : str
        By what sign it was found, in words.
    question : str
        What the program is unsure of; empty where it is not.
    confirmed : str
        Who has confirmed it; empty where nobody has.
    """

    basis: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    why: str = ""
    question: str = ""
    confirmed: str = ""


class DraftParty(DraftEntry, kw_only=True):
    """A party, with the words the text has for it."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    at_table: bool = True
    mediator: bool = False
    home: tuple[str, ...] = ()


class DraftIssue(DraftEntry, kw_only=True):
    """An issue: today's level first, then those spoken of; or amounts of a unit with the marks people named."""

    key: str
    name: str
    levels: tuple[str, ...]
    control: tuple[str, ...] = ()
    unit: str = ""
    span: tuple[str, str, str, str] | None = None
    marks: tuple[tuple[str, str], ...] = ()


class DraftStatement(DraftEntry, kw_only=True):
    """What a party reportedly wants or resists, as a condition of the case."""

    party: str
    issue: str
    prefer: str
    direction: str
    act: str


class DraftCondition(DraftEntry, kw_only=True):
    """What a party withholds unless something happens."""

    key: str
    party: str
    withholds: str
    unless: str


class DraftScenario(DraftEntry, kw_only=True):
    """An ending that the text itself describes."""

    key: str
    name: str
    when: str


class Draft(Frozen, kw_only=True):
    """A drafted case.

    Attributes
    ----------
    title, as_of, deadline : str
        Days as ISO dates; empty where the text decides none.
    documents : tuple of (str, str, str)
        Letter of the references, title and date of each document.
    parties, issues, statements, conditions, scenarios : tuple
        The entries.
    open : tuple of (str, str)
        What the text says is unknown, with its sentence.
    questions : tuple of str
        What a person has to decide.
    repeats : tuple of str
        Which document repeats or corrects which.
    """

    title: str
    as_of: str
    deadline: str
    documents: tuple[tuple[str, str, str], ...]
    parties: tuple[DraftParty, ...]
    issues: tuple[DraftIssue, ...]
    statements: tuple[DraftStatement, ...]
    conditions: tuple[DraftCondition, ...]
    scenarios: tuple[DraftScenario, ...]
    open: tuple[tuple[str, str], ...]
    questions: tuple[str, ...]
    deadline_basis: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()


MAX_NAME = 120
"""Characters of the name of an entry."""


def title_of(parties: Sequence[DraftParty]) -> str:
    """Name a draft after the first two parties that bargain: headlines take sides."""
    return one_line(" and ".join(one.name for one in parties[:2] if not one.mediator) + ", drafted")[:MAX_NAME]


def one_line(text: str) -> str:
    """One line, without what a case may not hold."""
    return re.sub(r"\s+", " ", "".join(one for one in text if one.isprintable() or one.isspace())).strip()
