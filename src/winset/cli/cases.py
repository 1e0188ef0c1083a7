"""Commands about the case itself: check, new, catalog, show, compare, convert."""

from __future__ import annotations

from pathlib import Path

import click

from winset.cli import output
from winset.cli.options import DRAWS, sanctions_option, swap_option, without_option


@click.command()
@click.argument("case")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check(case: str, as_json: bool) -> None:
    """Check a case: errors end with status 2, warnings do not."""
    from winset.case.opening import load
    from winset.engines.check.statements import check as run
    from winset.engines.evidence.citations import naming_problems
    from winset.engines.evidence.weights import weight_problems
    from winset.frozen import replace
    from winset.present.documents.alignment import alignment_line
    from winset.present.views.next_steps import at_hand, next_steps
    from winset.present.words.prose import counted
    from winset.present.words.roles import roles_line
    from winset.record.exchange import record_of

    loaded = load(case)
    weighing = weight_problems(loaded)
    store = record_of(loaded)
    record = run(loaded)
    naming = naming_problems(loaded, None if store is None else store.rows("claims"))
    record = replace(record, warnings=(*record.warnings, *weighing, *naming))
    if as_json:
        output.show_json(record.to_dict())
        return
    for warning in record.warnings:
        click.echo(f"warning: {warning.render(loaded.file)}")
    several = record.outcomes is not None
    outcomes = counted(record.outcomes or 0, "possible outcome") if several else "too many outcomes to enumerate"
    size = f"{counted(len(loaded.parties), 'party', 'parties')}, {counted(len(loaded.issues), 'issue')}, {outcomes}"
    verdict = counted(len(record.warnings), "warning") if record.warnings else "no warnings"
    click.echo(f"{loaded.file}: valid; {size}; {verdict}.")
    if record.roles:
        click.echo(roles_line(loaded, record.roles))
    for one in record.alignment:
        click.echo(alignment_line(loaded, one))
    if record.additions:
        click.echo(f"Could be added: {', '.join(record.additions)}.")
    at = replace(at_hand(loaded, store, own=False), warnings=tuple(one.what for one in record.warnings))
    step = next_steps(loaded, at)[0]
    place = f" ({step.by_hand})" if step.by_hand else ""
    click.echo(f"Next: {step.what[0].lower()}{step.what[1:]}{place}. {step.why}")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--from", "source", metavar="CASE", help="Copy this catalogue case (or case file) to edit.")
@click.option("--template", metavar="NAME", help="Begin with: starter (the default), or agreement, with its terms.")
@click.option("--force", is_flag=True, help="Overwrite FILE if it exists.")
def new(file: Path, source: str | None, template: str | None, force: bool) -> None:
    """Write a commented starter case to FILE, another template, or a copy of another case."""
    from winset.case.formats.registry import as_case_file
    from winset.case.opening import load
    from winset.case.starter import starter_text, template_text
    from winset.case.writing import write_atomically
    from winset.errors import UsageError
    from winset.log.store import kept_beside
    from winset.record.exchange import copy_record
    from winset.record.files import record_path

    as_case_file(file)
    if file.exists() and not force:
        raise UsageError(f"{file} exists already", "Choose another name, or use --force to overwrite it.")
    if not file.parent.is_dir():
        raise UsageError(f"there is no folder {file.parent}")
    if source and template:
        raise UsageError("a new case is either a copy or begins with a template", "Use --from or --template.")
    text = template_text(template) if template else starter_text(source)
    if kept := [one for one in kept_beside(file) if not force or (source and one == record_path(file))]:
        raise UsageError(f"{kept[0]} exists already", "Move it away first, or choose another name.")
    write_atomically(file, text)
    copied = copy_record(load(source), file) if source else False
    click.echo(f"Wrote {file}{f' and {record_path(file)}' if copied else ''}. Edit it, then: winset check {file}")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def catalog(as_json: bool) -> None:
    """List the cases that come with winset."""
    from winset.case import catalogue
    from winset.case.opening import load
    from winset.present.documents.document import Document, Section, Table

    cases = {name: load(name) for name in catalogue.names()}
    if as_json:
        output.show_json([{"name": name, "title": case.title, "as_of": case.as_of} for name, case in cases.items()])
        return
    rows = tuple((name, case.title) for name, case in cases.items())
    hint = "Any part of a name that fits only one case will do: winset brief jeddah"
    output.show(Document("Catalogue", hint, (Section("", (Table(("name", "case"), rows),)),)))


