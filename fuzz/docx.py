"""Word files (.docx): bytes that are no archive are packed into one as its text, so that its parser is reached."""

import io
import zipfile

from harness import document, main

_SPACE = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TEXT = b"<w:document xmlns:w='" + _SPACE + b"'><w:body><w:p><w:r><w:t>Aid would return.</w:t></w:r></w:p>"
_TEXT += b"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t><w:tab/></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"


def _packed(text: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
        )
        archive.writestr("word/document.xml", text)
    return stream.getvalue()


SEEDS = [_TEXT, _packed(_TEXT)]


def read(data: bytes) -> object:
    """Read a Word file."""
    return document(data if data.startswith(b"PK") else _packed(data), "paper.docx")


if __name__ == "__main__":
    main(read, SEEDS)
