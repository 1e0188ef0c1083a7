"""Commands that change the record: documents, claims, grades, notes, links, events, stances."""

from __future__ import annotations

from pathlib import Path

import click

from winset.cli.options import about_document
from winset.cli.record.common import assignment, changing, now, record, signed, writing
from winset.cli.record.review import warn_of_diagonal
from winset.record.kinds import BEARINGS, HANDLING


@record.command("add")
@click.argument("case")
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@about_document
@click.option("--obtained", default="", help="How it was obtained.")
@click.option("--handling", type=click.Choice(HANDLING), default="public", show_default=True, help="Who may see it.")
@signed
def add(case: str, file: Path, who: str, why: str, **fields: str) -> None:
    """Add a document to the record of CASE: text, a web page, PDF or Word."""
    from winset.reading.documents import text_of

    text = text_of(file)
    opened = changing(case)
    added = opened.add_document(text, **{**fields, "title": fields["title"] or file.name}, who=who, why=why)
    copy = opened.documents[added]["copy_of"]
    told = f" It tells the story of {copy} again, and their claims count once." if copy else ""
    click.echo(f"Added {added} to {opened.store.name}.{told}")


@record.command("import")
@click.argument("case")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@signed
def import_(case: str, file: Path, who: str, why: str) -> None:
    """Add the rows of FILE, lines of JSON as 'record export' writes them, under their own names: all, or none."""
    from winset.errors import UsageError
    from winset.files import content
    from winset.record.exchange import add_lines
    from winset.record.trust import MAX_BYTES

    data = content(file, MAX_BYTES, "Split it.")
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not UTF-8 text: byte {error.start + 1:,}") from None
    _, store = writing(case)
    count = add_lines(store, lines, str(file), now(), who, why or f"imported from {file.name}")
    click.echo(f"Added {count:,} rows to {store.name}.")


@record.command("claim")
@click.argument("case")
@click.argument("content")
@click.option("--source", default="", help="Who says it.")
@click.option("--cue", default="", help="The words that attribute it.")
@click.option("--document", default="", help="The document it stands in: source, cue and content are then found there.")
@click.option(
    "--set", "fields", metavar="FIELD=VALUE", multiple=True, help="Any other field: speech_act=demand, via=NBC."
)
@signed
def claim(
    case: str, content: str, source: str, cue: str, document: str, fields: tuple[str, ...], who: str, why: str
) -> None:
    """Add a claim: CONTENT is what is said."""
    opened = changing(case)
    row = {"content": content, "source": source, "cue": cue, "document": document} | dict(map(assignment, fields))
    click.echo(f"Added {opened.add_claim(**row, who=who, why=why)} to {opened.store.name}.")


@record.command("set")
@click.argument("case")
@click.argument("row")
@click.argument("fields", metavar="FIELD=VALUE…", nargs=-1, required=True)
@signed
def set_(case: str, row: str, fields: tuple[str, ...], who: str, why: str) -> None:
    """Change fields of a row; the history keeps what it was."""
    changing(case).change(row, dict(map(assignment, fields)), who=who, why=why)
    click.echo(f"Changed {row}.")


@record.command()
@click.argument("case")
@click.argument("row", metavar="CLAIM")
@click.argument("grade")
@signed
def grade(case: str, row: str, grade: str, who: str, why: str) -> None:
    """Grade a claim: GRADE is a letter for the source and a digit for the information, such as B3."""
    opened = changing(case)
    opened.grade(row, grade, who=who, why=why)
    click.echo(f"Graded {row} {grade}.")
    warn_of_diagonal(opened.store.claim(row))


@record.command()
@click.argument("case")
@click.argument("about", metavar="ROW|ADDRESS")
@click.argument("text")
@click.option("--author", default="", help="Who writes it.")
def note(case: str, about: str, text: str, author: str) -> None:
    """Write a note about a row, a statement or a question of the case; a note about a note is a reply."""
    click.echo(f"Added {changing(case).note(about, text, author)}.")


@record.command()
@click.argument("case")
@click.argument("row", metavar="CLAIM")
@click.argument("about", metavar="ADDRESS|HYPOTHESIS")
@click.option(
    "--stands",
    type=click.Choice(BEARINGS),
    default="for",
    show_default=True,
    help="How the claim stands to it.",
)
@click.option("--against", is_flag=True, help="Short for --stands against.")
@signed
def link(case: str, row: str, about: str, stands: str, against: bool, who: str, why: str) -> None:
    """Say how a claim stands to a condition, a statement or a hypothesis; the last word counts."""
    from winset.case.addresses import entry_at
    from winset.case.model import Case

    opened = changing(case)
    section, dot, _ = about.partition(".")
    prior = entry_at(opened.case, about) if dot and section in Case.model_fields else {}
    bearing = "against" if against else stands
    click.echo(f"Added {opened.link(row, about, bearing, who=who, why=why)}.")
    if section in {"conditions", "preferences"} and isinstance(prior, dict) and not prior.get("prior"):
        click.echo(f"{about} has no prior yet, so its chance does not follow from claims.", err=True)


@record.command()
@click.argument("case")
@click.argument("row")
@signed
def remove(case: str, row: str, who: str, why: str) -> None:
    """Take a row away; the history keeps it, and notes about it stay."""
    _, store = writing(case)
    store.remove(row, now(), who, why)
    click.echo(f"Removed {row}. It can still be seen: winset record history {case} {row}")


@record.command()
@click.argument("case")
@click.argument("date")
@click.argument("what", metavar="ISSUE=LEVEL")
@click.option("--claim", "row", default="", help="The claim that reports it.")
@signed
def event(case: str, date: str, what: str, row: str, who: str, why: str) -> None:
    """Record that an issue came to stand at a level on a date."""
    opened = changing(case)
    issue, level = assignment(what)
    click.echo(f"Added {opened.event(date, issue, level, row, who=who, why=why)}.")


@record.command()
@click.argument("case")
@click.argument("party")
@click.argument("position")
@click.option("--claim", "row", default="", help="The claim that reports it.")
@click.option("--date", default="", metavar="DATE", help="When it was declared.")
@signed
def stance(case: str, party: str, position: str, row: str, date: str, who: str, why: str) -> None:
    """Record a declared position of a party; it is kept apart from what the case says it prefers."""
    opened = changing(case)
    click.echo(f"Added {opened.stance(party, position, row, date, who=who, why=why)}.")
