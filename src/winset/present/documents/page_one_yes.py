"""Who must say yes, for page one: the narrowest gates at the table and at home, and who is not at the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from winset.case.model import Case
from winset.case.short_names import short_name
from winset.engines.brief.brief import BriefRecord
from winset.engines.deals.zone import Obstacle
from winset.engines.talks.homes import homes_of
from winset.present.documents.document import Block, Bullets
from winset.present.documents.endings import in_order
from winset.present.documents.page_one_changes import LEAST
from winset.present.words import prose, quorum, subjects, words
from winset.present.words.articles import is_several
from winset.present.words.likelihood import percent
from winset.present.words.prose import counted, joined, sentence
from winset.present.words.runs import Reference, compose, joined_by, phrase, refer

NAMED = 3
"""Homes of a party that are named; of more than one further only the number is said."""

MANY = 0.1
"""Who would rather have no deal than a smaller share of the packages stands in nobody's way."""
MORE = 2
"""How many homes after the narrowest are told."""


def must_say_yes(case: Case, record: BriefRecord) -> Iterator[Block]:
    """Say whom an agreement needs: the narrowest gates, the homes, and who is not at the table."""
    gates = [told for told in (quorum.votes_needed(case),) if told] + list(_gate(case, record))
    if record.numbers and not gates:
        gates = list(_all_who_sign(case))
    known = any(one.kind == "home" for one in _gates(record))
    steps = () if record.numbers else _steps(case, record)
    lines = [*gates, *steps, *(() if known else _homes(case)), *_absent(case, record)]
    if lines:
        yield Bullets(tuple(lines))


def _all_who_sign(case: Case) -> Iterator[str]:
    """Name those whose signature an agreement needs, where hardly a package fails at any of them."""
    keys = case.signatories
    if 1 < len(keys) <= NAMED + 1:
        each = "either" if len(keys) == 2 else "each"
        yield phrase("An agreement needs {}: {} can refuse.", words.the_parties(case, keys), each)


def _gate(case: Case, record: BriefRecord) -> Iterator[str]:
    """Name whom most packages do not suit: a party at the table, a home, or both."""
    told = _gates(record)
    table = [one for one in told if one.kind == "party" and one.fails >= MANY]
    homes = [one for one in told if one.kind == "home"]
    own = [one for one in table if not homes or one.fails > homes[0].fails]
    if own:
        yield _at_the_table(case, [one for one in own if own[0].fails - one.fails < LEAST])
    if homes:
        level = [one for one in homes if homes[0].fails - one.fails < LEAST]
        first = _at_home(case, homes[0], not own) if len(level) == 1 else _at_homes(case, level, not own)
        yield joined_by(" ", [first, *_further(case, homes[len(level) :][:MORE]), *_silent(case)])


def _further(case: Case, rest: list[Obstacle]) -> Iterator[str]:
    """Tell the homes after the narrowest."""
    told = [phrase("at {} {}", _whose(case, one), refer(percent(one.fails), "deals")) for one in rest]
    if told:
        yield phrase("{} do.", sentence(joined(told)))


def _silent(case: Case) -> Iterator[str]:
    """Count the homes of whom the case does not say what they would accept."""
    homes = [(key, home) for key in case.signatories for home in homes_of(case, key)]
    count = len(homes) - len(_known(case, homes))
    if count:
        to = Reference("entry", "parties")
        more = refer("another home", "entry", "parties") if count == 1 else counted(count, "more home", to=to)
        yield phrase("What {} accept{} is not in the case.", more, "s" if count == 1 else "")


