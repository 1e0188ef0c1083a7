"""Who must say yes, for page one: the narrowest gates at the table and at home, and who is not at the table."""

from __future__ import annotations

from collections.abc import Iterator

from winset.case.model import Case
from winset.engines.brief import BriefRecord
from winset.engines.deals.zone import Obstacle
from winset.present.documents.document import Block, Bullets
from winset.present.documents.endings import in_order
from winset.present.documents.page_one_changes import LEAST
from winset.present.words import prose, subjects, words
from winset.present.words.articles import is_several
from winset.present.words.likelihood import percent
from winset.present.words.prose import joined, sentence
from winset.present.words.runs import compose, joined_by, phrase, refer

MANY = 0.1
"""Who would rather have no deal than a smaller share of the packages stands in nobody's way."""


def must_say_yes(case: Case, record: BriefRecord) -> Iterator[Block]:
    """Say whom an agreement needs: the narrowest gates, the homes, and who is not at the table."""
    gates = list(_gate(case, record))
    homes = () if any(one.kind == "home" for one in _gates(record)) else _homes(case)
    lines = [*gates, *homes, *_absent(case, record)]
    if lines:
        yield Bullets(tuple(lines))


def _gate(case: Case, record: BriefRecord) -> Iterator[str]:
    """Name whom most packages do not suit: a party at the table, a home, or both."""
    told = _gates(record)
    table = [one for one in told if one.kind == "party" and one.fails >= MANY][:1]
    homes = [one for one in told if one.kind == "home"][:1]
    own = [one for one in table if not homes or one.fails > homes[0].fails]
    yield from (_at_the_table(case, one) for one in own)
    yield from (_at_home(case, one, narrowest=not own) for one in homes)


def _gates(record: BriefRecord) -> list[Obstacle]:
    """Give the requirements that some packages fail, those first that most do."""
    found = record.numbers.obstacles if record.numbers else ()
    return sorted((one for one in found if one.fails >= LEAST), key=lambda one: -one.fails)


def _at_the_table(case: Case, one: Obstacle) -> str:
    many = is_several(case.party_name(one.key))
    be, they = ("are", "they") if many else ("is", "it")
    share = refer(percent(one.fails), "deals")
    told = "At the table {} {} the narrowest gate: {} would rather have no deal than {} of all packages."
    return phrase(told, words.the_party(case, one.key), be, they, share)


def _at_home(case: Case, one: Obstacle, narrowest: bool) -> str:
    issues = dict.fromkeys(home.issue for home in case.ratification if (home.party, home.home) == (one.key, one.home))
    on = joined(subjects.subject(case, case.issue_name(key)) for key in list(issues)[:2])
    whose = phrase("{} {}", prose.possessive(words.the_party(case, one.key)), one.home)
    share = refer(percent(one.fails), "deals")
    what = phrase("{} of all packages fail there{}", share, f", on {on}" if on else "")
    if not narrowest:
        return phrase("At home it is {}: {}.", whose, what)
    be = "are" if subjects.plural(one.home) else "is"
    return phrase("{} {} the narrowest gate: {}.", sentence(whose), be, what)


def _homes(case: Case) -> Iterator[str]:
    told_ = [
        phrase("{}: {}", words.party(case, key), joined(party.home))
        for key, party in case.parties.items()
        if party.home
    ]
    if told_:
        yield phrase("At home, {}.", joined_by("; ", told_))


def _absent(case: Case, record: BriefRecord) -> Iterator[str]:
    """Say who is not at the table, whether they can refuse, and what they are better off with."""
    refusals = record.numbers.refusals if record.numbers else {}
    silent: list[str] = []
    for key, party in case.parties.items():
        if party.at_table or not case.has_part(key):
            continue
        are = "are" if is_several(case.party_name(key)) else "is"
        parts = [phrase("{} {} not at the table", words.the_party(case, key), are)]
        low, high = refusals.get(key, (0.0, 0.0))
        if high >= LEAST:
            ends = [refer(percent(end), "deals") for end in dict.fromkeys((low, high))]
            parts.append(phrase("can refuse what the others sign ({})", joined_by(" to ", ends)))
        better = [held for held in in_order(record) if held.signs.get(key) == 1]
        if better:
            where = joined(words.scenario(case, str(held.scenario)) for held in better)
            parts.append(phrase("{} better off than now in {}", are, where))
        if len(parts) == 1:
            silent.append(key)
        else:
            last = phrase("{}, and {}", joined_by(", ", parts[:-1]), parts[-1])
            yield compose(sentence(last), ".")
    if silent:
        are = "are" if len(silent) > 1 or is_several(case.party_name(silent[0])) else "is"
        yield phrase("{} {} not at the table.", sentence(words.the_parties(case, silent)), are)
