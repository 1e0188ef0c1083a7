"""Questions about conditions: would the party do, once it is met, what it withholds, and what would be enough."""

from __future__ import annotations

from collections.abc import Iterator

from winset import expr
from winset.case.confirmation import is_drafted
from winset.case.model import Case
from winset.case.splicing import Edit
from winset.engines.interview.entries import (
    ASKED_FOR,
    HARDLY,
    LIKELY,
    Possible,
    adding,
    basis_of_all,
    is_today,
    used,
    wishing,
)
from winset.engines.interview.questions import UNKNOWN, Choice, Question


def links(case: Case) -> Iterator[Possible]:
    """Ask whether a party would do, once its condition is met, what it withholds until then."""
    for key, one in case.conditions.items():
        if not is_drafted(one.note) or one.party not in case.preferences:
            continue
        wanted = [f"{part} iff ({one.unless})" for part in _parts(one.withholds)]
        if any(text in {item.prefer for item in case.preferences[one.party]} for text in wanted):
            continue
        if any(used(case, one.withholds) & used(case, item.prefer) for item in case.preferences[one.party]):
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
                        edits=tuple(adding(case, one.party, text, ahead) for ahead, text in enumerate(wanted)),
                    ),
                    Choice(
                        key="no",
                        edits=tuple(
                            adding(case, one.party, f"not ({part})", ahead)
                            for ahead, part in enumerate(_parts(one.withholds))
                        ),
                    ),
                    Choice(key=UNKNOWN),
                ),
                basis=one.basis,
            ),
            {"yes": 0.6, "no": 0.2},
        )


def enough(case: Case) -> Iterator[Possible]:
    """Ask whether something else that is on the table would meet a condition, too."""
    for key, one in case.conditions.items():
        if not is_drafted(one.note) or key.endswith("_widely") or f"{key}_widely" in case.conditions:
            continue
        spoken = used(case, one.withholds) | used(case, one.unless)
        offers = dict.fromkeys(
            item.prefer
            for party in wishing(case)
            if party != one.party
            for item in case.preferences[party]
            if isinstance(expr.parse(item.prefer), expr.Comparison)
            and not used(case, item.prefer) & spoken
            and not is_today(case, item.prefer)
            and all(
                one.party not in case.issues[issue].control or case.issues[issue].joint
                for issue in used(case, item.prefer)
            )
        )
        for offer in offers:
            yield _enough_question(case, key, offer)
        parts = _parts(one.unless)
        for part in parts if len(parts) > 1 else ():
            yield _alone_question(case, key, part)


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
            basis=tuple(dict.fromkeys([*one.basis, *basis_of_all(case, offer)])),
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
            basis=tuple(dict.fromkeys([*one.basis, *basis_of_all(case, part)])),
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


def _parts(text: str) -> list[str]:
    """The alternatives of a condition: what stands between its ``or``."""
    parsed = expr.parse(text)
    parts = parsed.operands if isinstance(parsed, expr.Or) else (parsed,)
    return [expr.format_condition(one) for one in parts]
