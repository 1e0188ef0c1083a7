"""Words as the pieces that a pretrained encoder knows: WordPiece, greedy from the left (Devlin et al. 2019)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import ClassVar

from winset.frozen import ComparedInPart, field

START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
LONGEST = 256  # pieces that an encoder takes at once, with those for the start and the end
_GOES_ON = "##"
_LONGEST = 100  # characters of a word that are looked at


class Pieces(ComparedInPart):
    """The pieces of an encoder, each known by its number.

    Attributes
    ----------
    names : tuple of str
        The pieces; one that continues a word begins with ``##``.
    lower : bool
        Whether letters are made small and lose their accents first.
    """

    names: tuple[str, ...]
    lower: bool = True
    _numbers: dict[str, int] = field(default_factory=dict)
    _known: dict[str, tuple[int, ...]] = field(default_factory=dict)
    not_compared: ClassVar[frozenset[str]] = frozenset({"_numbers", "_known"})

    def __post_init__(self) -> None:
        self._numbers.update((name, number) for number, name in enumerate(self.names))
        if missing := [name for name in (START, END, UNKNOWN) if name not in self._numbers]:
            raise ValueError(f"the vocabulary lacks {' and '.join(missing)}")

    def number(self, name: str) -> int:
        """Give the number of a piece."""
        return self._numbers[name]

    def of(self, word: str) -> tuple[int, ...]:
        """Split a word.

        Examples
        --------
        >>> pieces = Pieces(("[CLS]", "[SEP]", "[UNK]", "cease", "##fire", "-"))
        >>> [pieces.names[number] for number in pieces.of("Cease-fire")]
        ['cease', '-', '[UNK]']
        >>> [pieces.names[number] for number in pieces.of("Ceasefire")]
        ['cease', '##fire']
        """
        if word not in self._known:
            parts = _parts(self._plain(word[:_LONGEST]))
            self._known[word] = tuple(number for part in parts for number in self._split(part))
        return self._known[word]

    def _plain(self, word: str) -> str:
        if not self.lower:
            return word
        letters = unicodedata.normalize("NFD", word.lower())
        return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")

    def _split(self, part: str) -> Sequence[int]:
        found, start = [], 0
        while start < len(part):
            lead = _GOES_ON if start else ""
            ends = range(len(part), start, -1)
            end = next((end for end in ends if lead + part[start:end] in self._numbers), None)
            if end is None:
                return [self._numbers[UNKNOWN]]
            found.append(self._numbers[lead + part[start:end]])
            start = end
        return found


def _parts(word: str) -> list[str]:
    """Set punctuation marks apart."""
    parts = [""]
    for letter in word:
        if letter.isalnum():
            parts[-1] += letter
        else:
            parts += [letter.strip(), ""]
    return [part for part in parts if part]
