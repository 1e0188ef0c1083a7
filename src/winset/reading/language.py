"""Which language a text is in: what is not English is refused, since nothing that is read in it would be true."""

from __future__ import annotations

import re

from winset.errors import UsageError

_COMMON = frozenset(
    "the and of that with said says for is are was were has have by to not it he she they will".split()  # noqa: SIM905
)
_WORD = re.compile(r"[^\W\d_]+")
_SHARE = 0.15  # of common English words: below, a library is asked
_FEWEST = 4  # words; of less nothing can be told
_LOOKED_AT = 5_000  # letters
_MARGIN = 10.0  # natural logarithms by which another language must be likelier than English
_NAMES = {
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "ru": "Russian",
    "uk": "Ukrainian",
    "pl": "Polish",
    "cs": "Czech",
    "sv": "Swedish",
    "da": "Danish",
    "no": "Norwegian",
    "nb": "Norwegian",
    "nn": "Norwegian",
    "fi": "Finnish",
    "tr": "Turkish",
    "ar": "Arabic",
    "he": "Hebrew",
    "fa": "Persian",
    "zh": "Chinese",
    "ja": "Japanese",
    "ko": "Korean",
    "el": "Greek",
    "ro": "Romanian",
    "hu": "Hungarian",
    "bg": "Bulgarian",
    "sr": "Serbian",
    "hr": "Croatian",
    "hi": "Hindi",
    "id": "Indonesian",
    "vi": "Vietnamese",
    "ca": "Catalan",
    "sk": "Slovak",
    "sl": "Slovenian",
}


def other_language(text: str) -> str:
    """Name the language of a text that is not English; empty where it is, or where too little is said to tell.

    A text of which a good share are common English words is English, without asking anything; else the identifier
    of the extra ``reading`` (py3langid) decides, and English is given the benefit of the doubt.

    Examples
    --------
    >>> other_language("The ministers said that the talks will go on.")
    ''
    """
    words = [word.lower() for word in _WORD.findall(text[:_LOOKED_AT])]
    others = any(ord(letter) > 0x2FF for word in words for letter in word)
    if (len(words) < _FEWEST and not others) or not words:
        return ""
    if sum(word in _COMMON for word in words) >= _SHARE * len(words):
        return ""
    try:
        from py3langid import rank  # type: ignore[import-untyped]
    except ImportError:
        return ""  # whoever has no extra 'reading' is told so before
    ranks = dict(rank(text[:_LOOKED_AT]))
    best = max((code for code in ranks if code in _NAMES or code == "en"), key=lambda code: ranks[code])
    if best == "en" or ranks[best] - ranks.get("en", -1e9) < _MARGIN:
        return ""
    return _NAMES[best]


def refuse_other_language(text: str) -> None:
    """Refuse a text that is not English.

    Raises
    ------
    UsageError
        If it is not.
    """
    if language := other_language(text):
        hint = "Translate it, or insist with --language en."
        raise UsageError(f"the language of the text is {language}; only English is read", hint)
