"""The command that reads documents into proposed claims."""

from __future__ import annotations

import json
from pathlib import Path

import click

from winset.cli import output


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option(
    "--case", "name", default=None, metavar="CASE", help="Add documents and proposals to the record of this case."
)
@click.option("--publisher", default="")
@click.option("--date", default="", help="When it was published.")
@click.option("--json", "as_json", is_flag=True, help="Print the proposals as JSON and touch no record.")
def read(files: tuple[Path, ...], name: str | None, publisher: str, date: str, as_json: bool) -> None:
    """Read documents and propose claims: who says what, with the place in the text."""
    from winset.case.reading import load
    from winset.reading.documents import text_of
    from winset.reading.reader import read_text, told
    from winset.record.store import text_hash

    case = load(name) if name else None
    if as_json or case is None:
        found = []
        for file in files:
            text = text_of(file)
            proposals = read_text(text, case)
            found.append((file, text, proposals))
        if as_json:
            listed = [
                {"file": str(file), "sha256": text_hash(text), "claims": [one.to_dict() for one in proposals]}
                for file, text, proposals in found
            ]
            output.show_json({"documents": listed})
            return
        for file, text, proposals in found:
            click.echo(f"{file}: {len(proposals)} proposed claims")
            for one in proposals:
                who = told(text, one.source) or "(no source)"
                says = " ".join(told(text, one.content).split())
                click.echo(f"  {one.id}. {' '.join(who.split())} | {told(text, one.cue)} | {says}")
        return
    _into_record(files, case.file, publisher, date)


def _into_record(files: tuple[Path, ...], name: str, publisher: str, date: str) -> None:
    from winset.cli.record import now, writing
    from winset.reading.documents import text_of
    from winset.reading.reader import read_text, told
    from winset.record.store import text_hash

    case, store = writing(name)
    for file in files:
        text = text_of(file)
        proposals = read_text(text, case)
        fields = {"title": file.name, "publisher": publisher, "date": date, "sha256": text_hash(text), "text": text}
        document = store.add("documents", fields, now(), "", "read")
        keys: dict[str, str] = {}
        for one in sorted(proposals, key=lambda proposal: int(proposal.id)):
            spans = {part: getattr(one, part) for part in ("source", "cue", "content") if getattr(one, part)}
            row = {
                "document": document,
                "source": told(text, one.source),
                "cue": told(text, one.cue),
                "content": told(text, one.content),
                "spans": json.dumps(spans),
                "via": told(text, one.via),
                "parent": keys.get(one.parent, ""),
                "source_kind": one.source_kind,
                "speech_act": one.speech_act,
                "actor": one.actor,
                "target": one.target,
                "hedge_level": one.hedge,
                "anonymous": "yes" if one.source_kind == "anonymous" else "no",
                "narrator": "yes" if one.author else "no",
                "status": "proposed",
            }
            keys[one.id] = store.add("claims", row, now(), "", "proposed by reading")
        click.echo(f"{file}: added {document} and {len(proposals)} proposed claims to {store.name}.")


COMMANDS = (read,)
