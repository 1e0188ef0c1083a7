"""Commands of the record: documents, claims, grades, notes, links, events, and what they do to the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.cli import output
from winset.cli.analysis import Command, formats

if TYPE_CHECKING:
    from winset.case.model import Case
    from winset.record.store import Store


@click.group()
def record() -> None:
    """Keep documents and claims beside the case, grade them, and let them carry its numbers."""


def _signed(command: Command) -> Command:
    command = click.option("--who", default="", help="Who makes the change; kept in the history.")(command)
    return click.option("--why", default="", help="Why; kept in the history.")(command)


def now() -> str:
    """Give the time of a change, for the history."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _load(name: str) -> Case:
    from winset.case.reading import load

    return load(name)


def _reading(name: str) -> tuple[Case, Store]:
    """Open a case with its record to read."""
    from winset.errors import UsageError
    from winset.record.exchange import record_of

    case = _load(name)
    store = record_of(case)
    if store is None:
        raise UsageError(f"{case.file} has no record", "Begin one: winset record add CASE FILE")
    return case, store


def writing(name: str) -> tuple[Case, Store]:
    """Open a case with its record to change; a new record is begun where there is none."""
    from winset.errors import UsageError
    from winset.record.store import new_record, open_record, record_path

    case = _load(name)
    if not Path(case.file).is_file():
        hint = "Copy the case first: winset new FILE --from CASE"
        raise UsageError("the record of a catalogue case cannot be changed", hint)
    path = record_path(case.file)
    return case, open_record(path) if path.is_file() else new_record(path)


@record.command("add")
@click.argument("case")
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option("--title", default="", help="By default the file's name.")
@click.option("--publisher", default="")
@click.option("--date", default="", help="When it was published.")
@click.option("--url", default="")
@click.option("--obtained", default="", help="How it was obtained.")
@_signed
def add(
    case: str, file: Path, title: str, publisher: str, date: str, url: str, obtained: str, who: str, why: str
) -> None:
    """Add a text document to the record of CASE."""
    from winset.errors import UsageError
    from winset.record.store import text_hash

    _, store = writing(case)
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8 text", "Save it as UTF-8 text first.") from None
    fields = {
        "title": title or file.name,
        "publisher": publisher,
        "date": date,
        "url": url,
        "obtained": obtained,
        "sha256": text_hash(text),
        "text": text,
    }
    click.echo(f"Added {store.add('documents', fields, now(), who, why)} to {store.name}.")


@record.command("claim")
@click.argument("case")
@click.argument("content")
@click.option("--source", default="", help="Who says it.")
@click.option("--cue", default="", help="The words that attribute it.")
@click.option("--document", default="", help="The document it stands in: source, cue and content are then found there.")
@click.option(
    "--set", "fields", metavar="FIELD=VALUE", multiple=True, help="Any other field: speech_act=demand, via=NBC."
)
@_signed
def claim(
    case: str, content: str, source: str, cue: str, document: str, fields: tuple[str, ...], who: str, why: str
) -> None:
    """Add a claim: CONTENT is what is said."""
    import json

    from winset.errors import UsageError

    _, store = writing(case)
    row = {"content": content, "source": source, "cue": cue, "document": document} | dict(map(_field, fields))
    if document:
        text = store.row(document)["text"]
        spans = {}
        for part in ("source", "cue", "content"):
            if row[part]:
                at = text.find(row[part])
                if at < 0:
                    raise UsageError(
                        f"the {part} does not stand in {document} word for word", "Copy it from the document."
                    )
                spans[part] = [[at, at + len(row[part])]]
        row["spans"] = json.dumps(spans)
    click.echo(f"Added {store.add('claims', row, now(), who, why)} to {store.name}.")


def _field(text: str) -> tuple[str, str]:
    from winset.errors import UsageError

    name, sign, value = text.partition("=")
    if not sign:
        raise UsageError(f"'{text}' sets nothing", "Write FIELD=VALUE, such as speech_act=demand")
    return name.strip(), value.strip()


