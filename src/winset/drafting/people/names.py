"""Names of those who take part: proper names without titles, offices beside them, keys."""

from __future__ import annotations

import re

from winset.drafting.source import children
from winset.drafting.words import AUDIENCES, BODIES, COMPANY, MEDIATORS, OFFICES, ORGANISATIONS, REBELS, SPEAKERS, UNION
from winset.reading.places import place_of
from winset.reading.spans import Token

STATE_NAMES = dict(place_of().items())
COMMON = COMPANY | UNION | BODIES | OFFICES | MEDIATORS | REBELS | ORGANISATIONS
SUBJECTS = {"nsubj", "nsubjpass", "agent"}
OPPOSITE = {"counterpart", "colleague", "rival", "opponent", "predecessor"}
"""*Her Danish counterpart*: somebody of hers who is of another party."""
NEUTER = {"it", "its", "they", "their", "them", "itself", "themselves", "both"}
_TITLES = {
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "president",
    "prime",
    "minister",
    "secretary",
    "general",
    "chancellor",
    "king",
    *("rival", "former", "competitor"),
    *("councillor", "senator", "ambassador", "judge", "justice", "mayor", "bishop", "archbishop", "professor"),
    *("commander", "admiral", "colonel", "representative", "governor", "sheikh", "emir", "sultan", "queen"),
    *("cllr", "sen", "rep", "gov", "gen", "capt", "col", "lt", "prof", "rev", "lord", "lady", "dame", "baroness"),
}
_BODIES = {
    "Workers",
    "Union",
    "Republic",
    "Bank",
    "Federation",
    "Confederation",
    "Association",
    "Brotherhood",
    "Council",
    "Ministry",
    *("Trust", "Fund", "Board", "Authority", "Society", "Museum", "University", "Chamber", "Court"),
    *("Alliance", "Group", "Coalition", "Movement", "Front", "Army"),
}
DESCRIBING = {
    *(
        "inland",
        "coastal",
        "mountainous",
        "war-torn",
        "populous",
        "indebted",
        "ailing",
        "upstream",
        "downstream",
        "neighbouring",
        "neighboring",
        "landlocked",
        "nearby",
        *("neighbouring", "neighboring"),
        "tiny",
        "wealthy",
        "embattled",
    ),
    *("debt-laden", "cash-strapped", "oil-rich", "loss-making", "state-owned", "family-owned", "struggling"),
}
FIRM = re.compile(
    r"\b(?:Air|Airlines|Airways|Lines|Rail|Railways?|Ferries|Shipping|Motors|Steel|Mining|Mines|Oil|Energy|Power|Bank|Foods"
    r"|Metals|Minerals|Resources|Petroleum|Chemicals|Airports|Logistics|Telecom|Insurance|Broadcasting|Estates|Homes|Housing|Hotels|Properties|Ports|Media|Television|Stores|Pharma|Farms|Gas|Electric|GmbH|Industries|Systems|Technologies|Studios|Holdings?|Partners|Group|Company|Corporation|Inc|Corp|Ltd|Limited|Co|plc|AG)\b"
)


def place_only(token: Token) -> bool:
    """*Talks in Muscat*, *a court in London*: where something is, and nobody who acts; *officials in London* are."""
    above = token.head
    return token.dep_ == "pobj" and above.lower_ in {"in", "at", "near"} and lemma_of(above.head) not in OFFICES


def key_of(name: str) -> str:
    """Give the key of a name."""
    key = re.sub(r"\W+", "_", name.lower()).strip("_")
    return key if key[:1].isalpha() else f"p_{key}"


def lemma_of(token: Token) -> str:
    """Give the lemma of a noun in lower case, of a capitalised plural too, which a parse takes for a name."""
    lemma = str(token.lemma_.lower())
    single = lemma.removesuffix("s")
    return single if token.pos_ == "PROPN" and single != lemma and single in COMMON else lemma


def state_pattern() -> re.Pattern[str]:
    """Match every name, seat and adjective of a state."""
    words = sorted(place_of(), key=len, reverse=True)
    return re.compile(rf"(?<![\w])(?:{'|'.join(map(re.escape, words))})(?!\w)")


