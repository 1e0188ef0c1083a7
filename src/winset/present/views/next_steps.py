"""The next useful steps for whoever works on a case, each with its reason and the page that it is taken on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from winset.case.model import Case
from winset.case.short_names import short_name
from winset.engines.check.lacking import unwanted_issues, wanting_nothing
from winset.engines.evidence.gaps import without_source
from winset.frozen import Frozen
from winset.log.store import LogEntry
from winset.present.words.prose import counted, joined
from winset.present.words.words import the_party
from winset.record.store import Store

NAMED = 3
_BEGINNING = (
    ("parties", "Name the parties", "They are who can decide, in the room or outside it."),
    ("issues", "Name what is to be settled", "Each issue has levels, from how things stand to what somebody asks for."),
    (
        "preferences",
        "Say who reportedly wants what",
        "Ordered statements alone give what can hold, the ways there, and a brief.",
    ),
    ("scenarios", "Name the ways it may end", "Results are told by these names first."),
)


class NextStep(Frozen):
    """Something useful to do next.

    Attributes
    ----------
    what : str
        What to do.
    why : str
        Why it is useful, a sentence.
    where : str
        The view of the workbench where it is done, with its query.
    by_hand : str
        Where it is done without the workbench: a section of the case file or a command; empty where nothing more is to
        be said.
    first : str
        Of several things to look at the first, for who does not see them listed; a sentence, or nothing.
    """

    what: str
    why: str
    where: str
    by_hand: str = ""
    first: str = ""


class AtHand(Frozen):
    """What there is of a case besides its file.

    Attributes
    ----------
    proposed : int
        How many claims of its record wait for review.
    linked : frozenset of str
        Addresses of statements and conditions to which an accepted claim is linked.
    forecasts : int
        How many forecasts its log holds.
    answerable : int
        How many questions with a forecast have had their day and no answer.
    own : bool
        Whether it is a file that can be changed.
    warnings : tuple of str
        What the checker found worth a second look, where it was asked.
    """

    proposed: int = 0
    linked: frozenset[str] = frozenset()
    forecasts: int = 0
    answerable: int = 0
    own: bool = True
    warnings: tuple[str, ...] = ()


def at_hand(
    case: Case, store: Store | None, entries: Sequence[LogEntry] = (), today: str = "", own: bool = True
) -> AtHand:
    """Look up what the record and the log of a case hold.

    Parameters
    ----------
    case : Case
        The case.
    store : Store, optional
        Its record.
    entries : sequence of LogEntry
        Its forecast log.
    today : str
        The day, to tell which questions can be answered.
    own : bool
        Whether the case is a file that can be changed.
    """
    forecast = {one.question for one in entries if one.kind == "forecast"}
    answered = {one.question for one in entries if one.kind == "resolution"}
    past = {key for key, one in case.questions.items() if one.by < today and one.answer is None}
    return AtHand(
        proposed=store.count("claims", "proposed") if store else 0,
        linked=_linked(store, without_source(case)) if store else frozenset(),
        forecasts=len(forecast),
        answerable=len(past & forecast - answered),
        own=own,
    )


def _linked(store: Store, wanted: Iterable[str]) -> frozenset[str]:
    links = [one for one in store.links().values() if one.about in set(wanted)]
    claims = store.claims_named(one.claim for one in links)
    return frozenset(one.about for one in links if one.claim in claims and claims[one.claim].accepted)


NOTHING_AT_HAND = AtHand()


def next_steps(case: Case, at: AtHand = NOTHING_AT_HAND) -> tuple[NextStep, ...]:
    """Give the useful steps, the most useful first: essentials, warnings, sources, numbers, forecasts, handing on.

    Parameters
    ----------
    case : Case
        A valid case.
    at : AtHand
        What there is besides.

    Examples
    --------
    >>> import winset
    >>> step = next_steps(winset.load("chicken"))[0]
    >>> step.what, step.where
    ('Give a few values as ranges', 'case?section=values')
    """
    first = (*_essentials(case), *_warnings(at), *_sources(case, at))
    steps = (*first, *_numbers(case), *_forecasts(case, at), *_rest(case))
    last = NextStep("Hand it on", "Report and sheets say what is given, what is assumed, and what follows.", "report")
    return (*steps, last)


def beginning(data: Mapping[str, Any]) -> tuple[NextStep, ...]:
    """Give the first steps of a draft that is no valid case yet: the essentials it lacks, or that it is to be mended.

    Examples
    --------
    >>> [one.where for one in beginning({"title": "Talks", "parties": {"A": {}}})]
    ['case?section=issues', 'case?section=preferences', 'case?section=scenarios']
    """
    steps = tuple(_fill(key, what, why) for key, what, why in _BEGINNING if not data.get(key))
    return steps or (
        NextStep("Mend what is marked", "What is wrong is said beside the entry, and how to mend it.", "case"),
    )


def _essentials(case: Case) -> Iterator[NextStep]:
    if len(case.parties) < 2:
        yield _fill("parties", "Name a second party", "One party alone has nobody to settle anything with.")
    silent = [one for one in wanting_nothing(case) if case.has_part(one) or one in case.signatories]
    if silent:
        wants = "wants" if len(silent) == 1 else "want"
        why = "Without statements or values a party counts as indifferent between all outcomes."
        yield _fill("preferences", f"Say what {_parties(case, silent)} reportedly {wants}", why)
    unwanted = unwanted_issues(case) if len(silent) < len(case.parties) else ()
    if unwanted:
        why = "Nobody wants anything about it so far, so all count as indifferent to how it is settled."
        names = joined(_few([f"'{short_name(case, one)}'" for one in unwanted]))
        yield _fill("preferences", f"Say who wants what about {names}", why)
    if not case.scenarios:
        yield _fill("scenarios", "Name the ways it may end", "Results are told by these names first.")


def _warnings(at: AtHand) -> Iterator[NextStep]:
    if at.warnings:
        what = f"Look at the {counted(len(at.warnings), 'warning')}" if len(at.warnings) > 1 else "Look at the warning"
        first = f"The first says: {at.warnings[0]}."
        yield NextStep(what, "Results may rest on what is not meant.", "case", first=first)


def _sources(case: Case, at: AtHand) -> Iterator[NextStep]:
    if at.proposed:
        why = "It counts for nothing until accepted." if at.proposed == 1 else "They count for nothing until accepted."
        yield NextStep(f"Review {counted(at.proposed, 'proposed claim')}", why, "record?part=review")
    unsourced = without_source(case, at.linked)
    if unsourced:
        statements = sum(one.startswith("preferences.") for one in unsourced)
        kinds = [(statements, "statement"), (len(unsourced) - statements, "condition")]
        told = joined(counted(number, noun) for number, noun in kinds if number)
        have = "has" if len(unsourced) == 1 else "have"
        why = f"{told} {have} no source, and every page calls that an analyst assumption."
        yield NextStep("Name the sources", why, "record?part=missing", "winset record missing")


def _numbers(case: Case) -> Iterator[NextStep]:
    if not any(case.values.values()):
        why = "This case has no numbers: deals and forecasts need them."
        yield _fill("values", "Give a few values as ranges", why)
        return
    without = [one for one in case.signatories if not case.values.get(one)]
    if without:
        why = "Without values a party counts as indifferent in deals and forecasts."
        yield _fill("values", f"Give values of {_parties(case, without)}", why)


def _forecasts(case: Case, at: AtHand) -> Iterator[NextStep]:
    if not any(case.values.values()):
        return
    if not case.questions:
        why = "A forecast can be kept and scored only against a question with a day and a rule."
        yield _fill("questions", "Ask a dated question", why)
    elif at.own and not at.forecasts and any(one.answer is None for one in case.questions.values()):
        why = "Only what was kept before the day can be scored after it."
        yield NextStep("Keep a forecast", why, "log")
    if at.answerable:
        them = "Its day has" if at.answerable == 1 else "Their days have"
        what = f"Say how {counted(at.answerable, 'question')} came out"
        yield NextStep(what, f"{them} passed: the forecasts can be scored.", "log")


def _rest(case: Case) -> Iterator[NextStep]:
    if not case.not_in_source:
        why = "What no source tells then stands on page one, and nobody takes it for settled."
        yield _fill("not_in_source", "Say what the material leaves out", why)


def _parties(case: Case, keys: Sequence[str]) -> str:
    return joined(_few([the_party(case, key) for key in keys]))


def _few(names: Sequence[str]) -> Sequence[str]:
    more = len(names) - NAMED
    return [*names[:NAMED], f"{more} more"] if more > 1 else names


def _fill(section: str, what: str, why: str) -> NextStep:
    """A step that is taken in a section of the case file."""
    return NextStep(what, why, f"case?section={section}", f"section {section}")
