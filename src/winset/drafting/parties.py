"""Who takes part: states, organisations and groups under all the names a text has for them."""

from __future__ import annotations

from collections import defaultdict

from winset.drafting.figures import Figure, stands
from winset.drafting.groups import merge_mediators, place_groups
from winset.drafting.names import (
    COMMON,
    DESCRIBING,
    NEUTER,
    STATE_NAMES,
    derived,
    has_office,
    is_body,
    is_date,
    key_of,
    lemma_of,
    part_of,
    place_only,
    proper_name,
    state_pattern,
    without_opening,
)
from winset.drafting.persons import place_persons
from winset.drafting.pronouns import before
from winset.drafting.source import Source, children, coordinated
from winset.drafting.words import (
    COMPANY,
    DEMANDS,
    GOVERNMENT,
    MEDIATORS,
    NOUNS,
    OFFERS,
    OFFICES,
    ORGANISATIONS,
    PLACES,
    REBELS,
    REFUSALS,
    THREATS,
    UNION,
)
from winset.reading.kinds import OUTLET
from winset.reading.places import place_of
from winset.reading.spans import Token

_ACTS = ((DEMANDS | OFFERS | REFUSALS | THREATS) - {"block", "protest", "fight", "condemn"}) | {
    *("raise", "give", "halt", "withdraw", "sign", "withhold"),
}
_PERSON = {"he", "she", "his", "her", "him", "himself", "herself"}


