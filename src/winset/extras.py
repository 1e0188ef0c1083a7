"""What winset can do more once an extra is installed, and the words for when it is not.

A brief needs few packages. What draws, reads documents or writes other formats is large, so it is brought only to
whoever asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec

from winset.errors import UsageError

PACKAGES: Mapping[str, Sequence[str]] = {
    "cluster": ("cryptography", "distributed", "pyarrow"),
    "compiled": ("llvmlite",),
    "docx": ("docx", "vl_convert"),
    "frames": ("pandas",),
    "llm": ("httpx",),
    "network": ("jax", "safetensors"),
    "pdf": ("typst", "vl_convert"),
    "plots": ("vl_convert",),
    "reading": ("defusedxml", "py3langid", "pypdf", "sklearn_crfsuite", "spacy", "threadpoolctl", "trafilatura"),
    "sheet": ("openpyxl",),
}


def require(extra: str, what: str, instead: str = "") -> None:
    """Say in words what is not installed, before work is done that would be lost.

    Parameters
    ----------
    extra : str
        A key of :data:`PACKAGES`.
    what : str
        What needs it, as the start of a sentence.
    instead : str
        What can be done without it, as a sentence.

    Raises
    ------
    UsageError
        If one of the extra's packages is not installed.
    """
    if any(find_spec(package) is None for package in PACKAGES[extra]):
        raise missing(extra, what, instead)


def missing(extra: str, what: str, instead: str = "") -> UsageError:
    """Word the error for an extra that is not installed, with the remedy.

    Examples
    --------
    >>> print(missing("plots", "the workbench"))
    the workbench needs the extra 'plots', which is not installed. Hint: pip install 'winset[plots]', or in a clone of
    the repository: uv run --no-dev --extra plots winset ….
    """
    hint = f"pip install 'winset[{extra}]', or in a clone of the repository: uv run --no-dev --extra {extra} winset …."
    return UsageError(f"{what} needs the extra '{extra}', which is not installed", f"{hint} {instead}".strip())
