"""The command line. Commands import what they need when they run, so that ``winset --help`` answers at once."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from winset._version import __version__
from winset.cli import output, process
from winset.cli.group import CommandGroup
from winset.errors import WinsetError
from winset.present.pictures import renderer

_EPILOG = (
    "CASE is a case file (.yaml), a GMCR+ file (.gmcr), a folder with a domain of another tool, or the name of a "
    "catalogue case; see 'winset catalog'."
)


HOME = {
    "cases": ("check", "new", "catalog", "show", "align", "compare", "convert", "recode"),
    "analysis": ("brief", "stability", "outcomes", "why", "routes"),
    "foresight": ("farsighted", "horizon"),
    "negotiation": ("deals", "forecast", "flips", "what-if"),
    "logbook": ("log",),
    "record": ("record",),
    "changes": ("diff", "update"),
    "reading": ("read",),
    "drafting": ("draft",),
    "interview": ("interview",),
    "training": ("reading",),
    "report": ("report",),
    "sheet": ("sheet",),
    "renaming": ("rename",),
    "pictures": ("picture",),
    "serve": ("serve",),
    "sweep": ("sweep",),
}
"""Which module of this package holds which commands: only that of the command asked for is loaded."""


class Commands(CommandGroup):
    """The commands, each loaded when it is asked for; all of them for the help that lists them."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give a command by its name; where there is none, all are loaded, so that one like it can be named."""
        self._load(*([module for module, names in HOME.items() if cmd_name in names] or HOME))
        return super().get_command(ctx, cmd_name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name all commands."""
        self._load(*HOME)
        return super().list_commands(ctx)

    def _load(self, *modules: str) -> None:
        for module in modules:
            for command in import_module(f"winset.cli.{module}").COMMANDS:
                self.add_command(command)


@click.group(cls=Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="winset")
@click.option("--no-cache", is_flag=True, help="Compute everything anew; keep nothing in the cache folder.")
def cli(no_cache: bool) -> None:
    """Analyse a negotiation or conflict: what can hold, how to get there, and why.

    Start with:  winset brief jeddah-2025
    """
    if not no_cache:
        from winset.cache import keep_results

        keep_results()


def main() -> None:
    """Run the command line; errors meant for the user end it with exit status 2, never with a traceback."""
    process.set_up()
    output.guard_streams()
    renderer.apart()
    try:
        cli(prog_name="winset", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        from winset.cli.misuse import told

        click.echo(told(error), err=True)
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    except WinsetError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except SystemExit:
        if "PacifyFlush" not in type(sys.stdout).__name__:  # click's sign that whoever reads has enough
            raise
        _print_no_more()
        sys.exit(0)
    except BrokenPipeError:
        _print_no_more()
        sys.exit(0)
    except OSError as error:
        if not _about_output(error):
            _unforeseen(error)
        _print_no_more()
        click.echo(f"the output cannot be written: {error.strerror or error}.", err=True)
        sys.exit(2)
    except Exception as error:  # a fault of winset: told in words, with how to report it
        _unforeseen(error)


def _about_output(error: OSError) -> bool:
    """Whether an error comes from printing: a full disk or device, not a file that has a name."""
    return error.filename is None and error.errno in {errno.ENOSPC, errno.EIO, errno.EBADF, errno.EFBIG, errno.EDQUOT}


def _print_no_more() -> None:
    """Send what is still to be printed nowhere, so that Python does not try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unforeseen(error: Exception) -> NoReturn:
    """End with an error that winset did not foresee, in one line."""
    if "WINSET_TRACEBACK" in os.environ:
        raise error
    told = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    hint = "Please report it with the case and the command; WINSET_TRACEBACK=1 shows where it happened."
    click.echo(f"winset: an error in winset itself: {told}. Hint: {hint}", err=True)
    sys.exit(1)
