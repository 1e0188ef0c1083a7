"""The endings that a text tells of, as scenarios of a draft."""

from __future__ import annotations

import re

from winset.drafting.agenda import Agenda
from winset.drafting.endings.endings import EndingSentence, still_asked
from winset.drafting.proposal import DraftScenario, one_line
from winset.expr import quoted
from winset.frozen import replace

MOST_SCENARIOS = 6


def scenarios(agenda: Agenda) -> tuple[DraftScenario, ...]:
    """Give the endings, each with the issues in which it shows."""
    result: list[DraftScenario] = []
    opened: dict[str, bool] = {}  # whether it is called by the words of a condition
    former, place = "", ("", 0)
    for one in agenda.endings:
        reference = one.source.reference(one.token)
        before, place = place, (one.source.letter, one.source.number(one.token))
        when = _shown(agenda, one)
        if re.match(r"\W*if not\b", one.text, re.IGNORECASE) and former:
            if before not in {place, (place[0], place[1] - 1)}:
                continue  # it turns round what is no ending
            when = f"not ({former})"
        if not when:
            when = _general(agenda, one.failing or (bool(one.words) and not one.settling), one.settling)
            if when:
                guess = f"'{agenda.told(when)}' is a guess"
                agenda.questions.append(f"{reference} tells of an ending and names no issue; {guess}")
        if not when:
            agenda.questions.append(f"{reference} tells of an ending; the text does not say in which issues it shows")
            continue
        former = when
        known = next((other for other in result if other.when == when), None)
        if known is not None:
            result[result.index(known)] = replace(
                known,
                basis=tuple(dict.fromkeys([*known.basis, reference])),
                name=one_line(one.name) if one.opens and not opened.get(known.key) else known.name,
            )
            opened[known.key] = opened.get(known.key, False) or one.opens
        elif len(result) < MOST_SCENARIOS:
            key = f"ending_{len(result) + 1}"
            opened[key] = one.opens
            result.append(
                DraftScenario(
                    key=key,
                    name=one_line(one.name),
                    when=when,
                    basis=(reference,),
                    claims=agenda.behind((reference,)),
                    why="one of the endings that the text lists"
                    if one.words
                    else "a conditional sentence about what follows",
                )
            )
    return tuple(result)


def _shown(agenda: Agenda, one: EndingSentence) -> str:
    """The issues in which an ending shows; empty where it is told in no issue's words."""
    parts: dict[str, str] = {}
    unless = one.token.lower_ == "unless"
    for change in (*one.condition, *(() if one.condition else one.after)):
        topic = agenda.topic_of(change)
        if topic is not None and topic.key not in parts:
            parts[topic.key] = agenda.atom(topic, change, not (one.condition and (unless or still_asked(change))))
    for change in one.after if parts else ():
        topic = agenda.topic_of(change)
        if topic is not None and topic.key not in parts and change.kind not in {"noun"}:
            parts[topic.key] = agenda.atom(topic, change)
    named = next((topic for topic in agenda.topics if topic.root in one.words), None)
    if not parts and named is not None:
        return f"{named.key} {'=' if one.failing else '!='} {quoted(named.today)}"
    return " and ".join(parts.values())


def _general(agenda: Agenda, failing: bool, settling: bool) -> str:
    """An ending told in no issue's words: the agreement comes, or it does not."""
    joint = [one for one in agenda.topics if len(one.control) > 1]
    if settling:
        moved = joint[:1] or [one for one in agenda.topics if one.stances][:2]
        return " and ".join(f"{one.key} != {quoted(one.today)}" for one in moved)
    if failing:
        return " and ".join(f"{one.key} = {quoted(one.today)}" for one in (joint or agenda.topics)[:2])
    return ""
