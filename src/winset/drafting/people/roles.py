"""Common nouns that stand for a name: *the owner, Harrow Estates*, *Mercy General Hospital … the hospital*."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from winset.drafting.people.cast import Cast
from winset.drafting.people.crowds import made_up, people
from winset.drafting.people.figures import NamedActor
from winset.drafting.people.names import FIRM, SUBJECTS, definite, is_body, lemma_of
from winset.drafting.source import ParsedSource, children, coordinated
from winset.drafting.words import (
    BODIES,
    COMPANY,
    DEMANDS,
    GOVERNMENT,
    MEMBERS,
    OFFERS,
    ORGANISATIONS,
    REBELS,
    REFUSALS,
    THREATS,
    UNION,
)
from winset.reading.spans import Token

_ROLES = COMPANY | UNION | BODIES | REBELS | ORGANISATIONS
RELATIVE = {"company", "owner", "firm", "group", "bank"}  # *its parent company, X*: not the company of the text
_ARMED = {"Front", "Army", "Movement", "Militia", "Brigade", "Brigades", "Forces"}
_CROWDS = BODIES - ORGANISATIONS - COMPANY
_LEADING = {"executive", "board", "shareholder"}


class Roles:
    """Which names the common nouns of a text stand for."""

    def __init__(self, cast: Cast, source: ParsedSource) -> None:
        self.cast = cast
        self.source = source
        self._keys: dict[str, set[str]] = defaultdict(set)
        for token in source.doc:
            key = cast.key_at(source, token.i)
            if key and cast.figures[key].kind == "name":
                for lemma in (*_beside(token), *_within(token), *_members_in(token)):
                    self._keys[lemma].add(key)
        self._crowds: set[str] = set()
        self._represented()
        for lemma, key in made_up(cast, source):
            self._crowd(lemma, key)
        self._abbreviated()
        self.companies = self._companies()
        self.armed = self._one_armed()
        self._governed = self._with_governments()
        cast.governed |= self._governed

    def add(self, lemma: str, key: str) -> None:
        """Say that a noun stands for a figure."""
        self._keys[lemma].add(key)

    def meant(self, token: Token) -> NamedActor | None:
        """Find the one name a definite noun stands for; of several, the one spoken of last."""
        lemma = lemma_of(token)
        several = token.tag_ in {"NNS", "NNPS"}
        if several and (lemma in _CROWDS or lemma in self._crowds) and len(keys := self._keys.get(lemma, set())) == 1:
            return self.cast.figures.get(min(keys))  # *tenants* where a Tenants' Union speaks for them
        if not _article(token) or (several and lemma not in UNION):
            return None
        keys = {key for key in self._keys.get(lemma, ()) if key in self.cast.figures}
        if lemma in COMPANY | {"owner"}:
            keys = keys if len(keys) == 1 and lemma != "company" else keys | self.companies
        if lemma in COMPANY and not keys:
            return None
        return self._latest(token, keys)

    def state(self, token: Token) -> NamedActor | None:
        """Find whose government *the government* is; a country or province is the one spoken of last."""
        for prep in children(token, "prep"):
            for one in children(prep, "pobj") if prep.lower_ in {"of", "in"} else ():
                if key := self.cast.key_at(self.source, one.i):
                    return self.cast.figures[key]
        return self._latest(token, self._governed)

    def place(self, token: Token) -> NamedActor | None:
        """Find the place spoken of last."""
        own = [self.cast.key_at(self.source, one.i) for one in children(token, "compound", "nmod", "appos")]
        if key := next((one for one in own if one), None):
            return self.cast.figures[key]
        places = {
            key
            for key, one in self.cast.figures.items()
            if one.kind in {"name", "state"} and not is_body(one.name) and not _people(one.name)
        } - self.companies
        return self._latest(token, places) if _article(token) else None

    def _latest(self, token: Token, keys: set[str]) -> NamedActor | None:
        if len(keys) < 2:
            return self.cast.figures[min(keys)] if keys else None
        for place in range(token.i - 1, max(-1, token.i - 80), -1):
            key = self.cast.key_at(self.source, place)
            if key in keys and not _describes(token, self.source.doc[place]):
                return self.cast.figures[key]
        return None

    def _with_governments(self) -> set[str]:
        cast, source = self.cast, self.source
        governed: set[str] = set()
        called: set[str] = set()
        for one in source.doc:
            key = cast.key_at(source, one.i)
            if not key or cast.figures[key].kind not in {"name", "state"}:
                continue
            if _has_government(one) or (self._is_place(key) and _minister_says(one)):
                governed.add(key)
            elif re.search(r"\b(?:Republic|Kingdom|Government)\b", cast.figures[key].name):
                called.add(key)
        if not governed and any(one.lemma_.lower() in GOVERNMENT and one.tag_ == "NNS" for one in source.doc):
            governed = {key for key, acts in self._acting("name").items() if acts and self._is_place(key)}
        return governed | called or self._only_state()

    def _is_place(self, key: str) -> bool:
        """Whether a name may be a country's: no body's, no firm's, no group's."""
        one = self.cast.figures[key]
        firm = any(key in self._keys.get(lemma, ()) for lemma in COMPANY)
        return one.kind == "state" or not (is_body(one.name) or _people(one.name) or firm)

    def _acting(self, kind: str) -> Counter[str]:
        """How often figures of a kind demand, offer or refuse something; 0 where they only do other things."""
        acting: Counter[str] = Counter()
        bargains = DEMANDS | OFFERS | REFUSALS | THREATS
        for one in self.source.doc:
            key = self.cast.key_at(self.source, one.i)
            if one.dep_ == "nsubj" and key and self.cast.figures[key].kind == kind:
                acting[key] += one.head.lemma_.lower() in bargains
        return acting

    def _only_state(self) -> set[str]:
        """The one state that demands, offers or refuses anything, where the text tells of no other that acts."""
        acting = self._acting("state")
        return set(acting) if len(acting) == 1 and max(acting.values()) > 1 else set()

    def _one_armed(self) -> NamedActor | None:
        """Give the one armed group by name, unless a sentence tells of it and of rebels: then they are two."""
        named = {key: one for key, one in self.cast.figures.items() if one.kind == "name"}
        named = {key: one for key, one in named.items() if _ARMED & set(one.name.split())}
        if len(named) != 1:
            return None
        told = [one for one in self.source.doc if self.cast.key_at(self.source, one.i) in named]
        together = {one.sent.start for one in told}
        rebels = [one for one in self.source.doc if one.lemma_.lower() in REBELS and not children(one, "poss")]
        rebels = [one for one in rebels if one.head not in told]  # *the rebel Hill Army*, *its fighters*
        return None if any(one.sent.start in together for one in rebels) else next(iter(named.values()))

    def _companies(self) -> set[str]:
        """Names that are companies, by their own words or by what stands beside them."""
        marks: Counter[str] = Counter()
        nouns = [one for one in self.source.doc if one.lemma_.lower() in COMPANY and definite(one)]
        for token in self.source.doc:
            key = self.cast.key_at(self.source, token.i)
            if not key or self.cast.figures[key].kind != "name":
                continue
            name = self.cast.figures[key].name
            marks[key] += 2 * bool(FIRM.search(name))
            beside = [token.head, *token.children]
            marks[key] += sum(one.lemma_.lower() in COMPANY | _LEADING for one in beside)
            marks[key] += token.dep_ in SUBJECTS
        if not nouns or not marks:
            return set()
        (key, weight), *rest = sorted(marks.items(), key=lambda one: (-one[1], self.cast.figures[one[0]].first))
        if weight < 2 and any(other >= weight for _, other in rest):
            return set()
        told = {one for lemma in COMPANY for one in self._keys.get(lemma, ())}
        return {key, *(one for one, other in rest if one in told and other * 2 >= weight)}

    def only_company(self) -> NamedActor | None:
        """Give the one company by name."""
        return self.cast.figures[min(self.companies)] if len(self.companies) == 1 else None

    def _represented(self) -> None:
        """*The guild, which represents all 84 of them*: the players are the guild, too."""
        for token in self.source.doc:
            if token.lemma_.lower() not in {"represent", "speak"} or token.dep_ != "relcl":
                continue
            key = self.cast.key_at(self.source, token.head.i)
            below = [one for one in token.subtree if one.i > token.i and one.dep_ in {"dobj", "pobj"}]
            if any(one.lower_ == "them" for one in below):
                before = self.source.doc[: token.sent.start]
                below = [one for one in before if one.dep_ in SUBJECTS and one.tag_ == "NNS"][-1:]
            for one in below:
                named = bool(key) and self.cast.figures[key].kind == "name" and one.tag_ == "NNS"
                if named and (lemma_of(one) in _CROWDS | UNION or people(lemma_of(one))):
                    self._crowd(lemma_of(one), key)

    def _crowd(self, lemma: str, key: str) -> None:
        self._crowds.add(lemma)
        self.add(lemma, key)

    def _abbreviated(self) -> None:
        """*IMF* is the International Monetary Fund; *the FND, as the federation is known*."""
        figures = self.cast.figures
        for one in [one for one in figures.values() if one.kind == "name" and one.name.isupper() and len(one.name) > 1]:
            for other in list(figures.values()):
                initials = "".join(word[0] for word in other.name.split() if word[0].isupper())
                if other is not one and initials == one.name and one.key in figures:
                    self.cast.merge(one, other)
            match = re.search(
                rf"\b{re.escape(one.name)}, as (?:the|its) (\w+) is (?:known|called)", self.source.doc.text
            )
            known = self._keys.get(match[1].lower(), set()) if match else set()
            if len(known) == 1 and one.key in figures and (key := min(known)) != one.key:
                self.cast.merge(one, figures[key])
        for keys in self._keys.values():
            keys &= set(figures)


def _has_government(token: Token) -> bool:
    """*Norland's government*, *the government of Norland*, *Norland's finance minister*."""
    above = token.head
    if token.dep_ == "pobj" and above.lower_ == "of":
        return bool(above.head.lemma_.lower() == "government")
    rules = above.lemma_.lower() in GOVERNMENT | {"parliament", "congress"} or above.lower_ == "minister"
    return bool(rules and token.dep_ == "poss")


def _minister_says(token: Token) -> bool:
    """*Norland has offered a loan, Finance Minister Ada Holt said*: whose minister she is."""
    says = token.head.head
    if token.dep_ != "nsubj" or token.head.dep_ != "ccomp" or says.lemma_.lower() not in {"say", "tell"}:
        return False
    titles = [low.lower_ for one in children(says, "nsubj") for low in one.subtree]
    return "minister" in titles


def _beside(token: Token) -> list[str]:
    """*The owner, X*; *X, an operator*; *brake maker X*; *X is the operator*."""
    found = [one for one in children(token, "appos", "compound", "nmod") if one.pos_ == "NOUN"]
    if any(one.lemma_.lower() in UNION - {"union"} for one in found):
        return []  # *gym teacher Ada Lund* is a person
    if token.dep_ == "appos" and token.head.pos_ == "NOUN":
        between = [one for one in children(token.head, "conj") if one.i < token.i and one.pos_ == "NOUN"]
        head = between[-1] if between else token.head  # *the league and broadcaster X*
        found += [] if children(head, "poss") and head.lemma_ in RELATIVE else [head]
    if token.dep_ == "nsubj" and token.head.lemma_ == "be":
        found += [one for one in children(token.head, "attr") if one.lemma_ != "party"]  # *is not a party to the talks*
    return [lemma for one in found if (lemma := one.lemma_.lower()) in _ROLES]


def _members_in(token: Token) -> list[str]:
    """*Tenants' Union*, *Federation of Fishermen*: who makes it up."""
    if token.pos_ != "PROPN" or lemma_of(token) not in MEMBERS | {"society", "committee"}:
        return []
    inside = [one for one in children(token, "poss", "compound") if one.text.endswith("s")]
    inside += [one for prep in children(token, "prep") if prep.lower_ == "of" for one in children(prep, "pobj")]
    return [lemma for one in inside if (lemma := lemma_of(one)) in _CROWDS]


