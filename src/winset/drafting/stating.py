"""What parties reportedly want, resist and withhold, as statements and conditions of a draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from winset.drafting.agenda import Agenda
from winset.drafting.conditions.terms import terms
from winset.drafting.issues.attitude import Attitude
from winset.drafting.issues.issues import Topic, _place
from winset.drafting.proposal import DraftCondition, DraftStatement
from winset.drafting.stances.stances import Setting, Stance, most_worth, stances
from winset.drafting.weights import weights
from winset.drafting.words import DEALS, DISPUTES
from winset.expr import quoted
from winset.frozen import replace


def statements(agenda: Agenda, known: Setting) -> tuple[DraftStatement, ...]:
    """Each party's statements, in order: demands and refusals, then offers, then wishes; repeated ones first."""
    said = stances(known)
    result = [*_by_rule(agenda, known, said)]
    told = {(one.party, one.issue): one.direction for _, one in result}
    read = {(one.holder, topic.key) for one in agenda.found if (topic := agenda.topic_of(one.change)) is not None}
    apart = _held_back(agenda) | read
    chosen = most_worth(said, told, apart)
    for party, issue in chosen:
        topic = next(one for one in agenda.topics if one.key == issue)
        result.append(_by_weights(agenda, party, topic, said[party, issue]))
    for pair, stance in said.items():
        doubtful = stance.worth(stance.way) <= 0
        if pair not in told and (pair in read or (doubtful and stance.likely and stance.basis)):
            agenda.questions.append(_doubt(agenda, *pair, stance.basis))
    result.sort(key=lambda pair: (agenda.keys.index(pair[1].party), pair[0]))
    return tuple(one for _, one in result)


def _held_back(agenda: Agenda) -> set[tuple[str, str]]:
    """What parties would do on a condition: the condition says it, no statement beside it."""
    told = [(one.holder, agenda.topic_of(change)) for one in agenda.withheld if not one.threat for change in one.held]
    return {(party, topic.key) for party, topic in told if topic is not None}


def _doubt(agenda: Agenda, party: str, issue: str, basis: Sequence[str]) -> str:
    topic = next(one for one in agenda.topics if one.key == issue)
    where = f" ({', '.join(basis)})" if basis else ""
    return f"{agenda.names[party]} on {topic.name}: for it or against it{where}? It is left out"


Order = tuple[int, int, tuple[str, int]]


def _by_rule(
    agenda: Agenda, known: Setting, said: Mapping[tuple[str, str], Stance]
) -> Iterator[tuple[Order, DraftStatement]]:
    """What turns of phrase tell; both ways at once, or a refusal on a condition, only where the weights agree."""
    merged: dict[tuple[str, str, str], list[Attitude]] = {}
    for one in agenda.found:
        topic = agenda.topic_of(one.change)
        if topic is not None:
            merged.setdefault((one.holder, topic.key, agenda.atom(topic, one.change, one.wants)), []).append(one)
    ways: dict[tuple[str, str], set[str]] = {}
    for party, issue, prefer in merged:
        ways.setdefault((party, issue), set()).add(_way(agenda, issue, prefer))
    for (party, issue, prefer), told in merged.items():
        way = _way(agenda, issue, prefer)
        goes = next(one for one in agenda.topics if one.key == issue).goes
        both = len(ways[party, issue]) > 1
        if both and goes:
            doubtful = way == "resists"  # *rejects a loan, wants a return*
        else:
            stance = said[party, issue]
            doubtful = stance.worth(way) <= 0 if both else stance.way != way and _refused_on_condition(known, told)
        if doubtful:
            continue
        basis = tuple(sorted(dict.fromkeys(one.change.reference for one in told), key=_place))
        first = min(told, key=lambda one: one.order)
        statement = DraftStatement(
            party=party,
            issue=issue,
            prefer=prefer,
            direction=way,
            act=first.act,
            basis=basis,
            claims=agenda.behind(basis),
            why=f"{first.act}: '{first.token.text}'",
            question=f"{agenda.names[party]} ({agenda.told(prefer)}): {first.doubt}" if first.doubt else "",
        )
        yield (first.order, -len(basis), _place(basis[0])), statement


def _refused_on_condition(known: Setting, told: Sequence[Attitude]) -> bool:
    """*Will not renew the lease unless …*: who says so often wants it."""
    bounded = {
        (voices.source.letter, start)
        for voices in known.voices
        for start, found in voices.bounds.items()
        if any(not one.mark.startswith("against") for one in found)
    }
    return all(one.act == "refusal" and (one.change.source.letter, one.token.sent.start) in bounded for one in told)


def _way(agenda: Agenda, issue: str, prefer: str) -> str:
    topic = next(one for one in agenda.topics if one.key == issue)
    return "resists" if prefer == f"{issue} = {quoted(topic.today)}" else "wants"


