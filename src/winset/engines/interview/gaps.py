"""Questions about what a drafted case leaves out: wishes nobody reported, links, homes, consent of who is absent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from winset import expr
from winset.case.confirmation import is_drafted
from winset.case.model import Case
from winset.case.splicing import Edit
from winset.engines.interview.preferences import statements_of
from winset.engines.interview.questions import UNKNOWN, Choice, Question

Possible = tuple[Question, dict[str, float]]
ASSUMED = "analyst assumption"
ASKED_FOR = "asked in an interview"
WHOLE = 10
LIKELY, PERHAPS, HARDLY = ["0.75", "0.9", "0.98"], ["0.3", "0.5", "0.7"], ["0.1", "0.3", "0.5"]
REFUSES, ACCEPTS, OPEN = ["0.1", "0.25", "0.45"], ["0.8", "0.9", "1"], ["0.2", "0.5", "0.8"]
_TWO_SIDED = ("ceasefire", "cease-fire", "truce", "armistice", "peace", "treaty", "settlement")


def gaps(case: Case) -> Iterator[Possible]:
    """Give every question about what is missing, with the chance of each answer that changes the case."""
    if not any(is_drafted(one.note) for one in case.issues.values()):
        return
    links = list(_links(case))
    yield from links
    withheld = {
        (one.party, issue)
        for question, _ in links
        for one in [case.conditions[question.about.removeprefix("conditions.")]]
        for issue in _used(case, one.withholds)
    }
    yield from (one for one in _wishes(case) if (one[0].party, one[0].issue) not in withheld)
    yield from _enough(case)
    yield from _homes(case)
    yield from _consent(case)
    yield from _equal_steps(case)


def _used(case: Case, text: str) -> set[str]:
    return set(expr.issues_of(expr.parse(text), case.levels))


def _mentioned(case: Case, party: str) -> set[str]:
    """The issues that a party's statements speak of."""
    return {issue for one in case.preferences.get(party, ()) for issue in _used(case, one.prefer)}


def _signatories(case: Case) -> list[str]:
    return [key for key in case.parties if case.preferences.get(key)]


def _adding(case: Case, party: str, text: str, ahead: int = 0) -> Edit:
    """Put a statement below the party's others."""
    count = len(case.preferences.get(party, ())) + ahead
    entry = {"prefer": text, "basis": [ASSUMED], "note": ASKED_FOR}
    return Edit("insert", ("preferences", party, count), entry)


def _comparison(issue: str, level: str) -> str:
    return f"{issue} = {expr.quoted(level)}"


def _wishes(case: Case) -> Iterator[Possible]:
    """Ask what a party would rather have where nothing it wants speaks of the issue."""
    for party in _signatories(case):
        if not statements_of(case, party):
            continue
        for issue in sorted(set(case.issues) - _mentioned(case, party), key=list(case.issues).index):
            levels = case.levels[issue]
            today, other = case.status_quo_level(issue), levels[-1]
            if today == other:
                other = levels[0]
            yield (
                Question(
                    key=f"wish {party}: {issue}",
                    kind="wish",
                    party=party,
                    about=f"preferences.{party}",
                    choices=(
                        Choice(key="first", edits=(_adding(case, party, _comparison(issue, today)),)),
                        Choice(key="second", edits=(_adding(case, party, _comparison(issue, other)),)),
                        Choice(key="neither"),
                        Choice(key=UNKNOWN),
                    ),
                    first=(_comparison(issue, today),),
                    second=(_comparison(issue, other),),
                    issue=issue,
                    basis=case.issues[issue].basis,
                ),
                {"first": 0.3, "second": 0.4},
            )


def _parts(text: str) -> list[str]:
    """The alternatives of a condition: what stands between its ``or``."""
    parsed = expr.parse(text)
    parts = parsed.operands if isinstance(parsed, expr.Or) else (parsed,)
    return [expr.format_condition(one) for one in parts]


def _links(case: Case) -> Iterator[Possible]:
    """Ask whether a party would do, once its condition is met, what it withholds until then."""
    for key, one in case.conditions.items():
        if not is_drafted(one.note) or one.party not in case.preferences:
            continue
        wanted = [f"{part} iff ({one.unless})" for part in _parts(one.withholds)]
        if any(text in {item.prefer for item in case.preferences[one.party]} for text in wanted):
            continue
        if any(_used(case, one.withholds) & _used(case, item.prefer) for item in case.preferences[one.party]):
            continue
        yield (
            Question(
                key=f"linked {key}",
                kind="linked",
                party=one.party,
                about=f"conditions.{key}",
                choices=(
                    Choice(
                        key="yes",
                        edits=tuple(_adding(case, one.party, text, ahead) for ahead, text in enumerate(wanted)),
                    ),
                    Choice(
                        key="no",
                        edits=tuple(
                            _adding(case, one.party, f"not ({part})", ahead)
                            for ahead, part in enumerate(_parts(one.withholds))
                        ),
                    ),
                    Choice(key=UNKNOWN),
                ),
                basis=one.basis,
            ),
            {"yes": 0.6, "no": 0.2},
        )


