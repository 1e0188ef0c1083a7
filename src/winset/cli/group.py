"""Groups of commands, whose help tells what each does in a whole sentence."""

from __future__ import annotations

import click

_WHOLE = 400
"""Letters: more than any first sentence has, so that none is cut."""


class CommandGroup(click.Group):
    """A group of commands; click alone cuts what each does to what one line holds."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the name of each command with the first sentence of its help, wrapped."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, one.get_short_help_str(_WHOLE)) for name, one in commands if one is not None and not one.hidden]
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)
