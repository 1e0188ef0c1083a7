"""Plots and pages drawn by programs of others, in a process of their own where a command or a server asks for that.

The libraries that draw (vl-convert, typst) are compiled programs: when one of them meets what it did not expect it can
end the process it runs in, and nothing in Python stops that. So the command line and the workbench have them run
apart; what ends then is that process, and whoever asked is told in words. Used as a library, winset draws where it is,
since a script without a guarded main module cannot start processes.
"""

from __future__ import annotations

import atexit
import json
import os
import sys
import threading
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from winset import extras
from winset.characters import harmless_in
from winset.errors import UsageError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

SECONDS = 150.0
LONGEST_TITLE = 240
FEW_LINES = 0.25  # of the height of a last page that is worth setting everything closer to spare
_HINT = "Odd characters in names are the likeliest reason; a report as Markdown needs no drawing."
_HOME = {
    "svg": "plots",
    "png": "plots",
    "raster": "plots",
    "bundle": "plots",
    "pages": "pages",
    "families": "pages",
    "absent": "pages",
}
_NEEDS = {"plots": ("plots", "a drawn plot"), "pages": ("pdf", "a PDF", "Or write .html and print that.")}


def svg(spec: Mapping[str, Any]) -> str:
    """Draw a Vega-Lite specification as SVG, without any access to files or network."""
    return str(_drawn("svg", _titled(harmless_in(dict(spec)))))


def png(spec: Mapping[str, Any]) -> bytes:
    """Draw a Vega-Lite specification as PNG at twice its size, without any access to files or network."""
    return bytes(_drawn("png", _titled(harmless_in(dict(spec)))))


def raster(drawing: str) -> bytes:
    """Turn an SVG of our own into a PNG at twice its size, without any access to files or network."""
    return bytes(_drawn("raster", drawing))


def _titled(value: Any, title: bool = False) -> Any:
    """Put an invisible joiner after each backslash of a title, and cut a title that no picture has room for.

    Vega-Lite writes titles into expressions of its own and escapes their quotation marks, but not their backslashes. A
    title of thousands of letters would make a picture of gigabytes.
    """
    if isinstance(value, str):
        short = value if len(value) <= LONGEST_TITLE else f"{value[: LONGEST_TITLE - 1]}…"
        return short.replace("\\", "\\\u2060") if title else value
    if isinstance(value, dict):
        return {key: _titled(item, key in {"title", "text"}) for key, item in value.items()}
    return [_titled(item, title) for item in value] if isinstance(value, list) else value


def bundle(version: str) -> str:
    """Give vega-embed with all it needs as one ES module."""
    return str(_drawn("bundle", version))


def pages(source: bytes, report: str) -> bytes:
    """Set a report as PDF by a typst source that takes it as JSON; it can read no file.

    The source says how much of the last page it has set, ``<last>``. Where these are a few lines it is asked to set
    everything a little closer, and that is taken if it spares the page.
    """
    return bytes(_drawn("pages", source, report))


def families() -> tuple[str, ...]:
    """Give the names of the fonts that pages can be set in."""
    return tuple(_drawn("families"))


def absent(source: bytes, letters: str, fonts: str, ignore_system_fonts: bool) -> str:
    """Find which letters none of some fonts has."""
    return str(_drawn("absent", source, letters, fonts, ignore_system_fonts))


def apart() -> None:
    """Have everything drawn in processes of their own from now on."""
    _Apart.wanted = True


def _svg(spec: dict[str, Any]) -> str:
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))


def _png(spec: dict[str, Any]) -> bytes:
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(spec, scale=2, allowed_base_urls=[]))


def _raster(drawing: str) -> bytes:
    import vl_convert

    return bytes(vl_convert.svg_to_png(drawing, scale=2))


def _bundle(version: str) -> str:
    import vl_convert

    return str(vl_convert.javascript_bundle("export default vegaEmbed;", vl_version=version))


