"""Options that several commands have: formats, draws and seed, what is known of a document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
DRAWS = 10_000
"""As many as all pages draw (:data:`winset.engines.talks.run.DRAWS`), said again so that help loads no engine."""
seed_option = click.option(
    "--seed", default=1, show_default=True, help="Which random numbers: the same seed gives the same result."
)
sanctions_option = click.option(
    "--sanctions",
    default="unlimited",
    show_default=True,
    help="How often the others may move when they answer an improvement: unlimited, once or single.",
)
without_option = click.option(
    "--without",
    metavar="WHAT",
    multiple=True,
    help="Leave out a party (US), an issue (minerals), a statement (US:3) or a level (truce:full).",
)
swap_option = click.option("--swap", metavar="PARTY:1,2", multiple=True, help="Swap two statements of a party.")


def formats(command: Command) -> Command:
    """Add the output options that every result has."""
    command = click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)
    return click.option("--markdown", is_flag=True, help="Print Markdown.")(command)


def draws_option(default: int = DRAWS, least: int = 1, most: int = 10_000_000) -> Callable[[Command], Command]:
    """Give the option that says how many draws to make."""
    return click.option(
        "--draws",
        default=default,
        show_default=True,
        type=click.IntRange(least, most),
        help="How often to draw the numbers that are uncertain: more is slower and steadier.",
    )


def about_document(command: Command) -> Command:
    """Add the options that say of a document what it is called, and by whom, when and where it was published."""
    command = click.option("--url", default="", metavar="URL", help="Where it was published.")(command)
    command = click.option("--date", default="", metavar="DATE", help="When it was published.")(command)
    command = click.option("--publisher", default="", help="Who published it.")(command)
    return click.option("--title", default="", help="What it is called; by default the file's name.")(command)
