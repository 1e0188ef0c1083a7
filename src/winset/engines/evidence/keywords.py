"""Words that carry meaning in a text, so that what a claim and a case speak of can be matched; no grammar is needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from winset.case.model import Case

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_CLAUSE = re.compile(r"[^\w\s'’-]|\b(?:and|or|but)\b|\s-\s|\n")
STOP = frozenset(
    """
    a about above according across after again against ago all almost already also although always am amid among an
    and another any anybody anything appear appears are around as asked at away back be became because become been
    before began begin behind being believe below between beyond big both bring brings broad broader brought but by
    came can cannot change changes clear close come comes coming continue could day days dear decide decided demand
    demands deny described despite did different do does doing done down during each early either else end enough
    even ever every everything expect expected far few first five following for former four from full further gave get
    give given gives go goes going good got great had hand happen hard has have having he head held help her here
    high him himself his hold how however if important in including increase instead into is issue issues it its
    itself join just keep kind know known large last late later lead leader leaders least led left less let level like
    likely line little long look made main make makes making many matter matters may me mean means meet meeting
    member members met might monday month months more morning most move much must my near nearly need needs never new
    news next no nobody none nor not nothing now number of off offer offers office official officials often old on
    once one ones only open or other others our out outside over own part parties party past people per perhaps
    person place plan point position possible press previously prove provide public put quite rather ready really
    recent reported reportedly reports right round said same saturday saw say saying says second see seek seem seems
    seen senior set several shall share she should show shows side since so some somebody someone something soon
    source sources speak speaking spoke stand start state stated statement states step still such sunday take taken
    talk tell than thank that the their them then there these they thing things think this those though three through
    thursday time to today together told tomorrow too took toward towards tuesday turn two under unless until up
    upon us use used very view want wants was way we wednesday week weeks well went were what when where whether which
    while who whole whom whose why will with within without word words work would year years yes yesterday yet you
    your friday
    """.split()  # noqa: SIM905
)


def words_of(text: str) -> Iterator[str]:
    """Give the words of a text in lower case, possessive endings taken off."""
    return map(plain_word, written_words(text))


def written_words(text: str) -> list[str]:
    """Give the words of a text as they are written."""
    return _WORD.findall(text)


def plain_word(word: str) -> str:
    """Give a word in lower case, its possessive ending taken off."""
    return word.replace("’", "'").casefold().removesuffix("'s").removesuffix("'")


def stem(word: str) -> str:
    """Give the stem of an English word (Porter's second algorithm), so that its forms are one.

    Examples
    --------
    >>> stem("concessions") == stem("concession"), stem("territorial") == stem("territory")
    (True, True)
    """
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import snowballstemmer  # here, for it takes a tenth of a second

    return snowballstemmer.stemmer("english")


def stems_of(*texts: str) -> frozenset[str]:
    """Give the stems of the words that carry meaning, hyphenated ones in their parts, too.

    Examples
    --------
    >>> sorted(stems_of("The strike would go on, a union official said"))
    ['strike', 'union']
    """
    found = set()
    for text in texts:
        for word in words_of(text):
            found |= {stem(part) for part in (word, *word.split("-")) if part not in STOP and len(part) > 2}
    return frozenset(found)


def carries(word: str) -> bool:
    """Tell whether a word carries meaning by itself."""
    return len(word) > 2 and word not in STOP


def clauses_of(text: str) -> list[str]:
    """Cut a text where no phrase goes on.

    Examples
    --------
    >>> clauses_of("security guarantees, and prisoners")
    ['security guarantees', ' ', ' prisoners']
    """
    return _CLAUSE.split(text)


def names_of(texts: Iterable[str]) -> frozenset[str]:
    """Give the roots of names, by which they are known in a text: ``Ukraine`` and ``Ukrainian`` alike."""
    return frozenset(_root(word) for text in texts for word in words_of(text) if len(word) > 3 and word not in STOP)


def names_a(word: str, names: Iterable[str]) -> bool:
    """Tell whether a word is a form of one of some names.

    Examples
    --------
    >>> names_a("ukrainian", names_of(["Ukraine"])), names_a("united", names_of(["Ukraine"]))
    (True, False)
    """
    return len(word) > 3 and any(word.startswith(name) for name in names)


def _root(word: str) -> str:
    return word[:-1] if len(word) > 4 and word[-1] in "aeiouy" else word


def party_named(case: Case, party: str, text: str) -> bool:
    """Tell whether a text names a party: by its key, its whole name, or the last word of its name where one has it.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("jeddah-2025")
    >>> [party_named(case, key, "a Ukrainian official") for key in case.parties]
    [False, True, False]
    """
    if re.search(rf"(?<!\w){re.escape(party)}(?!\w)", text):
        return True
    words = set(words_of(text))
    name = list(words_of(case.party_name(party)))
    heads = [list(words_of(case.party_name(key)))[-1:] for key in case.parties]
    last = names_of(name[-1:])
    if last and heads.count(name[-1:]) == 1:
        return any(names_a(word, last) for word in words)
    return bool(name) and set(name) <= words