@click.command()
@click.argument("case")
@click.option("--markdown", is_flag=True, help="Print Markdown.")
@click.option("--json", "as_json", is_flag=True, help="Print the case and each party's ranking as JSON.")
@click.option(
    "--places",
    default=8,
    show_default=True,
    type=click.IntRange(1),
    help="How many places of each party's ranking to list from either end.",
)
def show(case: str, markdown: bool, as_json: bool, places: int) -> None:
    """Show who controls what, what is impossible, and who prefers what on whose word."""
    from winset.case.opening import load
    from winset.engines.alignment.measure import alignment
    from winset.engines.records import plain
    from winset.engines.stability.ladder import ladders, varying
    from winset.engines.stability.ranking import ranking
    from winset.present.documents.record import named_section
    from winset.present.documents.show import show_document
    from winset.record.exchange import record_of
    from winset.space.game import Game

    game = Game(load(case))
    store = record_of(game.case)
    sections = named_section(game.case, store.claims()) if store is not None else ()
    record = ranking(game, places)
    if as_json:
        output.show_json(
            {"case": game.case.model_dump(mode="json", exclude_defaults=True), "ranking": record.to_dict()}
            | {"alignment": alignment(game).to_dict(), "ladders": plain(ladders(game))}
        )
    else:
        told = show_document(game.case, record, sections, alignment(game), ladders(game), varying(game))
        output.show(told, markdown)


@click.command()
@click.argument("first")
@click.argument("second", required=False)
@without_option
@swap_option
@click.option(
    "--concept",
    default="nash",
    metavar="CONCEPT",
    show_default=True,
    help="Under which solution concept outcomes hold.",
)
@sanctions_option
@click.option(
    "--draws",
    default=DRAWS,
    show_default=True,
    type=click.IntRange(0, 1_000_000),
    help="Draws for the forecasts of two cases with values; 0 leaves them out.",
)
@click.option("--markdown", is_flag=True, help="Print Markdown.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def compare(
    first: str,
    second: str | None,
    without: tuple[str, ...],
    swap: tuple[str, ...],
    concept: str,
    sanctions: str,
    draws: int,
    markdown: bool,
    as_json: bool,
) -> None:
    """Compare two cases, or a case with itself changed: what holds in one and not in the other.

    Example: winset compare jeddah-2025 --without US:9
    """
    from winset.case.editing import changed_as_asked
    from winset.case.opening import load
    from winset.engines.forecast.what_if import what_if
    from winset.engines.versions.compare import compare as run
    from winset.errors import UsageError
    from winset.present.documents.changes import with_forecast
    from winset.present.documents.comparison import compare_document
    from winset.record.exchange import load_informed

    one = load(first)
    if second is None and not (without or swap):
        raise UsageError("compare needs a second case or a change", "For example: winset compare CASE --without US:3")
    if second is not None and (without or swap):
        raise UsageError("compare takes a second case or changes, not both", "Leave out one of them.")
    two = changed_as_asked(load(second) if second is not None else one, (), without, swap)
    record = run(one, two, concept, sanctions)
    moved = None
    if second is not None and draws and one.values and two.values:
        moved = what_if(load_informed(first), load_informed(second), draws)
    if as_json:
        output.show_json(record.to_dict() | ({"forecast": moved.to_dict()} if moved else {}))
    else:
        document = compare_document(one, two, record)
        output.show(with_forecast(document, one, moved) if moved else document, markdown)


