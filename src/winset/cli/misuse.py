"""What is wrong with a command as it was typed, told as all errors of winset are."""

from __future__ import annotations

import re
from typing import Any

import click

from winset.errors import Problem, nearest

_GOT = re.compile(r"'?(?P<got>.*?)'? is not (?:one of|in the range|a valid) ", re.DOTALL)


def told(error: click.ClickException) -> str:
    """Tell a mistake of whoever typed a command: what is wrong, what was found, and where help is."""
    if not isinstance(error, click.UsageError):
        return Problem(_clause(error.format_message())).render("")
    path = error.ctx.command_path if error.ctx else "winset"
    what, got, hint = _parts(error, path)
    more = f"'{path} --help' has the rest." if hint else f"See '{path} --help'."
    return Problem(what, got, " ".join(part for part in (hint, more) if part)).render("")


def _parts(error: click.UsageError, path: str) -> tuple[str, str, str]:
    """Give what is wrong, what was found, and a hint where more than the help can be named."""
    if isinstance(error, click.NoSuchOption):
        close = f"Did you mean '{error.possibilities[0]}'?" if error.possibilities else ""
        return f"{path} has no option '{error.option_name}'", "", close
    if isinstance(error, click.MissingParameter):
        return f"{path} needs {_named(error.param)}", "", _usage(error, path)
    if isinstance(error, click.BadParameter):
        return _value(error)
    if isinstance(error, click.BadOptionUsage):
        return f"the option '{error.option_name}' is followed by nothing, or by too much", "", ""
    if found := re.match(r"Got unexpected extra arguments? \((.*)\)", error.format_message(), re.DOTALL):
        return f"{path} takes fewer arguments", found[1], _usage(error, path)
    if found := re.match(r"No such command '(.*?)'", error.format_message(), re.DOTALL):
        group = error.ctx.command if error.ctx else None
        known = list(group.list_commands(error.ctx)) if isinstance(group, click.Group) and error.ctx else []
        return f"{path} has no command '{found[1]}'", "", nearest(found[1], known, "Commands") if known else ""
    return _clause(error.format_message()), "", ""


def _value(error: click.BadParameter) -> tuple[str, str, str]:
    """Say what a value may be, by the kind of parameter."""
    name, kind = _named(error.param), error.param.type if error.param else None
    got = found["got"] if (found := _GOT.match(error.message)) else ""
    if isinstance(kind, click.Choice):
        return f"{name} takes one of: {', '.join(map(str, kind.choices))}", got, ""
    if isinstance(kind, (click.IntRange, click.FloatRange)):
        number = "a whole number" if isinstance(kind, click.IntRange) else "a number"
        ends = ((" from", kind.min), (" to", kind.max)) if kind.max is not None else ((" of at least", kind.min),)
        span = "".join(f"{word} {_plain(end)}" for word, end in ends if end is not None)
        return f"{name} takes {number}{span}", got, ""
    if found:
        return f"{name} takes {_a(kind)}", got, ""
    return f"{name}: {_clause(error.message)}", "", ""


def _a(kind: Any) -> str:
    return {"integer": "a whole number", "float": "a number", "boolean": "yes or no"}.get(
        kind.name if kind else "", "another kind of value"
    )


def _plain(number: float) -> str:
    return f"{number:,}" if abs(number) >= 100_000 else f"{number}"


def _named(parameter: click.Parameter | None) -> str:
    """Name an option as it is typed, an argument as the help does."""
    if parameter is None:
        return "the command"
    if isinstance(parameter, click.Option):
        return " / ".join(parameter.opts)
    return parameter.make_metavar(click.Context(click.Command(None))).strip("[].") or parameter.human_readable_name


def _usage(error: click.UsageError, path: str) -> str:
    pieces = error.ctx.command.collect_usage_pieces(error.ctx) if error.ctx else []
    return f"Usage: {' '.join((path, *pieces))}."


def _clause(message: str) -> str:
    """Take a sentence as a clause: no full stop, no capital but of a name."""
    text = message.strip().rstrip(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
