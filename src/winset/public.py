"""What every public function says where something else is handed to it than a case."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

from winset.characters import one_line
from winset.errors import UsageError

P = ParamSpec("P")
R = TypeVar("R")

_CALLED = {"Case": "a case", "Game": "a game", "OutcomeTable": "a table of outcomes", "Mapping": "a dictionary"}
_LONGEST = 60


def asking_for_cases(function: Callable[P, R]) -> Callable[P, R]:
    """Have a public function refuse in words what is no case where it takes one.

    Which parameters take a case, a game or a dictionary is told by their annotations.

    Examples
    --------
    >>> import winset
    >>> winset.brief("chicken")
    Traceback (most recent call last):
    ...
    winset.errors.UsageError: winset.brief takes a case or a game, and got the text 'chicken'. Hint: Read it ...
    """
    known = signature(function)
    taken = {name: kinds for name, one in known.parameters.items() if (kinds := _kinds(function, one.annotation))}

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            given = known.bind_partial(*args, **kwargs).arguments
        except TypeError:
            given = {}  # the call itself says what is wrong with it
        for name, value in given.items():
            if name in taken and not isinstance(value, tuple(taken[name].values())):
                raise _refused(function.__name__, list(taken[name]), value)
        return function(*args, **kwargs)

    asked.__module__ = "winset"  # where another process finds it
    return asked


def _kinds(function: Callable[..., Any], annotation: str) -> dict[str, type]:
    """The types that a parameter takes, by what they are called; nothing where it takes no case."""
    names = [one.split("[")[0] for one in str(annotation).split(" | ")]
    if names[0] not in _CALLED:
        return {}
    scope = function.__globals__
    return {_CALLED.get(one, one): type(None) if one == "None" else scope[one] for one in names}


def _refused(name: str, wanted: list[str], value: object) -> UsageError:
    wanted = [one for one in wanted if one != "None"]
    listed = wanted[0] if len(wanted) == 1 else f"{', '.join(wanted[:-1])} or {wanted[-1]}"
    got, hint = (
        f"a value of type {type(value).__name__}",
        "winset.load reads a case, winset.from_data makes one of a dictionary.",
    )
    if isinstance(value, str):
        shown = one_line(value)
        shown = shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
        got, hint = f"the text '{shown}'", f"Read it first: winset.load({shown!r})."
    elif type(value).__name__ == "Game":
        got, hint = "a game", "A game has its case: game.case."
    elif wanted == ["a game"]:
        hint = "winset.game(case) makes one."
    return UsageError(f"winset.{name} takes {listed}, and got {got}", hint)
