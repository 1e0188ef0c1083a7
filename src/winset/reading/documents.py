"""The text of a document: plain text, a web page or a PDF, within limits, without any network."""

from __future__ import annotations

from pathlib import Path

from winset.errors import UsageError

MAX_BYTES = 20 * 1024 * 1024
MAX_TEXT = 2_000_000
MAX_PAGES = 2_000


def text_of(path: Path) -> str:
    """Read the text of a file by its ending: .html and .htm as web pages, .pdf, anything else as UTF-8 text.

    Raises
    ------
    UsageError
        If the file cannot be read as that, is too large, or needs an extra that is not installed.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(f"{path} is larger than {MAX_BYTES // 2**20} MiB", "Give the text itself.")
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from None
    ending = path.suffix.lower()
    text = (
        _pdf(path, data)
        if ending == ".pdf"
        else _page(path, data)
        if ending in {".html", ".htm"}
        else _plain(path, data)
    )
    if len(text) > MAX_TEXT:
        raise UsageError(f"{path} holds more than {MAX_TEXT:,} characters", "Split it.")
    if not text.strip():
        raise UsageError(f"{path} holds no text")
    return text


def _plain(path: Path, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8 text", "Save it as UTF-8 text, .html or .pdf.") from None
    if "\x00" in text:
        raise UsageError(f"{path} is not text", "Save it as UTF-8 text, .html or .pdf.")
    return text


def _page(path: Path, data: bytes) -> str:
    try:
        from trafilatura import extract
    except ImportError:
        raise UsageError("reading web pages needs the extra 'reading'", "pip install 'winset[reading]'") from None
    try:
        return extract(data.decode("utf-8", "replace")) or ""
    except Exception as error:  # a parser of others' pages may fail in any way
        raise UsageError(f"{path} cannot be read as a web page ({type(error).__name__})") from None


def _pdf(path: Path, data: bytes) -> str:
    try:
        from pypdf import PdfReader
    except ImportError:
        raise UsageError("reading PDF files needs the extra 'reading'", "pip install 'winset[reading]'") from None
    import io
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pages = PdfReader(io.BytesIO(data)).pages
            if len(pages) > MAX_PAGES:
                raise UsageError(f"{path} has more than {MAX_PAGES:,} pages")
            return "\n".join(page.extract_text() for page in pages)
    except UsageError:
        raise
    except Exception as error:
        raise UsageError(f"{path} cannot be read as a PDF ({type(error).__name__})") from None
