"""Whether a sentence has *the* before a party's name: the auto workers' union, the House of Commons, Ukraine."""

from __future__ import annotations

import re
from collections.abc import Sequence

from winset.case.model import Case
from winset.present.words.subjects import case_lines, plural
from winset.word_sets import word_set

_NAMES = re.compile(r"^(?:United|European|Democratic) |^(?:Netherlands|Philippines)$")
# Bodies whose letters are read one by one; NATO is read as a word, and IBM is a firm.
_LETTERS = word_set(
    "AFL-CIO ANC AU BBC BMA CDU CIA CWU DUP EBRD ECB EEA EU FA FBI FCO FDA FMLN GCC GMB IAEA ICC ICJ ICRC ILO "
    "IMF IOC IRA ITF MDC MLB NBA NEU NFL NHL NHS NRA OECD OSCE PKK PLA PLO RCN RMT SEC SNP SPD SPLM TUC UAE UAW "
    "UK UN US USA USW WGA WHO WTO"
)
# First words of descriptions, such as "Federal mediators", that have a capital only where they begin a line.
_KINDS = word_set(
    "acting airport allied armed borough bus central city coal coastal company county dairy district dock "
    "eastern energy exiled farm federal ferry fishing foreign fuel gas harbour health hospital independent "
    "industry insurance interim international island joint labour local main metal military mine mining "
    "municipal national neighbouring northern oil opposing other parish port power private provincial public "
    "rail railway rebel regional river rival road ruling rural school shipping small southern staff state steel "
    "striking teaching tenant town trade tram transport university upstream urban village water western young"
)
_BODIES = word_set(
    "administration agency alliance army assembly association authority bank board brotherhood bureau cabinet "
    "chamber church club coalition commission committee commons company confederation consortium corporation "
    "council court delegation department emirates federation forum foundation front fund government group guild house "
    "institute islands isles kingdom league list lords ministry movement nations navy office opposition organisation "
    "organization party police presidency republic secretariat senate society states syndicate treasury tribunal "
    "trust union"
)
_PEOPLE = word_set(
    "conservatives creditors democrats doctors dockers drivers employers farmers fishers greens guards landlords "
    "lenders liberals miners nurses owners pilots players rebels republicans residents socialists tenants "
    "teachers workers bidder buyer contractor creditor debtor developer discounter employer insurer investor "
    "landlord lender manufacturer operator owner producer retailer seller supplier tenant chancellor "
    "commissioner governor mayor mediator minister ombudsman president regulator speaker judge judges jury "
    "prosecutor prosecutors defendant defendants accused plaintiff plaintiffs claimant claimants arbitrator "
    "administrator auditor inspector liquidator trustee trustees shareholder heirs parents patients pupils students"
)
_ABSTRACT = re.compile(r"(?!trinity)[a-z]{3,}(?:[st]ion|ment|ity|ics|ology)")  # pension, investment, electricity
_UNIONS = re.compile(r"[A-Z]{2,4}PA")  # of players or pilots
_MANY = re.compile(r"\w+(?:ers|ors|ists|ians)", re.IGNORECASE)
_DETERMINED = re.compile(r"^(?:the|an?|its|his|her|their|our|some|all|both|each|every|no) ", re.IGNORECASE)
_SOMEBODYS = re.compile(r"^(?!(?:wo)?men|people|children)\S+['’]s ", re.IGNORECASE)
_HEAD = re.compile(r" (?:of|for|in|on|against|at) |[,(]")


_GOES_ON = r"(?:and|or|has|have|had|is|are|was|were|will|would|can|says?|said|in|of|to|for|on|with|by|since|from)\b"
_OWN = re.compile(r"^The (?=[a-z0-9])")


def in_a_sentence(name: str) -> str:
    """Write the article that a name begins with as a sentence has it, unless the name is a title as a whole.

    Examples
    --------
    >>> in_a_sentence("The other 26"), in_a_sentence("The Hague")
    ('the other 26', 'The Hague')
    """
    return _OWN.sub("the ", name)


def in_the_case(case: Case, name: str) -> str:
    """Write a party's name as the case's own sentences do, with the article that it has there; empty where none has it.

    Nothing in a name tells that "City" is the city and "Mine" the mine; the summary of the case does. Of acronyms, too,
    only use tells that it is the NHL, and not the IBM.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("supply-contract")
    >>> [in_the_case(case, name) for name in ("Mine", "Port authority", "Ukraine")]
    ['the mine', 'the port authority', '']
    """
    return case.whole.once(("in the case", name), lambda: _in_lines(case_lines(case.whole), name))


