"""Where what documents say goes: to the terminal, as JSON, into the record of a case, or into a table."""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.cli import output
from winset.cli.pool import Runner, kept_if_stopped
from winset.cli.tables import lines_of
from winset.frozen import replace
from winset.present.words.prose import counted

if TYPE_CHECKING:
    from winset.cli.reading_stream import Stream
    from winset.cli.tables import TableWriter
    from winset.reading.bulk import Found, ReadingTask
    from winset.reading.documents import ReadDocument
    from winset.record.copies import Copy
    from winset.record.known_texts import KnownTexts
    from winset.record.store import Store

CLAIM, DOCUMENT = "proposed claim", "document"
FEW = 4
"""So many documents are compared with those of a record one by one."""
LISTED = 20
"""Of more files it is told in one line how many were skipped."""
ABOUT = ("file", "sha256", "title", "publisher", "published", "url", "claims", "claim")
PLACE = ABOUT.index("claims")
SAID = (
    *("parent", "source", "cue", "content", "via", "condition", "hedge", "source_kind", "speech_act", "plover", "date"),
    *("actor", "target", "hedge_level", "polarity", "reference", "anonymous", "narrator", "spans"),
)


def show_json(found: Sequence[Found]) -> None:
    """Print documents with their claims as JSON."""
    from winset.record.integrity import text_hash

    listed = [
        {
            "file": one.document.name,
            "sha256": text_hash(one.document.text),
            "text": one.document.text,
            "claims": [claim.to_dict() for claim in one.claims],
        }
        for one in found
    ]
    output.show_json({"documents": listed})


def show_text(found: Sequence[Found]) -> None:
    """Print claims, a line each."""
    from winset.present.documents.reading import claim_lines

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for each in found:
        one = each.document
        about = ", ".join(item for item in (one.title, one.publisher, one.date) if item)
        click.echo(f"{one.name}{f' ({about})' if about else ''}: {counted(len(each.claims), CLAIM)}")
        for line in claim_lines(one.text, each.claims, width):
            click.echo(line)


def into_table(stream: Stream, workers: Runner, path: Path) -> None:
    """Write a row for every claim, and one for a document that has none; what the table holds is not read again."""
    from winset.cli.tables import TableWriter

    table = TableWriter(path, {name: int if name == "claims" else str for name in (*ABOUT, *SAID)})
    done = _in_table(table)
    stream.known = lambda digest: str(path) if digest in done else ""
    stream.read = partial(in_lines, stream.read)
    documents = claims = 0
    with table, kept_if_stopped(f"What was read is in {table.lines}"):
        for found in stream.found(workers):
            table.add_lines(found.lines)
            documents, claims = documents + 1, claims + _claims_in(found.lines)
    before = f"; {len(stream.skipped):,} were read before" if stream.skipped else ""
    click.echo(f"Read {counted(documents, DOCUMENT)} and wrote {counted(claims, CLAIM)} to {path}{before}.")


def in_lines(read: Callable[[ReadingTask], Found], task: ReadingTask) -> Found:
    """Read a document into lines of the table, where it is read: the process that writes them has little to do."""
    found = read(task)
    if found.problem:
        return found
    return replace(found, document=replace(found.document, text=""), claims=(), lines=lines_of(_rows(found)))


def _claims_in(lines: bytes) -> int:
    """Count the claims in the lines of a document; the first of them says how many there are."""
    return int(next(csv.reader([lines[: lines.index(b"\n")].decode("utf-8")]))[PLACE])


def _in_table(table: TableWriter) -> set[str]:
    """Name the texts whose rows are all in a table; the rows of one that was cut off are taken away."""
    done: set[str] = set()
    digest, first, there, wanted = "", 0, 0, 0
    for place, row in table.kept():
        if row[1] != digest:
            digest, first, there = row[1], place, 0
            done.add(digest)
        there, wanted = there + 1, max(1, int(row[PLACE]))
    if there < wanted:
        done.discard(digest)
        table.cut(first)
    return done


