"""Mutated inputs of every kind in large numbers, from a seed, with the outputs drawn for a sample of what is accepted.

    uv run python fuzz/mutations.py --seconds 1500             # as many as that allows, of every kind in turn
    uv run python fuzz/mutations.py --inputs 1000000 --kept run.json      # so many, going on where run.json left off
    uv run python fuzz/mutations.py --only gmcr --inputs 1 --first 2582   # one input again

The other programs here are guided by coverage; this one needs nothing but winset, covers the API of the workbench, and
looks at what comes out: input n of a kind is the same bytes every time. A finding is an exception that is no error of
winset's own, a refusal without a word, an answer of 500, an output that holds a control character, or an input that
takes more than two seconds of processor time to read; each is told with its kind and number.
"""

# ruff: noqa: E402 - this folder leaves the path first

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:] = [place for place in sys.path if Path(place or ".").resolve() != HERE]  # docx.py here is no library

from winset.case.catalogue import FOLDER
from winset.case.formats.gmcr import read_gmcr
from winset.case.formats.gmcr_writing import gmcr_text
from winset.case.reading import read_case
from winset.case.starter import starter_text
from winset.errors import WinsetError
from winset.reading.documents import document_from
from winset.record.exchange import as_csv, as_lines, from_lines

SLOW = 2.0
EVERY = {
    "case": 60,
    "gmcr": 1_500,
    "lines": 400,
    "text": 10_000,
    "page": 1_000,
    "api": 100,
}  # of the accepted ones, one in so many is analysed and drawn
SHARES = {"case": 6, "gmcr": 120, "lines": 60, "text": 180, "page": 32, "api": 2}  # about a millisecond an input
TOKENS = [
    *(
        "\x00",
        "\x07",
        "\x1b[2J",
        "\x1b]0;x\x07",
        "\x7f",
        "\x85",
        "\x9b",
        "\u2028",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\ufffe",
        "\t",
        "\r\n",
        "\f",
    ),
    *(
        "\\e[2J",
        "\\x9b",
        "\\0",
        "\\ud800",
        "\\uffff",
        "\\N",
        "\\L",
        "\\t",
        "\\n",
        '"',
        "'",
        "\\",
        "`",
        "$",
        "#",
        "@",
        "{",
        "}",
        "[",
        "]",
        "<",
        ">",
        "&",
    ),
    *(
        "]]>",
        "<!--",
        "<script>",
        "${x}",
        "#{x}",
        "{{x}}",
        "=1+1",
        "null",
        "NaN",
        "1e-320",
        "1e400",
        "-0",
        "9" * 400,
        "true",
        "~",
        "&a",
        "*a",
        "!!x",
        "? ",
    ),
    *(
        "datum['x']",
        "\\u001b[2J",
        "\u0000",
        "N",
        "Y",
        "9999-12-31",
        "0001-01-01",
        "ü".encode().decode("latin-1"),
        "\U0001f600",
        "e\u0301" * 20,
        "עברית",
        "العربية",
    ),
]
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def mutated(seed: bytes, drawn: random.Random, others: list[bytes]) -> bytes:
    """Change a few places of some bytes: letters, tokens, lines, pieces of another input, its length."""
    data = bytearray(seed)
    for _ in range(drawn.choice((1, 1, 1, 2, 3, 6))):
        place = drawn.randrange(len(data) + 1)
        choice = drawn.randrange(9)
        if choice == 0 and data:
            data[place % len(data)] ^= 1 << drawn.randrange(8)
        elif choice <= 3:
            data[place:place] = drawn.choice(TOKENS).encode("utf-8", "surrogatepass")
        elif choice == 4:
            end = min(len(data), place + drawn.choice((1, 3, 20, 200)))
            del data[place:end]
        elif choice == 5:
            lines = bytes(data).split(b"\n")
            first, second = drawn.randrange(len(lines)), drawn.randrange(len(lines))
            lines[first], lines[second] = lines[second], lines[first] if drawn.random() < 0.5 else lines[second]
            data = bytearray(b"\n".join(lines))
        elif choice == 6:
            other = drawn.choice(others)
            start = drawn.randrange(len(other))
            data[place:place] = other[start : start + drawn.choice((2, 10, 60))]
        elif choice == 7:
            words = list(re.finditer(rb"[\w.-]+", bytes(data)))
            if words:
                word = drawn.choice(words)
                data[word.start() : word.end()] = drawn.choice(TOKENS).encode("utf-8", "surrogatepass")
        else:
            data[place:place] = data[place : place + drawn.choice((4, 40))] * drawn.choice((1, 3, 30))
    return bytes(data[:60_000])


Reader = Callable[[bytes, bool], bool]


def case(data: bytes, look: bool) -> bool:
    """Read a case, and for a sample draw all that can be made of it."""
    found = read_case(data, "case.yaml")
    if look:
        outputs(found)
    return True


