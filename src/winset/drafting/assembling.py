"""From parsed documents to a draft: parties, issues, statements, conditions, scenarios, each with its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from math import gcd, prod

from winset.case.model import Case
from winset.case.reading import from_data
from winset.drafting.attitudes import Attitude, attitudes
from winset.drafting.changes import Change, changes_in
from winset.drafting.conditional import endings, still_asked, withheld
from winset.drafting.issues import Topic, _place, grouped, level_of, settle
from winset.drafting.parties import Cast, Figure, _key, aliases, chosen
from winset.drafting.proposal import Draft, DraftCondition, DraftIssue, DraftParty, DraftScenario, DraftStatement
from winset.drafting.source import Source
from winset.drafting.surroundings import homes, left_open, left_out, mediating, meeting
from winset.errors import UsageError
from winset.expr import quoted
from winset.reading.dates import dates_in

MOST_ISSUES = 9
MOST_SCENARIOS = 6
MOST_OUTCOMES = 5_000
MOST_AMOUNTS = 20
_DEADLINE = re.compile(
    r"\b(?:talks?|negotiations?|meet|meeting|deadline|expires?|vote|summit|round|by|until|due)\b", re.IGNORECASE
)


def drafted(sources: Sequence[Source]) -> Draft:
    """Draft a case from documents.

    Raises
    ------
    UsageError
        If the documents name no two parties, or nothing that they want of each other.
    """
    return _Assembly(tuple(sources)).draft()


class _Assembly:
    """The parts of a draft while it comes into being."""

    def __init__(self, sources: tuple[Source, ...]) -> None:
        self.sources = sources
        self.cast = Cast(sources)
        self.questions: list[str] = []
        self.figures, self.absent, self.mediators = self._figures()
        self.keys = [one.key for one in self.figures]
        self.table = self._table()
        self.found = self._attitudes()
        self.withheld = [
            one for source in sources for one in withheld(source, self.cast, self.found) if one.holder in self.keys
        ]
        self._asked_in_conditions()
        told = {(one.source.letter, one.token.sent.start) for one in self.withheld}
        self.endings = [
            one
            for source in sources
            for one in endings(source, self.cast)
            if one.token.i <= one.token.sent.start + 1 or (source.letter, one.token.sent.start) not in told
        ]
        self.topics = self._topics()
        self.claims = self._claims()

    def _figures(self) -> tuple[list[Figure], dict[str, str], dict[str, str]]:
        absent: dict[str, str] = {}
        mediators: dict[str, str] = {}
        for source in self.sources:
            for key, token in left_out(source, self.cast):
                absent.setdefault(key, source.reference(token))
            for name, token in mediating(source, self.cast):
                key = self.cast.at.get((source.letter, token.i)) or _key(name)
                surname = name.split()[-1]
                if key not in self.cast.figures:
                    self.cast.figures[key] = Figure(key, name, "mediator", first=token.i)
                figure = self.cast.figures[key]
                for word in source.doc:
                    if word.text == surname and word.pos_ == "PROPN":
                        former = self.cast.at.get((source.letter, word.i))
                        if former in (None, key) or self.cast.figures[former].kind == "name":
                            self.cast.at[source.letter, word.i] = key
                            figure.surfaces[word.text] += 1
                figure.name = name
                figure.sentences.add(source.reference(token))
                mediators[key] = source.reference(token)
        mediators |= {key: "" for key, one in self.cast.figures.items() if one.kind == "mediator"}
        return chosen(self.cast, absent, mediators), absent, mediators

    def _table(self) -> list[str]:
        together = {key for source in self.sources for key in meeting(source, self.cast)} & set(self.keys)
        together -= set(self.absent)
        bargaining = [one for one in self.keys if one not in self.mediators and one not in self.absent]
        if len(together - set(self.mediators)) >= 2:
            return [one for one in bargaining if one in together]
        return bargaining

    def _attitudes(self) -> list[Attitude]:
        found: dict[tuple[str, int, int, bool], Attitude] = {}
        for source in self.sources:
            for one in attitudes(source, self.cast):
                if one.holder in self.keys:
                    found.setdefault(
                        (one.holder + source.letter, one.change.theme.i, one.change.token.i, one.wants), one
                    )
        return list(found.values())

    def _asked_in_conditions(self) -> None:
        """What an offer is made for is a demand."""
        for one in self.withheld:
            if (
                one.sign in {"in return for", "if", "provided", "providing", "unless", "until", "once"}
                and not one.threat
            ):
                for change in one.unless:
                    if change.agent != one.holder:
                        wants = not change.negated
                        self.found.append(
                            Attitude(one.holder, change, "demand" if wants else "refusal", wants, one.token)
                        )

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
                        if one.agent in self.keys and one.today and one.token is token
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
            if change.agent in self.keys and change.kind not in {"noun", "amount", "keep"}
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
        kept = sorted(topics, key=lambda one: (-one.weight, one.changes[0].token.i))[:MOST_ISSUES]
        kept = [one for one in topics if one in kept]
        names: set[str] = set(self.keys)
        for one in kept:
            settle(one, self.keys, self.table)
            key, number = one.key, 2
            while one.key in names:
                one.key, number = f"{key}_{number}", number + 1
            names.add(one.key)
        return kept

    def _claims(self) -> dict[str, tuple[str, ...]]:
        """The claims of each sentence, as *document:number*."""
        found: dict[str, tuple[str, ...]] = {}
        for source in self.sources:
            for one in source.claims(None):
                reference = f"{source.letter}{one.sentence[1:]}"
                found[reference] = (*found.get(reference, ()), f"{source.letter}:{one.id}")
        return found

    def behind(self, basis: Iterable[str]) -> tuple[str, ...]:
        """The claims of some sentences."""
        return tuple(dict.fromkeys(claim for one in basis for claim in self.claims.get(one, ())))[:12]

    def topic_of(self, change: Change) -> Topic | None:
        """The issue that a change is about."""
        from winset.drafting.issues import fits

        own = self.by_change.get(id(change))
        if own is not None:
            return own if own in self.topics else None
        if change.kind == "amount":
            return None
        return next((one for one in self.topics if fits(one, change)), None)

    def atom(self, topic: Topic, change: Change, wanted: bool = True) -> str:
        """The comparison that says a change has come, or has not."""
        if topic.unit and topic.amounts:
            return self._amount_atom(topic, change, wanted)
        if not wanted or change.keeps or change.negated:
            return f"{topic.key} = {_word(topic.today)}"
        level = level_of(topic, change)
        if level == topic.today:
            return f"{topic.key} = {_word(level)}"
        return f"{topic.key} = {_word(level if level in topic.levels else topic.levels[0])}"

    def _amount_atom(self, topic: Topic, change: Change, wanted: bool) -> str:
        today = f"{topic.key} = {_word(topic.today)}"
        value = change.amount[0] if change.amount else ""
        labels = {amount: label for amount, label, _ in topic.amounts}
        if not wanted or value not in labels:
            return today if not wanted else f"{topic.key} != {_word(topic.today)}"
        if topic.numeric and change.kind == "amount" and topic.offered(value):
            return f"{topic.key} = {value}"  # who offers 9 does not say that 15 would be as good
        if topic.numeric:
            return f"{topic.key} {'>=' if Decimal(value) >= Decimal(topic.today) else '<='} {value}"
        return f"{topic.key} = {_word(labels[value])}"

    def draft(self) -> Draft:
        """Put the parts together.

        Raises
        ------
        UsageError
            If there is nothing to put together.
        """
        bargaining = [one for one in self.keys if one not in self.mediators]
        if len(bargaining) < 2 or not self.topics:
            what = (
                "no two parties that bargain"
                if len(bargaining) < 2
                else "nothing that parties demand, offer, refuse or do"
            )
            raise UsageError(
                f"no case can be drafted: {what} can be found in the text",
                "Write the case by hand: winset new CASE, then winset read FILE --case CASE.",
            )
        for topic in self.topics:
            self._amounts(topic)
        self._small_enough()
        issues = tuple(self._issue(one) for one in self.topics)
        statements = self._statements()
        parties = self._parties()
        conditions = self._conditions()
        scenarios = self._scenarios()
        as_of = self._as_of()
        deadline, basis = self._deadline(as_of)
        opened = [one for source in self.sources for one in left_open(source)]
        first = self.sources[0]
        title = first.title or " and ".join(one.name for one in parties[:2] if not one.mediator) + ", drafted"
        return Draft(
            title=_line(title)[:120],
            as_of=as_of,
            deadline=deadline,
            deadline_basis=basis,
            documents=tuple((one.letter, _line(one.title or one.name), one.date) for one in self.sources),
            parties=parties,
            issues=issues,
            statements=statements,
            conditions=conditions,
            scenarios=scenarios,
            open=tuple(dict.fromkeys(opened))[:8],
            questions=tuple(
                dict.fromkeys(
                    [*self.questions, *(one.question for one in (*parties, *issues, *statements) if one.question)]
                )
            ),
        )

    def _small_enough(self) -> None:
        """Leave out the least spoken of until the outcomes can be looked through at once."""
        while len(self.topics) > 1 and prod(len({one.today, *one.levels}) for one in self.topics) > MOST_OUTCOMES:
            least = min(self.topics, key=lambda one: one.weight)
            self.topics.remove(least)
            self.questions.append(f"{least.name} is left out: too many issues for a first look")

    def _amounts(self, topic: Topic) -> None:
        """Amounts that parties name, as levels from least to greatest after today's."""
        if not topic.unit:
            return
        former = next((one.former[0] for one in topic.changes if one.former), "")
        told = {one.amount[0] for one in topic.changes if one.amount}
        if not told:
            topic.unit = ""
            settle(topic, self.keys, self.table)
            return
        if former and _step([former, *told]) is not None:
            topic.today, topic.levels, topic.numeric = former, sorted(told - {former}, key=Decimal), True
            topic.amounts = [(one, one, "") for one in {former, *told}]
            return
        topic.today = f"{former} {topic.unit}" if former else "none agreed"
        ordered = sorted(told - {former}, key=Decimal)
        topic.amounts = [(one, f"{one} {topic.unit}", "") for one in ordered] + (
            [(former, topic.today, "")] if former else []
        )
        topic.levels = [f"{one} {topic.unit}" for one in ordered]

    def _issue(self, topic: Topic) -> DraftIssue:
        levels = tuple(dict.fromkeys([topic.today, *topic.levels]))
        basis = topic.basis
        why = (
            "what was done sets today" if topic.deeds else "today's level is what the words imply; nothing done is told"
        )
        question = f"{topic.name}: {topic.question}" if topic.question else ""
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
                    f"{one.holder} {one.act}": one.change.amount[0]
                    for one in topic.stances
                    if one.change.amount and one.change.amount[0] != topic.today
                }.items()
            )
        return DraftIssue(
            key=topic.key,
            name=_line(topic.name),
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

    def _statements(self) -> tuple[DraftStatement, ...]:
        """Each party's statements, in order: demands and refusals, then offers, then wishes; repeated ones first."""
        merged: dict[tuple[str, str, str], list[Attitude]] = {}
        for one in self.found:
            topic = self.topic_of(one.change)
            if topic is None or (one.holder in self.mediators and not topic.control):
                continue
            prefer = self.atom(topic, one.change, one.wants)
            merged.setdefault((one.holder, topic.key, prefer), []).append(one)
        self._contradictions(merged)
        result = []
        for (party, issue, prefer), told in merged.items():
            basis = tuple(sorted(dict.fromkeys(one.change.reference for one in told), key=_place))
            first = min(told, key=lambda one: one.order)
            topic = next(one for one in self.topics if one.key == issue)
            resists = prefer == f"{issue} = {_word(topic.today)}"
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
                        claims=self.behind(basis),
                        why=f"{first.act}: '{first.token.text}'",
                        question=f"{self._name(party)}, {prefer}: {first.doubt}" if first.doubt else "",
                    ),
                )
            )
        result.sort(key=lambda pair: (self.keys.index(pair[1].party), pair[0]))
        return tuple(one for _, one in result)

    def _contradictions(self, merged: dict[tuple[str, str, str], list[Attitude]]) -> None:
        """Where a party wants and resists one thing, a later concession stands; else it is left out and asked."""
        for topic in self.topics:
            keeps = f"{topic.key} = {_word(topic.today)}"
            for party in self.keys:
                mine = [key for key in merged if key[0] == party and key[1] == topic.key]
                against = [key for key in mine if key[2] == keeps]
                for_it = [key for key in mine if key[2] != keeps]
                if not against or not for_it:
                    continue
                soft = [one for key in for_it for one in merged[key] if one.act in {"concession", "offer"}]
                hard = merged[against[0]]
                references = ", ".join(dict.fromkeys(one.change.reference for key in mine for one in merged[key]))
                if soft and max(one.change.token.i for one in soft) > max(one.change.token.i for one in hard):
                    merged.pop(against[0])
                    self.questions.append(
                        f"{self._name(party)} on {topic.name}: refused first, then moved ({references}); "
                        "the later word is taken"
                    )
                elif len(hard) > sum(len(merged[key]) for key in for_it):
                    for key in for_it:
                        merged.pop(key)
                else:
                    for key in mine:
                        merged.pop(key)
                    self.questions.append(
                        f"{self._name(party)} on {topic.name}: for it and against it ({references}); left out"
                    )

    def _name(self, party: str) -> str:
        return next((one.name for one in self.figures if one.key == party), party)

    def _parties(self) -> tuple[DraftParty, ...]:
        bargaining = [one for one in self.keys if one not in self.mediators]
        at_home: dict[str, dict[str, str]] = {}
        for source in self.sources:
            for party, audience, token in homes(source, self.cast, bargaining):
                if audience and _key(audience) not in self.keys:
                    at_home.setdefault(party, {}).setdefault(_line(audience), source.reference(token))
        result = []
        for one in self.figures:
            mediator = one.key in self.mediators
            seated = mediator or one.key in self.table
            audiences = {} if mediator else at_home.get(one.key, {})
            basis = tuple(sorted(one.sentences, key=_place))[:6]
            question = ""
            if not seated and one.key not in self.absent:
                question = f"{one.name}: in no delegation and no meeting that the text tells of; is it at the table?"
            name = one.name[:1].upper() + one.name[1:]
            result.append(
                DraftParty(
                    key=one.key,
                    name=_line(name),
                    aliases=tuple(_line(word) for word in aliases(one) if word.lower() != name.lower()),
                    at_table=seated,
                    mediator=mediator,
                    home=tuple(audiences),
                    basis=basis,
                    claims=self.behind(basis),
                    why="mediates" if mediator else "acts in the talks" if seated else "left out of the talks",
                    question=question,
                )
            )
        return tuple(result)

    def _conditions(self) -> tuple[DraftCondition, ...]:
        result: list[DraftCondition] = []
        for one in self.withheld:
            if one.holder in self.mediators:
                continue
            held = [(topic, change) for change in one.held if (topic := self.topic_of(change)) is not None]
            asked = [(topic, change) for change in one.unless if (topic := self.topic_of(change)) is not None]
            own = {topic.key for topic, _ in held}
            unless = [self.atom(topic, change) for topic, change in asked if topic.key not in own]
            if not unless:
                unless = self._demands_of(one.holder, own)
            holds = [
                f"{topic.key} = {_word(topic.today)}"
                if one.threat
                else self.atom(topic, replace(change, negated=False, keeps=False))
                for topic, change in held
            ]
            reference = one.source.reference(one.token)
            if not holds:
                continue
            if not unless:
                self.questions.append(
                    f"{self._name(one.holder)} holds something back ({reference}); what for is not said"
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
                    claims=self.behind((reference,)),
                    why=f"'{one.sign}'",
                )
            )
        return tuple(result)

    def _demands_of(self, party: str, without: set[str]) -> list[str]:
        found = []
        for one in self.found:
            topic = self.topic_of(one.change)
            if (
                one.holder == party
                and one.act == "demand"
                and one.wants
                and topic is not None
                and topic.key not in without
            ) and topic.control != (party,):
                found.append(self.atom(topic, one.change))
        return list(dict.fromkeys(found))

    def _scenarios(self) -> tuple[DraftScenario, ...]:
        result: list[DraftScenario] = []
        opened: dict[str, bool] = {}  # whether it is called by the words of a condition
        former = ""
        for one in self.endings:
            reference = one.source.reference(one.token)
            parts: dict[str, str] = {}
            for change in (*one.condition, *(() if one.condition else one.after)):
                topic = self.topic_of(change)
                if topic is not None and topic.key not in parts:
                    parts[topic.key] = self.atom(topic, change, not (one.condition and still_asked(change)))
            for change in one.after if parts else ():
                topic = self.topic_of(change)
                if topic is not None and topic.key not in parts and change.kind not in {"noun"}:
                    parts[topic.key] = self.atom(topic, change)
            when = " and ".join(parts.values())
            turned = re.match(r"\W*if not\b", one.text, re.IGNORECASE)
            if turned and former:
                when = f"not ({former})"
            if not when:
                when = self._general(one.failing, one.settling)
                if when:
                    self.questions.append(
                        f"{reference}: told in no issue's words; that this ending is '{when}' is a guess"
                    )
            if not when:
                self.questions.append(f"{reference} tells of an ending; in which issues it shows is not said")
                continue
            former = when
            known = next((other for other in result if other.when == when), None)
            if known is not None:
                result[result.index(known)] = replace(
                    known,
                    basis=(*known.basis, reference),
                    name=_line(one.name) if one.opens and not opened.get(known.key) else known.name,
                )
                opened[known.key] = opened.get(known.key, False) or one.opens
            elif len(result) < MOST_SCENARIOS:
                key = f"ending_{len(result) + 1}"
                opened[key] = one.opens
                result.append(
                    DraftScenario(
                        key=key,
                        name=_line(one.name),
                        when=when,
                        basis=(reference,),
                        claims=self.behind((reference,)),
                        why="a conditional sentence about what follows",
                    )
                )
        return tuple(result)

    def _general(self, failing: bool, settling: bool) -> str:
        """An ending told in no issue's words: the agreement comes, or it does not."""
        joint = [one for one in self.topics if len(one.control) > 1]
        if settling:
            moved = joint[:1] or [one for one in self.topics if one.stances][:2]
            return " and ".join(f"{one.key} != {_word(one.today)}" for one in moved)
        if failing:
            return " and ".join(f"{one.key} = {_word(one.today)}" for one in (joint or self.topics)[:2])
        return ""

    def _as_of(self) -> str:
        for one in self.sources:
            if one.published is not None and one.published.exact:
                return one.published.first.isoformat()
            for found in dates_in(one.doc, None):
                if found.start < 300 and found.date.exact and len(found.date.text) == 10:
                    return found.date.text
        return ""

    def _deadline(self, as_of: str) -> tuple[str, tuple[str, ...]]:
        if not as_of:
            return "", ()
        from winset.reading.dates import publication

        for one in self.sources:
            for found in dates_in(one.doc, publication(as_of)):
                span = one.doc.char_span(found.start, found.end, alignment_mode="expand")
                later = found.date.exact and found.date.text > as_of and len(found.date.text) == 10
                if span is not None and later and _DEADLINE.search(span.sent.text):
                    return found.date.text, (one.reference(span[0]),)
        return "", ()


def _step(amounts: Sequence[str]) -> Decimal | None:
    """The greatest step that reaches all amounts from the least; none where there would be too many."""
    numbers = sorted(map(Decimal, amounts))
    places = max(-int(one.as_tuple().exponent) for one in numbers)
    whole = [int((one - numbers[0]) * 10 ** max(places, 0)) for one in numbers]
    step = gcd(*whole)
    return Decimal(step) / 10 ** max(places, 0) if step and whole[-1] // step <= MOST_AMOUNTS else None


def _word(level: str) -> str:
    return quoted(level)


def _line(text: str) -> str:
    """One line, without what a case may not hold."""
    return re.sub(r"\s+", " ", "".join(one for one in text if one.isprintable() or one.isspace())).strip()


def claims_case(draft: Draft) -> Case:
    """The parties of a draft as a case, so that claims name them as actors."""
    parties = {one.key: {"name": one.name, "aliases": list(one.aliases)} for one in draft.parties}
    issue = {"levels": ["a", "b"], "control": draft.parties[0].key}
    return from_data({"winset": "1", "title": "t", "parties": parties, "issues": {"an_issue": issue}})
