"""What ``winset new`` writes: a commented starter case, or the text of another case."""

from __future__ import annotations

from pathlib import Path

from winset.case import catalogue
from winset.case.reading import load
from winset.errors import UsageError, nearest

STARTER = """\
# A case for winset. Lines that begin with # are comments. Edit this file, then run:
#   winset check FILE     what is wrong or worth a second look
#   winset brief FILE     what can hold, for whom, and how to get there
winset: 1
title: Pay talks at the harbour (an invented example)
summary: The union has announced a strike; the employer says it can pay more only with a new roster.
as_of: 2026-01-15
sources:            # what the references below (N3 and so on) mean
  N: {title: Notes of the meeting of 14 January, date: "2026-01-14"}

# Who can decide. 'home' are those who must accept what the party signs; 'at_table: no' for those not in the room.
parties:
  Union: {name: Dockers' union, home: [members], mandate: may sign a two-year deal, basis: N1}
  Employer: {name: Harbour company, home: [board, customers], basis: N1}

# What is to be settled. Levels are ordered; the first is how things stand today.
# control: who can move it; several parties in a list must move it together.
# moves: free (the default), forward, backward, or a list of allowed changes such as [[none, some]].
issues:
  pay: {name: Pay rise, levels: [none, three percent, five percent], control: Employer, basis: N2}
  roster: {name: New roster, levels: [unsigned, signed], control: [Union, Employer], basis: N2}
  strike: {name: Strike, levels: [off, on], control: Union, basis: N4}

# What cannot happen, and why.
impossible:
  - {when: roster = signed and strike = on, why: the new roster carries a peace clause, basis: N5, intended: yes}

# What each party reportedly prefers, most important first; the first line outranks all below it. Say on whose word. #
Conditions: = != < <= > >=, in (a, b), and, or, not, if ... then ..., iff, and parentheses. Quote names that contain
spaces. preferences:
  Union:
    - {prefer: pay >= "three percent", basis: N3}
    - {prefer: strike = on iff pay = none, basis: N4}
    - {prefer: if roster = signed then pay = "five percent", basis: analyst assumption}
  Employer:
    - {prefer: strike = off, basis: N5}
    - {prefer: if roster = unsigned then pay = none, basis: N5}

# The ways it could end. Results are told by these names first.
scenarios:
  settlement: {when: pay >= "three percent" and roster = signed, basis: N2}
  strike: {when: strike = on, basis: N4}
  drift: {when: pay = none and strike = off, basis: analyst assumption}

# What your material does not tell: it keeps the reader honest.
not_in_source:
  - How long the strike fund would last
"""


def starter_text(source: str | None = None) -> str:
    """Give the text of a new case file.

    Parameters
    ----------
    source : str, optional
        A catalogue case or case file to copy; the commented starter case by default.

    Raises
    ------
    UsageError
        If there is no such case, or it is not a text that can be copied.
    """
    if source is None:
        return STARTER
    path = Path(source)
    if not path.is_file():
        found = catalogue.find(source)
        if found is None:
            raise UsageError(f"there is no catalogue case '{source}'", nearest(source, catalogue.names(), "Catalogue"))
        path = found
    if path.suffix == ".gmcr":
        raise UsageError(f"{source} is a GMCR+ file", "Use 'winset convert' to turn it into a case file.")
    load(path)
    return path.read_text(encoding="utf-8")