def gmcr(data: bytes, look: bool) -> bool:
    """Read a GMCR+ file."""
    found = read_gmcr(data, "case.gmcr")
    if look:
        outputs(found)
    return True


def outputs(found: object) -> None:
    """Make every output of a case; each must hold no control character."""
    import winset
    from winset.case.model import Case
    from winset.engines.brief import brief
    from winset.present.documents.brief import brief_document
    from winset.present.documents.document import as_markdown, as_text
    from winset.present.documents.show import show_document
    from winset.reporting.rendering import rendered

    assert isinstance(found, Case)
    shown = [brief_document(found, brief(found))]
    from winset.engines.stability.ranking import ranking
    from winset.space.game import Game

    shown.append(show_document(found, ranking(Game(found), 4)))
    texts = [as_text(one, 40) for one in shown] + [as_markdown(one) for one in shown]
    report = winset.report(found, draws=100)
    texts += [rendered(report, form).decode() for form in ("md", "html")]
    rendered(report, "docx")
    rendered(report, "pdf")
    for text in texts:
        bad = CONTROL.search(text)
        assert bad is None, f"an output holds U+{ord(bad.group()):04X}" if bad else ""
    json.dumps(brief(found).to_dict(), ensure_ascii=False).encode()


def lines(data: bytes, look: bool) -> bool:
    """Read lines of a record."""
    store = from_lines(data.decode("utf-8", "surrogateescape").split("\n"), "case.record.jsonl", "2025-03-09")
    if look:
        assert store.problems() == []
        again = from_lines(as_lines(store.tables()).split("\n"), "again", "2025-03-09")
        assert as_lines(again.tables()) == as_lines(store.tables())
        as_csv(store.tables())
    store.close()
    return True


def page(data: bytes, look: bool) -> bool:
    """Read a web page."""
    return document(data, "page.html", look)


def text(data: bytes, look: bool) -> bool:
    """Read a plain text."""
    return document(data, "note.txt", look)


def document(data: bytes, name: str, look: bool) -> bool:
    """Read a document, and for a sample propose its claims."""
    found = document_from(name, data)
    assert not CONTROL.search(found.text.replace("\x0c", ""))
    if look:
        from winset.reading.reader import read_text

        read_text(found.text, tell=lambda told: None)
    return True


