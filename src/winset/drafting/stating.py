"""What parties reportedly want, resist and withhold, as statements and conditions of a draft."""

from __future__ import annotations

from dataclasses import replace

from winset.drafting.agenda import Agenda
from winset.drafting.attitude import Attitude
from winset.drafting.change import Change
from winset.drafting.issues import Topic, _place
from winset.drafting.proposal import DraftCondition, DraftStatement
from winset.drafting.words import DEALS, DISPUTES
from winset.expr import quoted


def statements(agenda: Agenda) -> tuple[DraftStatement, ...]:
    """Each party's statements, in order: demands and refusals, then offers, then wishes; repeated ones first."""
    merged: dict[tuple[str, str, str], list[Attitude]] = {}
    for one in agenda.found:
        topic = agenda.topic_of(one.change)
        if topic is None or (one.holder in agenda.mediators and not topic.control):
            continue
        prefer = agenda.atom(topic, one.change, one.wants)
        merged.setdefault((one.holder, topic.key, prefer), []).append(one)
    _contradictions(agenda, merged)
    result = []
    for (party, issue, prefer), told in merged.items():
        basis = tuple(sorted(dict.fromkeys(one.change.reference for one in told), key=_place))
        first = min(told, key=lambda one: one.order)
        topic = next(one for one in agenda.topics if one.key == issue)
        resists = prefer == f"{issue} = {quoted(topic.today)}"
        result.append(
            (
                (first.order, -len(basis), _place(basis[0])),
                DraftStatement(
                    party=party,
                    issue=issue,
                    prefer=prefer,
                    direction="resists" if resists else "wants",
                    act=first.act,
                    basis=basis,
                    claims=agenda.behind(basis),
                    why=f"{first.act}: '{first.token.text}'",
                    question=f"{agenda.names[party]}, {prefer}: {first.doubt}" if first.doubt else "",
                ),
            )
        )
    result.sort(key=lambda pair: (agenda.keys.index(pair[1].party), pair[0]))
    return tuple(one for _, one in result)


def _contradictions(agenda: Agenda, merged: dict[tuple[str, str, str], list[Attitude]]) -> None:
    """Where a party wants and resists one thing, a later concession stands; else it is left out and asked."""
    for topic in agenda.topics:
        keeps = f"{topic.key} = {quoted(topic.today)}"
        for party in agenda.keys:
            mine = [key for key in merged if key[0] == party and key[1] == topic.key]
            against = [key for key in mine if key[2] == keeps]
            for_it = [key for key in mine if key[2] != keeps]
            if not against or not for_it:
                continue
            if topic.goes and not any(
                one.change.theme.lemma_ == two.change.theme.lemma_
                for one in merged[against[0]]
                for key in for_it
                for two in merged[key]
            ):
                merged.pop(against[0])  # *rejects a loan and wants a return*: another level, not today's
                continue
            asked = [one for key in for_it for one in merged[key] if one.act == "demand" and one.change.amount]
            if asked and all(one.act == "refusal" and not one.change.amount for one in merged[against[0]]):
                merged.pop(against[0])  # *asks for 6 percent* says more than *you cannot sell us our raise*
                continue
            soft = [one for key in for_it for one in merged[key] if one.act in {"concession", "offer"}]
            hard = merged[against[0]]
            references = ", ".join(dict.fromkeys(one.change.reference for key in mine for one in merged[key]))
            if soft and max(one.change.token.i for one in soft) > max(one.change.token.i for one in hard):
                merged.pop(against[0])
                agenda.questions.append(
                    f"{agenda.names[party]} on {topic.name}: refused first, then moved ({references}); "
                    "the later word is taken"
                )
            elif len(hard) > sum(len(merged[key]) for key in for_it):
                for key in for_it:
                    merged.pop(key)
            else:
                for key in mine:
                    merged.pop(key)
                agenda.questions.append(
                    f"{agenda.names[party]} on {topic.name}: for it and against it ({references}); left out"
                )


def conditions(agenda: Agenda) -> tuple[DraftCondition, ...]:
    """Give what parties withhold, and unless what."""
    result: list[DraftCondition] = []
    for one in agenda.withheld:
        if one.holder in agenda.mediators and one.threat:
            continue  # who mediates may withhold a loan, but what it warns of is not its own threat
        held = [(topic, change) for change in one.held if (topic := agenda.topic_of(change)) is not None]
        asked = [(topic, change) for change in one.unless if (topic := agenda.topic_of(change)) is not None]
        own = {topic.key for topic, _ in held}
        unless = [agenda.atom(topic, change) for topic, change in asked if topic.key not in own]
        if not unless:
            settled = any(
                change.theme.lemma_.lower() in DISPUTES | DEALS or change.root == "talks" for change in one.unless
            )
            unless = _settled(agenda, own) if settled else _demands_of(agenda, one.holder, own)
        holds = [
            f"{topic.key} = {quoted(topic.today)}"
            if one.threat
            else agenda.atom(topic, replace(change, negated=False, keeps=False))
            for topic, change in held
        ]
        if one.sign == "only":
            holds = [low for topic, change in held for low in _beyond(agenda, topic, change)]
        reference = one.source.reference(one.token)
        if not holds:
            continue
        if not unless:
            agenda.questions.append(
                f"{agenda.names[one.holder]} holds something back ({reference}); what for is not said"
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
                why=f"'{one.sign}'",
            )
        )
    return tuple(result)


def _beyond(agenda: Agenda, topic: Topic, change: Change) -> list[str]:
    """The levels of an issue beside today's and the only one that is said to be possible."""
    possible = agenda.atom(topic, change)
    theme = change.theme.lemma_.lower()
    others = [f"{topic.key} = {quoted(level)}" for level in topic.levels if theme not in level.lower().split()]
    return [one for one in others if one != possible and one != f"{topic.key} = {quoted(topic.today)}"]


def _settled(agenda: Agenda, without: set[str]) -> list[str]:
    """*Until the dispute is resolved*: the agreement, or what is most spoken of, comes to another level."""
    open_to = [one for one in agenda.topics if one.key not in without and one.stances]
    joint = [one for one in open_to if len(one.control) > 1]
    return [f"{one.key} != {quoted(one.today)}" for one in (joint or sorted(open_to, key=lambda one: -one.weight))[:1]]


def _demands_of(agenda: Agenda, party: str, without: set[str]) -> list[str]:
    found = []
    for one in agenda.found:
        topic = agenda.topic_of(one.change)
        if (
            one.holder == party and one.act == "demand" and one.wants and topic is not None and topic.key not in without
        ) and topic.control != (party,):
            found.append(agenda.atom(topic, one.change))
    return list(dict.fromkeys(found))