def proper_name(token: Token, titles: bool = True) -> str:
    """The proper name that a word heads, without titles and articles."""
    words = [one for one in token.subtree if one.i <= token.i and token.i - one.i < 6]
    run: list[str] = [token.text]
    place = token.i
    if place > 1 and joined(token.doc[place - 2]):  # *Pan-Austral*, however the parse hangs its halves
        run[0] = f"{token.doc[place - 2].text}-{token.text}"
        place -= 2
        words += [one for one in token.doc[place].subtree if one.i < place and place - one.i < 6 and one not in words]
    titled = set() if is_body(token.text) else _TITLES | SPEAKERS | MEDIATORS  # *Mercy General Hospital* is no general
    for one in sorted(words, key=lambda word: -word.i):
        if one.i != place - 1:
            continue
        if one.text == "-" and _hyphened(one) and joined(one.nbor(-1)):
            run[0] = f"-{run[0]}"  # *Inter-American Bank*
            place = one.i
            continue
        members = one.text in {"'", "’"} and one.head.dep_ == "poss" and one.head.text.endswith("s")
        if members and one.head.head == token and one.head.text[:1].isupper():
            run[0] = f"’ {run[0]}"  # *National Dockworkers' Federation*
            place = one.i
            continue
        whose = one.head.dep_ == "poss" and one.head.head == token and one.head.text not in STATE_NAMES
        if whose and one.text in {"'s", "’s"} and one.head.text.endswith(("men", "Children", "People")):
            run[0] = f"’s {run[0]}"  # *Seamen's Guild*
            place = one.i
            continue
        whoever = run[0].startswith("’")  # *the Trawlermen's Federation*, whatever the parse takes the men for
        if (one.pos_ != "PROPN" and not whoever) or not one.text[:1].isupper() or one.lower_.strip(".") in titled:
            break
        if run[0].startswith("-"):
            run[0] = one.text + run[0]
        else:
            run.insert(0, one.text)
        place = one.i
    if titles:
        after = [one for one in token.children if one.dep_ == "prep" and one.lower_ == "of" and one.i == token.i + 1]
        tail = [one for one in children(after[0], "pobj") if one.pos_ == "PROPN"] if after else []
        if tail and tail[0].i <= token.i + 3 and set(run) & _BODIES:
            run += ["of", proper_name(tail[0])]
    return " ".join(run).replace(" ’ ", "’ ").replace(" ’s ", "’s ").strip(".-'’\"")


def last_name(name: str) -> str:
    """The word by which a text calls a person: the last one, of *Holt-Lang* what the parse takes for it."""
    return re.split(r"[\s-]", name)[-1]


def joined(token: Token) -> bool:
    """Whether a word is one name with the next after a hyphen: *Hapag-Lloyd*, but not *the Norway-Iceland talks*."""
    mark = token.nbor(1) if token.i + 2 < len(token.doc) else token
    if mark.text != "-" or not _hyphened(mark) or {token.text, mark.nbor(1).text} & set(STATE_NAMES):
        return False
    alone = (one for one in token.doc[:-1] if one.text == token.text and one.nbor(1).text != "-")
    return next(alone, None) is None


def _hyphened(mark: Token) -> bool:
    before, after = mark.doc[mark.i - 1], mark.doc[mark.i + 1]
    return before.text[:1].isupper() and after.text[:1].isupper() and not (before.whitespace_ or mark.whitespace_)


def has_office(token: Token) -> bool:
    """Whether a name is a person's, by what stands before or beside it."""
    return office_beside(token) is not None


