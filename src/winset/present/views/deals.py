"""Deals in words and cells, for the workbench: requirements, packages, and what one package meets with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from winset import expr
from winset.case.model import Case
from winset.case.short_names import short_name
from winset.engines.deals.package_record import Gain, PackageRecord
from winset.engines.deals.requirements import Requirement
from winset.engines.deals.zone import DealsRecord
from winset.present.words import amounts, quorum, words
from winset.present.words.amounts import level_shares
from winset.present.words.likelihood import percent, told
from winset.present.words.negotiation import (
    NOTHING_TO_SIGN,
    average,
    package_words,
    requirement_words,
    signed,
    spread_words,
)
from winset.present.words.prose import counted, joined, sentence

_SHARED = 0.0005


def deals_told(case: Case, record: DealsRecord) -> dict[str, Any]:
    """Put into words what a deals record holds."""
    names = [one.requirement for one in record.obstacles]
    return {
        "lead": " ".join(_lead(case, record)) if record.packages else NOTHING_TO_SIGN,
        "requirements": {name: requirement(case, name) for name in names},
        "win_sets": [
            {
                "party": one.party,
                "profile": case.profile_name(one.party, one.profile),
                "size": spread_words(one.size),
                "deals": spread_words(one.overlap),
            }
            for one in record.win_sets
        ],
        "obstacles": [
            {"name": name, "fails": percent(one.fails), "opens": average(one.opens)}
            for name, one in zip(names, record.obstacles, strict=True)
            if one.fails
        ],
        "conflict": [requirement_words(case, name) for name in record.conflict],
        "blocked": [
            f"{short_name(case, issue)}: {band.text}"
            for issue, shares in level_shares(case, record).items()
            for band, share in shares.items()
            if share == 0 and not band.now
        ],
        "packages": [package_words(case, one.levels) for one in record.listed],
    }


def _lead(case: Case, record: DealsRecord) -> Iterator[str]:
    drawn = record.settings["draws"] > 0
    size = spread_words(record.zone, drawn)
    yield f"Of {counted(record.packages, 'possible package')}, {size} {quorum.deals_for(case)}."
    if 0 < record.empty < 1:
        yield f"In {percent(record.empty)} of the draws no package is a deal."
    elif record.empty == 1:
        yield "No package is a deal in any draw."


def requirement(case: Case, found: Requirement) -> dict[str, str]:
    """Tell a requirement: its name, what it is, whose it is, and what it says."""
    if found.kind == "condition":
        one = case.conditions[found.key]
        text = (
            f"{words.condition(case, one.withholds)}: withheld unless {words.condition(case, one.unless)} "
            f"({words.basis(one)})"
        )
        name = one.name or found.key
        return {"text": f"red line: {name}", "kind": found.kind, "party": one.party, "says": sentence(text)}
    text = "no worse than no deal" if found.kind == "party" else f"accepted by {found.home}"
    return {"text": text, "kind": found.kind, "party": found.key, "says": ""}


def package_told(case: Case, record: PackageRecord) -> dict[str, Any]:
    """Put into words what a package meets with."""
    if not record.possible:
        verdict = "This is no agreement." if _no_agreement(record) else "This cannot occur."
        return {"verdict": verdict, "reasons": list(_reasons(case, record))}
    return {
        "words": package_words(case, record.levels),
        "verdict": _verdict(case, record),
        "requirements": [
            {
                **requirement(case, one.requirement),
                "fails": percent(one.fails) if one.fails else "0%",
                "share": one.fails,
                "central": one.central,
            }
            for one in record.requirements
        ],
        "gains": [_gain(one) for one in record.gains],
        "home": [
            {"party": party, "chance": percent(share), "share": share} for party, share in record.brings_home.items()
        ],
        "mandates": [
            f"The delegates of {words.the_party(case, party)} may not agree to it alone: they could ad referendum."
            for party in record.outside_mandates
        ],
        "answers": [
            {
                "text": words.levels(case, one.levels),
                "outcome": _outcome_number(case, {**record.levels, **one.levels} if one.stands else one.levels),
                "stands": one.stands,
                "chance": f"{percent(one.chance.mean)} ({percent(one.chance.low)} to {percent(one.chance.high)})",
                **{key: getattr(one.chance, key) for key in ("mean", "low", "high", "central")},
            }
            for one in record.answers
        ],
        "scenarios": [
            {"key": key, "text": f"{case.scenario_name(key)}: {told(share)}"}
            for key, share in record.scenarios.items()
            if share > _SHARED
        ],
        "reasons": [],
    }


def _outcome_number(case: Case, levels: Mapping[str, str]) -> int:
    """Give the number of the outcome with these levels, all other issues standing as they are."""
    number, stride = 0, 1
    for issue, names in case.levels.items():
        number += names.index(levels.get(issue, case.status_quo_level(issue))) * stride
        stride *= len(names)
    return number


def _verdict(case: Case, record: PackageRecord) -> str:
    if not words.differing(case, record.levels):
        return "Nothing changes: this is how things stand today, so there is nothing to agree on."
    central = "it is one" if record.central else "it is none"
    share = f"A deal in {percent(record.share)} of the draws; with everything as most likely {central}."
    if record.table - record.share > _SHARED:
        share += f" At the table alone it would be one in {percent(record.table)}."
    if record.in_force < 1 - _SHARED:
        refusing = [f"{case.party_name(party)} {percent(p)}" for party, p in record.refused_by.items() if p > _SHARED]
        refused = f" (refused by {joined(refusing)})" if refusing else ""
        share += f" Once agreed, it comes into force in {percent(record.in_force)}{refused}."
    return share


def _gain(one: Gain) -> dict[str, Any]:
    estimate = one.gain
    over = "no deal" if one.signatory else "today"
    if abs(estimate.low) < 1e-9 and abs(estimate.high) < 1e-9:
        text = f"no different from {over}"
    else:
        text = f"{signed(estimate.mean)} over {over} ({signed(estimate.low)} to {signed(estimate.high)})"
    return {
        "party": one.party,
        "signatory": one.signatory,
        "text": text,
        "over_today": f"{signed(one.over_today.mean)} against everything staying as it is today",
        "no_worse": f"no worse off in {percent(one.no_worse)} of the draws",
        **{key: getattr(estimate, key) for key in ("mean", "low", "high", "central")},
    }


NO_AGREEMENT = {
    "alone": "It settles nothing between the signatories: at most one of them has moved anything.",
    "when": "What the case says an agreement is does not hold in it.",
}


def _no_agreement(record: PackageRecord) -> bool:
    return any(reason in NO_AGREEMENT or reason.startswith("presses ") for reason in record.reasons)


def _reasons(case: Case, record: PackageRecord) -> Iterator[str]:
    for reason in record.reasons:
        kind, _, which = reason.partition(" ")
        if kind == "rule":
            rule = case.impossible[int(which) - 1]
            why = f": {rule.why}" if rule.why else ""
            yield f"Ruled out by the case: {words.condition(case, rule.when)}{why}."
        elif reason in NO_AGREEMENT:
            yield NO_AGREEMENT[reason]
        elif kind == "presses":
            moved = words.levels(case, {which: record.levels[which]})
            yield f"{moved} presses the others: all else as today it is worse for another and better for none."
        elif kind == "only_if" and (only_if := case.issues[which].only_if):
            yield f"{short_name(case, which)} exists only if {words.condition(case, only_if)}."
        else:
            move = words.moves_word(case.issues[which].moves)
            change = f"from {amounts.between(case, which, case.status_quo_level(which), record.levels[which])}"
            yield f"{short_name(case, which)} cannot go {change} ({move})."
    if not record.reasons:
        yield "No answer of the absent parties is possible together with it."


def deals_table(case: Case, record: DealsRecord) -> tuple[list[str], list[list[object]]]:
    """Lay out the listed packages for a spreadsheet: levels, chance, gains, what fails them, likeliest answer."""
    if not record.listed:
        return ["package"], []
    first = record.listed[0]
    names = [one.requirement for one in record.obstacles]
    header = [*first.levels, "deal in", "most likely", "in force once agreed"]
    header += [*(f"{party} gain" for party in first.gains), *(f"{party} over today" for party in first.over_today)]
    header += [f"fails {name}" for name in names] + ["efficient", "solutions", "likeliest answer"]
    rows: list[list[object]] = []
    for one in record.listed:
        fails = dict(one.fails)
        answer = expr.assigned(one.answers[0][0]) if one.answers else ""
        rows.append(
            [
                *one.levels.values(),
                round(one.share, 4),
                "yes" if one.central else "no",
                "" if one.in_force is None else round(one.in_force, 4),
                *(round(gain, 3) for gain in (*one.gains.values(), *one.over_today.values())),
                *(round(fails.get(name, 0.0), 4) for name in names),
                "yes" if one.efficient else "no",
                joined(one.solutions),
                answer,
            ]
        )
    return header, rows