def _in_lines(lines: Sequence[str], name: str) -> str:
    if _DETERMINED.match(name) or _SOMEBODYS.match(name) or not name:
        return ""
    small, first = name[:1].lower() + name[1:], name.split()[0]
    acronym = name.isupper() and len(name) > 1
    said = rf"{re.escape(name)}(?:['’]s?)?(?:[,.;:)]|$| {_GOES_ON})" if acronym else rf"{re.escape(small)}\b"
    if not acronym and (small == name or first[1:] != first[1:].lower()):
        return ""
    found = any(re.search(rf"\b(?:[Tt]he|[Aa]n?) {said}", line) for line in lines)
    return f"the {name if acronym else small}" if found else ""


def describing(case: Case, name: str) -> str:
    """Write a name that describes somebody as a sentence has it: without the capital of a line's beginning.

    Nothing in a word tells that it is no name, but the case may write it small; some words never are names.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("grain-2023")
    >>> [describing(case, name) for name in ("Insurance market", "Black Sea ports", "Ukrainian farmers", "NHL owners")]
    ['insurance market', 'Black Sea ports', 'Ukrainian farmers', 'NHL owners']
    """
    first, last = name.split(" ")[0], _HEAD.split(name, maxsplit=1)[0].split(" ")[-1]
    stem = re.split(r"['’-]", first)[0]
    if first[1:] != first[1:].lower() or last == first or last != last.lower():
        return name
    known = any(stem.lower() in words for words in (_KINDS, _BODIES, _small_words(case)))
    small = known or _of_people(stem) or bool(_MANY.fullmatch(stem) or _ABSTRACT.fullmatch(stem.lower()))
    return name[:1].lower() + name[1:] if small else name


def _last_word(name: str) -> str:
    """Give the last word before any *of* or bracket."""
    words = _HEAD.split(name, maxsplit=1)[0].split()
    return words[-1] if words else ""


def _of_people(word: str) -> bool:
    return word.lower() in _PEOPLE or word.lower().endswith("holders")


def _small_words(case: Case) -> frozenset[str]:
    lines = case_lines(case.whole)
    return case.whole.once("small words", lambda: frozenset(re.findall(r"\b[a-z]\w+", " ".join(lines))))


def with_the(case: Case, name: str) -> str:
    """Write a name with the article that it has in a sentence, and without the capital that only begins a line.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("elmira")
    >>> [with_the(case, name) for name in ("Local government", "Uniroyal", "MoE")]
    ['the local government', 'Uniroyal', 'MoE']
    """
    if told := in_the_case(case, name):
        return told
    return f"the {describing(case, name)}" if takes_the(name) else in_a_sentence(name)


def is_several(name: str) -> bool:
    """Tell whether a party's name is that of several, so that verbs after it stand in the plural.

    A name whose last word has a capital is one, whatever it ends in, unless it is a word for people.

    Examples
    --------
    >>> [is_several(name) for name in ("NHL owners", "Bondholders", "The other 26")]
    [True, True, True]
    >>> [is_several(name) for name in ("United States", "Hamas", "Dockers' union", "Minister of Labour")]
    [False, False, False, False]
    """
    last = _last_word(name)
    return plural(name) and (not last[:1].isupper() or _of_people(last) or bool(_MANY.fullmatch(last)))


def takes_the(name: str) -> bool:
    """Tell whether the definite article goes before a name in a sentence.

    It does before names of bodies and groups, and before what describes somebody: whose last word, before any *of*, is
    written small. It does not before countries, firms and people, nor where the name has an article of its own.

    Examples
    --------
    >>> [takes_the(name) for name in ("United States", "House of Commons", "Auto workers' union", "Minister of Labour")]
    [True, True, True, True]
    >>> [takes_the(name) for name in ("Ukraine", "Port Dunmore", "the Dockers' Union", "Iraq's council", "Party A")]
    [False, False, False, False, False]
    >>> [takes_the(name) for name in ("NHLPA", "IMF", "NATO", "IBM")]
    [True, True, False, False]
    """
    if _NAMES.search(name) or name in _LETTERS or _UNIONS.fullmatch(name):
        return True
    if _DETERMINED.match(name) or _SOMEBODYS.match(name):
        return False
    last = _last_word(name)
    return (last[:1].isalpha() and last == last.lower()) or last.lower() in _BODIES or _of_people(last)
