"""The command that drafts a first case from documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from winset.case.model import Case
    from winset.drafting.drafts import DraftRecord
    from winset.reading.documents import ReadDocument


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", "target", type=click.Path(dir_okay=False, path_type=Path), help="Write the case here.")
@click.option("--into", metavar="CASE", help="Show what the documents would add to this case; nothing is changed.")
@click.option(
    "--date",
    default="",
    metavar="DATE",
    help="When the documents were published; by default what a web page says of itself.",
)
@click.option("--no-model", "bare", is_flag=True, help="Rules alone, without the model that winset comes with.")
@click.option("--language", default="", metavar="en", help="Insist that the text is English.")
@click.option("--llm", default="", metavar="URL", help="Ask a language model there, too: the text is sent to it.")
@click.option("--llm-model", default="", metavar="NAME", help="Which model; its key is read from WINSET_LLM_KEY.")
@click.option("--force", is_flag=True, help="Overwrite the case if it exists; a record is never overwritten.")
@click.option("--json", "as_json", is_flag=True, help="Print the draft as JSON and write nothing.")
def draft(
    files: tuple[Path, ...],
    target: Path | None,
    into: str | None,
    date: str,
    bare: bool,
    language: str,
    llm: str,
    llm_model: str,
    force: bool,
    as_json: bool,
) -> None:
    """Draft a first case from documents, with the sentences behind every entry.

    FILE is English text (UTF-8), a web page (.html), a .pdf or a .docx. With -o the case is written, and documents and
    claims are kept in its record; otherwise it is printed. Nobody has confirmed a draft: look at every entry.

    With --llm a language model proposes entries beside those of the rules. Its quotations must stand in the documents,
    or the entry is dropped; where the two disagree, a question is asked. Nothing leaves this machine without --llm.
    """
    from winset.cli import output
    from winset.drafting.drafts import LETTERS
    from winset.drafting.drafts import draft as run
    from winset.errors import UsageError

    if target and into:
        raise UsageError("--output and --into exclude each other", "Leave one of them out.")
    if language not in {"", "en"}:
        raise UsageError(
            f"only English is read. Got --language {language}", "--language en insists that it is English."
        )
    if target and not (as_json or into):
        _require_free(target, force)
    letters, known = LETTERS, {}
    if into:
        from winset.case.opening import load

        case = load(into)
        letters = "".join(one for one in LETTERS if one not in case.sources)
        known = _known(case)
    endpoint = None
    if llm or llm_model:
        from winset.cli.endpoint import endpoint as named

        endpoint = named(llm, llm_model)
    found = run(
        *files,
        rules_only=bare,
        language=language,
        date=date,
        letters=letters,
        known=tuple(known.values()),
        endpoint=endpoint,
        tell=lambda told: click.echo(told, err=True),
    )
    for told in found.passed_over:
        click.echo(f"Not all is read: {told}.", err=True)
    for told in found.repeats:
        click.echo(f"{told}.", err=True)
    if as_json:
        output.show_json(found.to_dict())
    elif into:
        _show_additions(found, into, files)
    elif target:
        _write(found, target)
    else:
        click.echo(found.text(), nl=False)


def _known(case: Case) -> dict[str, ReadDocument]:
    """The documents in the record of a case, by their row."""
    from winset.reading.documents import ReadDocument
    from winset.record.exchange import record_of

    store = record_of(case)
    if store is None:
        return {}
    try:
        rows = store.documents()
    finally:
        store.close()
    return {key: ReadDocument(name=key, title=one.title, text=one.text) for key, one in rows.items() if one.text}


def _show_additions(found: DraftRecord, into: str, files: tuple[Path, ...]) -> None:
    from winset.case.opening import load
    from winset.case.short_names import short_name
    from winset.case.writing import dump
    from winset.drafting.entries.additions import additions
    from winset.present.words.prose import counted

    case = load(into)
    new, spoken = additions(case, found.draft)
    for line in dump(new).splitlines() if new else ():
        click.echo(f"+ {line}")
    count = sum(len(entries) for section, entries in new.items() if section != "sources")
    what = f"{counted(count, 'entry', 'entries')} that {into} does not have" if new else f"Nothing new for {into}"
    click.echo(f"{what}; nothing was changed.{' Put those you accept into the file.' if new else ''}", err=True)
    if spoken:
        told = "; ".join(f"{short_name(case, issue)} ({', '.join(basis)})" for issue, basis in spoken)
        click.echo(f"It speaks of issues that the case has, too: {told}.", err=True)
        for file in files:
            click.echo(f"What it says of these: winset update {into} {file}", err=True)


def _require_free(target: Path, force: bool) -> None:
    """Refuse what could not be written, before anything is read."""
    from winset.case.formats.registry import as_case_file
    from winset.errors import UsageError
    from winset.log.store import kept_beside

    kept = kept_beside(as_case_file(target))
    if target.exists() and not force:
        raise UsageError(
            f"{target} exists already", "Choose another name, --force to overwrite it, or --into to add to it."
        )
    if kept:
        raise UsageError(f"{kept[0]} exists already", "Move it away first, or choose another name.")
    if not target.parent.is_dir():
        raise UsageError(f"there is no folder {target.parent}")


def _write(found: DraftRecord, target: Path) -> None:
    from winset.case.writing import write_atomically
    from winset.cli.record import now
    from winset.drafting.entries.keeping import begin_record
    from winset.record.files import record_path

    kept = record_path(target)
    names = begin_record(found.draft, found.documents, found.claims_as_rows(), kept, now())
    try:
        write_atomically(target, found.text(names))
    except BaseException:
        kept.unlink(missing_ok=True)
        raise
    _tell(found, target, kept)


def _tell(found: DraftRecord, target: Path, kept: Path) -> None:
    from winset.drafting.entries.asking import together
    from winset.present.words.prose import counted

    one = found.draft
    told = ", ".join(
        (
            counted(len(one.parties), "party", "parties"),
            counted(len(one.issues), "issue"),
            counted(len(one.statements), "statement"),
            counted(len(one.conditions), "condition"),
            counted(len(one.scenarios), "ending"),
        )
    )
    click.echo(f"Wrote {target} and {kept}: {told}. Nobody has confirmed any of them.")
    for number, question in enumerate(together(one.questions), 1):
        click.echo(f"  {number}. {question}")
    click.echo(_in_short(target))
    click.echo(f"Look at every entry, then: winset check {target}; winset brief {target}")


def _in_short(target: Path) -> str:
    """What the first brief says first; a draft is small, so that it is computed at once."""
    from winset.case.opening import load
    from winset.cli import output
    from winset.engines.brief.brief import brief
    from winset.errors import WinsetError
    from winset.frozen import replace
    from winset.present.documents.document import as_text
    from winset.present.documents.page_one import page_one

    case = load(target)
    try:
        page = page_one(case, brief(case))
    except WinsetError as error:
        return f"The brief cannot be given yet: {error}"
    short = replace(page.sections[0], heading="The brief, in short")
    return as_text(replace(page, title="", subtitle="", sections=(short,)), output.MAX_WIDTH).strip("\n")


COMMANDS = (draft,)