@record.command("set")
@click.argument("case")
@click.argument("row")
@click.argument("fields", metavar="FIELD=VALUE…", nargs=-1, required=True)
@_signed
def set_(case: str, row: str, fields: tuple[str, ...], who: str, why: str) -> None:
    """Change fields of a row; the history keeps what it was."""
    _, store = writing(case)
    store.set(row, dict(map(_field, fields)), now(), who, why)
    click.echo(f"Changed {row}.")


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
                store.set(key, dict([_field(click.prompt("FIELD=VALUE"))]), now(), who, "corrected in review")
                continue
            break
        if answer == "q":
            break
        if answer in "ar":
            store.set(key, {"status": "accepted" if answer == "a" else "rejected"}, now(), who, "review")
            decided += 1
    click.echo(f"\n{decided} decided.")


@record.command()
@click.argument("case")
@click.argument("row", metavar="CLAIM")
@click.argument("grade")
@_signed
def grade(case: str, row: str, grade: str, who: str, why: str) -> None:
    """Grade a claim: GRADE is a letter for the source and a digit for the information, such as B3."""
    from winset.errors import UsageError
    from winset.record.kinds import INFORMATION_GRADES, SOURCE_GRADES

    if len(grade) != 2 or grade[0] not in SOURCE_GRADES or grade[1] not in INFORMATION_GRADES:
        hint = "A to F for the source, 1 to 6 for the information; F and 6 mean that it cannot be judged."
        raise UsageError(f"'{grade}' is no grade", hint)
    _, store = writing(case)
    store.set(row, {"source_grade": grade[0], "information_grade": grade[1]}, now(), who, why)
    click.echo(f"Graded {row} {grade}.")
    if "ABCDE".find(grade[0]) + 1 == int(grade[1]):
        click.echo("Both grades have the same rank; make sure they were judged apart.", err=True)


@record.command()
@click.argument("case")
@click.argument("about", metavar="ROW|ADDRESS")
@click.argument("text")
@click.option("--reply", default="", metavar="NOTE", help="Reply to this note.")
@click.option("--author", default="")
def note(case: str, about: str, text: str, reply: str, author: str) -> None:
    """Write a note about a row, a statement of the case or a forecast question."""
    _, store = writing(case)
    fields = {"about": about, "text": text, "reply_to": reply, "author": author, "date": now()[:10]}
    click.echo(f"Added {store.add('notes', fields, now(), author)}.")


@record.command()
@click.argument("case")
@click.argument("row", metavar="CLAIM")
@click.argument("about", metavar="ADDRESS|HYPOTHESIS")
@click.option("--against", is_flag=True, help="The claim speaks against it.")
@_signed
def link(case: str, row: str, about: str, against: bool, who: str, why: str) -> None:
    """Say that a claim bears on a condition, a statement or a hypothesis."""
    _, store = writing(case)
    fields = {"claim": row, "about": about, "stands": "against" if against else "for"}
    click.echo(f"Added {store.add('links', fields, now(), who, why)}.")


@record.command()
@click.argument("case")
@click.argument("date")
@click.argument("what", metavar="ISSUE=LEVEL")
@click.option("--claim", "row", default="", help="The claim that reports it.")
@_signed
def event(case: str, date: str, what: str, row: str, who: str, why: str) -> None:
    """Record that an issue came to stand at a level on a date."""
    from winset.engines.evidence import check_event, expected_only
    from winset.errors import UsageError

    loaded, store = writing(case)
    issue, level = _field(what)
    fields = {"date": _date(date), "issue": issue, "level": level, "claim": row}
    check_event(loaded, fields)
    if row and (reason := expected_only(store.row(row))):
        raise UsageError(f"{row} does not show that it happened: {reason}", "An expected event is not an event.")
    click.echo(f"Added {store.add('events', fields, now(), who, why)}.")


def _date(text: str) -> str:
    from winset.errors import UsageError

    try:
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        raise UsageError(f"'{text}' is not a date", "Write it year-month-day, such as 2025-03-09.") from None


