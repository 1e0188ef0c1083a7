"""Which claims touch which entry of a case: by the issues they speak of, and the parties they name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from winset.case.model import Case
from winset.claims import Claim, Link
from winset.engines.evidence.keywords import names_a, names_of, party_named, stem, stems_of, words_of
from winset.frozen import Frozen

COMMON = 2
"""A word that more issues than this have in common tells none of them."""
SHARED = 2
"""So many words in common with the claims behind a condition or statement make up for none with its issues."""


class Touch(Frozen):
    """A claim that speaks of what an entry of the case is about.

    Attributes
    ----------
    claim : str
        The claim.
    about : str
        The address of the issue, condition or statement.
    words : tuple of str
        The words both have, as they stand in the claim.
    """

    claim: str
    about: str
    words: tuple[str, ...]


def touches(
    case: Case, claims: Mapping[str, Claim], behind: Mapping[str, Claim], links: Sequence[Link] = ()
) -> list[Touch]:
    """Find what claims touch, by words alone; whether they speak for or against it is for a person to say.

    A claim touches an issue when it has a word in common with its name, its levels, or the claims that stand behind
    conditions and statements about that issue alone. It touches a condition or statement when it touches one of its
    issues, or has two words in common with the claims behind it, and can be about the party concerned.

    Parameters
    ----------
    case : Case
        The case.
    claims : mapping of str to Claim
        The claims to look at.
    behind : mapping of str to Claim
        All claims of the record: those a basis names lend their words.
    links : sequence of Link
        Links of the record; claims linked to a condition or statement lend their words, too.

    Examples
    --------
    >>> import winset
    >>> claim = Claim(content="intelligence is shared again", source="an official", actor="US")
    >>> [(one.about, one.words) for one in touches(winset.load("jeddah-2025"), {"c1": claim}, {})][0]
    ('issues.intelligence', ('intelligence', 'shared'))
    """
    issues = _issue_words(case, behind, links)
    lent = {
        about: stems_of(*(one.content for one in _behind(case, about, behind, links)))
        for about, party, _ in _entries(case)
        if party
    }
    found = []
    for key, claim in claims.items():
        words = {stem(word): word for word in words_of(f"{claim.content} {claim.cue}")}
        touched = {issue: stems & words.keys() for issue, stems in issues.items()}
        for about, party, concerned in _entries(case):
            shared = set().union(*(touched[issue] for issue in concerned))
            common = lent.get(about, frozenset()) & words.keys()
            if len(common) >= SHARED:
                shared |= common
            if shared and (not party or _concerns(claim, party, case)):
                told = dict.fromkeys(word for root, word in words.items() if root in shared)
                found.append(Touch(key, about, tuple(told)))
    return found


def _entries(case: Case) -> Iterator[tuple[str, str, Collection[str]]]:
    """Give what can be touched: its address, the party concerned, and its issues."""
    for issue in case.issues:
        yield f"issues.{issue}", "", (issue,)
    for key, condition in case.conditions.items():
        text = f"({condition.withholds}) or ({condition.unless})"
        yield f"conditions.{key}", condition.party, case.speaks_of(text)
    for party, statements in case.preferences.items():
        for position, statement in enumerate(statements, 1):
            yield f"preferences.{party}.{position}", party, case.speaks_of(statement.prefer)


def _concerns(claim: Claim, party: str, case: Case) -> bool:
    """Tell whether a claim can be about a party: it acts in it, is named in it, or nobody is."""
    if claim.actor in case.parties:
        return claim.actor == party
    text = f"{claim.source} {claim.content}"
    named = [key for key in case.parties if party_named(case, key, text)]
    return party in named or not named


def _issue_words(case: Case, behind: Mapping[str, Claim], links: Sequence[Link]) -> dict[str, frozenset[str]]:
    """Give the stems that tell each issue from the others."""
    parties = names_of(case.party_name(key) for key in case.parties)
    texts = {issue: [issue, case.issue_name(issue), *case.levels[issue]] for issue in case.issues}
    for about, _, concerned in _entries(case):
        if len(concerned) == 1 and not about.startswith("issues."):
            texts[next(iter(concerned))] += [one.content for one in _behind(case, about, behind, links)]
    stems = {issue: {one for one in stems_of(*told) if not names_a(one, parties)} for issue, told in texts.items()}
    return {
        issue: frozenset(one for one in own if sum(one in other for other in stems.values()) <= COMMON)
        for issue, own in stems.items()
    }


def _behind(case: Case, about: str, behind: Mapping[str, Claim], links: Sequence[Link]) -> list[Claim]:
    section, *rest = about.split(".")
    if section == "conditions":
        basis = case.conditions[".".join(rest)].basis
    else:
        basis = case.preferences[".".join(rest[:-1])][int(rest[-1]) - 1].basis
    keys = [*basis, *(link.claim for link in links if link.about == about)]
    return [behind[key] for key in dict.fromkeys(keys) if key in behind]
