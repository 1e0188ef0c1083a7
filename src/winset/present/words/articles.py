"""Whether a sentence has *the* before a party's name: the auto workers' union, the House of Commons, Ukraine."""

from __future__ import annotations

import re
from collections.abc import Sequence

from winset.case.model import Case
from winset.present.words.subjects import case_lines, plural

_NAMES = re.compile(r"^(?:United|European|Democratic) |^(?:EU|UN|US|USA|UK|UAE|Netherlands|Philippines)$")
_BODIES = re.compile(
    r"administration|agency|alliance|army|assembly|association|authority|bank|board|brotherhood|bureau|"
    r"cabinet|chamber|church|club|coalition|commission|committee|commons|company|confederation|"
    r"consortium|corporation|council|court|delegation|department|emirates|federation|foundation|front|"
    r"fund|government|group|guild|house|institute|islands|isles|kingdom|league|lords|ministry|"
    r"movement|nations|navy|office|opposition|organisation|organization|party|police|presidency|"
    r"republic|secretariat|senate|society|states|syndicate|treasury|tribunal|trust|union",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"conservatives|creditors|democrats|doctors|dockers|drivers|employers|farmers|fishers|greens|guards|"
    r"landlords|lenders|liberals|miners|nurses|owners|pilots|players|rebels|republicans|residents|"
    r"\w*holders|socialists|tenants|teachers|workers|"
    r"bidder|buyer|contractor|creditor|debtor|developer|discounter|employer|insurer|investor|landlord|lender|"
    r"manufacturer|operator|owner|producer|retailer|seller|supplier|tenant|"
    r"chancellor|commissioner|governor|mayor|mediator|minister|ombudsman|president|regulator|speaker",
    re.IGNORECASE,
)
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
    words = _HEAD.split(name, maxsplit=1)[0].split()
    last = words[-1] if words else ""
    return plural(name) and (not last[:1].isupper() or bool(_PEOPLE.fullmatch(last) or _MANY.fullmatch(last)))


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
    """
    if _NAMES.search(name):
        return True
    if _DETERMINED.match(name) or _SOMEBODYS.match(name):
        return False
    words = _HEAD.split(name, maxsplit=1)[0].split()
    last = words[-1] if words else ""
    return (last[:1].isalpha() and last == last.lower()) or bool(_BODIES.fullmatch(last) or _PEOPLE.fullmatch(last))