@record.command()
@click.argument("case")
@click.argument("party")
@click.argument("position")
@click.option("--claim", "row", default="", help="The claim that reports it.")
@click.option("--date", default="")
@_signed
def stance(case: str, party: str, position: str, row: str, date: str, who: str, why: str) -> None:
    """Record a declared position of a party; it is kept apart from what the case says it prefers."""
    from winset.errors import UsageError, nearest

    loaded, store = writing(case)
    if party not in loaded.parties:
        raise UsageError(f"there is no party '{party}'", nearest(party, list(loaded.parties), "Parties"))
    fields = {"party": party, "position": position, "claim": row, "date": date}
    click.echo(f"Added {store.add('stances', fields, now(), who, why)}.")


@record.command("list")
@click.argument("case")
@click.option(
    "--table", default="claims", show_default=True, help="documents, claims, links, notes, events or stances."
)
@formats
def list_(case: str, table: str, markdown: bool, as_json: bool) -> None:
    """List the rows of one kind; by default the claim table."""
    from winset.errors import UsageError, nearest
    from winset.present.document import Document, Section, Table
    from winset.present.record import claims_document
    from winset.record.kinds import KINDS

    if table not in KINDS:
        raise UsageError(f"a record has no {table}", nearest(table, list(KINDS), "Kinds"))
    loaded, store = _reading(case)
    rows = store.rows(table)
    if as_json:
        output.show_json([{"id": key, **row} for key, row in rows.items()])
    elif table == "claims":
        output.show(claims_document(loaded, rows), markdown)
    else:
        shown = [name for name in KINDS[table].fields if name not in {"text", "sha256"} or table == "notes"]
        body = tuple((key, *(row[name] for name in shown)) for key, row in rows.items())
        output.show(Document(loaded.title, table, (Section("", (Table(("row", *shown), body),)),)), markdown)


@record.command()
@click.argument("case")
@click.argument("row")
@click.option("--as-of", "change", type=int, default=None, help="As it was after this change of the history.")
@formats
def show(case: str, row: str, change: int | None, markdown: bool, as_json: bool) -> None:
    """Show one row with its notes and history."""
    import json

    from winset.errors import UsageError
    from winset.present.record import row_document

    loaded, store = _reading(case)
    fields: Mapping[str, str]
    if change is None:
        fields = store.row(row)
    else:
        state = store.state_at(change)
        if row not in state:
            raise UsageError(f"there was no {row} after change {change}")
        fields = json.loads(state[row])
    if as_json:
        output.show_json({"id": row, **fields})
    else:
        output.show(row_document(loaded, row, fields, store.rows("notes"), store.history(row)), markdown)


@record.command()
@click.argument("case")
@click.argument("words", nargs=-1, required=True)
def search(case: str, words: tuple[str, ...]) -> None:
    """Find rows that hold all WORDS."""
    from winset.record.kinds import kind_of

    _, store = _reading(case)
    for key in store.search(" ".join(words)):
        row = store.row(key)
        text = " ".join((row.get("content") or row.get("text") or row.get("position") or "").split())
        click.echo(f"{key}  {kind_of(key).table}  {text[:100]}")


