"""Documents read one by one as tasks that say all they need, here or in another process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from winset.case.model import Case
from winset.errors import UsageError
from winset.files import beginning
from winset.frozen import Frozen
from winset.reading.dates import publication
from winset.reading.documents import MAX_BYTES, ReadDocument, document_from
from winset.reading.proposals import Proposal

if TYPE_CHECKING:
    from winset.reading.model.model import Model

ENDINGS = frozenset({".txt", ".html", ".htm", ".xhtml", ".pdf", ".docx"})
TAKING_TIME = ENDINGS - {".txt"}
"""Files whose text takes time to get at."""


class DocumentFile(Frozen):
    """A file of whose bytes a document is made."""

    name: str
    data: bytes


class ReadingTask(Frozen):
    """A document to read.

    Attributes
    ----------
    document : ReadDocument
        Its text, and when it was published.
    case : Case or None
        Its parties become actors and targets.
    model : str or None
        The file of a trained model; empty for the one winset comes with, None for rules alone.
    language : str
        ``en`` insists that the text is English.
    """

    document: ReadDocument
    case: Case | None = None
    model: str | None = ""
    language: str = ""


class Found(Frozen):
    """What a document says.

    Attributes
    ----------
    document : ReadDocument
        The document.
    claims : tuple of Proposal
        Its claims.
    passed_over : tuple of str
        What of it was not read, in words.
    problem : str
        Why it was not read at all.
    lines : bytes
        The claims as lines of a table, in place of text and claims, where these are not asked for.
    """

    document: ReadDocument
    claims: tuple[Proposal, ...] = ()
    passed_over: tuple[str, ...] = ()
    problem: str = ""
    lines: bytes = b""


def source(file: Path) -> DocumentFile | str:
    """Take the bytes of a file; in words why that cannot be."""
    try:
        return DocumentFile(str(file), beginning(file, MAX_BYTES))
    except UsageError as error:
        return str(error)


def extract(source: DocumentFile | str) -> ReadDocument | str:
    """Get at the text of a file; in words why that cannot be."""
    try:
        return source if isinstance(source, str) else document_from(source.name, source.data)
    except UsageError as error:
        return str(error)


def read_one(task: ReadingTask) -> Found:
    """Read a document.

    Raises
    ------
    UsageError
        If nothing can be read here: the extra ``reading`` or the model's file is missing.
    """
    from winset.reading.reader import parser, read_text

    parser()
    model = _model(task.model)
    document, told = task.document, list[str]()
    try:
        claims = read_text(document.text, task.case, model, publication(document.date), told.append, task.language)
    except UsageError as error:
        return Found(document, problem=str(error))
    return Found(document, tuple(claims), tuple(told))


@lru_cache(maxsize=1)
def _model(file: str | None) -> Model | None:
    from winset.reading.model.file import load
    from winset.reading.model.shipped import shipped

    return None if file is None else load(Path(file)) if file else shipped()
