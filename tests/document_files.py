"""Word documents and PDF files as tests want them, made where they are asked for: a bomb takes a second to pack."""

import io
import zipfile

BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
TEXT_OPERATORS = b"BT /F1 12 Tf 72 720 Td (The minister said that it was over.) Tj ET"


def archive(parts, compression=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as made:
        for name, body in parts.items():
            made.writestr(name, body)
    return stream.getvalue()


def word(body):
    return archive({"word/document.xml": BODY.format(body)})


def pdf(content, key="", pages=1, twice=False):
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

    writer = PdfWriter()
    page = writer.add_blank_page(612, 792)
    stream = StreamObject()
    stream._data = content
    once = NameObject("/FlateDecode")
    stream[NameObject("/Filter")] = ArrayObject([once, once]) if twice else once
    names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = DictionaryObject({NameObject(key): NameObject(value) for key, value in names.items()})
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(stream)
    for _ in range(pages - 1):
        writer.add_blank_page(10, 10)
    if key:
        writer.encrypt(key)
    stream_out = io.BytesIO()
    writer.write(stream_out)
    return stream_out.getvalue()
