"""Every error winset raises, on one page.

The hierarchy::

    WinsetError
    ├── ExpressionError      a condition that cannot be read
    ├── CaseFileError        a file that is not a valid case; holds every Problem found
    ├── SheetError           a scoring sheet that cannot be taken; holds a Problem for every cell
    ├── CaseTooLargeError    an outcome space larger than the limit
    └── UsageError           a question that does not fit the case (unknown party, concept, outcome, …)
"""

from __future__ import annotations

from collections.abc import Sequence

from winset.characters import harmless, one_line
from winset.frozen import Frozen

__all__ = [
    "CaseFileError",
    "CaseTooLargeError",
    "ExpressionError",
    "Problem",
    "SheetError",
    "UsageError",
    "WinsetError",
    "nearest",
]


class WinsetError(Exception):
    """Root of all errors that are meant for the user; never shown as a traceback by the command line."""


class Problem(Frozen):
    """One thing wrong in a file.

    Parameters
    ----------
    what : str
        What is wrong, as a plain clause without a final full stop.
    got : str
        What was found there, if showing it helps.
    hint : str
        How to mend it.
    line, column : int
        Where, counting from 1; 0 when no place can be named.
    path : tuple of str or int
        Keys and positions (from 0) of the entry in the case; empty when it concerns the file as a whole.

    Examples
    --------
    >>> print(Problem("unknown key 'contrl'", hint="Did you mean 'control'?", line=13, column=5).render("case.yaml"))
    case.yaml:13:5 unknown key 'contrl'. Hint: Did you mean 'control'?
    """

    what: str
    got: str = ""
    hint: str = ""
    line: int = 0
    column: int = 0
    path: tuple[str | int, ...] = ()

    def render(self, file: str) -> str:
        """Give the problem as one line: ``file:line:column what. Got …. Hint: …``."""
        place = f"{file}:{self.line}:{self.column} " if self.line else f"{file}: " if file else ""
        got = f" Got {shortened(self.got)}." if self.got else ""
        hint = f" Hint: {self.hint}" if self.hint else ""
        return f"{place}{self.what}.{got}{hint}"


class ExpressionError(WinsetError):
    """A condition that cannot be read or that names unknown things.

    Parameters
    ----------
    what : str
        What is wrong.
    hint : str
        How to mend it.
    offset : int
        Where in the condition's text, in characters from 0.
    """

    def __init__(self, what: str, hint: str = "", offset: int = 0) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint
        self.offset = offset

    def __str__(self) -> str:
        return harmless(f"{self.what} (at character {self.offset + 1}).") + (f" Hint: {self.hint}" if self.hint else "")


class CaseFileError(WinsetError):
    """A file that is not a valid case.

    Parameters
    ----------
    file : str
        The file's name as the user gave it.
    problems : sequence of Problem
        Everything found wrong, in the order of the file.
    """

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        super().__init__(file, problems)
        self.file = file
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))

    def __str__(self) -> str:
        return harmless("\n".join(problem.render(self.file) for problem in self.problems))


class SheetError(WinsetError):
    """A scoring sheet that cannot be put into the case.

    Parameters
    ----------
    file : str
        The sheet's file.
    problems : sequence of (str, Problem)
        Everything found wrong, with the cell it stands in; empty where it concerns the file as a whole.
    """

    def __init__(self, file: str, problems: Sequence[tuple[str, Problem]]) -> None:
        super().__init__(file, problems)
        self.file = file
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return harmless("\n".join(self._line(cell, one) for cell, one in self.problems))

    def _line(self, cell: str, problem: Problem) -> str:
        return f"{self.file}:{cell} {problem.render('')}" if cell else problem.render(self.file)


class CaseTooLargeError(WinsetError):
    """An outcome space larger than the limit; raised before memory for it is taken.

    Parameters
    ----------
    file : str
        The case's file or title.
    limit : int
        The number of outcomes it exceeds.
    hint : str
        What would make it smaller.
    """

    def __init__(self, file: str, limit: int, hint: str = "") -> None:
        super().__init__(file, limit, hint)
        self.file = file
        self.limit = limit
        self.hint = hint

    def __str__(self) -> str:
        hint = f" Hint: {self.hint}" if self.hint else ""
        return f"{self.file}: the case has more than {self.limit:,} outcomes.{hint}"


class UsageError(WinsetError):
    """A question that does not fit the case, such as an unknown party, concept or outcome.

    Parameters
    ----------
    what : str
        What is wrong.
    hint : str
        How to ask it instead.
    """

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint

    def __str__(self) -> str:
        return harmless(f"{self.what}." + (f" Hint: {self.hint}" if self.hint else ""))


def nearest(name: str, known: Sequence[str], noun: str) -> str:
    """Word a hint that names the nearest known name and lists what is known.

    Examples
    --------
    >>> nearest("trce", ["aid", "truce"], "Issues")
    "Did you mean 'truce'? Issues: aid, truce."
    """
    from difflib import get_close_matches  # only who errs waits for it

    close = get_close_matches(name, known, n=1, cutoff=0.6)
    listed = (", ".join(known[:12]) or "none") + (", …" if len(known) > 12 else ".")
    return (f"Did you mean '{close[0]}'? " if close else "") + f"{noun}: {listed}"


def shortened(text: str, limit: int = 60) -> str:
    """Give a text on one line and no longer than a message has room for."""
    text = one_line(text)
    return text if len(text) <= limit else text[: limit - 1] + "…"
