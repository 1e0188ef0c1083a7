"""Files from outside, read up to a size: what is larger, or cannot be read, is refused in words."""

from __future__ import annotations

from pathlib import Path

from winset.errors import UsageError


def beginning(path: Path, most: int, shown: str = "") -> bytes:
    """Give the bytes of a file, one more than ``most`` where it is longer.

    Parameters
    ----------
    path : Path
        The file.
    most : int
        How many bytes it may have.
    shown : str
        Its name in messages; its path where left out.

    Raises
    ------
    UsageError
        If it cannot be read.
    """
    shown = shown or str(path)
    try:
        with path.open("rb") as stream:
            return stream.read(most + 1)
    except OSError as error:
        raise UsageError(f"cannot read '{shown}': {error.strerror or error}") from None
    except ValueError:  # a null character, for one
        raise UsageError(f"cannot read {shown!r}: that is no file name") from None


def content(path: Path, most: int, hint: str = "") -> bytes:
    """Give the bytes of a file; see :func:`beginning`.

    Raises
    ------
    UsageError
        If it cannot be read, or is larger than ``most``; then with the hint.
    """
    data = beginning(path, most)
    if len(data) > most:
        raise UsageError(f"{path} is larger than {size(most)}", hint)
    return data


def size(count: int) -> str:
    """Say a number of bytes in the unit that it is a whole number of.

    Examples
    --------
    >>> size(256 * 1024), size(8 * 2**20)
    ('256 KiB', '8 MiB')
    """
    return f"{count // 2**20} MiB" if count >= 2**20 else f"{count // 2**10} KiB"
