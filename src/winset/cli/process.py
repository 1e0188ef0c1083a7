"""How the process of a command is set up, before anything large is loaded."""

from __future__ import annotations

import atexit
import gc
import os
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # the C library's numbers for what mallopt sets
KEPT_BYTES, LARGEST_KEPT = 2**26, 2**25
OBJECTS_BEFORE_LOOKING = 200_000  # Python says 700: loading a command makes 100,000 that all stay, and looks 150 times


def set_up() -> None:
    """Set up this process, and those it starts, for many small arrays and for the code of winset alone."""
    for library in ("OPENBLAS", "OMP", "MKL"):  # small arrays: more threads only spin; --jobs divides the work instead
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # reading a case looks for no code of other packages
    gc.set_threshold(OBJECTS_BEFORE_LOOKING, *gc.get_threshold()[1:])
    atexit.register(gc.freeze)  # at the end the system takes all back at once; Python would look through it thrice
    if sys.platform.startswith("linux"):
        _keep_memory()


def _keep_memory() -> None:
    """Have the C library keep memory that is freed for the next array.

    glibc by itself gives an array of some megabytes back to the system when it is freed, and for the next one asks for
    every page again: counting 10^8 packages then takes half as long again. At most ``KEPT_BYTES`` are kept. C libraries
    without ``mallopt`` are left as they are.
    """
    import ctypes

    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    mallopt(_MMAP_THRESHOLD, LARGEST_KEPT)
    mallopt(_TRIM_THRESHOLD, KEPT_BYTES)
