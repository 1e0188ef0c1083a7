"""Everybody of a text, and whom a word, an adjective or a pronoun means."""

from __future__ import annotations

from winset.drafting.people.insiders import is_insider, was_once, with_whom
from winset.drafting.people.mentions import Mentions
from winset.drafting.people.names import NEUTER, OPPOSITE, STATE_NAMES, derived, key_of, lemma_of
from winset.drafting.people.pronouns import before
from winset.drafting.source import ParsedSource, children, coordinated
from winset.drafting.words import BODIES, COMPANY, OFFICES, ORGANISATIONS, PLACES, REBELS, UNION
from winset.reading.spans import Token

CALLED_BY = BODIES | COMPANY | ORGANISATIONS | PLACES
"""Nouns for a body that stand before an office: *council leader*."""
OURS = {"we", "us", "our", "ours", "i", "my", "me"}
"""Words for whoever speaks."""
_PERSON = {"he", "she", "his", "her", "him", "himself", "herself"}


class Cast(Mentions):
    """Everybody of one or several documents, and who each word means."""

    def __init__(self, sources: tuple[ParsedSource, ...]) -> None:
        super().__init__(sources)
        self.mediators: set[str] = set()
        self.companies: set[str] = set()
        self.union = ""
        self.government = ""
        self.governed: set[str] = set()

    def governs_alone(self) -> bool:
        """Tell whether *the government* can only be one: no two states are spoken of."""
        own = self.figures.get(self.government)
        if own is None or self.governed - {self.government}:
            return False  # another state has a government of its own in the text
        if own.kind == "state" and any(
            one.kind == "state" and one.mentions > own.mentions for one in self.figures.values()
        ):
            return False  # *the government of Hungary*, once, in what two others do
        states = sum(one.kind == "state" and one.mentions > 2 for one in self.figures.values())
        return own.kind != "group" or states < 2

    def named(self, word: Token) -> str:
        """Whom an adjective names, where the one takes part: *Bekhistani* is Bekhistan's, *French* is France's."""
        place = STATE_NAMES.get(word.text)
        if place is not None:
            return key if (key := key_of(place.names[0])) in self.figures else ""
        if word.pos_ not in {"ADJ", "PROPN", "NOUN"}:
            return ""
        names = [one for one in self.figures.values() if one.kind == "name"]
        last = [one for one in names if " " in one.name and one.name.split()[-1].lower() == word.lower_]
        if len(last) == 1 and word.lower_ in ORGANISATIONS:  # *Cooperative chairman …*
            return last[0].key
        if not word.text[:1].isupper():
            return ""
        if word.text.isupper() and len(word.text) > 1:  # *PHL chief executive …* of the Premier Hurling League
            short = [
                one for one in names if "".join(low[0] for low in one.name.split() if low[0].isupper()) == word.text
            ]
            return short[0].key if len(short) == 1 else ""
        movement = {
            "Party",
            "Movement",
            "Front",
            "Alliance",
            "League",
        }  # *Liberal leader …*, but not *Labor Secretary …*
        ends = [(one, one.name.split()[-1]) for one in names]
        own = [one for one, end in ends if derived(word.text, one.name if end in movement else end)]
        own = own or [one for one in names if one.name == f"{word.text}s"]  # *Liberal chair …* of the Liberals
        return own[0].key if len(own) == 1 else ""

    def called(self, word: Token) -> str:
        """Whom the text calls by a common noun: *ministry adviser*, *county executive*; empty where it may be two."""
        lemma = word.lemma_.lower()
        if lemma not in CALLED_BY:
            return ""
        keys = [
            key
            for key, one in self.figures.items()
            if lemma in {low.lower() for said in one.surfaces for low in said.split()}
        ]
        return lemma if lemma in keys else keys[0] if len(keys) == 1 else ""

    def meant(self, source: ParsedSource, token: Token, depth: int = 0) -> str:
        """Whom a word means; empty where the text does not say."""
        if depth > 4:
            return ""
        if key := self.key_at(source, token.i):
            return key
        lower = token.lower_
        if lower in {"who", "which", "that", "whom", "whose"} and token.pos_ in {"PRON", "DET", "ADJ", "SCONJ"}:
            clause = token
            while clause.dep_ not in {"relcl", "ROOT"} and clause.head != clause:
                clause = clause.head
            return self.meant(source, clause.head, depth + 1) if clause.dep_ == "relcl" else ""
        if lower in OURS:
            return self.speaker(source, token, depth)
        if lower in NEUTER or lower in _PERSON:
            return before(self, source, token, lower in _PERSON)
        if was_once(token) and (is_insider(token) or lemma_of(token) in OFFICES):
            return ""
        for one in with_whom(token) if is_insider(token) else ():
            if key := self.meant(source, one, depth + 1) or self.named(one) or self.called(one):
                return key
        if token.pos_ in {"NOUN", "PROPN"}:
            lemma = lemma_of(token)
            for child in children(token, "poss", "compound", "amod", "nmod"):
                serves = lemma in OFFICES - OPPOSITE | {"people", "peer"} or (child.dep_ == "poss" and lemma in REBELS)
                if serves and (key := self.meant(source, child, depth + 1) or self.named(child)):
                    return key
                if child.lemma_.lower() in UNION and lemma in OFFICES | {"member"} and self.union:
                    return self.union
            if lemma in OFFICES | PLACES | {"state"}:
                for prep in children(token, "prep"):
                    for one in children(prep, "pobj") if prep.lower_ in {"of", "for", "in", "from"} else ():
                        if key := self.meant(source, one, depth + 1):
                            return key
            beside = [*children(token, "appos"), *([token.head] if token.dep_ == "appos" else [])]
            for one in beside:  # *the bank, its largest lender, which has no seat*
                if key := self.key_at(source, one.i):
                    return key
        return ""

    def speaker(self, source: ParsedSource, token: Token, depth: int = 0) -> str:
        """Whose words a word is among; empty where the text does not say."""
        own = (one for one in source.found if any(start <= token.idx < end for start, end in one.content))
        spans = (source.doc.char_span(*span, alignment_mode="expand") for one in own for span in one.source)
        words = [low for span in spans if span is not None for low in span if low.lower_ not in OURS]
        return next((key for low in words if (key := self.meant(source, low, depth + 1))), "")

    def several(self, source: ParsedSource, token: Token) -> list[str]:
        """Everybody that coordinated words mean; *negotiators from A, B and C* are all three."""
        words = coordinated(token)
        if lemma_of(token) in OFFICES:
            preps = [one for one in children(token, "prep") if one.lower_ in {"of", "for", "from"}]
            words += [low for prep in preps for one in children(prep, "pobj") for low in coordinated(one)]
        return list(dict.fromkeys(key for one in words if (key := self.meant(source, one))))
