"""Who is meant: parties of the case behind names, aliases, capitals, titles, descriptions and pronouns of a text.

What a case says (key, name, ``aliases``) and the table of :mod:`winset.reading.places` give the words of each party.
Persons are learned from the text itself: *Ukrainian President …*, *…, the US president,*, *President … of Ukraine*.
A pronoun is taken for the person, or the party, last named before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from winset.case.model import Case
from winset.frozen import Frozen
from winset.reading.frames import VERBS, Frame
from winset.reading.places import NamedState, place_of
from winset.reading.spans import Doc, Token

_RANK = (
    r"(?:[Vv]ice|[Dd]eputy|[Aa]cting|[Ii]nterim|[Ff]ormer|[Pp]rime|[Ff]oreign|[Dd]efen[cs]e|[Ff]inance|[Cc]rown|"
    r"[Ss]upreme)"
)
_OFFICE = (
    r"(?:[Pp]resident|[Mm]inister|[Pp]remier|[Cc]hancellor|[Kk]ing|[Qq]ueen|[Pp]rince|[Ss]ecretary(?: of [A-Z]\w+)?|"
    r"[Aa]mbassador|[Ss]enator|[Gg]overnor|[Mm]ayor|[Gg]eneral|[Ll]eader|[Ee]nvoy|[Nn]egotiator|[Ss]pokes(?:man|woman|person)|"
    r"[Cc]hairman|[Cc]hairwoman|[Dd]irector|[Cc]ommissioner|[Cc]aptain)"
)
TITLE = rf"(?:{_RANK}[ -])*{_OFFICE}"
_WORD = r"(?:[A-Z]\.(?:[A-Z]\.)?|[A-ZÀ-Þ][\w’'-]*[\wÀ-ÿ])"
_NAME = rf"(?P<name>{_WORD}(?: (?:al-|bin |de |van |von )?{_WORD}){{0,3}})"
_ORG = re.compile(r"\b(?:government|administration|ministry|council|party|union|army|team|delegation)\b", re.IGNORECASE)
_MASCULINE, _FEMININE = {"he", "him", "his", "himself"}, {"she", "her", "hers", "herself"}
_NEUTER = {"it", "its", "itself"}
PRONOUNS = _MASCULINE | _FEMININE | _NEUTER


class Mention(Frozen):
    """A place in the text where a party or a person is named.

    Attributes
    ----------
    start, end : int
        Where.
    party : str
        The party of the case; empty where it is none of them.
    person : str
        The family name of a person; empty for a party as such.
    """

    start: int
    end: int
    party: str
    person: str


class TextCast:
    """The parties and persons of one text.

    Parameters
    ----------
    doc : Doc
        The parsed text.
    case : Case, optional
        Its parties are looked for.
    """

    def __init__(self, doc: Doc, case: Case | None) -> None:
        text = doc.text
        words, persons = _party_words(case)
        self.titles: dict[str, str] = {}
        for name, title, place in _titled(text):
            surname = name.split()[-1].removesuffix("’s").removesuffix("'s")
            self.titles.setdefault(surname, title.lower())
            party = next((words[word] for word in place.words if word in words), "") if place else ""
            persons[surname] = persons.get(surname) or party
        self._pair(text, words, persons)
        self.mentions = sorted(
            [*_found(text, words, persons), *_descriptions(text, self.titles, persons)], key=lambda one: one.start
        )
        self._starts = [one.start for one in self.mentions]
        self.persons = persons

    def _pair(self, text: str, words: dict[str, str], persons: dict[str, str]) -> None:
        """Where one person alone has a title, and one party alone is described by it, they belong together."""
        for title in set(self.titles.values()):
            holders = [name for name, held in self.titles.items() if held == title]
            pattern = re.compile(rf"\b[Tt]he (\S+(?: \S+)?) {title}\b(?! [A-Z])")
            described = {words[one[1]] for one in pattern.finditer(text) if one[1] in words}
            if len(holders) == 1 and len(described) == 1 and not persons.get(holders[0]):
                persons[holders[0]] = described.pop()

    def within(self, start: int, end: int) -> list[Mention]:
        """List the mentions that begin inside a span."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def meant(self, token: Token) -> Mention | None:
        """Find whom a pronoun means: the person, or for *it* the party, last named before it."""
        word = token.lower_
        for one in reversed(self.mentions[: bisect_left(self._starts, token.idx)]):
            if (bool(one.person) != (word in _NEUTER)) and (one.party or one.person):
                return one
        return None

    def party(self, tokens: Iterable[Token], other: str = "") -> str:
        """Find the party that is named first in some words, other than one already taken.

        Parameters
        ----------
        tokens : iterable of Token
            The words; pronouns among them are followed.
        other : str
            A party that is not looked for.
        """
        found: list[tuple[int, str]] = []
        for token in tokens:
            if token.lower_ in PRONOUNS and (one := self.meant(token)) is not None:
                found.append((token.idx, one.party))
            found += [(one.start, one.party) for one in self.within(token.idx, token.idx + len(token))]
        return next((party for _, party in sorted(found) if party and party != other), "")


