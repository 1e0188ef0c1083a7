"""Sentences with *if*, *unless*, *provided*, *not enough to*, *otherwise*: what parties withhold, and unless what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from winset.drafting.attitudes.clauses import ConditionalClause, clauses, further
from winset.drafting.attitudes.withholding import VOICES, Withheld, willing
from winset.drafting.conditions.bargains import bargains
from winset.drafting.conditions.priors import priors
from winset.drafting.conditions.promises import of_clause, wanted_first
from winset.drafting.issues.attitude import Attitude
from winset.drafting.issues.change import Change, ceased
from winset.drafting.issues.changes import changes_in
from winset.drafting.issues.themes import themes_of
from winset.drafting.people.cast import Cast
from winset.drafting.people.verbs import negated, participle, subject_of
from winset.drafting.source import ParsedSource, children
from winset.drafting.words import CHANGES, KEEPS
from winset.frozen import replace
from winset.reading.spans import Token

_IF = {"if", "provided", "providing", "once", "on condition", "as long as", "so long as", "after"}
_AS_LONG_AS = {"as long as", "so long as", "while"}
_UNTIL = {"unless", "until", "before", "if", "once", "after"} | _AS_LONG_AS
_ENOUGH = re.compile(r"\bnot (?:be )?(?:enough|sufficient) (?:to|for)\b|\binsufficient (?:to|for)\b")


def withheld(source: ParsedSource, cast: Cast, found: list[Attitude], sides: Sequence[str] = ()) -> Iterator[Withheld]:
    """Find what parties withhold, and unless what; ``sides`` are those at the table."""
    told = list(_by_rule(source, cast, found, sides))
    yield from told
    read = {one.token.sent.start for one in told if one.holder}
    yield from priors(source, cast, found, sides, read)


def _by_rule(source: ParsedSource, cast: Cast, found: list[Attitude], sides: Sequence[str]) -> Iterator[Withheld]:
    """The ways of saying so that are known one by one."""
    for clause in clauses(source):
        if first := list(wanted_first(source, cast, clause)):
            yield from first
            continue
        mine = scoped(clause, [one for one in found if one.change.source is source])
        if not mine:
            yield from of_clause(source, cast, clause, sides)
            continue
        known = list(_of_attitudes(source, cast, clause, mine))
        yield from known or of_clause(source, cast, clause, sides)
    yield from _in_return(source, cast, found)
    yield from _not_enough(source, cast)
    yield from _ultimatums(source, found)
    for clause in further(source):
        yield from of_clause(source, cast, clause, sides)
    yield from bargains(source, cast, found)


def _of_attitudes(
    source: ParsedSource, cast: Cast, clause: ConditionalClause, mine: list[Attitude]
) -> Iterator[Withheld]:
    """A condition put on a refusal, a threat or an offer."""
    first = mine[0]
    asked = tuple(changes_in(source, cast, clause.verb)) or tuple(_happening(source, clause.verb))
    if clause.mark in _AS_LONG_AS and first.act == "refusal":
        asked = tuple(ceased(one) for one in asked)
    held = tuple(one.change for one in mine if clause.verb.head != one.change.theme or clause.mark != "on condition")
    if first.act == "threat":
        if clause.mark == "unless":
            yield Withheld(first.holder, held, asked, clause.verb, source, "unless", threat=True)
        elif clause.mark == "if" and clause.failing:
            averted = tuple(replace(one, negated=not one.negated) for one in asked)
            yield Withheld(first.holder, held, averted, clause.verb, source, "if", threat=True)
    elif first.act == "refusal" and clause.mark in _UNTIL:
        yield Withheld(first.holder, held, asked, clause.verb, source, clause.mark)
    elif first.act in {"offer", "concession"} and (clause.mark in _IF or clause.only):
        others = tuple(one for one in asked if one.agent != first.holder)
        if others:
            yield Withheld(first.holder, held, others, clause.verb, source, clause.mark)


def scoped(clause: ConditionalClause, found: list[Attitude]) -> list[Attitude]:
    """The attitudes that a condition is put on: those of the verb it hangs on, else of the word said last before it."""
    near = [one for one in found if one.token.sent == clause.verb.sent and not _inside(one.token, clause)]
    over = [one for one in near if one.token == clause.above or one.change.token == clause.above]
    over = over or [one for one in near if one.token.is_ancestor(clause.above) and not _told_beside(one, clause.above)]
    if not over:
        before = [one for one in near if one.token.i < clause.verb.i]
        if _own_line(clause.above):
            before = [one for one in before if clause.above.is_ancestor(one.change.token)]
        last = max((one.token.i for one in before), default=-1)
        over = [one for one in before if one.token.i == last]
    holders = [one.holder for one in over]
    acts = {one.act for one in over if one.holder == holders[0]} if holders else set()
    act = next((one for one in ("threat", "refusal", "concession", "offer") if one in acts), "")
    return [one for one in over if one.holder == holders[0] and one.act == act]


def _told_beside(one: Attitude, verb: Token) -> bool:
    """Whether what is said stands beside what somebody did: *accepted a coffee and said that his men would go*."""
    between = [low for low in verb.ancestors if one.token.is_ancestor(low)]
    return any(low.dep_ == "conj" and low.lemma_.lower() in VOICES for low in between)


def _own_line(verb: Token) -> bool:
    """*Refused the list and would go back if …*: the condition is on what they would do."""
    return willing(verb) and bool(children(verb, "nsubj"))


def _inside(token: Token, clause: ConditionalClause) -> bool:
    return bool(token == clause.verb or clause.verb.is_ancestor(token))


def _happening(source: ParsedSource, verb: Token) -> Iterator[Change]:
    """*If shipments do not resume*, *if the siege continues*: what is said to happen, with nobody who does it."""
    subject = subject_of(verb)
    lemma = verb.lemma_.lower()
    if subject is None or subject.pos_ != "NOUN":
        return
    kind, today, level = CHANGES.get(lemma, (f"does {lemma}", "as now", participle(verb)))
    for theme in themes_of(subject):
        lasting = any(one.lower_.startswith("un") for one in children(verb, "acomp", "advmod", "oprd"))
        keeps = lemma in KEEPS or (lemma in {"go", "stay"} and lasting)  # *while rents go unpaid*
        yield Change(source, verb, theme, "keep" if keeps else kind, today, level, keeps=keeps, negated=negated(verb))


def _in_return(source: ParsedSource, cast: Cast, found: list[Attitude]) -> Iterator[Withheld]:
    """*Offered to free 20 prisoners in return for fuel*: one for the other."""
    for token in source.doc:
        if token.lemma_.lower() not in {"return", "exchange"} or token.dep_ != "pobj" or token.head.lower_ != "in":
            continue
        asked = tuple(
            change
            for prep in children(token, "prep")
            if prep.lower_ == "for"
            for one in children(prep, "pobj", "pcomp")
            for change in changes_in(source, cast, one)
        )
        before = [
            one
            for one in found
            if one.change.source is source and one.wants and one.token.sent == token.sent and one.token.i < token.i
        ]
        offers = [one for one in before if one.act in {"offer", "concession"}]
        if asked and offers:
            held = tuple(one.change for one in offers if one.holder == offers[-1].holder)
            yield Withheld(offers[-1].holder, held, asked, token, source, "in return for")


def _not_enough(source: ParsedSource, cast: Cast) -> Iterator[Withheld]:
    """*Not enough to guarantee the resumption of aid*: the aid is withheld for more."""
    text = source.doc.text
    for match in _ENOUGH.finditer(text):
        span = source.doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is None:
            continue
        word = next((one for one in span if one.lower_ in {"enough", "sufficient", "insufficient"}), span[0])
        low = [one for one in word.subtree if one.i > word.i]
        held = [
            change
            for one in low
            if one.pos_ == "VERB" and one.dep_ in {"xcomp", "ccomp", "advcl"}
            for change in changes_in(source, cast, one)
        ]
        above = [
            one for one in word.ancestors if one.pos_ in {"VERB", "AUX"} and children(one, "nsubj") and one.i < word.i
        ]
        holder = next(
            (key for one in reversed(above) for child in children(one, "nsubj") if (key := cast.meant(source, child))),
            "",
        )
        if held and holder:
            yield Withheld(holder, tuple(held), (), word, source, "not enough")


def _ultimatums(source: ParsedSource, found: list[Attitude]) -> Iterator[Withheld]:
    """*… or it would otherwise call a strike*: a threat that stands unless what was demanded happens."""
    threats = [one for one in found if one.act == "threat" and one.change.source is source]
    threats = [one for one in threats if any(child.lower_ == "otherwise" for child in one.token.children)]
    demands = [(one, one.token.sent.start) for one in found if one.act == "demand"] if threats else []
    for start, group in groupby(threats, key=lambda one: one.token.sent.start):
        near = [other for other, place in demands if abs(place - start) < 40]
        for one in group:
            asked = tuple(other.change for other in near if other.holder == one.holder)
            yield Withheld(one.holder, (one.change,), asked, one.token, source, "otherwise", threat=True)