class Cast:
    """Everybody of one or several documents, and who each word means."""

    def __init__(self, sources: tuple[Source, ...]) -> None:
        self.sources = sources
        self.figures: dict[str, Figure] = {}
        self.at: dict[tuple[str, int], str] = {}
        self.person_of: dict[str, str] = {}
        self.mediators: set[str] = set()
        self.companies: set[str] = set()
        self.union = ""
        self.government = ""
        self.governed: set[str] = set()
        for source in sources:
            self._states(source)
        for source in sources:
            self._names(source)
        for source in sources:
            place_groups(self, source)
        for source in sources:
            place_persons(self, source)
        merge_mediators(self)
        for source in sources:
            self._weigh(source)

    def figure(self, key: str, name: str, kind: str) -> Figure:
        """Give the figure of a key, a new one where there is none."""
        if key not in self.figures:
            self.figures[key] = Figure(key, name, kind)
        return self.figures[key]

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
        return own[0].key if len(own) == 1 else ""

    def put(self, source: Source, token: Token, figure: Figure, surface: str) -> None:
        """Say that a word means a figure."""
        self.at[source.letter, token.i] = figure.key
        figure.surfaces[surface] += 1
        figure.mentions += 1
        figure.first = min(figure.first, token.i + 100_000 * self.sources.index(source))
        figure.sentences.add(source.reference(token))

    def _states(self, source: Source) -> None:
        """States by name or seat, and by their adjective where an office follows."""
        for match in state_pattern().finditer(source.doc.text):
            span = source.doc.char_span(*match.span(), alignment_mode="expand")
            if span is None or not len(span):
                continue
            token, place = span[-1], STATE_NAMES[match[0]]
            if token.text.isupper() and match[0] not in {
                "US",
                "UK",
                "EU",
                "UAE",
                "USA",
                "U.S.",
                "U.K.",
                "PRC",
                "DPRK",
                "DRC",
            }:
                continue
            follows = token.head if token.dep_ in {"amod", "compound", "nmod", "poss"} else None
            describes = match[0] in place.adjectives and token.pos_ == "ADJ"
            describes = describes or (follows is not None and token.dep_ != "poss")
            if describes and (follows is None or follows.lemma_.lower() not in OFFICES | MEDIATORS):
                continue
            if match[0] in place.seats and place_only(token):
                continue
            name = place.names[0].replace("_", " ")
            figure = self.figure(key_of(name), name, "state")
            self.put(source, token, figure, match[0])
            if follows is not None and follows.lemma_.lower() in OFFICES and token.dep_ != "poss":
                self.put(source, follows, figure, f"{match[0]} {follows.text}")

    def _names(self, source: Source) -> None:
        """Proper names that are no states: companies, unions, movements, places that act."""
        found: dict[str, list[Token]] = defaultdict(list)
        for token in source.doc:
            if token.pos_ != "PROPN" or (source.letter, token.i) in self.at or not token.text[:1].isupper():
                continue
            if token.dep_ == "compound" and token.head.pos_ == "PROPN":
                continue
            if token.dep_ == "poss" and token.head.pos_ == "PROPN" and token.text in proper_name(token.head):
                continue  # *National Dockworkers' Federation*
            name = proper_name(token)
            if name and not OUTLET.search(name) and not is_date(token):
                found[name].append(token)
        _without_openings(source, found)
        titled = {name for name, tokens in found.items() if any(has_office(token) for token in tokens)}
        for name in sorted(found, key=lambda one: (-len(one.split()), found[one][0].i)):
            if name in titled or name in place_of():
                continue
            named = [one for one in self.figures.values() if one.kind == "name"]
            if _of_many(name, found):
                named = [one for one in named if one.name == name]
            known = next((one for one in named if part_of(name, one.name) or derived(name, one.name)), None)
            if known is None and " " not in name and any(lemma_of(token) in COMMON for token in found[name]):
                continue  # *Union president …*: a noun with a capital
            states = [one for one in self.figures.values() if one.kind == "state"]
            known = known or next((one for one in states if any(part_of(name, said) for said in one.surfaces)), None)
            figure = known or self.figure(key_of(name), name, "name")
            for token in found[name]:
                self.put(source, token, figure, name)
        for token in source.doc:  # *Merevi officials*
            key = self.at.get((source.letter, token.i))
            office = token.head.lemma_.lower() in OFFICES and token.dep_ in {"compound", "amod", "nmod"}
            if key and self.figures[key].kind == "name" and office and (source.letter, token.head.i) not in self.at:
                self.put(source, token.head, self.figures[key], f"{token.text} {token.head.text}")

    def merge(self, one: Figure, into: Figure) -> None:
        """Make one figure of two."""
        into.surfaces += one.surfaces
        into.mentions += one.mentions
        into.sentences |= one.sentences
        into.first = min(into.first, one.first)
        for place, key in self.at.items():
            if key == one.key:
                self.at[place] = into.key
        del self.figures[one.key]

    def meant(self, source: Source, token: Token, depth: int = 0) -> str:
        """Whom a word means; empty where the text does not say."""
        if depth > 4:
            return ""
        if key := self.at.get((source.letter, token.i)):
            return key
        lower = token.lower_
        if lower in {"who", "which", "that", "whom", "whose"} and token.pos_ in {"PRON", "DET", "ADJ", "SCONJ"}:
            clause = token
            while clause.dep_ not in {"relcl", "ROOT"} and clause.head != clause:
                clause = clause.head
            return self.meant(source, clause.head, depth + 1) if clause.dep_ == "relcl" else ""
        if lower in NEUTER or lower in _PERSON:
            return before(self, source, token, lower in _PERSON)
        if token.pos_ in {"NOUN", "PROPN"}:
            lemma = lemma_of(token)
            for child in children(token, "poss", "compound", "amod", "nmod"):
                serves = lemma in OFFICES | {"people", "peer"} or (child.dep_ == "poss" and lemma in REBELS)
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
                if key := self.at.get((source.letter, one.i)):
                    return key
        return ""

    def several(self, source: Source, token: Token) -> list[str]:
        """Everybody that coordinated words mean; *negotiators from A, B and C* are all three."""
        words = coordinated(token)
        if lemma_of(token) in OFFICES:
            preps = [one for one in children(token, "prep") if one.lower_ in {"of", "for", "from"}]
            words += [low for prep in preps for one in children(prep, "pobj") for low in coordinated(one)]
        return list(dict.fromkeys(key for one in words if (key := self.meant(source, one))))

    def _weigh(self, source: Source) -> None:
        """Count what everybody does: acts of bargaining twice."""
        for token in source.doc:
            if token.pos_ in {"VERB", "AUX"}:
                own = children(token, "nsubj", "nsubjpass")
                above = token.head if token.dep_ == "conj" and not own else token
                for subject in own or children(above, "nsubj", "nsubjpass"):
                    for key in self.several(source, subject):
                        if token.tag_ != "MD" and token.dep_ not in {"aux", "auxpass"}:
                            silent = any(one.lemma_ in {"comment", "say"} for one in children(token, "xcomp"))
                            heavy = token.lemma_.lower() in _ACTS and subject.dep_ == "nsubj" and not silent
                            self.figures[key].acts += 2 if heavy else bool(own) and token.pos_ == "VERB"
                            self.figures[key].heavy += heavy
                            self.figures[key].stands |= heavy and stands(token)
            elif token.lemma_.lower() in NOUNS:
                for subject in children(token, "poss"):
                    if key := self.meant(source, subject):
                        self.figures[key].acts += 2


def _of_many(name: str, found: dict[str, list[Token]]) -> bool:
    """*Marlow*, where there are a Marlow University and a Marlow Mining: short for neither, a place of its own."""
    longer = {whole for whole in found if whole.startswith(f"{name} ")}
    if len(longer) < 2 and not (longer and any(_governed(token) for token in found[name])):
        return False
    return all(is_body(whole) for whole in longer)


def _governed(token: Token) -> bool:
    return token.dep_ == "poss" and token.head.lemma_.lower() in GOVERNMENT


def _without_openings(source: Source, found: dict[str, list[Token]]) -> None:
    """*Upstream Arvania* is Arvania: where the word describes, or the text has it small and the name without it."""
    for name in list(found):
        bare = {without_opening(token, name) for token in found[name]}
        if len(bare) != 1 or not (rest := min(bare)):
            continue
        opening = name.split()[0].lower()
        small = len(found.get(rest, ())) > 1 and any(token.text == opening for token in source.doc)
        if opening in DESCRIBING | (COMPANY - ORGANISATIONS - {"group"}) or small:
            found[rest] = sorted([*found.get(rest, ()), *found.pop(name)], key=lambda token: token.i)