def _by_weights(agenda: Agenda, party: str, topic: Topic, stance: Stance) -> tuple[Order, DraftStatement]:
    """A statement that no turn of phrase tells: today's level, or another one."""
    others = [one for one in topic.levels if one != topic.today]
    prefer = f"{topic.key} != {quoted(topic.today)}"
    if stance.way == "resists":
        prefer = f"{topic.key} = {quoted(topic.today)}"
    elif len(others) == 1 and not topic.numeric:
        prefer = f"{topic.key} = {quoted(others[0])}"
    basis = tuple(sorted(stance.basis, key=_place))
    statement = DraftStatement(
        party=party,
        issue=topic.key,
        prefer=prefer,
        direction=stance.way,
        act="refusal" if stance.way == "resists" else "offer" if party in topic.control else "demand",
        basis=basis,
        claims=agenda.behind(basis),
        why="by how the sentences speak of both",
    )
    return (_LATE, -len(basis), _place(basis[0])), statement


_LATE = 5
"""After what is said in so many words."""


_ELSEWHERE = "; what for is told elsewhere"
"""Of a condition whose sentence names no issue that has to move first."""


def conditions(agenda: Agenda, known: Setting, said: Sequence[DraftStatement]) -> tuple[DraftCondition, ...]:
    """Give what parties withhold, and unless what."""
    result: list[DraftCondition] = []
    for one in agenda.withheld:
        if one.holder in agenda.mediators and one.threat:
            continue  # who mediates may withhold a loan, but what it warns of is not its own threat
        asked = [(topic, change) for change in one.unless if (topic := agenda.topic_of(change)) is not None]
        wanted = [topic for topic, _ in asked]
        held = [(topic, change) for change in one.held if (topic := agenda.held_topic(change, wanted)) is not None]
        own = {topic.key for topic, _ in held}
        unless = [agenda.atom(topic, change) for topic, change in asked if topic.key not in own]
        elsewhere = "" if unless else _ELSEWHERE
        if not unless:
            settled = any(
                change.theme.lemma_.lower() in DISPUTES | DEALS or change.root == "talks" for change in one.unless
            )
            unless = _settled(agenda, own) if settled else _sought(agenda, said, one.holder, own)
        holds = [
            f"{topic.key} = {quoted(topic.today)}"
            if one.threat
            else agenda.atom(topic, replace(change, negated=False, keeps=False))
            for topic, change in held
        ]
        reference = one.source.reference(one.token)
        if not holds:
            continue
        if not unless:
            agenda.questions.append(
                f"{agenda.names[one.holder]} holds something back ({reference}); the text does not say for what"
            )
            continue
        key = f"{one.holder}_{held[0][0].key}"
        if any(other.key == key for other in result):
            continue
        result.append(
            DraftCondition(
                key=key,
                party=one.holder,
                withholds=" or ".join(dict.fromkeys(holds)),
                unless=" or ".join(dict.fromkeys(unless)),
                basis=(reference,),
                claims=agenda.behind((reference,)),
                why=f"'{one.sign}'{elsewhere}",
            )
        )
    return (*result, *_conditions_by_weights(agenda, known, said, result))


def _conditions_by_weights(
    agenda: Agenda, known: Setting, said: Sequence[DraftStatement], given: Sequence[DraftCondition]
) -> Iterator[DraftCondition]:
    """Of each sentence in which the rules read no condition, the likeliest, where it is likely enough."""
    told, by_signs = {place for one in given for place in one.basis}, weights("conditions")
    likely = [(by_signs.odds(one.signs), one) for one in terms(known) if one.reference not in told]
    best = {one.reference: one for odds, one in sorted(likely, key=lambda pair: pair[0]) if odds >= by_signs.threshold}
    keys = {one.key for one in given}
    topics = {one.key: one for one in agenda.topics}
    for one in best.values():
        asked = [f"{key} != {quoted(topics[key].today)}" for key in one.asked]
        unless = asked or _sought(agenda, said, one.party, {one.issue})
        if unless and (key := f"{one.party}_{one.issue}") not in keys:
            keys.add(key)
            yield DraftCondition(
                key=key,
                party=one.party,
                withholds=f"{one.issue} != {quoted(topics[one.issue].today)}",
                unless=" or ".join(unless),
                basis=(one.reference,),
                claims=agenda.behind((one.reference,)),
                why=f"'{one.mark}', by how the sentence speaks of both{'' if asked else _ELSEWHERE}",
            )


def _settled(agenda: Agenda, without: set[str]) -> list[str]:
    """*Until the dispute is resolved*: the agreement, or what is most spoken of, comes to another level."""
    open_to = [one for one in agenda.topics if one.key not in without and one.stances]
    joint = [one for one in open_to if len(one.control) > 1]
    return [f"{one.key} != {quoted(one.today)}" for one in (joint or sorted(open_to, key=lambda one: -one.weight))[:1]]


def _sought(agenda: Agenda, said: Sequence[DraftStatement], party: str, without: set[str]) -> list[str]:
    """What a party demands; where it demands nothing, the first thing it is said to want and cannot have by itself."""
    alone = {one.key for one in agenda.topics if one.control == (party,)}
    wanted = (
        one.prefer
        for one in said
        if one.party == party and one.direction == "wants" and one.issue not in without | alone
    )
    return _demands_of(agenda, party, without) or list(wanted)[:1]


def _demands_of(agenda: Agenda, party: str, without: set[str]) -> list[str]:
    found = []
    for one in agenda.found:
        topic = agenda.topic_of(one.change)
        if (
            one.holder == party and one.act == "demand" and one.wants and topic is not None and topic.key not in without
        ) and topic.control != (party,):
            found.append(agenda.atom(topic, one.change))
    return list(dict.fromkeys(found))
