"""``python -m winset.drafting.training FOLDER``: learn weights, or draft articles by weights that never saw them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from winset.drafting.assembling import drafted
from winset.drafting.drafts import checked
from winset.drafting.entries.writing import case_text
from winset.drafting.training.articles import Article, articles
from winset.drafting.training.subjects import SUBJECTS, learned
from winset.drafting.weights import tried
from winset.errors import UsageError


def held_out(given: Sequence[Article], parts: int) -> Iterator[tuple[Article, str]]:
    """Give each article with the case drafted from it by weights learned from the other parts; empty where refused."""
    for part in range(parts):
        found = learned([one for place, one in enumerate(given) if place % parts != part])
        for one in given[part::parts]:
            with tried(*found):
                try:
                    yield one, case_text(checked(drafted(one.sources)))
                except UsageError:
                    yield one, ""


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="Where the weights go.")
@click.option("--drafts", type=click.Path(file_okay=False, path_type=Path), help="Draft each article unseen, here.")
@click.option("--folds", default=8, show_default=True, help="In how many parts the articles are for --drafts.")
def main(folder: Path, output: Path | None, drafts: Path | None, folds: int) -> None:
    """Learn weights from the annotated articles of FOLDER."""
    given = articles(folder)
    if drafts is not None:
        drafts.mkdir(parents=True, exist_ok=True)
        for one, text in held_out(given, folds):
            click.echo(f"{one.name}: {'drafted' if text else 'refused'}")
            if text:
                (drafts / f"{one.name}.yaml").write_text(text, encoding="utf-8")
    if output is not None:
        output.mkdir(parents=True, exist_ok=True)
        for subject, found in zip(SUBJECTS, learned(given), strict=True):
            (output / f"{subject.about}.json").write_text(found.text(), encoding="utf-8")
            click.echo(f"{subject.about}: {len(found.of)} signs")


if __name__ == "__main__":
    main()
