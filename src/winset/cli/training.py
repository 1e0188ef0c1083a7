"""The command that trains a model for reading."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import click

from winset.cli.group import CommandGroup

if TYPE_CHECKING:
    from winset.reading.model.scoring import PrecisionRecall


@click.group("reading", cls=CommandGroup)
def reading_group() -> None:
    """Train the model that finds who says what."""


@reading_group.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(file_okay=False, exists=True, path_type=Path))
@click.option(
    "-o",
    "--output",
    "target",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the model here.",
)
@click.option(
    "--folds",
    default=0,
    type=click.IntRange(0, 20),
    help="First score it on each of so many parts, trained on the others.",
)
@click.option(
    "--encoder",
    metavar="FOLDER",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="A pretrained encoder of the BERT family: teach a network on top of it as well (slow, better).",
)
@click.option(
    "--compact", is_flag=True, help="Keep hashes and bytes in place of words and numbers: some 2 MB, no word list."
)
def train(folder: Path, target: Path, folds: int, encoder: Path | None, compact: bool) -> None:
    """Train a model on annotated texts (NAME.txt with brat standoff NAME.ann) for 'winset read --model'."""
    from winset.errors import UsageError
    from winset.present.words.prose import counted
    from winset.reading.model import file, training
    from winset.reading.model.corpus import corpus
    from winset.reading.reader import in_place, parser

    if compact and encoder is not None:
        raise UsageError("--compact and --encoder exclude each other", "A compact model has no network.")
    if not target.parent.is_dir():
        raise UsageError(f"there is no folder {target.parent}", "Make it first, or name another.")
    documents = corpus(folder)
    if folds == 1 or folds > len(documents):
        what = f"{counted(len(documents), 'document')} cannot be divided into {counted(folds, 'part')}"
        raise UsageError(what, "Ask for 2 or more, and for no more than there are documents.")
    if encoder is not None:
        _check(encoder)
    parser()
    with _Bars() as bars:
        examples = []
        for number, one in enumerate(documents, 1):
            examples.append(training.AttributionExample(in_place(one.text), one.attributions))
            bars.step("Parsing", number, len(documents))
        if folds:
            _print(training.folds(examples, folds, bars.step, encoder), folds)
        model = training.train(examples, bars.step, encoder)
        file.save(model.compact() if compact else model, target)
    total = sum(len(one.attributions) for one in documents)
    click.echo(f"Trained on {total:,} attributions in {len(documents):,} documents: {target}")


def _check(encoder: Path) -> None:
    """Say what is missing or wrong before the long work begins."""
    from winset import extras

    extras.require("network", "teaching a network")
    from winset.reading.network.encoder import pretrained

    pretrained(encoder)


def _print(scores: dict[str, PrecisionRecall], folds: int) -> None:
    click.echo(f"{f'{folds} folds':10} {'precision':>9} {'recall':>7} {'F1':>6}", err=True)
    for name, score in scores.items():
        click.echo(f"{name:10} {score.precision:9.1%} {score.recall:7.1%} {score.f1:6.1%}", err=True)


class _Bars:
    """One progress bar after the other, on a terminal."""

    def __init__(self) -> None:
        self.bar: Any = None
        self.label = ""

    def __enter__(self) -> _Bars:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar is not None:
            self.bar.__exit__(kind, error, trace)

    def step(self, label: str, done: int, total: int) -> None:
        """Show that a part of the work is done so far."""
        if not sys.stderr.isatty():
            return
        if label != self.label or done == 1:
            self.__exit__(None, None, None)
            self.label = label
            self.bar = click.progressbar(length=total, label=label, file=sys.__stderr__).__enter__()
            self.at = 0
        self.bar.update(done - self.at)
        self.at = done


COMMANDS = (reading_group,)
