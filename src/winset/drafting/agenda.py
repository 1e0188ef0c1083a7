"""The issues of a draft while it comes into being: which changes are one issue, and what a change says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import gcd, prod

from winset.drafting.amounts import in_unit, without_amount, worded
from winset.drafting.attitudes.hearing import heard, newly
from winset.drafting.attitudes.withholding import Withheld
from winset.drafting.endings.endings import EndingSentence
from winset.drafting.issues.attitude import Attitude
from winset.drafting.issues.change import Change
from winset.drafting.issues.changes import changes_in
from winset.drafting.issues.choosing import chosen, judged, known_at
from winset.drafting.issues.issue_names import settle
from winset.drafting.issues.issues import Topic, level_of
from winset.drafting.issues.linking import fits, grouped
from winset.drafting.issues.measures import amount_of_what, told_by_measure
from winset.drafting.issues.things import Thing
from winset.drafting.people.cast import Cast
from winset.drafting.proposal import DraftIssue, one_line
from winset.drafting.source import ParsedSource
from winset.expr import describe, parse, quoted

MOST_ISSUES = 8
MOST_OUTCOMES = 5_000
MOST_AMOUNTS = 20


@dataclass
class Agenda:
    """What is to be settled, with all that parties say and do about it.

    Attributes
    ----------
    sources, cast
        The documents, and who everybody is.
    names : dict of str to str
        The parties by key, in order.
    table, mediators
        Who sits together, and who helps them.
    found, withheld, endings
        Attitudes, conditions and endings that the documents tell of.
    faint
        Attitudes by the main word alone: only for who says nothing else of an issue.
    behind : callable
        The claims of some sentences.
    questions : list of str
        What a person has to decide; grows.
    """

    sources: Sequence[ParsedSource]
    cast: Cast
    names: dict[str, str]
    table: list[str]
    mediators: frozenset[str]
    found: list[Attitude]
    withheld: list[Withheld]
    endings: list[EndingSentence]
    faint: list[Attitude]
    behind: Callable[[Iterable[str]], tuple[str, ...]]
    questions: list[str]
    topics: list[Topic] = field(init=False)
    by_change: dict[int, Topic] = field(init=False)
    made: list[Topic] = field(init=False)
    things: list[Thing] = field(init=False)

    def __post_init__(self) -> None:
        """Group what is spoken of into issues."""
        self.keys = list(self.names)
        self.topics = self._topics()
        for topic, one in heard(self.topics, self.found, self.by_change, self.faint):
            self.found.append(one)
            self.by_change[id(one.change)] = topic
            topic.changes += [one.change] if one.change.kind == "amount" else []

    def _deeds(self) -> list[Change]:
        """What was done, which says where things stand."""
        done = []
        inside = {(one.change.source.letter, one.change.token.i) for one in self.found}
        for source in self.sources:
            for token in source.doc:
                acts = (
                    token.pos_ == "VERB"
                    and token.tag_ in {"VBD", "VBN"}
                    and token.dep_ in {"ROOT", "conj", "relcl", "ccomp", "advcl"}
                )
                modal = any(
                    child.tag_ in {"MD", "TO"} or (child.dep_ in {"neg", "mark"} and child.lower_ != "that")
                    for child in token.children
                )
                if acts and not modal and (source.letter, token.i) not in inside:
                    done += [
                        one
                        for one in changes_in(source, self.cast, token)
                        if one.agent in self.keys
                        and one.today
                        and (one.token is token or (one.kind == "begin" and one.token.head == token))
                        and not one.kind.startswith("does ")
                    ]
                elif token.lemma_.lower() == "decision":
                    owner = next(
                        (key for one in token.children if one.dep_ == "poss" and (key := self.cast.meant(source, one))),
                        "",
                    )
                    for verb in token.children:
                        if verb.dep_ in {"acl", "xcomp"} and owner in self.keys:
                            done += [one for one in changes_in(source, self.cast, verb, owner) if one.today]
        return done

    def _topics(self) -> list[Topic]:
        deeds = self._deeds()
        listed = sorted(
            [one.change for one in self.found] + [change for one in self.withheld for change in one.held] + deeds,
            key=lambda one: (one.source.letter, one.token.i, one.theme.i),
        )
        future = [
            change
            for ending in self.endings
            for change in (*ending.condition, *ending.after)
            if change.agent in self.keys
            and change.kind not in {"noun", "amount", "keep"}
            and not change.kind.startswith("does ")
        ]
        topics = list(grouped(listed + future))
        by_change = {id(change): topic for topic in topics for change in topic.changes}
        for topic in topics:
            topic.deeds = [one for one in deeds if by_change.get(id(one)) is topic]
            topic.changes = [one for one in topic.changes if one not in topic.deeds] or topic.deeds
            topic.stances = [one for one in self.found if by_change.get(id(one.change)) is topic]
            held = sum(by_change.get(id(change)) is topic for one in self.withheld for change in one.held)
            later = sum(by_change.get(id(change)) is topic for change in future)
            topic.weight = 2 * len(topic.stances) + 2 * held + 1.5 * len(topic.deeds) + 1.2 * later
        self.by_change = by_change
        fresh = newly(topics, self.faint)
        self.by_change |= {id(change): topic for topic in fresh for change in topic.changes}
        topics += fresh
        self.made = topics
        kept = self._kept(topics, [*(("deed", one) for one in deeds), *(("ending", one) for one in future)])
        names: set[str] = set(self.keys)
        for one in kept:
            settle(one)
            key, number = one.key, 2
            while one.key in names:
                one.key, number = f"{key}_{number}", number + 1
            names.add(one.key)
        return kept

    def _kept(self, topics: list[Topic], told: list[tuple[str, Change]]) -> list[Topic]:
        """The topics that are issues, with all that was found about their words."""
        told += [(one.act, one.change) for one in self.found] + [("faint", one.change) for one in self.faint]
        told += [("held", change) for one in self.withheld for change in one.held]
        told += [("unless", change) for one in self.withheld for change in one.unless]
        self.things = judged(self.sources, self.cast, known_at(self.sources, self.cast, self.keys, told, topics))
        found = chosen(topics, self.things, MOST_ISSUES)
        fresh = [one for one in found if one not in topics]
        self.by_change |= {id(change): one for one in fresh for change in one.changes}
        return [
            *(one for one in topics if one in found),
            *sorted(fresh, key=lambda one: one.things[0].mentions[0].place),
        ]

    def topic_of(self, change: Change) -> Topic | None:
        """The issue that a change is about."""
        own = self.by_change.get(id(change))
        if own is not None:
            return own if own in self.topics else None
        if change.kind == "amount":
            return None
        return next((one for one in self.topics if fits(one, change)), None)

    def held_topic(self, change: Change, asked: Sequence[Topic]) -> Topic | None:
        """The issue that is held back; of an amount alone (*a fifth*, *260*, *2034 for the plants*) what it is of.

        What is ``asked`` for in return is not what an amount is of.
        """
        own = self.topic_of(change)
        if own is None and change.kind != "amount":
            return None
        if own is not None and not told_by_measure(own):
            return own
        others = [one for one in self.topics if one not in asked]
        return amount_of_what(others, change, own) or amount_of_what(self.topics, change, own)

    def told(self, when: str) -> str:
        """Tell a condition by the names of the issues."""
        levels = {one.key: () if one.numeric else tuple(dict.fromkeys([one.today, *one.levels])) for one in self.topics}
        return describe(parse(when), {one.key: one.name for one in self.topics}, levels)

    def atom(self, topic: Topic, change: Change, wanted: bool = True) -> str:
        """The comparison that says a change has come, or has not."""
        if topic.unit and topic.amounts:
            return self._amount_atom(topic, change, wanted)
        if not wanted or change.keeps or change.negated:
            return f"{topic.key} = {quoted(topic.today)}"
        level = level_of(topic, change)
        if topic.goes and change.theme.lemma_.lower() == topic.thing:
            return f"{topic.key} != {quoted(topic.today)}"
        if level == topic.today:
            return f"{topic.key} = {quoted(level)}"
        return f"{topic.key} = {quoted(level if level in topic.levels else topic.levels[0])}"

    def _amount_atom(self, topic: Topic, change: Change, wanted: bool) -> str:
        today = f"{topic.key} = {quoted(topic.today)}"
        value = in_unit(change.amount, topic.unit)
        labels = {amount: label for amount, label, _ in topic.amounts}
        if not wanted or value not in labels:
            return today if not wanted else f"{topic.key} != {quoted(topic.today)}"
        if topic.numeric and change.kind == "amount" and topic.offered(value):
            return f"{topic.key} = {value}"  # who offers 9 does not say that 15 would be as good
        if topic.numeric:
            return f"{topic.key} {'>=' if Decimal(value) >= Decimal(topic.today) else '<='} {value}"
        return f"{topic.key} = {quoted(labels[value])}"

    def bounded(self) -> None:
        """Settle the amounts, and leave out the least spoken of until the outcomes can be looked through at once."""
        for topic in self.topics:
            self._amounts(topic)
            topic.name = without_amount(topic.name, topic.unit)
        while len(self.topics) > 1 and prod(len({one.today, *one.levels}) for one in self.topics) > MOST_OUTCOMES:
            least = min(self.topics, key=lambda one: one.odds)
            self.topics.remove(least)
            self.questions.append(f"{least.name} is left out: too many issues for a first look")

    def _amounts(self, topic: Topic) -> None:
        """Amounts that parties name, as levels from least to greatest after today's."""
        if not topic.unit:
            return
        former = next((value for one in topic.changes if (value := in_unit(one.former, topic.unit))), "")
        told = {value for one in topic.changes if (value := in_unit(one.amount, topic.unit))}
        if not told:
            topic.unit = ""
            settle(topic)
            return
        if former and _step([former, *told]) is not None:
            topic.today, topic.levels, topic.numeric = former, sorted(told - {former}, key=Decimal), True
            topic.amounts = [(one, one, "") for one in {former, *told}]
            return
        topic.today = worded((former, topic.unit)) if former else "none agreed"
        ordered = sorted(told - {former}, key=Decimal)
        topic.amounts = [(one, worded((one, topic.unit)), "") for one in ordered] + (
            [(former, topic.today, "")] if former else []
        )
        topic.levels = [worded((one, topic.unit)) for one in ordered]

    def issue(self, topic: Topic) -> DraftIssue:
        """Give an issue as the draft holds it."""
        levels = tuple(dict.fromkeys([topic.today, *topic.levels]))
        basis = topic.basis
        why = (
            "what was done sets today" if topic.deeds else "today's level is what the words imply; nothing done is told"
        )
        asked = ["the text has only a verb for it; what is to be settled?"] if topic.clause else []
        asked += [topic.question] if topic.question else []
        question = f"{topic.name}: {' '.join(asked)}" if asked else ""
        span: tuple[str, str, str, str] | None = None
        marks: tuple[tuple[str, str], ...] = ()
        unit = ""
        if topic.numeric:
            told = sorted({topic.today, *topic.levels}, key=Decimal)
            span = (told[0], told[-1], str(_step(told)), topic.today)
            unit = topic.unit[:40]
            why = "the text says what held before"
            marks = tuple(
                {
                    f"{one.holder} {one.act}": value
                    for one in topic.stances
                    if (value := in_unit(one.change.amount, topic.unit)) and value != topic.today
                }.items()
            )
        return DraftIssue(
            key=topic.key,
            name=one_line(topic.name),
            levels=levels,
            control=topic.control,
            unit=unit,
            span=span,
            marks=marks,
            basis=basis,
            claims=self.behind(basis),
            why=why,
            question=question,
        )


def _step(amounts: Sequence[str]) -> Decimal | None:
    """The greatest step that reaches all amounts from the least; none where there would be too many."""
    numbers = sorted(map(Decimal, amounts))
    places = max(-int(one.as_tuple().exponent) for one in numbers)
    whole = [int((one - numbers[0]) * 10 ** max(places, 0)) for one in numbers]
    step = gcd(*whole)
    return Decimal(step) / 10 ** max(places, 0) if step and whole[-1] // step <= MOST_AMOUNTS else None