def _known(case: Case, homes: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give the homes of whom the case says what they accept: by chances, or by values of their own."""
    chances = {(one.party, one.home) for one in case.ratification}
    return [one for one in homes if one in chances or one[1] in case.values]


def _steps(case: Case, record: BriefRecord) -> Iterator[str]:
    """Without numbers: whose step every ending takes, so that they can refuse it."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for key, parties in record.needed.items():
        groups.setdefault(parties, []).append(key)
    for parties, endings in groups.items():
        if not parties:
            continue
        name, need = sentence(words.some_scenarios(case, endings)), "needs" if len(endings) == 1 else "need"
        who = words.the_parties(case, parties)
        if len(parties) == 1:
            yield phrase("{} {} a step of {}.", name, need, who)
        else:
            any_ = "either" if len(parties) == 2 else "each"
            yield phrase("{} {} a step of {}: {} can refuse.", name, need, who, any_)


def _gates(record: BriefRecord) -> list[Obstacle]:
    """Give the requirements that some packages fail, those first that most do."""
    found = record.numbers.obstacles if record.numbers else ()
    return sorted((one for one in found if one.fails >= LEAST), key=lambda one: -one.fails)


def _at_the_table(case: Case, some: list[Obstacle]) -> str:
    """Name whom most packages do not suit: all of those that equally many do not."""
    keys = [one.key for one in some]
    many = len(keys) > 1 or is_several(case.party_name(keys[0]))
    be = "are the narrowest gates" if len(keys) > 1 else "are the narrowest gate" if many else "is the narrowest gate"
    share = refer(percent(some[0].fails), "deals")
    start = phrase("At the table {} {}", words.the_parties(case, keys), be)
    if set(keys) & set(quorum.outvotable(case)):
        any_ = "either" if len(keys) == 2 else "any"
        vote = f"the vote of {any_} of them" if len(keys) > 1 else "their votes" if many else "its vote"
        return phrase("{}: {} of all packages fail, and would not with {}.", start, share, vote)
    they = "each" if len(keys) > 1 else "they" if many else "it"
    return phrase("{}: {} would rather have no deal than accept {} of all packages.", start, they, share)


def _at_home(case: Case, one: Obstacle, narrowest: bool) -> str:
    issues = dict.fromkeys(home.issue for home in case.ratification if (home.party, home.home) == (one.key, one.home))
    on = joined(subjects.subject(case, short_name(case, key)) for key in list(issues)[:2])
    whose = _whose(case, one)
    share = refer(percent(one.fails), "deals")
    what = phrase("{} of all packages fail there{}", share, f", on {on}" if on else "")
    if not narrowest:
        return phrase("At home it is {}: {}.", whose, what)
    be = "are" if subjects.plural(one.home) else "is"
    return phrase("{} {} the narrowest gate: {}.", sentence(whose), be, what)


def _at_homes(case: Case, some: list[Obstacle], narrowest: bool) -> str:
    """Name several homes at which equally many packages fail."""
    whose = joined([_whose(case, one) for one in some])
    share = refer(percent(some[0].fails), "deals")
    start = phrase("{} are the narrowest gates", sentence(whose)) if narrowest else phrase("At home it is {}", whose)
    return phrase("{}: {} of all packages fail at each.", start, share)


def _whose(case: Case, one: Obstacle) -> str:
    return phrase("{} {}", prose.possessive(words.the_party(case, one.key)), one.home)


def _homes(case: Case) -> Iterator[str]:
    told_ = [
        phrase("{}: {}", words.party(case, key), joined(_few(homes_of(case, key))))
        for key in case.parties
        if homes_of(case, key)
    ]
    if told_:
        homes = [(key, home) for key in case.parties for home in homes_of(case, key)]
        they = "it" if len(homes) == 1 and not subjects.plural(homes[0][1]) else "they"
        unknown = "" if _known(case, homes) else f" What {they} would accept is not said."
        yield phrase("At home, {}.{}", joined_by("; ", told_), unknown)


def _few(homes: Sequence[str]) -> list[str]:
    """Name the first homes, and count the others."""
    return [*homes] if len(homes) <= NAMED + 1 else [*homes[:NAMED], f"{len(homes) - NAMED} more"]


def _brings_about(case: Case, record: BriefRecord, party: str) -> str:
    """Name the endings that do not come about without an absent party, where nothing else says so."""
    told = {key for one in record.consents if party in one.parties for key in one.scenarios}
    told |= {str(held.scenario) for held in record.held if held.signs.get(party) == 1}
    needing = [key for key, parties in record.needed.items() if party in parties and key not in told]
    return words.scenarios(case, needing, "or")


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
        acts = _brings_about(case, record, key)
        if acts:
            parts.append(phrase("without a step of {} there is no {}", "theirs" if are == "are" else "its own", acts))
        better = [held for held in in_order(record) if held.signs.get(key) == 1]
        if better:
            named = {str(held.scenario) for held in better}
            every = len(named) == len(case.scenarios) > 2
            where = "every ending" if every else words.some_scenarios(case, named)
            parts.append(phrase("{} better off than now in {}", are, where))
        if len(parts) == 1:
            silent.append(key)
        else:
            last = phrase("{}, and {}", joined_by(", ", parts[:-1]), parts[-1])
            yield compose(sentence(last), ".")
    if silent:
        are = "are" if len(silent) > 1 or is_several(case.party_name(silent[0])) else "is"
        yield phrase("{} {} not at the table.", sentence(words.the_parties(case, silent)), are)
