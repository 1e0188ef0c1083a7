"""Who reportedly wants or resists what, by learned weights: each party and issue, and which way."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from winset.drafting.agenda import Agenda
from winset.drafting.amounts import amount_of, in_unit
from winset.drafting.attitudes.tones import POINTED
from winset.drafting.attitudes.withholding import Withheld
from winset.drafting.issues.attitude import Attitude
from winset.drafting.issues.issues import Topic
from winset.drafting.issues.themes import GENERIC, root_of
from winset.drafting.source import ParsedSource
from winset.drafting.stances.matters import Matter, Told, own_signs, with_told
from winset.drafting.stances.stance_signs import told_of
from winset.drafting.stances.voices import Voices
from winset.drafting.weights import weights
from winset.drafting.words import EMPTY, WEAK
from winset.frozen import Frozen
from winset.reading.spans import Token

_TELLING = 2
"""How many sentences, those that tell most, say which way a stance goes."""
_CITED = 3
"""How many sentences a statement by weights rests on at most: with two, the one that says it is missed more often."""
_SURE = 2.5
"""How far from even the odds must be where turns of phrase tell both ways."""
_SPOILT = 2.0
"""How many statements that are right one that points the wrong way undoes."""
_LEAST = 0.15
"""How likely what is stated must be at least."""
_MISSED = 2.5
"""How many stances there are for each that is expected of the draft's parties and issues: some are of others."""
_LIKELY = 0.5
"""From which chance of a stance it is asked which way it goes, where that is not told."""


class Stance(Frozen):
    """What the weights say of a party and an issue.

    Attributes
    ----------
    wants, resists : float
        The chances that the party wants a change of the issue, and that it resists one.
    basis : tuple of str
        The sentences that tell most; none where no sentence speaks of both.
    """

    wants: float
    resists: float
    basis: tuple[str, ...]

    @property
    def way(self) -> str:
        """*wants* or *resists*, whichever is likelier."""
        return "resists" if self.resists > self.wants else "wants"

    @property
    def likely(self) -> bool:
        """Whether there is rather a stance than none."""
        return self.wants + self.resists >= _LIKELY

    def worth(self, way: str) -> float:
        """What a statement that goes some way is worth; nothing or less where it could as well be the other way.

        Examples
        --------
        >>> stance = Stance(wants=0.5, resists=0.25, basis=("S3",))
        >>> stance.worth("wants"), stance.worth("resists")
        (0.0, -0.75)
        """
        right, wrong = (self.wants, self.resists) if way == "wants" else (self.resists, self.wants)
        return right - _SPOILT * wrong


class Setting(Frozen):
    """Parties and issues of documents, as they stand to each other there.

    Attributes
    ----------
    voices : sequence of Voices
        The documents, and who everybody is.
    matters : sequence of Matter
        The issues.
    found : sequence of (str, Attitude)
        What the rules read, with a word for how clear it is.
    held : sequence of Withheld
        What the rules say that parties withhold.
    roles : dict of str to str
        The parties in order: who mediates, is seated, is absent.
    """

    voices: Sequence[Voices]
    matters: Sequence[Matter]
    found: Sequence[tuple[str, Attitude]]
    held: Sequence[Withheld]
    roles: Mapping[str, str]


class PartyIssuePair(Frozen):
    """A party and an issue, with the signs that it wants or resists it.

    Attributes
    ----------
    party, issue : str
        The keys.
    own : dict of str to float
        The signs apart from sentences.
    told : tuple of Told
        The sentences, with the signs of each.
    """

    party: str
    issue: str
    own: Mapping[str, float]
    told: tuple[Told, ...]

    @cached_property
    def signs(self) -> dict[str, float]:
        """All signs: whether there is a stance."""
        return with_told(self.own, self.told)

    @cached_property
    def best(self) -> tuple[Told, ...]:
        """The sentences that tell most of a stance, the most telling first."""
        held = weights("stances")
        return tuple(sorted(self.told, key=lambda one: -held.odds(one.signs))[:_CITED])

    @cached_property
    def way_signs(self) -> dict[str, float]:
        """The signs of the sentences that tell most: which way the stance goes."""
        return with_told(self.own, self.best[:_TELLING])


