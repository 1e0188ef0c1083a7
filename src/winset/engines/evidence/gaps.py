"""What a case and its record lack: sources, voices, and issues that the documents speak of."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache

from winset.case.model import Case
from winset.claims import Claim, Link, SourceDocument
from winset.engines.evidence.keywords import (
    carries,
    clauses_of,
    names_a,
    names_of,
    party_named,
    plain_word,
    stem,
    stems_of,
    written_words,
)
from winset.engines.records import CaseReference, Record, Rows
from winset.frozen import Frozen

MENTIONS = 2
SHOWN = 12
_ENDINGS = ("ly", "ing", "ed", "al", "an", "ic", "ive", "ous", "ary", "able", "less", "ful")
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PERSON = re.compile(r"(?:ers?|ors?|ists?|ians?|ants?|mats?|m[ae]n|wom[ae]n|people|staff|aides?|chiefs?|heads?)$")
_PROCESS = """
talks negotiations discussions dialogue deal agreement accord meeting visit round summit session conditions stance
resistance proposal compromise solution decision statement sign signing refuse resist insist agree reject propose
conflict dispute war crisis
"""


class UnlistedMention(Frozen):
    """Something documents speak of that is no issue, level, party or scenario of the case.

    Attributes
    ----------
    words : str
        What it is called, as it stands most often.
    count : int
        In how many sentences and claims it stands.
    places : tuple of str
        Claims and documents it stands in, the first few.
    told : bool
        Whether the case says so itself, under ``not_in_source``.
    """

    words: str
    count: int
    places: tuple[str, ...]
    told: bool


class MissingRecord(Record, kw_only=True):
    """What a record and a case lack.

    Attributes
    ----------
    without_source : tuple of str
        Addresses of statements and conditions that rest on an assumption, or on nothing.
    unquoted : tuple of str
        Parties that are the source or the actor of no claim, accepted or waiting for review.
    unreviewed : tuple of str
        Parties that are the source or the actor of claims that wait for review, and of no accepted one.
    proposed : int
        How many claims wait for review.
    silent : tuple of str
        Issues on which no statement or condition has a source.
    mentioned : tuple of UnlistedMention
        What documents and claims speak of that the case lacks, the most frequent first.
    told : tuple of str
        What the case itself says is not in its sources.
    """

    without_source: tuple[str, ...]
    unquoted: tuple[str, ...]
    unreviewed: tuple[str, ...]
    proposed: int
    silent: tuple[str, ...]
    mentioned: tuple[UnlistedMention, ...]
    told: tuple[str, ...]

    def rows(self) -> Rows:
        """Give one row per gap."""
        body = [("without a source", one) for one in self.without_source]
        body += [("quoted by nobody", one) for one in self.unquoted]
        body += [("quoted only in claims that wait for review", one) for one in self.unreviewed]
        body += [("no sourced statement", one) for one in self.silent]
        body += [("mentioned", one.words) for one in self.mentioned]
        return ("gap", "what"), [*body, *(("not in the source", one) for one in self.told)]


def missing(
    case: Case, claims: Mapping[str, Claim], documents: Mapping[str, SourceDocument], links: Sequence[Link] = ()
) -> MissingRecord:
    """Look for what nobody is on record for, and for what the documents speak of that the case lacks.

    Parameters
    ----------
    case : Case
        The case.
    claims : mapping of str to Claim
        The claims of its record, by identifier.
    documents : mapping of str to SourceDocument
        Its documents.
    links : sequence of Link
        Its links: what an accepted claim is linked to has a source.
    """
    accepted = [claim for claim in claims.values() if claim.accepted]
    linked = {link.about for link in links if link.claim in claims and claims[link.claim].accepted}
    proposed = [claim for claim in claims.values() if claim.status == "proposed"]
    quoted, waiting = _quoted(case, accepted), _quoted(case, proposed)
    covered = {
        issue
        for address, (sourced, text) in _entries(case).items()
        if sourced or address in linked
        for issue in case.speaks_of(text)
    }
    return MissingRecord(
        case=CaseReference.of(case),
        method="what the record and the case lack",
        settings={"mentions": MENTIONS},
        without_source=without_source(case, linked),
        unquoted=tuple(key for key in case.parties if key not in quoted | waiting),
        unreviewed=tuple(key for key in case.parties if key in waiting - quoted),
        proposed=len(proposed),
        silent=tuple(issue for issue in case.issues if issue not in covered),
        mentioned=tuple(_mentioned(case, claims, documents)[:SHOWN]),
        told=tuple(one.what for one in case.not_in_source),
    )


def without_source(case: Case, linked: Collection[str] = ()) -> tuple[str, ...]:
    """Give the addresses of statements and conditions that rest on an assumption, or on nothing.

    Parameters
    ----------
    case : Case
        The case.
    linked : collection of str
        Addresses to which an accepted claim is linked: these have a source.
    """
    return tuple(address for address, (sourced, _) in _entries(case).items() if not sourced and address not in linked)


def _entries(case: Case) -> dict[str, tuple[bool, str]]:
    """Give the statements and conditions by address: whether a source is named, and what they speak of."""
    statements = {
        f"preferences.{party}.{position}": (one.sourced, one.prefer)
        for party, group in case.preferences.items()
        for position, one in enumerate(group, 1)
    }
    return statements | {
        f"conditions.{key}": (one.sourced, f"({one.withholds}) or ({one.unless})")
        for key, one in case.conditions.items()
    }


def _quoted(case: Case, claims: Sequence[Claim]) -> set[str]:
    """Give the parties that are the source or the actor of some of these claims."""
    actors, sources = {claim.actor for claim in claims}, {claim.source for claim in claims}
    return {key for key in case.parties if key in actors or any(party_named(case, key, source) for source in sources)}


def _mentioned(
    case: Case, claims: Mapping[str, Claim], documents: Mapping[str, SourceDocument]
) -> list[UnlistedMention]:
    """Count neighbouring words, by their stems, over sentences of documents and claims without a text."""
    known = _vocabulary(case)
    omitted = stems_of(*(one.what for one in case.not_in_source))
    spellings: dict[tuple[str, ...], dict[str, int]] = {}
    places: dict[tuple[str, ...], dict[str, int]] = {}
    common: set[str] = set()
    for _, text in _passages(claims, documents):
        common.update(filter(str.islower, _HYPHENATED.findall(text)))
    names = _names(case, claims, common)

    @cache
    def told_of(written: str) -> tuple[str, str, bool]:
        """The stem of a word, empty where no phrase holds it; the word; and whether a phrase can end with it."""
        word = plain_word(written)
        root = stem(word)
        out = not carries(word) or root in known or names_a(word, names)
        return ("", word, False) if out else (root, word, _thing(word, common))

    for place, text in _passages(claims, documents):
        for stems, phrase in _phrases(text, told_of).items():
            told = spellings.setdefault(stems, {})
            told[phrase] = told.get(phrase, 0) + 1
            where = places.setdefault(stems, {})
            where[place] = where.get(place, 0) + 1
    counts = {stems: sum(where.values()) for stems, where in places.items()}
    frequent = {stems: count for stems, count in counts.items() if count >= MENTIONS}
    within: dict[str, int] = {}  # how often each word stands in the most frequent longer phrase with it
    for stems, count in frequent.items():
        for one in set(stems) if len(set(stems)) > 1 else ():
            within[one] = max(within.get(one, 0), count)
    whole = {
        stems for stems, count in frequent.items() if len(set(stems)) > 1 or not 2 * within.get(stems[0], 0) > count
    }
    ordered = sorted(whole, key=lambda stems: (-frequent[stems], -len(stems), stems))
    return [
        UnlistedMention(
            max(spellings[stems], key=lambda text: spellings[stems][text]),
            frequent[stems],
            tuple(places[stems])[:5],
            set(stems) <= omitted,
        )
        for stems in ordered
    ]


def _passages(claims: Mapping[str, Claim], documents: Mapping[str, SourceDocument]) -> Iterable[tuple[str, str]]:
    for key, document in documents.items():
        for text in re.split(r"(?<=[.!?])\s+|\n", document.text):
            yield key, text
    for key, claim in claims.items():
        kept = documents.get(claim.document)
        if claim.status != "rejected" and not (kept and kept.text):
            yield key, claim.content


def _phrases(text: str, told_of: Callable[[str], tuple[str, str, bool]]) -> dict[tuple[str, ...], str]:
    """Give the words, and the pairs of neighbouring words, that may be something spoken of, by their stems."""
    found: dict[tuple[str, ...], str] = {}
    for clause in clauses_of(text):
        former, former_word = "", ""
        for written in written_words(clause):
            root, word, ends = told_of(written)
            if ends:
                found.setdefault((root,), word)
                if former:
                    found.setdefault((former, root), f"{former_word} {word}")
            former, former_word = root, word
    return found


def _vocabulary(case: Case) -> frozenset[str]:
    texts = [*case.issues, *(case.issue_name(key) for key in case.issues)]
    texts += [level for levels in case.levels.values() for level in levels]
    texts += [*case.scenarios, *(case.scenario_name(key) for key in case.scenarios)]
    texts += [home for party in case.parties.values() for home in party.home]
    return stems_of(*texts)


def _names(case: Case, claims: Mapping[str, Claim], common: Collection[str]) -> frozenset[str]:
    """Give the names of parties and of who is quoted: whoever speaks is not what is spoken of.

    What a reader took for a speaker may be none ("The minerals deal is done"): a word that the documents also write
    small counts as one who speaks only where it stands last and ends like a word for people.
    """
    spoken = []
    for text in {one for claim in claims.values() for one in (claim.source, claim.via)}:
        found = re.findall(r"[^\W\d_]+", text)
        spoken += [word for word in found if word[:1].isupper() and word.lower() not in common]
        spoken += [word for word in found[-1:] if _PERSON.search(word.lower())]
    mandates = [party.mandate for party in case.parties.values()]
    return names_of([*map(case.party_name, case.parties), *case.parties, *spoken, *mandates])


def _thing(last: str, common: Collection[str]) -> bool:
    """Tell whether a phrase ends like something to be settled: no name, no verb, no adjective, no word for talking."""
    return last in common and len(last) > 3 and not last.endswith(_ENDINGS) and stem(last) not in _talking()


@lru_cache(maxsize=1)
def _talking() -> frozenset[str]:
    return stems_of(_PROCESS)
