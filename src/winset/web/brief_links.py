"""The brief with every number a link to what it rests on: a forecast, a statement, a package, an outcome, a source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from winset.case.entries import BasedEntry
from winset.case.model import Case
from winset.engines.bargaining.paired import IN_FORCE
from winset.engines.bargaining.zone import Package
from winset.engines.brief import BriefRecord
from winset.present import words
from winset.present.brief_numbers import AGREEMENT, UNMODELLED
from winset.present.document import Bullets, Document, Section, Table
from winset.present.likelihood import percent, told
from winset.present.negotiation_words import package_words

_NUMBER = r"(?:under |over )?(?<![\w.])\d(?:[\d,.:/-]*\d)?%?(?!\w)"
_SOURCE = re.compile(r"[A-Za-z]{1,12}\d{1,6}")
_VIEWS = {
    "Bottom line": "outcomes?holding=nash",
    "How likely": "forecast",
    "What it turns on": "flips",
    "Packages worth testing": "deals",
    "On the table": "case?section=issues",
    "What can hold": "outcomes?holding=nash",
    "How to get there": "map",
    "What each can do alone": "map",
    "What it hangs on": "case?section=preferences",
    "Who must say yes at home": "case?section=parties",
    "What this rests on": "case",
}


@dataclass
class Phrases:
    """Phrases of a text and where they lead; the longest that fits is taken."""

    to: dict[str, str] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = sorted((text for text in {*self.to, *self.parties} if text), key=len, reverse=True)
        listed = "|".join(map(re.escape, known))
        self.pattern = re.compile(rf"(?<!\w)(?:{listed})(?!\w)|{_NUMBER}" if listed else _NUMBER)

    def runs(self, text: str, default: str) -> list[dict[str, str]]:
        """Cut a text where its links begin and end; numbers that are no known phrase lead to the default."""
        found: list[dict[str, str]] = []
        done = 0
        for match in self.pattern.finditer(text):
            phrase = match.group()
            if match.start() > done:
                found.append({"text": text[done : match.start()]})
            if phrase in self.to or phrase not in self.parties:
                found.append({"text": phrase, "to": self.to.get(phrase, default)})
            else:
                found.append({"text": phrase, "party": self.parties[phrase]})
            done = match.end()
        if done < len(text) or not found:
            found.append({"text": text[done:]})
        return found


def linked(case: Case, record: BriefRecord, document: Document) -> list[dict[str, Any]]:
    """Give the sections of a brief with their links."""
    names = {case.party_name(key): key for key in case.parties if len(case.party_name(key)) > 1}
    issues = {case.issue_name(key): "" for key in case.issues}  # a party named in an issue is not meant there
    omitted = {one.what.rstrip("."): _view("case", section="not_in_source") for one in case.not_in_source}
    common = {case.title: "", **issues, **omitted, **_sources(case), **_statements(case)}
    return [
        {"heading": section.heading, "blocks": list(_blocks(case, record, section, common, names))}
        for section in document.sections
    ]


def _blocks(
    case: Case, record: BriefRecord, section: Section, common: dict[str, str], names: dict[str, str]
) -> Iterator[dict[str, Any]]:
    own = {
        "Bottom line": _chances,
        "How likely": _chances,
        "What it turns on": _flips,
        "Packages worth testing": _packages,
        "What can hold": _outcomes,
        "On the table": _issues,
    }
    phrases = Phrases({**common, **own.get(section.heading, _nothing)(case, record)}, names)
    fixed = _VIEWS.get(section.heading, "outcomes?holding=nash")
    default = fixed
    for block in section.blocks:
        if isinstance(block, Table):
            rows = [(row, _row_default(case, section.heading, row[0]) or default) for row in block.rows]
            cells = [[phrases.runs(cell, to) for cell in row] for row, to in rows]
            yield {"kind": "table", "header": list(block.header), "rows": cells}
            continue
        lines = list(block.items) if isinstance(block, Bullets) else [block]
        default = _default(case, record, section.heading, lines[0], default) if isinstance(block, str) else default
        places = [_line_default(record, section.heading, place, line) or default for place, line in enumerate(lines)]
        kind = "paragraph" if isinstance(block, str) else "steps" if block.ordered else "bullets"
        yield {"kind": kind, "lines": [phrases.runs(*pair) for pair in zip(lines, places, strict=True)]}


def _row_default(case: Case, heading: str, first: str) -> str:
    """Where the numbers of a row of a table lead, by its first cell."""
    if heading != "How likely":
        return ""
    known = {words.sentence(case.scenario_name(key)): _view("forecast", headline=key) for key in case.scenarios}
    known |= {AGREEMENT: _view("forecast", headline=IN_FORCE), UNMODELLED: _view("case", section="talks")}
    return known.get(first, "")


def _nothing(case: Case, record: BriefRecord) -> dict[str, str]:
    return {}


def _view(name: str, **query: object) -> str:
    return f"{name}?{urlencode(query)}"


def _statements(case: Case) -> dict[str, str]:
    return {
        f"reported preference {place} of {case.party_name(party)}": _view("case", statement=f"{party}:{place}")
        for party, statements in case.preferences.items()
        for place in range(1, len(statements) + 1)
    }


def _sources(case: Case) -> dict[str, str]:
    """Give references such as S8 (item 8 of a source) and c3 (a claim) by where the record shows them."""
    entries: list[BasedEntry] = [*case.parties.values(), *case.issues.values(), *case.impossible]
    entries += [one for group in (*case.preferences.values(), *case.values.values()) for one in group]
    entries += [*case.conditions.values(), *case.ratification, *case.scenarios.values(), *case.ranking.values()]
    items = {item for entry in entries for item in entry.basis if _SOURCE.fullmatch(item)}
    return {item: _view("record", **{"claim" if item[0] == "c" else "item": item}) for item in items}


def _chances(case: Case, record: BriefRecord) -> dict[str, str]:
    numbers = record.numbers
    if numbers is None:
        return {}
    found = {
        f"an agreement in force is {told(numbers.in_force)}": _view("forecast", headline="agreement in force"),
        f"{numbers.draws:,} draws": _view("forecast", draws=numbers.draws),
    }
    for key, chance in numbers.scenarios.items():
        for number in (told(chance), percent(chance)):
            text = f"{case.scenario_name(key)} {number}"
            found[text] = found[words.sentence(text)] = _view("forecast", headline=key)
    return found


def _flips(case: Case, record: BriefRecord) -> dict[str, str]:
    return {"'winset flips' tries every input": "flips"}


def _outcomes(case: Case, record: BriefRecord) -> dict[str, str]:
    kinds = [kind for held in record.held for kind in held.kinds]
    return {words.changed_levels(case, kind.outcome): _view("outcomes", outcome=kind.outcome.number) for kind in kinds}


def _packages(case: Case, record: BriefRecord) -> dict[str, str]:
    packages = record.numbers.packages if record.numbers else ()
    return {package_words(case, one.levels): _package(one) for one in packages}


def _package(one: Package) -> str:
    return _view("deals", package=", ".join(f"{issue} = {level}" for issue, level in one.levels.items()))


def _issues(case: Case, record: BriefRecord) -> dict[str, str]:
    return {case.issue_name(key): _view("case", section="issues", entry=key) for key in case.issues}


def _default(case: Case, record: BriefRecord, heading: str, line: str, former: str) -> str:
    """Where the numbers of a paragraph, and of the list under it, lead."""
    if heading == "What this rests on":
        known = {"outcome": "outcomes", "Not in": _view("case", section="not_in_source")}
        return next((to for sign, to in known.items() if sign in line[:24]), _view("case", section="preferences"))
    for held in record.held:
        name = "outcomes outside the named scenarios" if held.scenario is None else case.scenario_name(held.scenario)
        if not line.startswith(words.sentence(name)):
            continue
        if heading == "What can hold":
            where = {"where": case.scenarios[held.scenario].when} if held.scenario else {}
            return _view("outcomes", holding="nash", **where)
        if heading == "How to get there" and held.route and held.route.to:
            return _view("map", outcome=held.route.to.number)
    return former


def _line_default(record: BriefRecord, heading: str, place: int, line: str) -> str:
    numbers = record.numbers
    if numbers is None:
        return ""
    if heading == "What it turns on":
        addresses = [*(pivot.address for pivot in numbers.pivots), *(one[0] for one in numbers.overturned_by)]
        named = next((address for address in addresses if address in line), "")
        return _view("flips", input=named) if named else ""
    if heading == "Packages worth testing" and place < len(numbers.packages) and line.count(":") > 1:
        return _package(numbers.packages[place])
    return ""
