"""Who takes part: states, organisations and groups under all the names a text has for them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from winset.drafting.source import Source, children, coordinated
from winset.drafting.words import (
    BODIES,
    COMPANY,
    DEMANDS,
    LIKES,
    MEDIATORS,
    NOUNS,
    OBSERVERS,
    OFFERS,
    OFFICES,
    REBELS,
    REFUSALS,
    SPEAKERS,
    STAFF,
    THREATS,
    UNION,
)
from winset.reading.kinds import OUTLET
from winset.reading.places import place_of
from winset.reading.spans import Token

MOST = 6
_ACTS = ((DEMANDS | OFFERS | REFUSALS | THREATS) - {"block", "protest", "fight", "condemn"}) | {
    *("raise", "give", "halt", "withdraw", "sign", "withhold"),
}
_SUBJECTS = {"nsubj", "nsubjpass", "agent"}
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
}
_NEUTER = {"it", "its", "they", "their", "them", "itself", "themselves", "both"}
_PERSON = {"he", "she", "his", "her", "him", "himself", "herself"}
_HEADS = "President|Prime Minister|Chancellor|Premier|King|Queen"
_STATE_NAMES = dict(place_of().items())


@dataclass
class Figure:
    """Somebody the text names, before it is decided who is a party."""

    key: str
    name: str
    kind: str
    surfaces: Counter[str] = field(default_factory=Counter)
    persons: set[str] = field(default_factory=set)
    acts: int = 0
    heavy: int = 0
    mentions: int = 0
    first: int = 10**9
    sentences: set[str] = field(default_factory=set)


class Cast:
    """Everybody of one or several documents, and who each word means."""

    def __init__(self, sources: tuple[Source, ...]) -> None:
        self.sources = sources
        self.figures: dict[str, Figure] = {}
        self.at: dict[tuple[str, int], str] = {}
        self.person_of: dict[str, str] = {}
        self.mediators: dict[str, str] = {}
        self.union = ""
        for source in sources:
            self._states(source)
        for source in sources:
            self._names(source)
        for source in sources:
            self._groups(source)
        for source in sources:
            self._persons(source)
        for source in sources:
            self._weigh(source)

    def _figure(self, key: str, name: str, kind: str) -> Figure:
        if key not in self.figures:
            self.figures[key] = Figure(key, name, kind)
        return self.figures[key]

    def _put(self, source: Source, token: Token, figure: Figure, surface: str) -> None:
        self.at[source.letter, token.i] = figure.key
        figure.surfaces[surface] += 1
        figure.mentions += 1
        figure.first = min(figure.first, token.i + 100_000 * self.sources.index(source))
        figure.sentences.add(source.reference(token))

    def _states(self, source: Source) -> None:
        """States by name or seat, and by their adjective where an office follows."""
        for match in _state_pattern().finditer(source.doc.text):
            span = source.doc.char_span(*match.span(), alignment_mode="expand")
            if span is None or not len(span):
                continue
            token, place = span[-1], _STATE_NAMES[match[0]]
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
            name = place.names[0].replace("_", " ")
            figure = self._figure(_key(name), name, "state")
            self._put(source, token, figure, match[0])
            if follows is not None and follows.lemma_.lower() in OFFICES and token.dep_ != "poss":
                self._put(source, follows, figure, f"{match[0]} {follows.text}")

    def _names(self, source: Source) -> None:
        """Proper names that are no states: companies, unions, movements, places that act."""
        found: dict[str, list[Token]] = defaultdict(list)
        for token in source.doc:
            if token.pos_ != "PROPN" or (source.letter, token.i) in self.at or not token.text[:1].isupper():
                continue
            if token.dep_ == "compound" and token.head.pos_ == "PROPN":
                continue
            name = _proper(token)
            if name and not OUTLET.search(name) and not _dated(token):
                found[name].append(token)
        titled = {name for name, tokens in found.items() if any(_titled(token) for token in tokens)}
        for name in sorted(found, key=lambda one: (-len(one.split()), found[one][0].i)):
            if name in titled or name in place_of():
                continue
            named = [one for one in self.figures.values() if one.kind == "name"]
            known = next((one for one in named if _part_of(name, one.name) or _derived(name, one.name)), None)
            states = [one for one in self.figures.values() if one.kind == "state"]
            known = known or next((one for one in states if any(_part_of(name, said) for said in one.surfaces)), None)
            figure = known or self._figure(_key(name), name, "name")
            for token in found[name]:
                self._put(source, token, figure, name)
        for token in source.doc:  # *Merevi officials*
            key = self.at.get((source.letter, token.i))
            office = token.head.lemma_.lower() in OFFICES and token.dep_ in {"compound", "amod", "nmod"}
            if key and self.figures[key].kind == "name" and office and (source.letter, token.head.i) not in self.at:
                self._put(source, token.head, self.figures[key], f"{token.text} {token.head.text}")

    def _groups(self, source: Source) -> None:
        """Groups by common nouns: *the union*, *the carrier*, *rebels*."""
        company, union = self._company(source), self._named_union(source)
        for token in source.doc:
            lemma = token.lemma_.lower()
            if (
                token.pos_ not in {"NOUN", "PROPN"}
                or (source.letter, token.i) in self.at
                or token.dep_ in {"compound", "nmod"}
            ):
                continue
            figure = None
            if lemma in MEDIATORS:
                person = next((one for one in children(token, "appos") if one.pos_ == "PROPN"), None)
                name = _proper(person) if person is not None else token.text
                figure = self._figure(f"mediator_{_key(name)}", name, "mediator")
                if person is not None:
                    self._put(source, person, figure, name)
                    self.person_of[name.split()[-1]] = figure.key
            elif lemma in UNION:
                name = f"{union.name}" if union else "unions" if token.tag_ == "NNS" and lemma == "union" else "union"
                if lemma not in STAFF or "union" in source.doc.text.lower() or "strik" in source.doc.text.lower():
                    figure = union or self._figure("union", name, "union")
                    self.union = figure.key
            elif lemma in COMPANY and company is not None and _definite(token):
                figure = company
            elif lemma in COMPANY and company is None and _definite(token):
                figure = self._figure("company", "company", "company")
            elif lemma in REBELS:
                own = [self.at.get((source.letter, one.i), "") for one in children(token, "compound", "nmod")]
                figure = next((self.figures[key] for key in own if key), None)
                figure = figure or self._figure("rebels", "rebels", "group")
            elif lemma in BODIES and token.dep_ in {
                "nsubj",
                "nsubjpass",
                "pobj",
                "dobj",
                "poss",
                "dative",
                "agent",
                "conj",
            }:
                figure = self._group(source, token, lemma)
            if figure is not None:
                self._put(source, token, figure, _phrase(token))

    def _group(self, source: Source, token: Token, lemma: str) -> Figure | None:
        """*The council*; *the tenants' association* is the tenants'."""
        owners = children(token, "poss")
        if not owners:
            return self._figure(_key(lemma), token.text.lower(), "group")
        members = owners[0].lemma_.lower()
        if members in BODIES and owners[0].tag_ == "NNS":
            return self._figure(_key(members), owners[0].text.lower(), "group")
        return None

    def _company(self, source: Source) -> Figure | None:
        """The one company by name, where common nouns for companies can only mean it."""
        nouns = [token for token in source.doc if token.lemma_.lower() in COMPANY and _definite(token)]
        marks: Counter[str] = Counter()
        for token in source.doc:
            key = self.at.get((source.letter, token.i))
            if key is None or self.figures[key].kind != "name":
                continue
            marks[key] += 2 * bool(_FIRM.search(self.figures[key].name))
            beside = [token.head, *token.children]
            marks[key] += sum(one.lemma_.lower() in COMPANY | {"executive", "board", "shareholder"} for one in beside)
            marks[key] += token.dep_ in _SUBJECTS
        if not nouns or not marks:
            return None
        (key, weight), *rest = sorted(marks.items(), key=lambda one: (-one[1], self.figures[one[0]].first))
        alone = weight >= 1 and all(other < weight for _, other in rest)
        return self.figures[key] if weight >= 2 or alone else None

    def _named_union(self, source: Source) -> Figure | None:
        """The one union by name, with its abbreviation."""
        words = {
            "Union",
            "Unions",
            "Workers",
            "Pilots",
            "Teachers",
            "Nurses",
            "Guild",
            "Brotherhood",
            "Teamsters",
            "Drivers",
        }
        found = [one for one in self.figures.values() if one.kind == "name" and words & set(one.name.split())]
        if not found:
            return None
        first = min(found, key=lambda one: one.first)
        initials = "".join(word[0] for word in first.name.split() if word[0].isupper())
        for one in list(self.figures.values()):
            if one is not first and one.name == initials and len(initials) > 1:
                self._merge(one, first)
        return first

    def _merge(self, one: Figure, into: Figure) -> None:
        into.surfaces += one.surfaces
        into.mentions += one.mentions
        into.sentences |= one.sentences
        into.first = min(into.first, one.first)
        for place, key in self.at.items():
            if key == one.key:
                self.at[place] = into.key
        del self.figures[one.key]

    def _persons(self, source: Source) -> None:
        """Persons into whom they speak for: by title, apposition, possessive, or the only one of the office."""
        pending: list[tuple[Token, str]] = []
        for token in source.doc:
            if token.pos_ != "PROPN" or (token.dep_ == "compound" and token.head.pos_ == "PROPN"):
                continue
            if (source.letter, token.i) in self.at and self.figures[self.at[source.letter, token.i]].kind in {
                "state",
                "mediator",
            }:
                continue
            role = _role(token)
            if role is None:
                continue
            key = self._serves(source, role)
            name = _proper(token, titles=False)
            if key and name:
                self.person_of[name.split()[-1]] = key
            elif name:
                pending.append((token, name))
        for _, name in pending:
            self.person_of.setdefault(name.split()[-1], "")
        self._by_description(source)
        self._by_delegation(source)
        self._by_company(source)
        for token in source.doc:
            key = self.person_of.get(token.text, "")
            if token.pos_ != "PROPN" or token.text not in self.person_of:
                continue
            former = self.at.pop((source.letter, token.i), None)
            if former in self.figures and former != key and self.figures[former].kind == "name" and key:
                self.figures[former].mentions -= 1
            if key:
                self._put(source, token, self.figures[key], _proper(token))
                self.figures[key].persons.add(token.text)

    def _by_description(self, source: Source) -> None:
        """*President Keller* and *the Norland president*: the only holder of a title in the only state so described."""
        from winset.case.reading import from_data
        from winset.reading.names import Cast as Names

        states = [one for one in self.figures.values() if one.kind == "state"]
        if not states:
            return
        parties = {one.key: {"name": one.name} for one in states}
        first = states[0].key
        issue = {"levels": ["a", "b"], "control": first}
        names = Names(source.doc, from_data({"winset": "1", "title": "t", "parties": parties, "issues": {"x": issue}}))
        for person, party in names.persons.items():
            if party and not self.person_of.get(person):
                self.person_of[person] = party

    def _by_delegation(self, source: Source) -> None:
        """*The US delegation, led by …*; the chief of a delegate belongs with him, and who instructs somebody."""
        for token in source.doc:
            if token.lemma_.lower() in {"lead", "head"} and token.dep_ in {"acl", "relcl"}:
                key = self.meant(source, token.head)
                for agent in children(token, "agent"):
                    for one in children(agent, "pobj"):
                        for member in coordinated(one):
                            self._belongs(source, member, key)
            elif token.lemma_.lower() in {"instruct", "dispatch", "appoint"}:
                above = [one for one in children(token, "nsubj") if one.lower_ not in _NEUTER]
                below = [one for one in children(token, "dobj") if self.person_of.get(one.text)]
                for one in above:
                    chief = (
                        one
                        if one.pos_ == "PROPN"
                        else next(
                            (
                                source.doc[place]
                                for place in range(one.i - 1, max(0, one.i - 12), -1)
                                if source.doc[place].text in self.person_of
                            ),
                            one,
                        )
                    )
                    for other in below:
                        if not self.person_of.get(chief.text) and chief.pos_ == "PROPN":
                            self.person_of[chief.text] = self.person_of[other.text]

    def _belongs(self, source: Source, member: Token, key: str) -> None:
        if not key:
            return
        if member.pos_ == "PROPN" and self.person_of.get(member.text, "") in {"", "state"}:
            self.person_of[member.text] = key
        for one in member.subtree:
            if (
                one.dep_ == "poss"
                and one.pos_ == "PROPN"
                and not self.person_of.get(one.text)
                and one.text not in place_of()
            ):
                self.person_of[one.text] = key

    def _by_company(self, source: Source) -> None:
        """Heads of state whom nothing else places: the state they are named with most, if it has no head yet."""
        text = source.doc.text
        heads = {
            match[2].split()[-1]
            for match in re.finditer(rf"\b({_HEADS}) ((?:[A-Z][\w.-]*[ ])*(?:al-)?[A-Z][\w-]+)", text)
            if match[2].split()[-1] in self.person_of
        }
        taken = {self.person_of[one] for one in heads if self.person_of[one]}
        for name in sorted(heads):
            if self.person_of[name]:
                continue
            near: Counter[str] = Counter()
            numbers = {token.sent.start for token in source.doc if token.text == name}
            for token in source.doc:
                key = self.at.get((source.letter, token.i))
                if key and self.figures[key].kind == "state" and token.sent.start in numbers and key not in taken:
                    near[key] += 1
            best = near.most_common(2)
            if best and (len(best) == 1 or best[0][1] > best[1][1]):
                self.person_of[name] = best[0][0]
                taken.add(best[0][0])

    def _serves(self, source: Source, role: Token) -> str:
        """Whom an office serves: its possessor, what stands before it, *of …*, or the only company or state."""
        for child in role.children:
            if child.dep_ in {"poss", "compound", "amod", "nmod"}:
                key = self.meant(source, child) if child.dep_ == "poss" else self.at.get((source.letter, child.i), "")
                if key:
                    return key
                lemma = child.lemma_.lower()
                if lemma in UNION and self.union:
                    return self.union
                place = _STATE_NAMES.get(child.text)
                if place is not None and _key(place.names[0]) in self.figures:
                    return _key(place.names[0])
        if role.i and (key := self.at.get((source.letter, role.i - 1), "")):
            return key
        around = role.doc[max(0, role.i - 3) : role.i + 3].text
        if "Secretary of State" in around and "united_states" in self.figures:
            return "united_states"
        for prep in children(role, "prep"):
            if prep.lower_ in {"of", "for", "at"} and role.lower_ != "secretary":
                for one in children(prep, "pobj"):
                    if key := self.meant(source, one):
                        return key
        if role.lemma_.lower() in {"executive", "ceo"}:
            company = self._company(source)
            return company.key if company is not None else ""
        return ""

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
        if lower in _NEUTER or lower in _PERSON:
            return self._before(source, token, lower in _PERSON)
        if token.pos_ in {"NOUN", "PROPN"}:
            lemma = token.lemma_.lower()
            for child in children(token, "poss", "compound", "amod", "nmod"):
                if lemma in OFFICES | {"people", "peer"} or (child.dep_ == "poss" and lemma in REBELS):
                    if key := self.meant(source, child, depth + 1):
                        return key
                    place = _STATE_NAMES.get(child.text)
                    if place is not None and _key(place.names[0]) in self.figures:
                        return _key(place.names[0])
                if child.lemma_.lower() in UNION and lemma in OFFICES | {"member"} and self.union:
                    return self.union
            if lemma in OFFICES:
                for prep in children(token, "prep"):
                    for one in children(prep, "pobj") if prep.lower_ in {"of", "for", "in"} else ():
                        if key := self.meant(source, one, depth + 1):
                            return key
            for one in children(token, "appos"):
                if key := self.at.get((source.letter, one.i)):
                    return key
        return ""

    def _before(self, source: Source, token: Token, person: bool) -> str:
        """Whom a pronoun means: the subject last named before it in this sentence or the one before."""
        sentence = token.sent.start
        fallback = ""
        for place in range(token.i - 1, max(-1, sentence - 80), -1):
            key = self.at.get((source.letter, place))
            if key is None or key not in self.figures:
                continue
            one = source.doc[place]
            if person and one.text not in self.person_of:
                continue
            if one.dep_ in _SUBJECTS or (one.dep_ == "conj" and one.head.dep_ in _SUBJECTS) or one.dep_ == "poss":
                return key
            fallback = fallback or key
        return fallback

    def several(self, source: Source, token: Token) -> list[str]:
        """Everybody that coordinated words mean."""
        return list(dict.fromkeys(key for one in coordinated(token) if (key := self.meant(source, one))))

    def _weigh(self, source: Source) -> None:
        """Count what everybody does: acts of bargaining twice."""
        for token in source.doc:
            if token.pos_ in {"VERB", "AUX"}:
                for subject in children(token, "nsubj", "nsubjpass"):
                    for key in self.several(source, subject):
                        if token.tag_ != "MD" and token.dep_ not in {"aux", "auxpass"}:
                            heavy = token.lemma_.lower() in _ACTS and subject.dep_ == "nsubj"
                            self.figures[key].acts += 2 if heavy else token.pos_ == "VERB"
                            self.figures[key].heavy += heavy
            elif token.lemma_.lower() in NOUNS:
                for subject in children(token, "poss"):
                    if key := self.meant(source, subject):
                        self.figures[key].acts += 2


def chosen(cast: Cast, absent: dict[str, str], mediating: dict[str, str]) -> list[Figure]:
    """Decide who is a party: who demands, offers, refuses, threatens; who mediates; who is said to be left out."""
    kept = []
    for one in cast.figures.values():
        if one.key in mediating or one.kind == "mediator" or one.key in absent:
            kept.append((10**6, one))
        elif (
            (one.acts >= 3 and one.mentions >= 2)
            or (one.acts >= 4 and one.heavy >= 2)
            or (one.kind == "state" and one.acts >= 2)
        ) and one.name.lower() not in OBSERVERS | LIKES | SPEAKERS:
            kept.append((one.acts, one))
    most = max((weight for weight, _ in kept if weight < 10**6), default=0)
    kept = [(weight, one) for weight, one in kept if weight * 8 >= most]
    kept.sort(key=lambda pair: (-pair[0], pair[1].first))
    return sorted((one for _, one in kept[:MOST]), key=lambda one: one.first)


def aliases(figure: Figure) -> tuple[str, ...]:
    """The words for a party, the most frequent first."""
    words = [re.sub(r"\s+", " ", word).strip() for word, _ in figure.surfaces.most_common(14)]
    return tuple(dict.fromkeys(word for word in words if word and word != figure.name and len(word) < 60))


_FIRM = re.compile(
    r"\b(?:Air|Airlines|Airways|Lines|Rail|Railways?|Ferries|Shipping|Motors|Steel|Mining|Mines|Oil|Energy|Power|Bank|Foods"
    r"|Industries|Systems|Technologies|Studios|Holdings?|Partners|Group|Company|Corporation|Inc|Corp|Ltd|Limited|Co|plc|AG)\b"
)


def _key(name: str) -> str:
    key = re.sub(r"\W+", "_", name.lower()).strip("_")
    return key if key[:1].isalpha() else f"p_{key}"


def _state_pattern() -> re.Pattern[str]:
    words = sorted(place_of(), key=len, reverse=True)
    return re.compile(rf"(?<![\w])(?:{'|'.join(map(re.escape, words))})(?!\w)")


def _proper(token: Token, titles: bool = True) -> str:
    """The proper name that a word heads, without titles and articles."""
    words = [one for one in token.subtree if one.i <= token.i and token.i - one.i < 6]
    run: list[str] = [token.text]
    place = token.i
    for one in sorted(words, key=lambda word: -word.i):
        if one.i != place - 1:
            continue
        of = one.lower_ in {"of", "and"} and titles and False
        if (one.pos_ != "PROPN" and not of) or not one.text[:1].isupper() or one.lower_.strip(".") in _TITLES:
            break
        run.insert(0, one.text)
        place = one.i
    if titles:
        after = [one for one in token.children if one.dep_ == "prep" and one.lower_ == "of" and one.i == token.i + 1]
        tail = [one for one in children(after[0], "pobj") if one.pos_ == "PROPN"] if after else []
        if tail and tail[0].i <= token.i + 3 and set(run) & _BODIES:
            run += ["of", _proper(tail[0])]
    return " ".join(run).strip(".-'’\"")


def _titled(token: Token) -> bool:
    """Whether a name is a person's, by what stands before or beside it."""
    return _role(token) is not None


