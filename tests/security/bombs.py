"""Set off bombs, each in a process of its own with a second of CPU and 200 MB: ``python bombs.py FOLDER``.

Prints what was said to each as JSON. Everything is imported before, since a reader imports it once.
"""

import io
import json
import os
import resource
import signal
import sys
import zipfile
import zlib
from pathlib import Path

from winset import expr
from winset.case.opening import load
from winset.errors import WinsetError
from winset.reading.documents import read_document
from winset.reading.standoff import from_standoff
from winset.record.exchange import from_lines

SECONDS, BYTES = 3.0, 200 * 2**20
HEAD = "winset: 1\ntitle: Bomb\nparties: {A: {}, B: {}}\n"
ISSUES = "issues:\n  i: {levels: [x, y], control: A}\nstatus_quo: {i: x}\n"
FONT = "<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
LAUGHS = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))


def docx(document: bytes) -> bytes:
    """A Word document with this as its text."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
        )
        archive.writestr("word/document.xml", document)
    return stream.getvalue()


def words(text: str, before: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>"
    return f"{before}<w:document xmlns:w='{space}'>{body}</w:document>".encode()


def pdf(stream: bytes, pages: int = 1) -> bytes:
    """A PDF whose pages all show this compressed stream."""
    kids = " ".join(f"{4 + n} 0 R" for n in range(pages))
    body = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n{stream.decode('latin-1')}\nendstream",
        *(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 3 0 R /Resources " + FONT + " >>"
            for _ in range(pages)
        ),
    ]
    found, places = "%PDF-1.4\n", []
    for number, one in enumerate(body, 1):
        places.append(len(found))
        found += f"{number} 0 obj\n{one}\nendobj\n"
    start = len(found)
    found += f"xref\n0 {len(body) + 1}\n0000000000 65535 f \n" + "".join(f"{place:010} 00000 n \n" for place in places)
    found += f"trailer << /Root 1 0 R /Size {len(body) + 1} >>\nstartxref\n{start}\n%%EOF\n"
    return found.encode("latin-1")


def zipped(size: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * size)
    return stream.getvalue()


def bombs() -> dict[str, tuple[str, bytes]]:
    """Each by name: the ending of its file, and its bytes."""
    aliases = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10))
    return {
        "aliases of aliases": (".yaml", f"{HEAD}a0: &a0 [x]\n{aliases}\n".encode()),
        "nested lists": (".yaml", (HEAD + "issues: " + "[" * 100_000).encode()),
        "nested mappings": (".yaml", (HEAD + "issues: " + "{a: " * 20_000).encode()),
        "many keys": (".yaml", (HEAD + "".join(f"k{n}: x\n" for n in range(24_000))).encode()[: 255 * 1024]),
        "a long line": (".yaml", (HEAD + "summary: " + "x, " * 80_000).encode()),
        "a huge whole number": (
            ".yaml",
            (HEAD + ISSUES + f"values: {{A: [{{when: i = x, points: {'9' * 200_000}}}]}}\n").encode(),
        ),
        "a huge exponent": (".yaml", (HEAD + ISSUES + "values: {A: [{when: i = x, points: 1e999999999}]}\n").encode()),
        "a condition for a slow pattern": (
            ".yaml",
            (HEAD + ISSUES + f"impossible: ['{'not ' * 1000}i = x{' ' * 60_000}!']\n").encode(),
        ),
        "more outcomes than can be counted": (
            ".yaml",
            (HEAD + "issues:\n" + "".join(f"  i{n}: {{levels: [x, y], control: A}}\n" for n in range(1000))).encode(),
        ),
        "JSON with nested lists": (".gmcr", b'{"options": ' + b"[" * 99_000),
        "JSON with a huge number": (".gmcr", b'{"options": [' + b"9" * 200_000 + b"]}"),
        "a Word file that unpacks to 210 MB": (".docx", docx(b" " * 210_000_000)),
        "a Word file in a Word file": (".docx", docx(zipped(50_000_000))),
        "a Word file of a million parts": (
            ".docx",
            docx(words("x")).replace(b"word/document.xml", b"../../../../evil"),
        ),
        "entities that multiply": (".docx", docx(words("&a9;", f"<!DOCTYPE x [<!ENTITY a0 'ha'>{LAUGHS}]>"))),
        "one long entity, often": (
            ".docx",
            docx(words("&a;" * 50_000, f"<!DOCTYPE x [<!ENTITY a '{'ha' * 50_000}'>]>")),
        ),
        "an entity from outside": (
            ".docx",
            docx(words("&a;", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>")),
        ),
        "XML nested deeply": (".docx", docx(words("<w:t>" * 100_000))),
        "a PDF that unpacks to 210 MB": (".pdf", pdf(zlib.compress(b" " * 210_000_000, 9))),
        "a PDF packed in itself": (
            ".pdf",
            pdf(zlib.compress(zlib.compress(b"(x) Tj " * 10_000_000, 9), 9)).replace(
                b"/FlateDecode", b"[/FlateDecode /FlateDecode]", 1
            ),
        ),
        "a PDF of many pages": (".pdf", pdf(zlib.compress(b"BT (x) Tj ET"), 2_500)),
        "a web page nested deeply": (".html", b"<html><body>" + b"<div>" * 100_000 + b"x"),
        "a web page with too many tables": (".html", b"<table><tr><td>" * 30_000),
        "a record with nested lists": (".jsonl", b'{"id": "c1", "content": ' + b"[" * 100_000),
        "a record with nested spans": (
            ".jsonl",
            json.dumps({"id": "c1", "content": "x", "spans": "[" * 100_000}).encode(),
        ),
        "an annotation of endless spans": (".ann", b"T1\tCue " + b"0 1;" * 300_000 + b"0 1x\n"),
        "a condition of parentheses": (".condition", b"(" * 4_000),
        "a condition of negations": (".condition", b"not " * 1_000 + b"i = x"),
        "a condition that is too long": (".condition", b"i = x and " * 100_000),
    }


def read(path: Path) -> None:
    if path.suffix in {".yaml", ".gmcr"}:
        from winset.engines.brief.brief import brief

        brief(load(path))
    elif path.suffix == ".jsonl":
        from_lines(path.read_text().splitlines(), path.name, "now")
    elif path.suffix == ".ann":
        from_standoff(path.read_text())
    elif path.suffix == ".condition":
        expr.parse(path.read_text())
    else:
        read_document(path)


def set_off(path: Path) -> dict[str, object]:
    """Read a file with limits on time and memory, and tell how it ended."""
    listen, tell = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + BYTES, taken + BYTES))
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            read(path)
            said = ["read", ""]
        except WinsetError as error:
            said = ["refused", str(error)[:300]]
        except BaseException as error:
            said = ["failed", f"{type(error).__name__}: {error}"[:300]]
        os.write(tell, json.dumps(said).encode())
        os._exit(0)
    os.close(tell)
    with open(listen, encoding="utf-8") as stream:
        said = stream.read()
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return (
        {"how": "killed", "said": f"signal {-code}"}
        if code
        else dict(zip(("how", "said"), json.loads(said), strict=True))
    )


def main(folder: str) -> None:
    warm = Path(folder) / "warm"
    for ending, data in {
        ".html": b"<p>Hello there, all of you.",
        ".pdf": pdf(zlib.compress(b"BT ET")),
        ".docx": docx(words("x")),
        ".gmcr": b"{}",
    }.items():
        warm.with_suffix(ending).write_bytes(data)
        set_off(warm.with_suffix(ending))
        try:
            read(warm.with_suffix(ending))
        except WinsetError:
            continue
    found = {}
    for number, (name, (ending, data)) in enumerate(bombs().items()):
        path = Path(folder) / f"{number}{ending}"
        path.write_bytes(data)
        found[name] = set_off(path)
        path.unlink()
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
