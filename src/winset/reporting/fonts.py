"""Fonts of a PDF: one that comes with typst for Latin, Greek and Cyrillic, those of the computer for the rest."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from winset.characters import harmless
from winset.present.pictures import renderer

FONTS = ("Libertinus Serif", "Noto Serif CJK SC", "Noto Sans CJK SC", "DejaVu Sans")
SHOWN = 12
_COVERED = ((0x0000, 0x052F), (0x1E00, 0x1FFF), (0x2010, 0x205E), (0x20A0, 0x20BF), (0x2190, 0x2193))
_TEST = b"""
#let size(letter) = measure(text(font: sys.inputs.fonts.split("|"), top-edge: "bounds", bottom-edge: "bounds", letter))
#context {
  let absent = size("\\u{10FFFD}")
  let missing = sys.inputs.letters.clusters().filter(letter => {
    let found = size(letter)
    found.width == 0pt or (found.width == absent.width and found.height == absent.height)
  })
  [#metadata(missing.join("")) <missing>]
}
"""


@lru_cache(maxsize=1)
def fonts() -> tuple[str, ...]:
    """Give the fonts to set text in, of those that are there; others follow where none of them has a letter."""
    families = set(renderer.families())
    return tuple(name for name in FONTS if name in families)


def missing_letters(texts: Iterable[str], ignore_system_fonts: bool = False) -> str:
    """Find the letters of some texts that no font on this computer has.

    Parameters
    ----------
    texts : iterable of str
        The texts.
    ignore_system_fonts : bool
        Whether to look only at the fonts that come with typst.

    Examples
    --------
    >>> missing_letters(["Łódź, Київ, Αθήνα"], ignore_system_fonts=True)
    ''
    """
    seen = {letter for text in texts for letter in harmless(text) if not _covered(letter) and not letter.isspace()}
    if not seen:
        return ""
    found = renderer.absent(_TEST, " ".join(sorted(seen)), "|".join(fonts()), ignore_system_fonts)
    return "".join(sorted(set(found.strip('"')) & seen))


def _covered(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in _COVERED)


def missing_words(letters: str) -> str:
    """Say in words which letters cannot be shown.

    Examples
    --------
    >>> missing_words("甲")
    'No font on the computer that made this file has 1 of its letters: CJK UNIFIED IDEOGRAPH-7532 (U+7532).'
    """
    named = [f"{unicodedata.name(letter, 'unnamed')} (U+{ord(letter):04X})" for letter in letters[:SHOWN]]
    more = f" and {len(letters) - SHOWN} more" if len(letters) > SHOWN else ""
    count = f"{len(letters)} of its letters"
    return f"No font on the computer that made this file has {count}: {', '.join(named)}{more}."
