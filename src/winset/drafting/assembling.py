"""From parsed documents to a draft: parties, issues, statements, conditions, scenarios, each with its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from winset.case.model import Case
from winset.case.reading import from_data
from winset.drafting.agenda import Agenda
from winset.drafting.attitudes.attitudes import attitudes
from winset.drafting.attitudes.tones import tones
from winset.drafting.conditions.conditional import withheld
from winset.drafting.control import keep_in_character, take_control
from winset.drafting.endings.endings import endings
from winset.drafting.issues.attitude import Attitude
from winset.drafting.issues.change import Change
from winset.drafting.issues.issues import _place
from winset.drafting.people.audiences import SURE, behind_parties, likeliest
from winset.drafting.people.figures import aliases
from winset.drafting.people.names import key_of
from winset.drafting.people.parties import cast_of
from winset.drafting.people.seats import seats_of
from winset.drafting.people.surroundings import left_open
from winset.drafting.proposal import Draft, DraftParty, one_line, title_of
from winset.drafting.scenarios import scenarios
from winset.drafting.source import ParsedSource
from winset.drafting.stances.stances import setting
from winset.drafting.stating import conditions, statements
from winset.drafting.words import DISPUTES
from winset.errors import UsageError
from winset.reading.dates import dates_in
from winset.reading.spans import text_of

_DEADLINE = re.compile(
    r"\b(?:talks?|negotiations?|meet|meeting|deadline|expires?|vote|summit|round|by|until|due)\b", re.IGNORECASE
)


def drafted(sources: Sequence[ParsedSource]) -> Draft:
    """Draft a case from documents.

    Raises
    ------
    UsageError
        If the documents name no two parties, or nothing that they want of each other.
    """
    return Assembly(tuple(sources)).draft()


class Assembly:
    """The parts of a draft while it comes into being."""

    def __init__(self, sources: tuple[ParsedSource, ...]) -> None:
        self.sources = sources
        self.cast = cast_of(sources)
        self.questions: list[str] = []
        self.seats = seats_of(sources, self.cast)
        self.figures, self.absent, self.mediators = self.seats.figures, self.seats.absent, self.seats.mediators
        self.keys = [one.key for one in self.figures]
        self.table = list(self.seats.table)
        self.found = self._attitudes()
        self.withheld = [
            one
            for source in sources
            for one in withheld(source, self.cast, self.found, self.table)
            if one.holder in self.keys
        ]
        self._asked_in_conditions()
        self.claims = self._claims()
        self.agenda = self._agenda()
        take_control(self.agenda)

    def _agenda(self) -> Agenda:
        told = {(one.source.letter, one.token.sent.start) for one in self.withheld}
        told_of = [
            one
            for source in self.sources
            for one in endings(source, self.cast, self.keys)
            if (one.opens and one.token.i <= one.token.sent.start + 1)
            or (source.letter, one.token.sent.start) not in told
        ]
        return Agenda(
            sources=self.sources,
            cast=self.cast,
            names={one.key: one.name for one in self.figures},
            table=self.table,
            mediators=self.mediators,
            found=self.found,
            withheld=self.withheld,
            endings=[one for one in told_of if not one.offered] or told_of,
            faint=[one for low in self.sources for one in tones(low, self.cast) if one.holder in self.keys],
            behind=self.behind,
            questions=self.questions,
        )

    def _attitudes(self) -> list[Attitude]:
        found: dict[tuple[str, int, int, bool], Attitude] = {}
        for source in self.sources:
            for one in attitudes(source, self.cast):
                if one.holder in self.keys:
                    found.setdefault(
                        (one.holder + source.letter, one.change.theme.i, one.change.token.i, one.wants), one
                    )
        return _without_headlines(list(found.values()))

    def _asked_in_conditions(self) -> None:
        """What an offer is made for is a demand."""
        for one in self.withheld:
            if one.sign not in {"not enough", "otherwise"}:
                for change in one.unless:
                    if change.agent != one.holder and not _of_talks(change):
                        wants = not change.negated
                        self.found.append(
                            Attitude(one.holder, change, "demand" if wants else "refusal", wants, one.token)
                        )

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

    def draft(self) -> Draft:
        """Put the parts together.

        Raises
        ------
        UsageError
            If there is nothing to put together.
        """
        bargaining = [one for one in self.keys if one not in self.mediators]
        if len(bargaining) < 2 or not self.agenda.topics:
            what = (
                "no two parties that bargain"
                if len(bargaining) < 2
                else "nothing that parties demand, offer, refuse or do"
            )
            raise UsageError(
                f"no case can be drafted: {what} can be found in the text",
                "Write the case by hand: winset new CASE, then winset read FILE --case CASE.",
            )
        self.agenda.bounded()
        known = setting(self.agenda)
        keep_in_character(self.agenda)
        issues = tuple(self.agenda.issue(one) for one in self.agenda.topics)
        said = statements(self.agenda, known)
        parties = self._parties()
        as_of = self._as_of()
        deadline, basis = self._deadline(as_of)
        opened = [one for source in self.sources for one in left_open(source)]
        return Draft(
            title=title_of(parties),
            as_of=as_of,
            deadline=deadline,
            deadline_basis=basis,
            documents=tuple((one.letter, one_line(one.title or one.name), one.date) for one in self.sources),
            parties=parties,
            issues=issues,
            statements=said,
            conditions=conditions(self.agenda, known, said),
            scenarios=scenarios(self.agenda),
            open=tuple(dict.fromkeys(opened))[:8],
            questions=tuple(
                dict.fromkeys([*self.questions, *(one.question for one in (*parties, *issues, *said) if one.question)])
            ),
        )

    def _parties(self) -> tuple[DraftParty, ...]:
        bargaining = [one for one in self.keys if one not in self.mediators]
        at_home: dict[str, dict[str, float]] = {}
        for source in self.sources:
            for one in behind_parties(source, self.cast, bargaining, self.table):
                if one.name and (key_of(one.name) not in self.keys or key_of(one.name) in self.absent):
                    own = at_home.setdefault(one.party, {})
                    own[one_line(one.name)] = max(one.odds, own.get(one_line(one.name), one.odds))
        result = []
        for figure in self.figures:
            mediator = figure.key in self.mediators
            seated = mediator or figure.key in self.table
            audiences = {} if mediator else at_home.get(figure.key, {})
            basis = tuple(sorted(figure.sentences, key=_place))[:6]
            question = ""
            if not seated and figure.key not in self.seats.said:
                question = f"{figure.name}: in no delegation and no meeting that the text tells of; is it at the table?"
            name = figure.name[:1].upper() + figure.name[1:]
            home = _longest(likeliest(audiences))
            result.append(
                DraftParty(
                    key=figure.key,
                    name=one_line(name),
                    aliases=tuple(one_line(word) for word in aliases(figure) if word.lower() != name.lower()),
                    at_table=seated,
                    mediator=mediator,
                    home=home,
                    basis=basis,
                    claims=self.behind(basis),
                    why=_why(mediator, seated, [name for name in home if audiences[name] < SURE]),
                    question=question,
                )
            )
        return tuple(result)

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


def _why(mediator: bool, seated: bool, unsure: Sequence[str]) -> str:
    """By what sign somebody takes part, and who is at home with them less surely."""
    why = "mediates" if mediator else "acts in the talks" if seated else "left out of the talks"
    return f"{why}; at home perhaps: {', '.join(unsure)}" if unsure else why


def _longest(audiences: tuple[str, ...]) -> tuple[str, ...]:
    """Audiences without those that another names more fully: *Nordkap* beside *pension fund Nordkap*."""
    words = [set(one.split()) for one in audiences]
    return tuple(one for one, own in zip(audiences, words, strict=True) if not any(own < other for other in words))


def _without_headlines(found: list[Attitude]) -> list[Attitude]:
    """What a headline says counts where the text below says it of the same thing, and not the other way round."""
    below = [one for one in found if not _in_headline(one)]
    same = {(one.holder, one.change.root, one.wants) for one in below}
    return [one for one in found if not _in_headline(one) or (one.holder, one.change.root, one.wants) in same]


def _of_talks(change: Change) -> bool:
    """*Until the dispute is resolved*, *if the talks fail*: about the whole, not about an issue."""
    whole = change.theme.lemma_.lower() in DISPUTES
    return whole or (change.root == "talks" and change.kind.startswith("does "))


def _in_headline(one: Attitude) -> bool:
    source = one.change.source
    return "\n" in text_of(source.doc).lstrip() and one.token.idx < source.headline_end


def claims_case(draft: Draft) -> Case:
    """The parties of a draft as a case, so that claims name them as actors."""
    parties = {one.key: {"name": one.name, "aliases": list(one.aliases)} for one in draft.parties}
    issue = {"levels": ["a", "b"], "control": draft.parties[0].key}
    return from_data({"winset": "1", "title": "t", "parties": parties, "issues": {"an_issue": issue}})