def api() -> tuple[list[bytes], Reader]:
    """Give bodies of requests, and what sends them: the route stands in the first line."""
    from starlette.testclient import TestClient

    from winset.web.app import create_app

    folder = Path(tempfile.mkdtemp(prefix="winset-fuzz-"))
    start = starter_text()
    (folder / "mine.yaml").write_text(start, "utf-8")
    client = TestClient(create_app(folder, "t", 8437), base_url="http://127.0.0.1:8437", raise_server_exceptions=False)
    client.headers["Authorization"] = "Bearer t"
    small = "winset: 1\ntitle: T\nparties: {A: {}, B: {}}\nissues: {i: {levels: [x, y], control: A}}\n"
    bodies = [
        (
            "POST /cases/mine.yaml/draft",
            {"text": small, "edits": [{"action": "set", "path": ["title"], "value": "New"}]},
        ),
        (
            "POST /cases/mine.yaml/draft",
            {"text": small, "edits": [{"action": "rename", "path": ["issues", "i"], "value": "j"}]},
        ),
        ("PUT /cases/mine.yaml/text", {"text": small, "revision": "x"}),
        ("POST /cases/mine.yaml/merge", {"base": small, "text": small}),
        ("POST /cases", {"file": "new.yaml", "source": ""}),
        ("POST /cases/mine.yaml/record/claims", {"fields": {"content": "talks go on", "source": "A"}, "who": "me"}),
        ("POST /cases/mine.yaml/record/notes", {"fields": {"about": "parties.A", "text": "note"}, "who": "me"}),
        ("PATCH /cases/mine.yaml/record/rows/c1", {"fields": {"content": "talks"}, "who": "me"}),
        ("POST /cases/mine.yaml/log/answers", {"question": "q", "answer": "yes", "date": "2025-03-09", "note": "n"}),
        ("PUT /cases/mine.yaml/encoding", {"encoding": "cp1252", "revision": "x"}),
    ]
    seeds = [f"{route}\n{json.dumps(body)}".encode() for route, body in bodies]

    def send(data: bytes, look: bool) -> bool:
        head, _, body = data.partition(b"\n")
        method, _, path = head.decode("utf-8", "replace").partition(" ")
        known = next((route for route, _ in bodies if route.startswith(method)), bodies[0][0])
        if f"{method} {path}" not in {route for route, _ in bodies}:
            method, _, path = known.partition(" ")
        answer = client.request(method, f"/api{path}", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code < 500, f"{answer.status_code}: {answer.text[:200]}"
        if answer.status_code >= 400:
            assert answer.json()["errors"][0]["what"]
            raise WinsetError("refused")
        return True

    return seeds, send


def kinds() -> dict[str, tuple[list[bytes], Reader]]:
    """Give the files that are right to begin with, and the reader, of every kind."""
    cases = [starter_text().encode(), *(path.read_bytes() for path in sorted(FOLDER.glob("*.yaml")))]
    cases = sorted(cases, key=len)
    conflicts = []
    for data in cases:
        try:
            conflicts.append(gmcr_text(read_case(data, "case.yaml")).encode())
        except WinsetError:
            continue
    record = (FOLDER / "jeddah-2025.record.jsonl").read_text("utf-8").split("\n")
    told = (
        'The minister said that "the talks go on", an aide told the agency. The union reportedly refused on 3 March.\n'
    )
    html = f"<html><head><title>T</title></head><body><article><p>{told * 3}</p><p>{told}</p></article></body></html>"
    return {
        "case": (cases, case),
        "gmcr": (sorted(conflicts, key=len)[:6], gmcr),
        "lines": (["\n".join(record[:count]).encode() for count in (3, 6, 12)], lines),
        "text": ([told.encode(), (told * 5).encode()], text),
        "page": ([html.encode()], page),
        "api": api(),
    }


def order(names: list[str]) -> Iterator[str]:
    """Take the kinds in turn, the cheap ones more often."""
    while True:
        for name in names:
            yield from [name] * SHARES[name]


class Run:
    """What was tried so far; kept in a file, a later run goes on from it."""

    def __init__(self, names: list[str], first: int, kept: str) -> None:
        self.names, self.file = names, Path(kept) if kept else None
        self.numbers = dict.fromkeys(names, first)
        self.tried, self.accepted, self.looked = Counter[str](), Counter[str](), Counter[str]()
        self.slowest = dict.fromkeys(names, 0.0)
        self.found: list[str] = []
        if self.file and self.file.exists():
            before = json.loads(self.file.read_text("utf-8"))
            self.numbers |= before["numbers"]
            self.slowest |= before["slowest"]
            self.found += before["found"]
            for counter, key in ((self.tried, "tried"), (self.accepted, "accepted"), (self.looked, "looked")):
                counter.update(before[key])

    def keep(self) -> None:
        """Write what was tried so far."""
        if self.file:
            fields = ("numbers", "tried", "accepted", "looked", "slowest", "found")
            self.file.write_text(json.dumps({key: getattr(self, key) for key in fields}, indent=1), "utf-8")

    def summary(self) -> str:
        """Tell the figures by kind, and what was found."""
        rows = [
            f"{name}: {self.tried[name]:,} inputs, {self.accepted[name]:,} accepted, {self.looked[name]:,} drawn, "
            f"slowest {self.slowest[name]:.2f} s"
            for name in self.names
        ]
        return "\n".join(
            [*rows, f"all: {sum(self.tried.values()):,} inputs, {len(self.found)} findings", *self.found[:60]]
        )

    def one(self, name: str, seeds: list[bytes], read: Reader, seed: int) -> None:
        """Try the next input of a kind."""
        number = self.numbers[name]
        self.numbers[name] += 1
        drawn = random.Random(f"{seed} {name} {number}")
        data = mutated(drawn.choice(seeds), drawn, seeds)
        look = self.accepted[name] % EVERY[name] == EVERY[name] - 1
        self.tried[name] += 1
        begun = time.process_time()
        try:
            read(data, look)
            self.accepted[name] += 1
            self.looked[name] += look
        except WinsetError as error:
            if not str(error).strip():
                self.found.append(f"{name} {number}: refused without a word")
            if CONTROL.search(str(error)):
                self.found.append(f"{name} {number}: the refusal holds a control character")
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # a panic of a compiled library is no Exception
            self.found.append(f"{name} {number}: {type(error).__name__}: {str(error)[:160]}")
        taken = time.process_time() - begun
        if not look:
            self.slowest[name] = max(self.slowest[name], taken)
            if taken > SLOW:
                self.found.append(f"{name} {number}: took {taken:.1f} s")


def main() -> int:
    """Run, and tell the figures; the status is 1 where something was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--inputs", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--kept", default="")
    asked = parser.parse_args()
    from winset.present.pictures import renderer

    renderer.apart()
    everything = kinds()
    names = asked.only.split(",") if asked.only else list(everything)
    run = Run(names, asked.first, asked.kept)
    end, told = time.monotonic() + asked.seconds, time.monotonic()
    for name in order(names):
        if sum(run.tried.values()) >= asked.inputs if asked.inputs else time.monotonic() > end:
            break
        try:
            run.one(name, *everything[name], asked.seed)
        except KeyboardInterrupt:
            break
        if time.monotonic() - told > 20:
            told = time.monotonic()
            run.keep()
    run.keep()
    print(run.summary())
    return 1 if run.found else 0


if __name__ == "__main__":
    sys.exit(main())
