"""Annexes on evidence: timeline, claims with chains and grades, rival explanations, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from winset.claims import Claim, Row, links_of
from winset.engines.evidence.hypotheses import STEPS, Rivals, hypotheses
from winset.engines.evidence.likelihood_ratios import Support, excluded_for
from winset.present.documents.document import Bullets, Table
from winset.present.documents.evidence import READING, about_words, missing_document, rivals_blocks
from winset.present.documents.record import thread
from winset.present.words import words
from winset.present.words.likelihood import percent
from winset.present.words.points import points_about, worth
from winset.present.words.prose import counted, joined, sentence
from winset.present.words.runs import compose, joined_by, phrase, refer
from winset.reporting.results import Results
from winset.reporting.timeline import dates_table, timeline_figure
from winset.reporting.tree import Block, ReportSection, section, sections_of

_TAGS = {"anonymous": "unnamed source", "narrator": "the author's own words", "promoted": "taken over by the analyst"}


def timeline_sections(r: Results) -> Iterator[ReportSection]:
    """Set events, claims, deadlines and dated questions in order."""
    yield from section("Events, claims and dates", _timeline(r))
    yield from section("Declared positions", _stances(r))


def _timeline(r: Results) -> Iterator[Block]:
    if table := dates_table(r):
        if figure := timeline_figure(r):
            yield figure
        yield table


def _stances(r: Results) -> Iterator[Block]:
    rows = tuple(
        (r.case.party_name(one["party"]) if one["party"] in r.case.parties else one["party"], *_stance(one))
        for one in r.rows["stances"].values()
    )
    if rows:
        yield Table(("party", "declared position", "date", "claim", "note"), rows)
        yield "A declared position is kept apart from what the case says a party prefers."


def _stance(one: Row) -> tuple[str, str, str, str]:
    return one["position"], one["date"], refer(one["claim"], "source", one["claim"]), one["note"]


def claim_sections(r: Results) -> Iterator[ReportSection]:
    """Write the claim table with chains and grades, what the claims make of the conditions, notes, gaps."""
    yield from section("Claims", _claims(r))
    yield from section("What the claims make of the conditions", _supports(r))
    yield from section("Notes", _notes(r))
    if r.claims:
        found = sections_of(missing_document(r.case, r.missing))
        yield ReportSection("Gaps", found[0].blocks)
        yield from (one for one in found if one.key == "mentioned")


def withheld_words(r: Results) -> str:
    """Say how many rows are left out for this reader, without their content."""
    parts = [counted(number, table.rstrip("s")) for table, number in r.withheld.items() if number]
    total = sum(r.withheld.values())
    return f"{sentence(joined(parts))} restricted and not shown here." if total else ""


def _claims(r: Results) -> Iterator[Block]:
    withheld = withheld_words(r)
    rows = tuple((key, _chain(one), one.content, _kind(one), one.grade, _where(one)) for key, one in r.listed.items())
    if r.claims:
        graded = sum(one.source_grade in "AB" and one.information_grade in "12" for one in r.claims.values())
        unnamed = sum(one.anonymous for one in r.claims.values())
        yield (
            f"{counted(len(r.claims), 'claim')}: {graded} graded A or B for the source and 1 or 2 for the information, "
            f"{unnamed} from unnamed sources."
        )
    if rows:
        yield Table(("claim", "chain", "says", "act and hedge", "grade", "place"), rows, tuple(r.listed))
        if more := len(r.claims) - len(r.listed):
            verb = "waits" if more == 1 else "wait"
            yield f"{counted(more, 'more claim')} {verb} for review and count for nothing yet."
        yield (
            "Chain: who said it, then through whom it came. Grade: a letter for the source (A reliable to E "
            "unreliable, F cannot be judged) and a digit for the information (1 confirmed to 5 least credible, 6 "
            "cannot be judged); each is judged apart from the other."
        )
    if withheld:
        yield withheld


def _chain(one: Claim) -> str:
    steps = [one.voice, *(step.strip() for step in one.via.split(",") if step.strip())]
    return " → ".join(steps)


def _kind(one: Claim) -> str:
    tags = [words_ for name, words_ in _TAGS.items() if getattr(one, name)]
    hedge = [] if one.hedge_level == "asserted" else [one.hedge_level]
    hedge += [] if one.polarity == "affirmed" else [one.polarity]
    return ", ".join([one.speech_act, *hedge, *tags])


def _where(one: Claim) -> str:
    reason = excluded_for(one)
    excluded = f"does not count: {reason}" if reason else ""
    parts = (one.place, one.date or one.published, excluded)
    return "; ".join(part for part in parts if part)


def _supports(r: Results) -> Iterator[Block]:
    rows = [row for one in r.supports for row in _support(r, one)]
    if rows:
        yield Table(("about", "before", "after", "claims, with the factor on the odds"), tuple(rows))


def _support(r: Results, one: Support) -> Iterator[tuple[str, ...]]:
    listed = []
    for claim in one.claims:
        if claim.claim in r.claims:
            listed.append(
                compose(
                    refer(claim.claim, "source", claim.claim),
                    f" ×{claim.ratio:.2f}" if claim.counts else f" not counted ({claim.why_not})",
                )
            )
    hidden = sum(claim.claim not in r.claims for claim in one.claims)
    if hidden:
        listed.append(f"{counted(hidden, 'claim')} not shown")
    yield (
        about_words(r.case, one.about),
        percent(float(one.prior[1])),
        percent(float(one.posterior[1])),
        joined_by("; ", listed) or "none",
    )


def _notes(r: Results) -> Iterator[Block]:
    about = dict.fromkeys(note["about"] for note in r.rows["notes"].values())
    lines = [
        phrase("On {}: {}", refer(key, "source", key), line) for key in about for line in thread(r.rows["notes"], key)
    ]
    if lines:
        yield Bullets(tuple(lines))


def rival_sections(r: Results) -> Iterator[ReportSection]:
    """Set rival explanations side by side with what speaks for and against each; none is dropped."""
    groups = hypotheses(r.case, r.claims, links_of(r.rows["links"].values())).groups
    for place, group in enumerate(groups, 1):
        heading = "Side by side" if len(groups) == 1 else f"Side by side, group {place}"
        yield ReportSection(heading, (_spoken(r, group), *rivals_blocks(r.case, group, r.claims)))
    if groups:
        yield ReportSection("How to read it", READING)
    yield from section("Other voices within a party", _profiles(r))


def _spoken(r: Results, group: Rivals) -> Table:
    """Give the words that speak for and against every explanation."""
    rows = []
    for place, name in enumerate(group.hypotheses):
        spoken: dict[bool, list[str]] = {True: [], False: []}
        for one in group.claims:
            if STEPS.get(one.stands[place], 0):
                spoken[STEPS[one.stands[place]] > 0].append(_quoted(one.claim, r.claims[one.claim]))
        rows.append((about_words(r.case, name), *(joined_by(" ", spoken[side]) or "none" for side in (True, False))))
    return Table(("explanation or hypothesis", "for", "against"), tuple(rows))


def _quoted(key: str, claim: Claim) -> str:
    place = f", {claim.reference}" if claim.reference else ""
    told = f" ({claim.voice}{place}; {claim.grade}): {claim.content}."
    return compose(refer(key, "source", key), told)


def _profiles(r: Results) -> Iterator[Block]:
    lines = []
    for party, variants in r.case.profiles.items():
        for name, one in variants.items():
            changed = "; ".join(
                f"{points_about(r.case, value, end)} {worth(mode)}"
                for value in one.values
                for end, (_, mode, _) in value.ranges.items()
            )
            told = f"{r.case.party_name(party)}, {name} (weight {percent(float(one.weight[1]))}; "
            lines.append(compose(told, words.basis(one), f"): {changed}"))
    if lines:
        yield Bullets(tuple(lines))


def source_sections(r: Results) -> Iterator[ReportSection]:
    """List the sources of the case and the documents of the record."""
    rows = [
        (key, one.title, one.publisher, one.date, "; ".join(part for part in (one.url, one.note) if part))
        for key, one in r.case.sources.items()
    ]
    rows += [
        (key, one.title, one.publisher, one.date, "; ".join(filter(None, (one.url, one.obtained))))
        for key, one in r.documents.items()
    ]
    keys = (*r.case.sources, *("" if key in r.case.sources else key for key in r.documents))
    if rows:
        yield ReportSection("Documents", (Table(("source", "title", "publisher", "date", "where"), tuple(rows), keys),))
    yield from section("Cited without a document of its own", _other(r))


def _other(r: Results) -> Iterator[Block]:
    """List what bases cite beside the sources named in the case, such as a survey or an act."""
    known = re.compile(rf"({'|'.join(map(re.escape, r.case.sources)) or '$^'})\d*|c\d+")
    from winset.reporting.assumptions import based_entries

    cited = dict.fromkeys(
        item
        for _, entry in based_entries(r.case)
        for item in entry.basis
        if not known.fullmatch(item) and "analyst assumption" not in item.lower()
    )
    if cited:
        yield Bullets(tuple(cited))