def _enough(case: Case) -> Iterator[Possible]:
    """Ask whether something else that is on the table would meet a condition, too."""
    for key, one in case.conditions.items():
        if not is_drafted(one.note) or key.endswith("_widely") or f"{key}_widely" in case.conditions:
            continue
        spoken = _used(case, one.withholds) | _used(case, one.unless)
        offers = dict.fromkeys(
            item.prefer
            for party in _signatories(case)
            if party != one.party
            for item in case.preferences[party]
            if isinstance(expr.parse(item.prefer), expr.Comparison)
            and not _used(case, item.prefer) & spoken
            and not _is_today(case, item.prefer)
            and all(
                one.party not in case.issues[issue].control or case.issues[issue].joint
                for issue in _used(case, item.prefer)
            )
        )
        for offer in offers:
            yield _enough_question(case, key, offer)
        parts = _parts(one.unless)
        for part in parts if len(parts) > 1 else ():
            yield _alone_question(case, key, part)


def _is_today(case: Case, text: str) -> bool:
    """Whether a comparison says that its issue stays as today."""
    parsed = expr.parse(text)
    return (
        isinstance(parsed, expr.Comparison)
        and parsed.operator == "="
        and (parsed.issue in case.issues and parsed.target == case.status_quo_level(parsed.issue))
    )


def _enough_question(case: Case, key: str, offer: str) -> Possible:
    one = case.conditions[key]
    wider = f"{one.unless} or {offer}"
    path = ("conditions", key)
    widened = _relinked(case, key, wider)
    other = {
        "party": one.party,
        "withholds": one.withholds,
        "unless": wider,
        "probability": LIKELY,
        "basis": [*one.basis],
        "note": ASKED_FOR,
    }
    return (
        Question(
            key=f"enough {key}: {offer}",
            kind="enough",
            party=one.party,
            about=f"conditions.{key}",
            choices=(
                Choice(key="yes", edits=(Edit("set", (*path, "unless"), wider), *widened)),
                Choice(key="no"),
                Choice(
                    key=UNKNOWN,
                    edits=(
                        Edit("set", (*path, "probability"), HARDLY),
                        Edit("set", ("conditions", f"{key}_widely"), other),
                        *widened,
                    ),
                ),
            ),
            first=(offer,),
            basis=tuple(dict.fromkeys([*one.basis, *_basis_of(case, offer)])),
        ),
        {"yes": 0.4},
    )


def _alone_question(case: Case, key: str, part: str) -> Possible:
    """Ask whether one of several things that are written down as enough is so by itself."""
    one = case.conditions[key]
    narrower = " or ".join(
        f"({text})" if isinstance(expr.parse(text), expr.And) else text for text in _parts(one.unless) if text != part
    )
    return (
        Question(
            key=f"enough {key}: {part}",
            kind="enough",
            party=one.party,
            about=f"conditions.{key}",
            choices=(
                Choice(key="yes"),
                Choice(
                    key="no",
                    edits=(Edit("set", ("conditions", key, "unless"), narrower), *_relinked(case, key, narrower)),
                ),
                Choice(key=UNKNOWN),
            ),
            first=(part,),
            basis=tuple(dict.fromkeys([*one.basis, *_basis_of(case, part)])),
        ),
        {"no": 0.3},
    )


def _relinked(case: Case, key: str, unless: str) -> tuple[Edit, ...]:
    """Put a changed condition into the statements that are linked to it."""
    one = case.conditions[key]
    return tuple(
        Edit("set", ("preferences", one.party, place, "prefer"), item.prefer.replace(f"({one.unless})", f"({unless})"))
        for place, item in enumerate(case.preferences.get(one.party, ()))
        if item.prefer.endswith(f"iff ({one.unless})")
    )


def _basis_of(case: Case, text: str) -> list[str]:
    return [item for listed in case.preferences.values() for one in listed if one.prefer == text for item in one.basis]


