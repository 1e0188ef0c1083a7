"""Documents: plain text, web pages, PDF files and Word documents as text, within limits, without any network."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from winset import extras
from winset.characters import KEPT_OUT
from winset.errors import UsageError
from winset.files import beginning, size
from winset.frozen import Frozen, replace
from winset.reading.docx import DocxError, docx_text
from winset.reading.layout.lines import unwrapped

MAX_BYTES = 50 * 1024 * 1024
MAX_TEXT = 2_000_000
MAX_PAGES = 2_000
MAX_MARKUP = 50_000
MAX_CONTENT = 1024 * 1024
MAX_CONTENTS = 16 * 1024 * 1024
KINDS = ".txt (UTF-8), .html, .pdf, .docx"
_TAG = re.compile(rb"<[^<>]{4000,}>?")
_WRAPPED = re.compile(r"(?<=\S)  (?=\S)")
_BLOCKED = {"\x00", "\ufffe", "\uffff"}
MOST_HEADLINE = 25
"""Words of the longest first line that is taken for a headline."""


class ReadDocument(Frozen):
    """A document as read.

    Attributes
    ----------
    name : str
        The file's name.
    text : str
        Its text; spans of claims count its characters.
    title, publisher, date, url : str
        What a web page says of itself; of other documents the title is the headline. Empty where nothing is said.
    """

    name: str
    text: str
    title: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""


def read_document(path: Path) -> ReadDocument:
    """Read a file by its ending: .html and .htm as web pages, .pdf, .docx, anything else as UTF-8 text.

    Parameters
    ----------
    path : Path
        The file, 50 MiB at most.

    Raises
    ------
    UsageError
        If the file cannot be read as that, is too large, or needs an extra that is not installed.
    """
    return document_from(str(path), beginning(path, MAX_BYTES))


def document_from(name: str, data: bytes) -> ReadDocument:
    """Read the bytes of a document; the ending of its name says what it is. See :func:`read_document`.

    Examples
    --------
    >>> document_from("note.txt", b"The talks go on.").text
    'The talks go on.'
    """
    if len(data) > MAX_BYTES:
        raise UsageError(f"{name} is larger than {size(MAX_BYTES)}", "Give the text itself.")
    ending = Path(name).suffix.lower()
    if not data and ending in _READERS:
        raise UsageError(f"{name} is empty")
    reader = _READERS.get(ending, _plain)
    with _in_words(name, ending):
        found = reader(name, data)
    if len(found.text) > MAX_TEXT:
        raise UsageError(f"{name} holds more than {MAX_TEXT:,} characters", "Split it.")
    if not found.text.strip():
        hint = "A scanned page has to go through text recognition first." if ending == ".pdf" else ""
        raise UsageError(f"{name} holds no text", hint)
    text = KEPT_OUT.sub("\ufffd", found.text)  # as long as before: spans count characters
    return replace(found, text=text, title=found.title or _headline(text))


def _headline(text: str) -> str:
    """Give the first line where it stands apart from the text and is no sentence of it; else nothing."""
    first, apart, rest = text.lstrip("\ufeff \t\r\n").replace("\r\n", "\n").partition("\n\n")
    words = first.split()
    stands = bool(apart) and "\n" not in first and 3 <= len(words) <= MOST_HEADLINE and bool(rest.strip())
    return " ".join(words) if stands and first.rstrip()[-1] not in ".!?:;,\"”’'" and first[0].isalnum() else ""


def text_of(path: Path) -> str:
    """Read the text of a file; see :func:`read_document`."""
    return read_document(path).text


@contextmanager
def _in_words(name: str, ending: str) -> Iterator[None]:
    """Tell in words whatever a reader of others' files runs into."""
    what = {".pdf": "a PDF", ".docx": "a Word document"}.get(ending, "a web page")
    try:
        yield
    except UsageError:
        raise
    except ImportError:
        raise extras.missing("reading", f"reading {ending} files") from None
    except DocxError as error:
        raise UsageError(f"{name} cannot be read as a Word document: {error}", "Save it anew, or as text.") from None
    except (Exception, RecursionError, MemoryError):  # parsers of others' files may fail in any way
        why = "it is damaged, or something else under that name"
        raise UsageError(f"{name} cannot be read as {what}: {why}", "Save it anew, or as text.") from None


def _plain(name: str, data: bytes) -> ReadDocument:
    hint = f"winset reads {KINDS}."
    try:
        text = data.decode("utf-8")  # with its byte order mark and line ends: places in it are those of the file
    except UnicodeDecodeError:
        raise UsageError(f"{name} is not UTF-8 text", hint) from None
    if not _BLOCKED.isdisjoint(text):
        raise UsageError(f"{name} is not text", hint)
    return ReadDocument(name, text)


def _page(name: str, data: bytes) -> ReadDocument:
    import logging

    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    if data.count(b"<") > MAX_MARKUP:
        raise UsageError(f"{name} has more than {MAX_MARKUP:,} pieces of markup", "Save the article as text.")
    found: Any = bare_extraction(
        _TAG.sub(b" ", data).decode("utf-8", "replace"),  # pictures and data, never a reader's text
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None or not found.text:
        raise UsageError(f"{name} holds no text that a reader would see", "Save the article as text.")
    text = "".join(character for character in found.text if character not in _BLOCKED)
    told = {"title": found.title, "publisher": found.sitename, "date": found.date, "url": found.url}
    return ReadDocument(name, text, **{key: str(value or "") for key, value in told.items()})


def _pdf(name: str, data: bytes) -> ReadDocument:
    import logging
    import warnings

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise UsageError(f"{name} is encrypted", "Save it without a password.")
        if len(reader.pages) > MAX_PAGES:
            raise UsageError(f"{name} has more than {MAX_PAGES:,} pages", "Split it.")
        pages: list[str] = []
        total = 0
        for page in reader.pages:
            content = page.get_contents()
            size = 0 if content is None else len(content.get_data())
            total += size
            if size > MAX_CONTENT or total > MAX_CONTENTS:
                raise UsageError(f"{name} holds more drawing than text", "Save it as text.")
            pages.append(page.extract_text())
    text = "\n".join(pages).encode("utf-8", "replace").decode("utf-8")
    text = "".join(character for character in text if character not in _BLOCKED)
    return ReadDocument(name, _WRAPPED.sub(" ", unwrapped(text)))  # lines of a page are its layout's, not the text's


def _docx(name: str, data: bytes) -> ReadDocument:
    return ReadDocument(name, docx_text(data))


_READERS: dict[str, Callable[[str, bytes], ReadDocument]] = {
    ".pdf": _pdf,
    ".html": _page,
    ".htm": _page,
    ".xhtml": _page,
    ".docx": _docx,
}