def _rows(found: Found) -> Iterator[list[str]]:
    """Give the rows of a document, each on one line."""
    from winset.reading.rows import claim_rows
    from winset.record.integrity import text_hash

    one = found.document
    about = [one.name, text_hash(one.text), one.title, one.publisher, one.date, one.url, str(len(found.claims))]
    rows = claim_rows(one.text, found.claims, one.date) or {"": dict.fromkeys(SAID, "")}
    for claim, row in rows.items():
        yield [" ".join(value.split()) for value in (*about, claim, *(row[name] for name in SAID))]


def into_record(stream: Stream, workers: Runner, name: str, supersedes: str = "") -> None:
    """Add documents and claims to the record of a case as they are read; a text it has is not read again."""
    from winset.cli.record import writing
    from winset.record.attaching import citing
    from winset.record.known_texts import KnownTexts

    _, store = writing(name)
    names = {one.sha256: key for key, one in store.documents().items() if one.text}
    stream.known = lambda digest: names.get(digest, "")
    with (
        closing(KnownTexts(store)) if len(stream.files) > FEW else _one_by_one() as known,
        kept_if_stopped(f"What was read is in {store.name}"),
    ):
        for found in stream.found(workers):
            _told(stream)
            _add(store, found, supersedes, known)
    _told(stream)
    if stream.skipped:
        click.echo(f"{counted(len(stream.skipped), DOCUMENT)} skipped: the record has their texts already.")
    for document in citing(store):
        click.echo(f"If it is the text of {document}, which is only cited so far: --document {document}", err=True)


@contextmanager
def _one_by_one() -> Iterator[None]:
    yield None


def _told(stream: Stream) -> None:
    """Say which texts were not read because they are there."""
    if len(stream.files) > LISTED:
        return
    for file, where in stream.skipped:
        click.echo(f"{file}: the record has this text already, as {where}; skipped.")
    stream.skipped.clear()


def _add(store: Store, found: Found, supersedes: str, known: KnownTexts | None) -> None:
    from winset.cli.record import now
    from winset.reading.rows import add_document, claim_rows
    from winset.record.copies import copy_in

    one, file = found.document, Path(found.document.name)
    fields = {"title": one.title or file.name, "publisher": one.publisher, "date": one.date, "url": one.url}
    rows = claim_rows(one.text, found.claims, one.date)
    if supersedes:
        _supersede(store, supersedes, one, rows)
        return
    copy = known.copy_in(one.text) if known else copy_in(store.documents(), one.text)
    document, keys = add_document(store, one.text, fields, rows, now(), known=known)
    click.echo(f"{file}: added {document} and {counted(len(keys), CLAIM)} to {store.name}.")
    if copy is not None:
        first = store.document(copy.document)
        click.echo(_copied(copy, document, first.publisher or first.title, first.publisher == one.publisher))


def _copied(copy: Copy, document: str, where: str, same: bool) -> str:
    """Say that a document tells another one's story again."""
    told = (
        f"{document} tells the story of {copy.document} ({where}) again: {copy.share:.0%} of the shorter one's runs of "
        f"five words stand in both. Its claims share their source with those of {copy.document} and count once."
    )
    hint = f" If it is a corrected version: remove {document}, then read it with --supersedes {copy.document}."
    return told + (hint if same else "")


def _supersede(store: Store, old: str, one: ReadDocument, rows: dict[str, dict[str, str]]) -> None:
    """Put a corrected version in a document's place, and show what changed and what became of the claims."""
    from winset.cli.record import now
    from winset.reading.rows import add_claims
    from winset.record.superseding import supersede

    at = now()
    fields = {"title": one.title, "publisher": one.publisher, "date": one.date, "url": one.url}
    with store.together():
        found = supersede(store, old, one.text, fields, at)
        known = set(store.rows("claims"))
        keys = set(add_claims(store, found.document, rows, at).values()) - known
    click.echo(f"{found.document} supersedes {old}.")
    for sign, sentences in (("-", found.gone), ("+", found.come)):
        for sentence in sentences:
            click.echo(f"  {sign} {sentence}")
    click.echo(f"{len(found.moved)} claims stand there too and moved: {', '.join(found.moved) or 'none'}.")
    if found.flagged:
        click.echo(f"Their words are gone, to be looked at again: {', '.join(found.flagged)} (a note says why).")
    click.echo(f"New: {counted(len(keys), CLAIM)}.")