def office_beside(token: Token) -> Token | None:
    """The office that a name has beside it: *union president Ragna Holt*, *its water minister, Idris Vael*."""
    if is_body(proper_name(token, titles=False)) or token.lower_ in ORGANISATIONS | {"staff"}:  # *General Hospital*
        return None
    beside = [*children(token, "compound", "appos", "amod", "nmod")]
    if token.dep_ == "appos":
        beside.append(token.head)
    beside.sort(key=lambda one: one.lower_.strip(".") in {"mr", "mrs", "ms", "dr"})  # *the director, Dr Ana Lund*
    for one in beside:
        if one.pos_ == "NOUN" and "appos" in {one.dep_, token.dep_} and _speaks(one, token):
            return one
        if one.lemma_ == "owner" and not children(one, "poss", "compound"):
            continue  # *the owner, Harrow Estates*
        if one.lemma_.lower() == "member" and {low.lower_ for low in children(one, "compound")} & AUDIENCES:
            return one  # *the housing cabinet member, Ana Lund*
        if (
            one.lower_.strip(".") in {"mr", "mrs", "ms", "dr"}
            or one.lemma_.lower() in SPEAKERS
            or one.lower_ in SPEAKERS
        ) and one.pos_ in {"NOUN", "PROPN"}:
            return (
                one
                if one.dep_ in {"appos"}
                or (one.lower_.strip(".") not in {"mr", "mrs", "ms", "dr"} and one.dep_ != "compound")
                else (one if list(one.children) else token)
            )
    return None


def _speaks(noun: Token, name: Token) -> bool:
    """*Its superintendent, Dana Whitlock, said*: whatever the word, a person whom somebody has and who speaks."""
    whose = children(noun, "poss") and not children(name, "poss") and noun.tag_ == "NN"
    verb = noun.head if noun.dep_ == "nsubj" else name.head
    says = verb.lemma_.lower() in {"say", "tell", "call", "warn", "add", "reply", "argue", "insist"}
    both = len(proper_name(name, titles=False).split()) == 2
    return bool(whose) and says and both and lemma_of(noun) not in COMMON - OFFICES | AUDIENCES


def is_date(token: Token) -> bool:
    """Tell whether a name is a day, a month or another time."""
    months = "January February March April May June July August September October November December Christmas Easter"
    days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
    return token.text in set(f"{months} {days}".split()) or token.ent_type_ in {"DATE", "TIME"}


def is_body(name: str) -> bool:
    """Tell whether a name is a company's or another body's by its last word, or the one before *of*."""
    last = name.split(" of ")[0].split()[-1:] or [""]
    return last[0].lower() in ORGANISATIONS or bool(FIRM.search(name))


def without_opening(token: Token, name: str) -> str:
    """A name without its first word, where that has its capital from beginning the sentence: *Upstream Arvania*."""
    first = token.doc[token.i - len(name.split()) + 1] if " " in name else token
    before = [one for one in token.doc[token.sent.start : first.i] if not (one.is_space or one.is_punct)]
    if first is token or before or not first.text[1:].islower():
        return ""
    return name.split(" ", 1)[1]


def derived(name: str, whole: str) -> bool:
    """*Merevi* for *Lower Merev*."""
    first, last = whole.split()[0], whole.split()[-1]
    if " " in whole and len(name) > 4 and name == (f"{first[:-1]}ies" if first.endswith("y") else f"{first}s"):
        return True  # *the Skerries* are the Skerry Isles
    if whole.split()[0] in {name, name.removesuffix("s")} and is_body(whole) and len(name) > 4:
        return True  # *the Liberals* are the Liberal Party
    return len(last) > 4 and " " not in name and name.startswith(last[:-1]) and 0 < len(name) - len(last) < 4


def part_of(name: str, whole: str) -> bool:
    """Tell whether all words of a name stand in a longer one."""
    return bool(set(name.split()) & set(whole.split())) and set(name.split()) <= set(whole.split())


def definite(token: Token) -> bool:
    """Tell whether a noun is one the text has named: *the*, *its*."""
    return any(child.lower_ in {"the", "its", "this"} or child.dep_ == "poss" for child in token.children)


def phrase(token: Token) -> str:
    """Give a noun with what stands before it."""
    words = [one for one in token.children if one.dep_ in {"compound", "amod", "poss", "nummod"} and one.i < token.i]
    start = min([one.left_edge.i for one in words if one.pos_ != "NUM"], default=token.i)
    return str(token.doc[start : token.i + 1].text) if token.i - start < 4 else str(token.text)
