"""The command that draws a picture of a case."""

from __future__ import annotations

import sys

import click


@click.command()
@click.argument("case")
@click.argument("name")
@click.option(
    "-o",
    "--output",
    "output",
    metavar="FILE",
    default="-",
    show_default=True,
    help="Where to write: FILE.svg or .png; - prints the SVG.",
)
@click.option("--dark", is_flag=True, help="On dark paper.")
def picture(case: str, name: str, output: str, dark: bool) -> None:
    """Draw a picture: positions, parties, flow, stability, tornado, timeline or map.

    positions: who could accept what on each issue. parties: who can do what to whom. flow: from the table to the
    endings. stability: who would stay, and who would leave. tornado: what would change the answer. timeline: what
    was said and done, and when. map: outcomes and moves. flow and tornado need a case with values.
    """
    from pathlib import Path

    from winset import extras
    from winset.errors import UsageError
    from winset.record.exchange import load_informed
    from winset.reporting.pictures import picture as draw

    ending = Path(output).suffix.lower()
    if output != "-" and ending not in {".svg", ".png"}:
        raise UsageError(f"cannot write a picture as '{Path(output).suffix or output}'", "Use .svg or .png.")
    if ending == ".png":
        extras.require("plots", "a picture as .png", "A picture as .svg needs no extra.")
    drawn = draw(load_informed(case), name, dark)
    if output == "-":
        sys.stdout.write(drawn.svg)
        return
    drawn.save(output)
    click.echo(f"Wrote {output}.", err=True)


COMMANDS = (picture,)
