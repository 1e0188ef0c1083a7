"""Documents on their way through reading: which files, their texts, each text once, in order, over any workers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.cli.pool import Runner
from winset.errors import UsageError
from winset.frozen import replace

if TYPE_CHECKING:
    from winset.case.model import Case
    from winset.reading.bulk import Found, ReadingTask
    from winset.reading.documents import ReadDocument


@dataclass
class Stream:
    """Files to be read, and what became of them.

    Attributes
    ----------
    files : sequence of Path
        The files.
    case, model, language
        As :class:`winset.reading.bulk.ReadingTask` has them.
    publisher, published : str
        Of all of them; by default what each says of itself.
    read : callable
        Reads a task.
    known : callable
        Says where a text is already, or nothing; such a text is not read.
    skipped : list of (file, where)
        What was there already.
    failed : list of str
        What could not be read, in words.
    """

    files: Sequence[Path]
    case: Case | None
    model: str | None
    language: str
    publisher: str
    published: str
    read: Callable[[ReadingTask], Found]
    known: Callable[[str], str] = field(default=lambda _: "")
    skipped: list[tuple[Path, str]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def found(self, workers: Runner) -> Iterator[Found]:
        """Read what is not known yet, in the order of the files; what cannot be read stops nothing."""
        with click.progressbar(
            length=len(self.files), label="Reading", file=sys.__stderr__, hidden=not sys.stderr.isatty()
        ) as bar:
            for found in workers(self.read, self._tasks(workers, bar.update), length=len(self.files)):
                bar.update(1)
                for told in found.passed_over:
                    self.tell(found.document.name, told)
                if found.problem:
                    self.failed.append(found.problem)
                else:
                    yield found

    def tell(self, name: str, told: str) -> None:
        """Say what of a text is passed over."""
        not_all(told if len(self.files) == 1 else f"{name}: {told}")

    def _tasks(self, workers: Runner, passed: Callable[[int], object]) -> Iterator[ReadingTask]:
        """Make tasks of the files as they are asked for."""
        from winset.reading.bulk import ReadingTask
        from winset.record.integrity import text_hash

        seen: dict[str, Path] = {}
        for file, document in zip(self.files, self._documents(workers), strict=True):
            if isinstance(document, str):
                self.failed.append(document)
                passed(1)
                continue
            digest = text_hash(document.text)
            where = self.known(digest) or (str(seen[digest]) if digest in seen else "")
            seen.setdefault(digest, file)
            if where:
                self.skipped.append((file, where))
                passed(1)
                continue
            about = {
                "name": str(file),
                "publisher": self.publisher or document.publisher,
                "date": self.published or document.date,
            }
            yield ReadingTask(replace(document, **about), self.case, self.model, self.language)

    def _documents(self, workers: Runner) -> Iterator[ReadDocument | str]:
        """Get at the texts; where that takes time, over the workers, too."""
        from winset.reading.bulk import TAKING_TIME, extract, source

        sources = map(source, self.files)
        if any(file.suffix.lower() in TAKING_TIME for file in self.files):
            return workers(extract, sources, length=len(self.files), most=1)
        return map(extract, sources)


def not_all(told: str) -> None:
    """Say what of a text is passed over."""
    click.echo(f"Not all is read: {told}.", err=True)


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Give the files named, and those of documents in the folders named, in the order of their names.

    Raises
    ------
    UsageError
        If a folder holds none.
    """
    from winset.reading.bulk import ENDINGS

    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(one for one in path.rglob("*") if one.suffix.lower() in ENDINGS and one.is_file())
        if not inside:
            raise UsageError(f"{path} holds no documents", f"Documents end in {', '.join(sorted(ENDINGS))}.")
        found += inside
    return found
