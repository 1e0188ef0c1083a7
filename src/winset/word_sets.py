"""Lists of words as sets: asked for in a moment, where a pattern of as many words takes long to make."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text, in one set.

    Examples
    --------
    >>> sorted(word_set("yes no"))
    ['no', 'yes']
    """
    return frozenset(text.split())
