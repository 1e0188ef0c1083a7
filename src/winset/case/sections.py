"""The table of sections of a case file: one row each, from which everything that goes over sections is driven.

Form, addresses, checks of names, uncertain inputs, editing, messages and the reference page of the documentation read
this table and the types of the entries' fields (:class:`winset.case.entries.FieldKind`); none keeps a list of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from winset.case import conflict, negotiation, scoring, talks
from winset.case.entries import Entry
from winset.frozen import Frozen, field

Shape = Literal["one", "list", "named", "lists", "profiles", "texts", "groups", "tables"]
Owner = Literal["", "party", "party or home", "issue"]
Part = Literal["essentials", "rules", "numbers", "sources"]


class CaseSection(Frozen):
    """A section of a case file.

    Attributes
    ----------
    key : str
        Its key in the file.
    title, help : str
        What readers see: a heading, and a sentence that says what it holds.
    entry : type of Entry, or None
        The model of its entries; None where it holds plain names or numbers.
    shape : str
        How entries are kept: ``one`` entry, a ``list``, a mapping with ``named`` entries, a mapping to ``lists`` of
        entries, ``profiles`` (a mapping to mappings of entries), a mapping of ``texts``, ``groups`` of parties, or
        ``tables`` of numbers.
    example : str
        A short example, valid in a case file.
    owner : str
        Whose the keys of a mapping are: a ``party``, a ``party or home``, an ``issue``; empty where they are its own.
    bare : str
        The field that a bare entry stands for: ``delay: {UA: 3}`` for ``delay: {UA: {cost: 3}}``; else empty.
    part : str
        Where the form has it: ``essentials``, ``rules`` (and time), ``numbers`` or ``sources`` (and questions).
    called : str
        What the form calls it, where plainer words than the title do.
    numbers : bool
        Whether a change in it leaves what can hold as it is, unless it moves a barrier or points that rank outcomes.
    stake : bool
        Whether a party that an entry belongs to, or names, has a part in the talks and does not only mediate.
    switches_on : str
        What ``winset check`` says it would switch on, where a case lacks it and is offered it.
    drawn_if : mapping of str to callable
        For a field that is an uncertain input in some cases only: whether it is one in a case.
    """

    key: str
    title: str
    help: str
    entry: type[Entry] | None
    shape: Shape
    example: str
    owner: Owner = ""
    bare: str = ""
    part: Part = "numbers"
    called: str = ""
    numbers: bool = False
    stake: bool = False
    switches_on: str = ""
    drawn_if: Mapping[str, Callable[[Any], bool]] = field(default_factory=dict)


_ROWS = (
    CaseSection(
        "parties",
        "Parties",
        "Who can decide, who must accept at home, and who is not in the room.",
        conflict.Party,
        "named",
        "{US: {name: United States, home: Congress}, RU: {at_table: no}}",
        part="essentials",
    ),
    CaseSection(
        "issues",
        "Issues",
        "What is to be settled: ordered levels, the first being how things stand; and who can move it.",
        conflict.Issue,
        "named",
        "{aid: {levels: [withheld, resumed], control: US}}",
        part="essentials",
    ),
    CaseSection(
        "status_quo",
        "As things stand",
        "Where an issue stands today, if not at its first level.",
        None,
        "texts",
        "{truce: partial}",
        part="rules",
        owner="issue",
    ),
    CaseSection(
        "impossible",
        "Rules",
        "What cannot occur, and why.",
        conflict.Rule,
        "list",
        "[{when: answer > truce, why: an offer that was not made cannot be accepted}]",
        part="rules",
        bare="when",
    ),
    CaseSection(
        "preferences",
        "Statements",
        "What each party reportedly prefers, most important first: the first line outranks all below it.",
        conflict.Statement,
        "lists",
        "{US: [{prefer: truce = full, basis: S3}, aid = withheld]}",
        part="essentials",
        called="Who wants what",
        owner="party",
        bare="prefer",
        stake=True,
    ),
    CaseSection(
        "ranking",
        "Rankings",
        "In place of statements: a party's outcomes, best first, or in the order of its points.",
        conflict.Ranking,
        "named",
        "{row: {best_first: [2, [0, 3], 1]}, column: from values}",
        part="rules",
        owner="party",
        stake=True,
    ),
    CaseSection(
        "scenarios",
        "Endings",
        "Named groups of outcomes; results are told by these names first.",
        conflict.Scenario,
        "named",
        "{compromise: {when: aid = resumed and truce = full, name: Compromise}}",
        part="essentials",
        called="Endings",
        bare="when",
        switches_on="results told by ending first",
    ),
    CaseSection(
        "agreement",
        "What is an agreement",
        "What counts as an agreement; without it: a joint issue has moved, or two signatories have moved something.",
        talks.AgreementRule,
        "one",
        "{when: contract = signed}",
        part="rules",
        bare="when",
    ),
    CaseSection(
        "deadlines",
        "Deadlines",
        "What happens by itself on a day, unless something holds by then.",
        talks.Deadline,
        "list",
        "[{on: 2013-01-11, unless: contract = signed, then: {season: cancelled}, chance: [0.7, 0.9, 1]}]",
        part="rules",
    ),
    CaseSection(
        "talks",
        "The talks",
        "Who must agree, by when, and what may go wrong.",
        talks.Talks,
        "one",
        "{deadline: 2025-03-12, failure: [0.05, 0.12, 0.25], other: 0.08}",
        numbers=True,
        drawn_if={"at_deadline": lambda case: case.talks.deadline is not None or bool(case.deadlines)},
    ),
    CaseSection(
        "values",
        "Values",
        "How much outcomes are reportedly worth to a party or a home, on its own scale, as ranges.",
        negotiation.Value,
        "lists",
        "{UA: [{when: aid = resumed, points: [10, 16, 24]}]}",
        owner="party or home",
        numbers=True,
        stake=True,
        switches_on="deals, forecasts, flips and what-if",
    ),
    CaseSection(
        "weights",
        "Weights",
        "In place of points: how much each issue counts for a party or home, 100 in all.",
        scoring.Weights,
        "named",
        "{buyer: {price: 50, volume: [20, 30, 40], start: 20}}",
        owner="party or home",
        bare="of",
        numbers=True,
        stake=True,
    ),
    CaseSection(
        "scores",
        "Scores",
        "Beside weights: how good each level of an issue is, from 0 to 100; points are weight times score over 100.",
        scoring.Scores,
        "named",
        "{buyer: {price: {100: 100, 200: 0}, volume: {10: 0, 20: [70, 80, 90], 30: 100}, start: {late: 0}}}",
        owner="party or home",
        bare="of",
        numbers=True,
        stake=True,
    ),
    CaseSection(
        "no_deal",
        "Without a deal",
        "What a party has if the talks fail.",
        negotiation.NoDeal,
        "named",
        "{US: [8, 12, 15]}",
        owner="party or home",
        bare="value",
        numbers=True,
        stake=True,
    ),
    CaseSection(
        "conditions",
        "Conditions",
        "Without something, a party withholds something, whatever the points say.",
        negotiation.HardCondition,
        "named",
        "{minimum: {party: US, withholds: aid = resumed, unless: truce >= partial, probability: [0.75, 0.9, 0.98]}}",
        numbers=True,
        stake=True,
        switches_on="red lines that no sum of points can buy",
    ),
    CaseSection(
        "ratification",
        "Acceptance at home",
        "The chance that a home accepts each level of an issue.",
        negotiation.Ratification,
        "list",
        "[{party: UA, home: parliament, issue: territory, chances: {de facto line: [0.1, 0.25, 0.45]}}]",
        numbers=True,
        stake=True,
        switches_on="the chance that homes accept, and what fails there",
    ),
    CaseSection(
        "homes",
        "How homes decide",
        "How many of a party's homes must accept, and who can block alone.",
        negotiation.HomeRule,
        "named",
        "{UA: {need: 2 of 3, veto: parliament}}",
        owner="party",
        numbers=True,
        stake=True,
    ),
    CaseSection(
        "mandates",
        "Mandates",
        "What delegates may agree to without asking.",
        negotiation.Mandate,
        "named",
        "{UA: {covers: territory = none, confirmed: [0.5, 0.7, 0.9]}}",
        owner="party",
        bare="covers",
        numbers=True,
        stake=True,
    ),
    CaseSection(
        "delay",
        "Delay",
        "What waiting costs a party.",
        negotiation.Delay,
        "named",
        "{UA: {cost: [3, 8, 16], over: 3, sets_in: days}}",
        owner="party",
        bare="cost",
        numbers=True,
        stake=True,
        switches_on="bargaining power by who can wait",
    ),
    CaseSection(
        "dependence",
        "Dependence",
        "How much weaker depending on another makes a party.",
        negotiation.Dependence,
        "named",
        "{UA: [1, 2, 4]}",
        owner="party",
        bare="degree",
        numbers=True,
    ),
    CaseSection(
        "alternatives",
        "Alternatives",
        "Who else could replace what a party would get.",
        negotiation.Alternative,
        "list",
        "[{party: UA, replaces: aid = resumed, share: [0, 0.2, 0.4], by: Europe}]",
        numbers=True,
        stake=True,
    ),
    CaseSection(
        "threats",
        "Threats",
        "Threats carried out, and what they cost their target.",
        negotiation.Threat,
        "list",
        "[{by: US, target: UA, cost: [2, 6, 12]}]",
        numbers=True,
        stake=True,
    ),
    CaseSection(
        "reactions",
        "Reactions",
        "How evenly an absent party chooses among its answers.",
        negotiation.Reaction,
        "named",
        "{RU: {temperature: [2, 4, 7]}}",
        owner="party",
        bare="temperature",
        numbers=True,
    ),
    CaseSection(
        "profiles",
        "Profiles",
        "Variants of a party's preferences: another voice in it, or a successor.",
        negotiation.Profile,
        "profiles",
        "{US: {terms first: {weight: [0.2, 0.4, 0.6], conditions: {minimum: 0.9}}}}",
        owner="party",
        numbers=True,
        stake=True,
    ),
    CaseSection(
        "questions",
        "Questions",
        "Dated forecast questions with the rule that decides them.",
        talks.ForecastQuestion,
        "named",
        "{aid: {text: Does the US announce the return of aid?, by: 2025-03-12, rule: official statement}}",
        part="sources",
        switches_on="dated forecasts to log and score",
    ),
    CaseSection(
        "misperceived",
        "Not seen",
        "Outcomes a party does not see.",
        conflict.Misperception,
        "lists",
        "{Iraq: [release = yes and attack = yes]}",
        part="rules",
        owner="party",
        bare="when",
    ),
    CaseSection(
        "coalitions",
        "Coalitions",
        "Who can move together besides the controllers of a joint issue: groups of parties, or any parties.",
        None,
        "groups",
        "[[MoE, Uniroyal]]",
        part="rules",
    ),
    CaseSection(
        "evidence",
        "Weights of claims",
        "How much claims of the record count by their kind, where that is to differ from the usual.",
        None,
        "tables",
        "{base: {statement: 2}, anonymous: {yes: 0.5}}",
        part="sources",
        numbers=True,
    ),
    CaseSection(
        "sources",
        "Sources",
        "The documents the bases refer to: S8 is item 8 of source S.",
        conflict.Source,
        "named",
        "{S: {title: Statement of the two delegations, date: 2025-03-11}}",
        part="sources",
    ),
    CaseSection(
        "not_in_source",
        "Not in the source",
        "What the material leaves out.",
        conflict.Omission,
        "list",
        "[How long the strike fund would last]",
        part="sources",
        bare="what",
    ),
    CaseSection(
        "answers",
        "Known answers",
        "Results that a published case is known for, to check against.",
        conflict.KnownAnswer,
        "list",
        '[{concept: nash, outcomes: [0], status: published, source: "Luce and Raiffa 1957, ch. 5"}]',
        part="sources",
        numbers=True,
    ),
)
SECTIONS: dict[str, CaseSection] = {one.key: one for one in _ROWS}
"""The sections by key, in the order of form and reference page."""
HEAD = ("winset", "title", "summary", "as_of", "version", "author", "note")
"""The keys of a case file that are no sections."""