@click.command()
@click.argument("case")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "form",
    type=click.Choice(["genius", "geniusweb", "negmas"]),
    help="Write a domain and profiles of this tool into the folder FILE.",
)
@click.option(
    "--grid",
    default=10,
    show_default=True,
    type=click.IntRange(1, 9_999),
    help="Into how many steps to cut the range of a continuous issue of a domain.",
)
@click.option("--force", is_flag=True, help="Overwrite FILE if it exists.")
def convert(case: str, file: Path, form: str | None, grid: int, force: bool) -> None:
    """Write a case as FILE.yaml, FILE.gmcr (GMCR+), or with --to into a folder; CASE may be any of these."""
    from winset.case.formats.folders import is_domain, read_domain, write_domain
    from winset.case.formats.registry import converted, left_out, readable_as
    from winset.case.opening import load
    from winset.case.writing import write_atomically
    from winset.errors import UsageError
    from winset.record.exchange import copy_record, record_of
    from winset.record.files import record_path

    if form is None and file.exists() and not (force and file.is_file()):
        hint = (
            "Say which format with --to." if file.is_dir() else "Choose another name, or use --force to overwrite it."
        )
        raise UsageError(f"{file} is a folder" if file.is_dir() else f"{file} exists already", hint)
    loaded = read_domain(Path(case), case, grid) if is_domain(Path(case)) else load(case)
    if form is not None:
        names, lost = write_domain(file, loaded, form, force)
        click.echo(f"Wrote {', '.join(names)} into {file}.")
    else:
        write_atomically(file, converted(loaded, file))
        lost = [*left_out(loaded, file)]
        kept = record_of(loaded)
        editable = readable_as(file).editable
        copied = kept is not None and editable and not record_path(file).exists() and copy_record(loaded, file)
        lost += ["the record"] if kept is not None and not editable else []
        click.echo(f"Wrote {file}{f' and {record_path(file)}' if copied else ''}.")
    if lost:
        click.echo(f"Left out, for the format has no place for it: {', '.join(lost)}.", err=True)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("encoding")
@click.option("--write", is_flag=True, help="Replace FILE; without it only the lines that would change are shown.")
def recode(file: Path, encoding: str, write: bool) -> None:
    """Turn a case file that is not UTF-8 into UTF-8, from the ENCODING it has, such as cp1252."""
    from winset.case.recoding import changed_lines, recoded, wrong_byte
    from winset.case.writing import write_atomically
    from winset.case.yaml_tree import MAX_BYTES
    from winset.errors import UsageError
    from winset.files import content

    data = content(file, MAX_BYTES)
    if not wrong_byte(data):
        raise UsageError(f"{file} is UTF-8 already")
    text = recoded(data, encoding)
    click.echo("\n".join(changed_lines(data, text)))
    if write:
        write_atomically(file, text)
        click.echo(f"Wrote {file} as UTF-8.", err=True)
    else:
        click.echo(f"Nothing is changed yet. To replace the file: winset recode {file} {encoding} --write", err=True)


@click.command()
@click.argument("case")
@click.option("--party", metavar="PARTY", help="Whose statements; by default every party with both, in turn.")
@click.option(
    "--target",
    default=0.7,
    show_default=True,
    type=click.FloatRange(-1, 1),
    help="How far the two have to agree: Kendall's tau-b, 1 for wholly.",
)
@click.option("--write", is_flag=True, help="Put the statements of the case file in the order proposed.")
@click.option("--markdown", is_flag=True, help="Print Markdown.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def align(case: str, party: str | None, target: float, write: bool, markdown: bool, as_json: bool) -> None:
    """Propose an order of statements that agrees with a party's points, or points to revisit."""
    from winset.case.opening import load
    from winset.case.rewriting import Edit, rewrite
    from winset.case.writing import write_atomically
    from winset.engines.alignment.measure import with_both
    from winset.engines.alignment.reconciling import align as run
    from winset.errors import UsageError
    from winset.present.documents.alignment import aligning_document, order_text
    from winset.space.game import Game

    game = Game(load(case))
    free = [key for key in with_both(game.case) if not game.case.follows(key)]
    if party is None and not free:
        raise UsageError("no party of the case has both statements and points of its own", "There is nothing to align.")
    records = [run(game, key, target) for key in ([party] if party else free)]
    if as_json:
        output.show_json([record.to_dict() for record in records])
    else:
        for record in records:
            output.show(aligning_document(game.case, record), markdown)
            if record.moves and not write:
                click.echo(f"\nTo paste into the file, or --write:\n\n{order_text(game.case, record)}")
    if write:
        from winset.case.formats.registry import CASE_FILE, format_of

        file = Path(case)
        if not file.is_file() or format_of(file) is not CASE_FILE:
            raise UsageError(
                f"'{case}' is no case file that can be changed", "Copy it first: winset new FILE --from CASE"
            )
        edits = [
            Edit("move", ("preferences", record.party, one.start - 1), to=one.end - 1)
            for record in records
            for one in record.moves
        ]
        if edits:
            write_atomically(file, rewrite(file.read_text("utf-8"), edits))
            click.echo(f"Wrote {file}.", err=as_json)


COMMANDS = (check, new, catalog, show, align, compare, convert, recode)
