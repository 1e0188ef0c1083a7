"""The command that walks through proposed claims."""

from __future__ import annotations

import click

from winset.cli.record.common import assignment, now, record, writing

_KEYS = "a accept, r reject, c correct a field, s skip, q stop"


@record.command()
@click.argument("case")
@click.option("--who", default="", help="Who reviews; kept in the history.")
def review(case: str, who: str) -> None:
    """Walk through the proposed claims: accept, correct, reject or skip each."""
    _, store = writing(case)
    waiting = [key for key, row in store.rows("claims").items() if row["status"] == "proposed"]
    click.echo(f"{len(waiting)} proposed claims. Keys: {_KEYS}.")
    decided = 0
    for key in waiting:
        while True:
            row = store.row(key)
            click.echo(f"\n{key}  {row['source'] or '(no source)'} | {row['cue']} | {row['content']}")
            click.echo(f"    {row['speech_act']}, {row['hedge_level']}, {row['source_kind']}")
            answer = click.prompt("a/r/c/s/q", type=click.Choice(list("arcsq")), show_choices=False)
            if answer == "c":
                store.set(key, dict([assignment(click.prompt("FIELD=VALUE"))]), now(), who, "corrected in review")
                continue
            break
        if answer == "q":
            break
        if answer in "ar":
            store.set(key, {"status": "accepted" if answer == "a" else "rejected"}, now(), who, "review")
            decided += 1
    click.echo(f"\n{decided} decided.")