@record.command()
@click.argument("case")
@click.argument("row", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def history(case: str, row: str | None, as_json: bool) -> None:
    """List every change, or those of one row."""
    from winset.engines.records import plain
    from winset.present.document import Document
    from winset.present.record import history_sections

    loaded, store = _reading(case)
    changes = store.history(row or "")
    if as_json:
        output.show_json(plain(changes))
    else:
        output.show(Document(loaded.title, "", history_sections(changes)))


@record.command()
@click.argument("case")
@click.option("--format", "kind", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@click.option("--table", default="claims", show_default=True, help="With csv: which kind of rows.")
@click.option(
    "-o", "--output", "path", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of the terminal."
)
@click.option(
    "--audience",
    type=click.Choice(["team", "public"]),
    default="team",
    show_default=True,
    help="public leaves out what is restricted and withholds hidden names.",
)
def export(case: str, kind: str, table: str, path: Path | None, audience: str) -> None:
    """Write the record as lines of JSON, or one kind of rows as CSV."""
    from winset.case.writing import write_atomically
    from winset.errors import UsageError, nearest
    from winset.record.exchange import as_csv, as_lines
    from winset.record.handling import redacted
    from winset.record.kinds import KINDS

    if table not in KINDS:
        raise UsageError(f"a record has no {table}", nearest(table, list(KINDS), "Kinds"))
    _, store = _reading(case)
    rows = redacted(store.tables(), audience)
    text = as_lines(rows) if kind == "jsonl" else as_csv(rows, table)
    if path is None:
        click.echo(text, nl=False)
    else:
        write_atomically(path, text)
        click.echo(f"Wrote {path}.")


@record.command()
@click.argument("case")
def verify(case: str) -> None:
    """Look for silent corruption: rows, texts, spans, search index and history against their hashes."""
    _, store = _reading(case)
    problems = store.problems()
    for problem in problems:
        click.echo(f"{store.name}: {problem}.", err=True)
    if problems:
        raise SystemExit(2)
    click.echo(f"{store.name}: {len(store.history())} changes, nothing amiss.")


@record.command()
@click.argument("case")
@click.option(
    "--draws", default=1_000, show_default=True, type=click.IntRange(1, 1_000_000), help="How many draws to make."
)
@click.option("--seed", default=1, show_default=True, help="Random seed.")
@formats
def effect(case: str, draws: int, seed: int, markdown: bool, as_json: bool) -> None:
    """Leave out every claim in turn and see how far the forecast moves."""
    from winset.engines.evidence_effect import effect as run
    from winset.present.record import effect_document

    loaded, store = _reading(case)
    found = run(loaded, store.rows("claims"), list(store.rows("links").values()), draws, seed)
    if as_json:
        output.show_json(found.to_dict())
    else:
        output.show(effect_document(loaded, found), markdown)


@record.command()
@click.argument("case")
@formats
def missing(case: str, markdown: bool, as_json: bool) -> None:
    """List statements without a source, parties nobody quoted, issues nobody is on record for."""
    from winset.engines.evidence_effect import missing as run
    from winset.engines.records import plain
    from winset.present.record import missing_document

    loaded, store = _reading(case)
    found = run(loaded, store.rows("claims"))
    if as_json:
        output.show_json(plain(found))
    else:
        output.show(missing_document(loaded, found), markdown)


@record.command()
@click.argument("case")
@formats
def ach(case: str, markdown: bool, as_json: bool) -> None:
    """Lay claims out against hypotheses, rival explanations side by side."""
    from winset.engines.evidence_effect import hypotheses
    from winset.engines.records import plain
    from winset.present.record import hypotheses_document

    loaded, store = _reading(case)
    found = hypotheses(list(store.rows("links").values()))
    if as_json:
        output.show_json(plain(found))
    else:
        output.show(hypotheses_document(loaded, found, store.rows("claims")), markdown)


@click.command()
@click.argument("case")
@click.option("--from", "start", required=True, metavar="DATE", help="The earlier date.")
@click.option("--to", "end", required=True, metavar="DATE", help="The later date.")
@click.option(
    "--draws", default=2_000, show_default=True, type=click.IntRange(1, 1_000_000), help="How many draws to make."
)
@formats
def diff(case: str, start: str, end: str, draws: int, markdown: bool, as_json: bool) -> None:
    """Say what the events between two dates changed, in the case and in the forecast."""
    from winset.engines.bargaining.what_if import what_if
    from winset.engines.evidence import at_date
    from winset.present.document import Bullets, Document, Section
    from winset.present.negotiation import what_if_document

    loaded, store = _reading(case)
    events = store.rows("events")
    first, second = sorted((_date(start), _date(end)))
    before, after = (at_date(loaded, list(events.values()), day) for day in (first, second))
    between = [(key, one) for key, one in events.items() if first < one["date"] <= second]
    found = what_if(before, after, draws)
    if as_json:
        output.show_json(found.to_dict() | {"events": [{"id": key, **one} for key, one in between]})
        return
    told = tuple(
        f"{one['date']}: {loaded.issue_name(one['issue'])}: {one['level']} ({one['claim'] or key})"
        for key, one in between
    )
    document = what_if_document(before, after, found)
    section = Section(f"What happened from {first} to {second}", (Bullets(told or ("Nothing is recorded.",)),))
    output.show(Document(loaded.title, "", (section, *document.sections)), markdown)


COMMANDS = (record, diff)
