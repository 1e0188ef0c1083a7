"""The text of a Word document (.docx), read without trusting the archive it is or the XML inside."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

MAX_MEMBERS = 5_000
MAX_MEMBER = 32 * 1024 * 1024
MAX_TOTAL = 64 * 1024 * 1024
MAX_RATIO = 100
MAX_DEPTH = 200
_CHUNK = 64 * 1024
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑"}
_SKIPPED = {"del", "moveFrom", "instrText", "txbxContent", "Fallback"}


class DocxError(Exception):
    """What keeps a document from being read, in words."""


def docx_text(data: bytes) -> str:
    """Give the paragraphs of a Word document, one a line, tables row by row; deleted text is left out.

    Parameters
    ----------
    data : bytes
        The file.

    Raises
    ------
    DocxError
        If it is no Word document, is encrypted, or holds more than the limits allow.
    ImportError
        If defusedxml is not installed.
    """
    from defusedxml.ElementTree import fromstring

    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise DocxError("it is encrypted, or in the old .doc format")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise DocxError(f"its archive holds more than {MAX_MEMBERS:,} parts")
            if sum(one.file_size for one in members) > MAX_TOTAL:
                raise DocxError(f"it unpacks to more than {MAX_TOTAL // 2**20} MiB")
            body = _member(archive, "word/document.xml")
        root = fromstring(body, forbid_dtd=True)
    except DocxError:
        raise
    except Exception:  # an archive of others may fail in any way
        raise DocxError("it is damaged, or something else under that name") from None
    return "\n".join(_paragraphs(root))


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Unpack one part, chunk by chunk, so that no declared size is believed."""
    try:
        entry = archive.getinfo(name)
    except KeyError:
        raise DocxError("it is no Word document") from None
    if entry.flag_bits & 1:
        raise DocxError("it is encrypted")
    body = bytearray()
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            body += chunk
            if len(body) > MAX_MEMBER:
                raise DocxError(f"a part of it unpacks to more than {MAX_MEMBER // 2**20} MiB")
            if len(body) > _CHUNK * 16 and len(body) > MAX_RATIO * max(entry.compress_size, 1):
                raise DocxError(f"it unpacks to more than {MAX_RATIO} times its size")
    return bytes(body)


def _paragraphs(root: Any) -> Iterator[str]:
    """Walk the document in reading order without recursion; the depth is capped."""
    pieces: list[str] = []
    stack: list[tuple[Any, int, bool]] = [(root, 0, False)]
    while stack:
        node, depth, done = stack.pop()
        if depth > MAX_DEPTH:
            raise DocxError(f"it is nested more than {MAX_DEPTH} deep")
        kind = _kind(node)
        if done:
            if kind == "p":
                yield "".join(pieces)
                pieces.clear()
            continue
        if kind in _SKIPPED:
            continue
        if kind == "t":
            pieces.append(node.text or "")
        elif kind in _BREAKS:
            pieces.append(_BREAKS[kind])
        stack.append((node, depth, True))
        stack.extend((child, depth + 1, False) for child in reversed(list(node)))
    if pieces:
        yield "".join(pieces)


def _kind(node: Any) -> str:
    space, _, name = str(node.tag).rpartition("}")
    return name if space.removeprefix("{") in _WORD or name == "Fallback" else ""