def places_of(topic: Topic, source: ParsedSource, taken: Mapping[int, str]) -> frozenset[int]:
    """Where a document speaks of an issue: the words it was found by, and the same words elsewhere."""
    own = [one for one in (*topic.changes, *topic.deeds) if one.source.letter == source.letter]
    found = {one.theme.i for one in own} | {one.token.i for one in own if one.kind == "amount"}
    found |= {one.token.i for thing in topic.things for one in thing.mentions if one.source is source}
    nouns = {one.theme.lemma_.lower() for one in own if one.theme.pos_ == "NOUN" and not one.bare}
    nouns -= GENERIC | EMPTY | WEAK
    verbs = {one.theme.lemma_.lower() for one in own if one.theme.pos_ == "VERB"}
    measured = topic.unit not in {"", "year"}

    def names(token: Token) -> bool:
        lemma = token.lemma_.lower()
        if token.pos_ == "NOUN" and (lemma in nouns or (topic.root not in GENERIC and root_of(token) == topic.root)):
            return True
        if token.pos_ == "VERB":
            return lemma in verbs
        counted = measured and token.pos_ in {"NUM", "NOUN", "SYM"}
        return counted and in_unit(amount_of(token), topic.unit) != ""

    found |= {token.i for token in source.doc if names(token)}
    return frozenset(found - set(taken))


def stances(known: Setting) -> dict[tuple[str, str], Stance]:
    """Give what the weights say of every party and issue."""
    held, against = weights("stances"), weights("against")
    found = {}
    for pair in pairs(known):
        chance, resists = held.chance(pair.signs), against.chance(pair.way_signs)
        if _both_ways(pair) and abs(against.odds(pair.way_signs)) < _SURE:
            resists = 0.5
        basis = tuple(one.reference for one in pair.best)
        found[pair.party, pair.issue] = Stance(chance * (1 - resists), chance * resists, basis)
    return found


def _both_ways(pair: PartyIssuePair) -> bool:
    """Whether turns of phrase tell both ways: *applauded the road and criticised it*."""
    return any({f"{clear} wants", f"{clear} resists"} <= set(pair.signs) for clear in ("rule", "faint"))


def most_worth(
    said: Mapping[tuple[str, str], Stance], given: Mapping[tuple[str, str], str], without: Collection[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Choose whose stances become statements, so that the expected F measure of all statements is greatest.

    Parameters
    ----------
    said : dict of (str, str) to Stance
        Every party and issue.
    given : dict of (str, str) to str
        What is stated already, and which way.
    without : set of (str, str)
        What is not to be stated.
    """
    total = _MISSED * sum(one.wants + one.resists for one in said.values())
    hits, number = sum(getattr(said[pair], way) for pair, way in given.items()), len(given)
    worth = {
        pair: one.worth(one.way)
        for pair, one in said.items()
        if one.basis and max(one.wants, one.resists) >= _LEAST and pair not in {*given, *without}
    }
    ordered = sorted((pair for pair in worth if worth[pair] > 0), key=lambda pair: -worth[pair])
    best, taken = hits / (number + total) if total else 0.0, 0
    for place, pair in enumerate(ordered, 1):
        hits += worth[pair]
        if hits / (number + place + total) > best:
            best, taken = hits / (number + place + total), place
    return ordered[:taken]


def setting(agenda: Agenda) -> Setting:
    """Give the parties and issues of a draft as they stand to each other."""
    voices = [Voices(one, agenda.cast, agenda.keys) for one in agenda.sources]
    matters = [
        Matter(
            key=topic.key,
            places={one.source.letter: places_of(topic, one.source, one.at) for one in voices},
            control=topic.control,
            signs={"drafted": 1.0, "odds": round(topic.odds, 3)},
        )
        for topic in agenda.topics
    ]
    roles = {
        key: "mediates" if key in agenda.mediators else "seated" if key in agenda.table else "absent"
        for key in agenda.keys
    }
    return Setting(voices, matters, read_by_rule(agenda), agenda.withheld, roles)


def read_by_rule(agenda: Agenda) -> list[tuple[str, Attitude]]:
    """What the rules read, with a word for how clear it is."""
    faint = [("faint", one) for one in agenda.faint if one.change.kind != POINTED]
    return [*(("rule", one) for one in agenda.found), *faint]


def pairs(known: Setting) -> list[PartyIssuePair]:
    """Give every party with every issue, and the signs of each."""
    result = []
    for matter in known.matters:
        told: dict[str, list[Told]] = {}
        for one in known.voices:
            letter = one.source.letter
            others = [low.places.get(letter, frozenset()) for low in known.matters if low is not matter]
            mine = [(clear, low) for clear, low in known.found if low.change.source.letter == letter]
            for key, sentences in told_of(one, matter, frozenset().union(*others), mine).items():
                told.setdefault(key, []).extend(sentences)
        for rank, (key, role) in enumerate(known.roles.items()):
            own = own_signs(key, matter, role, rank, known.held)
            result.append(PartyIssuePair(key, matter.key, own, tuple(told.get(key, ()))))
    return result