def _homes(case: Case) -> Iterator[Possible]:
    """Ask whether a home could refuse what its party resists at the table."""
    settled = {(one.party, one.issue) for one in case.ratification}
    for party in _signatories(case):
        homes = case.parties[party].home
        if not homes or not is_drafted(case.parties[party].note):
            continue
        for text in statements_of(case, party):
            parsed = expr.parse(text)
            if not isinstance(parsed, expr.Comparison) or not _is_today(case, text):
                continue
            issue = parsed.issue
            if party not in case.issues[issue].control or (party, issue) in settled:
                continue
            levels = [level for level in case.levels[issue] if level != case.status_quo_level(issue)]
            yield (
                Question(
                    key=f"home {party}: {issue}",
                    kind="home",
                    party=party,
                    about=f"parties.{party}",
                    choices=tuple(
                        Choice(key=name, edits=(_ratifying(case, party, homes[0], issue, levels, chances),))
                        for name, chances in (("yes", REFUSES), ("no", ACCEPTS), (UNKNOWN, OPEN))
                    ),
                    issue=issue,
                    home=homes[0],
                    basis=tuple(dict.fromkeys([*_basis_of(case, text), *case.parties[party].basis[:2]])),
                ),
                {"yes": 0.5},
            )


def _ratifying(case: Case, party: str, home: str, issue: str, levels: Sequence[str], chances: Sequence[str]) -> Edit:
    entry = {
        "party": party,
        "home": home,
        "issue": issue,
        "chances": {level: list(chances) for level in levels},
        "basis": [ASSUMED],
        "note": ASKED_FOR,
    }
    return Edit("insert", ("ratification", len(case.ratification)), entry)


def _consent(case: Case) -> Iterator[Possible]:
    """Ask whether something that is settled without a party takes its consent to come about."""
    for party, one in case.parties.items():
        if one.at_table or not is_drafted(one.note) or not case.preferences.get(party):
            continue
        for issue, entry in case.issues.items():
            words = f"{issue} {entry.name}".lower()
            if party in entry.control or not entry.control or not any(word in words for word in _TWO_SIDED):
                continue
            key = f"{issue}_answer"
            if key in case.issues or "talk" in words or "negotiat" in words:
                continue
            today = case.status_quo_level(issue)
            answer = {
                "name": f"answer of {case.party_name(party)} on {case.issue_name(issue)}",
                "levels": ["none", "accepted"],
                "control": [party],
                "basis": [ASSUMED],
                "note": ASKED_FOR,
            }
            rule = {
                "when": f"{key} = accepted and {_comparison(issue, today)}",
                "why": "an offer that was not made cannot be accepted",
                "basis": [ASSUMED],
            }
            rules = len(case.impossible)
            yield (
                Question(
                    key=f"consent {party}: {issue}",
                    kind="consent",
                    party=party,
                    about=f"issues.{issue}",
                    choices=(
                        Choice(
                            key="yes",
                            edits=(
                                Edit("set", ("issues", key), answer),
                                Edit("insert", ("impossible", rules), rule),
                            ),
                        ),
                        Choice(key="no"),
                        Choice(key=UNKNOWN),
                    ),
                    issue=issue,
                    basis=entry.basis,
                ),
                {"yes": 0.5},
            )


def _equal_steps(case: Case) -> Iterator[Possible]:
    """Ask whether equal steps between statements may stand for points, so that deals and forecasts can be reckoned."""
    parties = [party for party in _signatories(case) if statements_of(case, party)]
    if case.values or case.profiles or len(parties) < 2:
        return
    edits = tuple(Edit("set", ("values", party), stepped(statements_of(case, party))) for party in parties)
    yield (
        Question(
            key="steps",
            kind="steps",
            party="",
            about="values",
            choices=(Choice(key="yes", edits=edits), Choice(key="no"), Choice(key=UNKNOWN)),
        ),
        {"yes": 0.5},
    )


def stepped(statements: Sequence[str]) -> list[dict[str, Any]]:
    """Give each statement points, one step more for every place higher, the first ten, with a wide range.

    Examples
    --------
    >>> [one["points"] for one in stepped(["a = yes", "b = yes"])]
    [['5', '10', '15'], ['2.5', '5', '7.5']]
    """
    found = []
    for place, text in enumerate(statements):
        mode = Decimal(WHOLE * (len(statements) - place)) / len(statements)
        points = [str(round(mode * part, 2).normalize() + 0) for part in (Decimal("0.5"), Decimal(1), Decimal("1.5"))]
        found.append({"when": text, "points": points, "basis": [ASSUMED], "note": ASKED_FOR})
    return found


def follows_steps(case: Case, party: str) -> bool:
    """Whether a party's points are the equal steps that an interview gave it."""
    listed = case.values.get(party, ())
    return bool(listed) and all(one.note == ASKED_FOR for one in listed)