def _role(token: Token) -> Token | None:
    """The office that a name has beside it: *union president Ragna Holt*, *its water minister, Idris Vael*."""
    beside = [*children(token, "compound", "appos", "amod", "nmod")]
    if token.dep_ == "appos":
        beside.append(token.head)
    for one in beside:
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


def _dated(token: Token) -> bool:
    months = "January February March April May June July August September October November December Christmas Easter"
    days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
    return token.text in set(f"{months} {days}".split()) or token.ent_type_ in {"DATE", "TIME"}


def _derived(name: str, whole: str) -> bool:
    """*Merevi* for *Lower Merev*."""
    last = whole.split()[-1]
    return len(last) > 4 and " " not in name and name.startswith(last[:-1]) and 0 < len(name) - len(last) < 4


def _part_of(name: str, whole: str) -> bool:
    return bool(set(name.split()) & set(whole.split())) and set(name.split()) <= set(whole.split())


def _definite(token: Token) -> bool:
    return any(child.lower_ in {"the", "its", "this"} or child.dep_ == "poss" for child in token.children)


def _phrase(token: Token) -> str:
    words = [one for one in token.children if one.dep_ in {"compound", "amod", "poss", "nummod"} and one.i < token.i]
    start = min([one.left_edge.i for one in words if one.pos_ != "NUM"], default=token.i)
    return str(token.doc[start : token.i + 1].text) if token.i - start < 4 else str(token.text)