def _pages(source: bytes, report: str) -> bytes:
    import tempfile

    import typst

    with tempfile.TemporaryDirectory() as folder:  # the pages read no file, and could read none but their own source
        file = Path(folder) / "report.typ"
        file.write_bytes(source)
        where: Any = {"root": folder, "package_path": folder}
        compiler: Any = typst.Compiler(file, sys_inputs={"report": report, "close": "no"}, **where)
        made = compiler.compile()
        last = json.loads(compiler.query("<last>", field="value"))[0]  # what was set is at hand: this costs nothing
        if last["page"] > 2 and last["share"] < FEW_LINES:
            closer = compiler.compile(sys_inputs={"report": report, "close": "yes"})
            if json.loads(compiler.query("<last>", field="value"))[0]["page"] < last["page"]:
                made = closer
        return bytes(made)


def _families() -> list[str]:
    import typst

    return list(typst.Fonts().families())


def _absent(source: bytes, letters: str, fonts: str, ignore_system_fonts: bool) -> str:
    import typst

    query: Any = typst.query
    inputs = {"letters": letters, "fonts": fonts}
    found = query(
        source, "<missing>", field="value", one=True, sys_inputs=inputs, ignore_system_fonts=ignore_system_fonts
    )
    return str(found)


_TASKS: Mapping[str, Callable[..., Any]] = {
    "svg": _svg,
    "png": _png,
    "raster": _raster,
    "bundle": _bundle,
    "pages": _pages,
    "families": _families,
    "absent": _absent,
}


def _drawn(task: str, *arguments: Any) -> Any:
    """Have a task done, here or apart; whatever goes wrong is told in words."""
    try:
        return _home(_HOME[task]).done(task, arguments) if _Apart.wanted else _TASKS[task](*arguments)
    except ImportError:
        raise extras.missing(*_NEEDS[_HOME[task]]) from None
    except UsageError:
        raise
    except Exception as error:  # the drawing library fails in ways of its own, in another process or in this one
        raise _failure(f"{type(error).__name__}: {error}") from None


def _failure(told: str) -> UsageError:
    return UsageError(f"a plot or page could not be drawn ({' '.join(told.split())[:160]})", _HINT)


class _Apart:
    """A process that draws, started when it is first needed and again when it has ended."""

    wanted = False

    def __init__(self, name: str) -> None:
        self.name = name
        self.lock = threading.Lock()
        self.process: Any = None
        self.tasks: Any = None
        self.answers: Any = None

    def done(self, task: str, arguments: tuple[Any, ...]) -> Any:
        with self.lock:
            if self.process is None or not self.process.is_alive():
                self._start()
            try:
                self.tasks.send((task, arguments))
                if not self.answers.poll(SECONDS):
                    self.end()
                    raise _failure(f"it took longer than {SECONDS:g} seconds")
                state, result = self.answers.recv()
            except (EOFError, OSError):
                self.end()
                raise _failure("the program that draws has ended") from None
            except BaseException:  # interrupted half-way: what it would answer later is nobody's
                self.end()
                raise
        if state == "missing":
            raise ImportError(result)
        if state == "failed":
            raise _failure(result)
        return result

    def _start(self) -> None:
        from multiprocessing import get_context

        context = get_context("spawn")
        theirs, self.tasks = context.Pipe(duplex=False)  # one-way pipes need no socket
        self.answers, back = context.Pipe(duplex=False)
        self.process = context.Process(target=_serve, args=(theirs, back), daemon=True, name=f"winset-{self.name}")
        self.process.start()
        theirs.close()
        back.close()

    def end(self) -> None:
        if self.process is not None:
            self.tasks.close()
            self.answers.close()
            self.process.kill()
            self.process.join()
            self.process = None


@cache
def _home(name: str) -> _Apart:
    home = _Apart(name)
    atexit.register(home.end)
    return home


def _serve(tasks: Connection, answers: Connection) -> None:
    """Do one task after another until the other end is closed."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if "WINSET_TRACEBACK" not in os.environ:  # what a library says as it dies is for its authors
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for as long as the process lives
    while True:
        try:
            task, arguments = tasks.recv()
        except EOFError:
            return
        try:
            answer = ("done", _TASKS[task](*arguments))
        except ImportError as error:
            answer = ("missing", str(error))
        except BaseException as error:  # a panic of a compiled library is no Exception
            answer = ("failed", f"{type(error).__name__}: {error}"[:2_000])
        answers.send(answer)