def actor_of(frame: Frame, kind: str, cast: TextCast) -> str:
    """Name the party that speaks; where a medium, a document or nobody known speaks, the one that is said to act."""
    found = cast.party(antecedent(frame.source))
    if found or kind not in {"media", "artefact", "anonymous", "unnamed"}:
        return found
    if kind == "artefact" and (frame.head is None or frame.head.pos_ not in VERBS):
        return ""
    named = [token for token in frame.content if token.lower_ not in _NEUTER]
    return cast.party(_subject(frame)) or cast.party(named)


def _subject(frame: Frame) -> tuple[Token, ...]:
    """The subject of what is told, also where a verb above has it: *Ukraine is expected to propose …*."""
    verb = frame.head if frame.source or frame.verb is None else frame.verb
    for _ in range(5):
        if verb is None:
            return ()
        for child in verb.children:
            if child.dep_ in {"nsubj", "nsubjpass", "csubj"}:
                return tuple(child.subtree)
        if verb.dep_ not in {"xcomp", "advcl", "conj", "ccomp"} or verb.head == verb:
            return ()
        verb = verb.head
    return ()


def target_of(frame: Frame, cast: TextCast, actor: str) -> str:
    """Name the party that is spoken to or about: the recipient of the cue, or the first other one in the content."""
    parts = {token.i for token in frame.content}
    recipients = [
        word
        for child in (frame.verb.children if frame.verb is not None else ())
        if child.dep_ in {"dobj", "dative"} and child.i not in parts
        for word in child.subtree
        if word.i not in parts
    ]
    return cast.party(recipients, actor) or cast.party(frame.content, actor)


def antecedent(source: tuple[Token, ...]) -> tuple[Token, ...]:
    """Give the words a relative pronoun stands for: *nationalists, many of whom …*; other sources are themselves."""
    for token in source:
        if token.lower_ in {"who", "whom", "which", "that", "whose"}:
            clause = token
            while clause.dep_ != "relcl" and clause.head != clause:
                clause = clause.head
            if clause.dep_ == "relcl":
                inside = {one.i for one in clause.subtree}
                return tuple(one for one in clause.head.subtree if one.i not in inside)
    return source


def _party_words(case: Case | None) -> tuple[dict[str, str], dict[str, str]]:
    """Collect the words for each party, and apart from them the family names among its aliases."""
    words: dict[str, str] = {}
    persons: dict[str, str] = {}
    for key, party in case.parties.items() if case else ():
        own = [item for item in (party.name, key, *party.aliases) if len(item) > 1]
        for alias in party.aliases:
            bare = alias.split()[-1]
            if alias[:1].isupper() and alias not in place_of() and not _ORG.search(alias) and not bare.isupper():
                persons[bare] = key
        known = {place.names[0]: place for item in own if (place := place_of().get(item)) is not None}
        for place in known.values():
            own += place.words
        for item in own:
            words.setdefault(re.sub(r"^[Tt]he ", "", item), key)
    return words, persons


def _titled(text: str) -> Iterable[tuple[str, str, NamedState | None]]:
    """Find persons with their titles, and the state named with them if one is."""
    table = place_of()
    adjective = "|".join(sorted(map(re.escape, table), key=len, reverse=True))
    patterns = (
        rf"\b(?P<place>{adjective})(?:’s|'s)? (?P<title>{TITLE}),? {_NAME}",
        rf"{_NAME}, (?:the |an? )?(?P<place>{adjective})(?:’s|'s)? (?P<title>{TITLE})\b",
        rf"\b(?P<title>{TITLE}) {_NAME} of (?P<place>{adjective})\b",
        rf"\b(?P<title>{TITLE}) {_NAME}",
    )
    for pattern in patterns:
        for match in re.finditer(pattern, text):
            yield match["name"], match["title"], table.get(match.groupdict().get("place") or "")


def _found(text: str, words: dict[str, str], persons: dict[str, str]) -> Iterable[Mention]:
    everything = {**words, **dict.fromkeys(persons, "")}
    if not everything:
        return
    longest = sorted(everything, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(_either_case, longest))})(?!\w)")
    for match in pattern.finditer(text):
        word = match[0]
        surname = word if word in persons else word.split()[-1]
        if surname in persons:
            yield Mention(match.start(), match.end(), persons[surname] or words.get(word, ""), surname)
        else:
            yield Mention(match.start(), match.end(), words.get(word) or words.get(word[:1].lower() + word[1:], ""), "")


def _either_case(word: str) -> str:
    """A word that begins small may begin a sentence."""
    first = f"[{word[0]}{word[0].upper()}]" if word[0].islower() else re.escape(word[0])
    return first + re.escape(word[1:])


def _descriptions(text: str, titles: dict[str, str], persons: dict[str, str]) -> Iterable[Mention]:
    """Take *the president* alone for the person of that title last named before it."""
    named = sorted((match.start(), name) for name in titles for match in re.finditer(rf"\b{re.escape(name)}\b", text))
    for match in re.finditer(rf"\b[Tt]he ({TITLE})\b(?! (?:of|for)\b| [A-Z])", text):
        title = match[1].lower()
        before = [name for start, name in named if start < match.start() and titles[name] == title]
        if before:
            yield Mention(match.start(), match.end(), persons.get(before[-1], ""), before[-1])
