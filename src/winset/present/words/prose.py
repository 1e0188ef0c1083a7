"""What prose needs whatever it is about: lists, articles, counts, possessives, the beginning of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from winset.present.words.runs import Reference, capitalised, compose, joined_by, phrase, refer
from winset.record.dates import MONTHS
from winset.word_sets import word_set

# Sounds, not letters, choose the article: a union, an hour.
_CONSONANT = re.compile(r"(?:eu|uni(?![dmn])|us[aeiu]|uti|one\b|once\b)", re.IGNORECASE)
_VOWEL = re.compile(r"(?:[aeiou]|hour|honest|heir)", re.IGNORECASE)
_UNCOUNTED = word_set(
    "access aid anarchy arbitration autonomy business calm chaos coexistence cooperation disarmament drift "
    "gridlock independence inaction inertia integration litigation mediation neutrality normalisation "
    "normalization nothing order peace progress recognition recovery reform relief reunification rule self-rule "
    "silence stability stagnation turmoil unification unity unrest violence warfare"
)
_DETERMINERS = word_set("the a an no some all any both each every its their more less much little what today's")
_WORDS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_SPELLED = re.compile(r"[A-Z]{2,5}\b")
_PREPOSITIONS = word_set(
    "about after against at before between beyond by for from in near of on over through to under with without"
)


def joined(items: Iterable[str], word: str = "and") -> str:
    """Join items as prose does.

    Examples
    --------
    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    listed = list(items)
    if len(listed) < 2:
        return listed[0] if listed else ""
    return phrase("{} {} {}", joined_by(", ", listed[:-1]), word, listed[-1])


def either(items: Iterable[str]) -> str:
    """Join what has commas or *and* of its own so that one sees where each ends.

    Examples
    --------
    >>> either(["A and B", "C and D"]), either(["A and B", "C", "D"])
    ('A and B, or C and D', 'A and B; C; or D')
    """
    listed = list(items)
    if len(listed) < 2:
        return listed[0] if listed else ""
    separator = ", " if len(listed) == 2 else "; "
    return phrase("{}{}or {}", joined_by(separator, listed[:-1]), separator, listed[-1])


def with_article(noun: str) -> str:
    """Put the indefinite article before a noun.

    Examples
    --------
    >>> with_article("escalation"), with_article("breakdown"), with_article("union split"), with_article("hour of calm")
    ('an escalation', 'a breakdown', 'a union split', 'an hour of calm')
    """
    if _SPELLED.match(noun):  # letters are read by their names: an NHL deal, a UN plan
        return f"{'an' if noun[0] in 'AEFHILMNORSX' else 'a'} {noun}"
    return f"{'an' if _VOWEL.match(noun) and not _CONSONANT.match(noun) else 'a'} {noun}"


def takes_one(noun: str) -> bool:
    """Tell whether the indefinite article goes before a noun, as it does not before what is not counted.

    Examples
    --------
    >>> [takes_one(noun) for noun in ("breakdown with escalation", "unrest in the ports", "no deal")]
    [True, False, False]
    """
    parts = noun.split()
    head = next((parts[:place] for place, part in enumerate(parts) if place and part in _PREPOSITIONS), parts)
    return bool(head) and head[-1] not in _UNCOUNTED and head[0] not in _DETERMINERS


def reads_as_noun(name: str) -> bool:
    """Tell whether a name surely reads like a noun in any sentence; what may be a title or a clause does not.

    Examples
    --------
    >>> [reads_as_noun(name) for name in ("breakdown with escalation", "major concession", "Lock-out goes on")]
    [True, True, False]
    >>> [reads_as_noun(name) for name in ("lock-out goes on", "talks fail", "deal, then peace")]
    [False, False, False]
    """
    parts = name.split()
    head = next((parts[:place] for place, part in enumerate(parts) if part in _PREPOSITIONS), parts)
    plain = name == name.lower() and re.fullmatch(r"[^\W\d_]+(?:(?:['’]s)?[ -][^\W\d_]+)*", name) is not None
    return plain and 0 < len(head) < 3 and "and" not in parts and not any(part.endswith(("s", "ed")) for part in head)


def possessive(name: str) -> str:
    """Say that something is somebody's.

    Examples
    --------
    >>> possessive("Ukraine"), possessive("NHL owners")
    ("Ukraine's", "NHL owners'")
    """
    return compose(name, "'" if name.endswith("s") else "'s")


def counted(number: int, noun: str, plural: str = "", to: Reference | None = None) -> str:
    """Count a noun; the number stands for what ``to`` says.

    Examples
    --------
    >>> counted(1, "party", "parties"), counted(1200, "outcome")
    ('1 party', '1,200 outcomes')
    """
    told = f"{number:,}"
    told = refer(told, to.kind, to.key) if to else told
    return compose(told, f" {noun if number == 1 else plural or noun + 's'}")


def spelled(number: int) -> str:
    """Write a small number as a word.

    Examples
    --------
    >>> spelled(6), spelled(26)
    ('six', '26')
    """
    return _WORDS[number] if number < len(_WORDS) else f"{number:,}"


def agreeing(part: int, whole: int, one: str, many: str) -> str:
    """Choose the verb of so many of so many: of the part where it is one, or where the whole is.

    Examples
    --------
    >>> [agreeing(part, whole, "cites", "cite") for part, whole in ((0, 1), (1, 1), (1, 8), (0, 8), (3, 8))]
    ['cites', 'cites', 'cites', 'cite', 'cite']
    """
    return one if 1 in (part, whole) else many


def numbers(some: Iterable[int], whole: int) -> str:
    """Tell some of the numbers from 1 to a whole, as shortly as may be.

    Examples
    --------
    >>> [numbers(some, 9) for some in ((), range(1, 10), (1, 2, 3, 5, 6, 7, 8, 9), (1, 2, 3, 4, 6), (2, 3))]
    ['none', 'all', 'all but 4', '1 to 4, 6', '2, 3']
    """
    chosen = sorted(some)
    left = [number for number in range(1, whole + 1) if number not in chosen]
    if not left or not chosen:
        return "all" if chosen else "none"
    runs: list[list[int]] = []
    for number in chosen:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = [f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    if len(left) <= len(told):
        return f"all but {joined(map(str, left))}"
    return ", ".join(told)


def day_words(day: str) -> str:
    """Write a date as a reader says it.

    Examples
    --------
    >>> day_words("2013-01-11")
    '11 January 2013'
    """
    found = date.fromisoformat(day)
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def sentence(text: str) -> str:
    """Begin a sentence: the first letter a capital, the rest untouched.

    Examples
    --------
    >>> sentence("the US moves"), sentence('"talks fail" can hold')
    ('The US moves', '"Talks fail" can hold')
    """
    return capitalised(text, 1 if text.startswith('"') else 0)
