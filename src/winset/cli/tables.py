"""Tables that are written row by row, so that a command that was stopped goes on from what is there: CSV or Parquet.

Rows for a Parquet file stand in lines beside it, ``FILE.parquet.csv``, until the command is done: a Parquet file that
was cut off cannot be read. Then they are put into it some thousands at a time, so that no table has to fit the memory.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import file_digest
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from winset import extras
from winset.errors import UsageError, WinsetError

AT_ONCE = 10_000
Row = Sequence[str]
_MARK = b"winset lines"


def lines_of(rows: Iterable[Row]) -> bytes:
    r"""Give rows as lines of CSV.

    Examples
    --------
    >>> lines_of([["a", "b, c"], ["", "d"]])
    b'a,"b, c"\n,d\n'
    """
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8")


class TableWriter:
    """A table that is being written. Use it as a context, after :meth:`kept` has been gone through.

    Parameters
    ----------
    path : Path
        The file, ending in .csv or .parquet.
    columns : mapping of str to type
        The names of the columns with what they hold: ``str``, ``int`` or ``float``.

    Raises
    ------
    UsageError
        If the file has another ending, or Parquet needs the extra that is not installed.
    """

    def __init__(self, path: Path, columns: Mapping[str, type]) -> None:
        self.path, self.columns = path, columns
        self._parquet = path.suffix.lower() == ".parquet"
        if not self._parquet and path.suffix.lower() != ".csv":
            raise UsageError(
                f"a table cannot be written as '{path.suffix}'", "Name a file that ends in .csv or .parquet."
            )
        if self._parquet:
            extras.require("cluster", "a .parquet file", "A .csv file needs none.")
        self.lines = path.with_name(f"{path.name}.csv") if self._parquet else path
        self._stream: BinaryIO | None = None
        self._bare = False

    def kept(self) -> Iterator[tuple[int, Row]]:
        """Give the rows that are there already, each with its place for :meth:`cut`; what is cut off is taken away.

        Raises
        ------
        UsageError
            If there is something else than such a table.
        """
        try:
            if self._parquet and self.path.exists():
                self._drop_what_is_in()
                yield from ((-1, row) for row in self._written())
            if self.lines.exists():
                yield from self._lines()
        except (OSError, ValueError, csv.Error) as error:
            raise UsageError(f"cannot read {self.path}: {error}") from None

    def cut(self, place: int) -> None:
        """Take a row away with all after it."""
        os.truncate(self.lines, place)

    def foreign(self, what: str) -> UsageError:
        """Word the error for a file that holds something else than this table."""
        return UsageError(f"{self.path} exists already and holds something else than {what}", "Name another file.")

    def _drop_what_is_in(self) -> None:
        """Take lines away that the Parquet file has got: the program was ended right after it was in place."""
        from pyarrow import parquet

        if self.path.exists() and self.lines.exists():
            told = (parquet.read_schema(self.path).metadata or {}).get(_MARK)
            if told == self._digest():
                self.lines.unlink()

    def _digest(self) -> bytes:
        with self.lines.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest().encode()

    def _lines(self) -> Iterator[tuple[int, Row]]:
        place = 0
        with self.lines.open("rb") as stream:
            for number, line in enumerate(stream):
                if not line.endswith(b"\n"):
                    if not number:
                        raise self.foreign("such a table")
                    break
                row = next(csv.reader([line.decode("utf-8")]))
                if (number == 0 and row != list(self.columns)) or len(row) != len(self.columns):
                    raise self.foreign("such a table")
                if number:
                    yield place, row
                place += len(line)
        if place < self.lines.stat().st_size:
            self.cut(place)

    def __enter__(self) -> TableWriter:
        try:
            self._stream = self.lines.open("ab", buffering=0)
            if not self.lines.stat().st_size:
                self.add([list(self.columns)])
                self._bare = True
        except OSError as error:
            raise self._failed(error) from None
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        if self._stream is not None:
            self._stream.close()
        if kind is not None and self._bare and issubclass(kind, WinsetError):
            self.lines.unlink(missing_ok=True)  # what cannot be computed at all leaves no file behind
        if kind is None and self._parquet:
            self._finish()

    def add(self, rows: Iterable[Row]) -> None:
        """Write some rows, which are on their way to the disk when this is done; no text in them has two lines."""
        self.add_lines(lines_of(rows))

    def add_lines(self, lines: bytes) -> None:
        """Write some rows as :func:`lines_of` gives them."""
        assert self._stream is not None  # noqa: S101 - a context
        try:
            self._stream.write(lines)
            self._bare = False
        except OSError as error:
            raise self._failed(error) from None

    def _failed(self, error: OSError) -> UsageError:
        return UsageError(f"cannot write {self.path}: {error.strerror or error}")

    def _schema(self) -> Any:
        import pyarrow

        kinds = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64()}
        return pyarrow.schema([(name, kinds[kind]) for name, kind in self.columns.items()])

    def _written(self) -> Iterator[Row]:
        from pyarrow import parquet

        with parquet.ParquetFile(self.path) as found:
            if not found.schema_arrow.equals(self._schema(), check_metadata=False):
                raise self.foreign("such a table")
            for batch in found.iter_batches(AT_ONCE):
                for row in batch.to_pylist():
                    yield ["" if value is None else str(value) for value in row.values()]

    def _finish(self) -> None:
        """Put the lines into the Parquet file, after what it holds."""
        import pyarrow
        from pyarrow import parquet

        if self.path.exists() and next(self._lines(), None) is None:
            self.lines.unlink()  # nothing new
            return
        schema, part = (
            self._schema().with_metadata({_MARK: self._digest()}),
            self.path.with_name(f"{self.path.name}.part"),
        )
        try:
            with parquet.ParquetWriter(part, schema) as writer:
                rows = (row for _, row in self.kept())
                while block := list(islice(rows, AT_ONCE)):
                    columns = zip(self.columns.values(), zip(*block, strict=True), strict=True)
                    arrays = [
                        [None if not one and kind is not str else kind(one) for one in column]
                        for kind, column in columns
                    ]
                    writer.write_table(pyarrow.table(dict(zip(self.columns, arrays, strict=True)), schema=schema))
            part.replace(self.path)
            self.lines.unlink()
        except OSError as error:
            part.unlink(missing_ok=True)
            raise self._failed(error) from None