def _describes(token: Token, name: Token) -> bool:
    """*Bank of Tyne, which holds the company's debt*: a possessor in what is said of a name is somebody else."""
    if token.dep_ != "poss":
        return False
    verb = next((one for one in token.ancestors if one.pos_ in {"VERB", "AUX"}), None)
    while name.dep_ in {"pobj", "prep", "compound"} and name.head.pos_ in {"PROPN", "ADP"}:
        name = name.head
    return verb is not None and (name.is_ancestor(verb) or name in verb.children)


def _people(name: str) -> bool:
    """*Communications Workers of America* is no country."""
    return any(word.lower().rstrip("s") in UNION for word in name.split())


def _article(token: Token) -> bool:
    """*The hospital*, not *its bank*: only an article points back to a name."""
    return any(child.lower_ in {"the", "this"} for child in token.children)


def _within(token: Token) -> list[str]:
    """*Premier Handball League* is *the league*."""
    inside = [token, *children(token, "compound")] if token.pos_ == "PROPN" else []
    return [
        lemma
        for one in inside[:1]
        if (lemma := lemma_of(one)) in ORGANISATIONS and children(one, "compound", "amod", "nmod", "poss", "prep")
    ]


def members_of(token: Token) -> Token | None:
    """Who makes up a body: *a committee of bondholders*, *the tenants' association*."""
    if lemma_of(token) not in MEMBERS:
        return None
    inside = [one for one in children(token, "poss") if one.tag_ == "NNS"]
    for prep in children(token, "prep"):
        if prep.lower_ in {"of", "representing"}:
            below = children(prep, "pobj")  # *of investors holding a third of it*
            below += [one for verb in children(prep, "pcomp") for one in children(verb, "nsubj")]
            inside += [low for one in below for low in coordinated(one) if low.tag_ == "NNS"]
    return next((one for one in inside if lemma_of(one) in BODIES | UNION), None)
