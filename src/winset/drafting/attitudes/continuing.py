"""What goes on and is not to end: *go on withholding rent*, *filling would continue*, *has frozen aid until …*."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.attitudes.clauses import ConditionalClause
from winset.drafting.attitudes.modals import hypothetical, speaker_of
from winset.drafting.issues.attitude import Attitude
from winset.drafting.issues.change import Change
from winset.drafting.issues.changes import changes_in
from winset.drafting.issues.themes import gerund_of, themes_of
from winset.drafting.people.cast import Cast
from winset.drafting.people.verbs import negated, participle, subject_of
from winset.drafting.source import ParsedSource, children
from winset.drafting.words import CHANGES
from winset.frozen import replace
from winset.reading.spans import Token

_LASTING = {"until", "unless", "while", "as long as", "so long as"}
_STOPPED = {"freeze": "frozen", "withhold": "withheld"}


def continuing(source: ParsedSource, cast: Cast, token: Token, lemma: str) -> Iterator[Attitude]:
    """*They would go on withholding rent*, *filling would continue*: a refusal to end it."""
    modal = any(one.lower_ in {"will", "would", "’ll", "'ll"} for one in children(token, "aux"))
    subject = subject_of(token)
    if not modal or not _goes_on(token, lemma) or negated(token) or hypothetical(token) or subject is None:
        return
    speaker = speaker_of(source, cast, token)
    holder = cast.meant(source, subject)
    if holder:
        for one in _activity(source, cast, token, holder):
            yield Attitude(holder, one, "refusal", False, token)
    elif speaker and subject.pos_ == "NOUN":
        for theme in themes_of(subject):
            change = Change(source, token, theme, "stop", "going on", "halted", speaker)
            yield Attitude(speaker, change, "refusal", False, token)


def held_back(
    source: ParsedSource, cast: Cast, token: Token, lemma: str, conditions: list[ConditionalClause]
) -> Iterator[Attitude]:
    """*Has frozen a loan until the dispute is resolved*: a refusal to resume it before."""
    lasting = any(one.above == token and one.mark in _LASTING for one in conditions)
    told = token.tag_ in {"VBD", "VBN", "VBZ", "VBP", "VBG"} and not children(token, "auxpass", "nsubjpass")
    if not lasting or not told or CHANGES.get(lemma, ("",))[0] != "stop" or negated(token) or hypothetical(token):
        return
    for change in changes_in(source, cast, token):
        if change.agent and change.kind in {"stop", "amount"} and change.token == token:
            yield Attitude(change.agent, _resumed(change, lemma), "refusal", False, token)


def _goes_on(token: Token, lemma: str) -> bool:
    on = any(one.lower_ == "on" and one.i == token.i + 1 for one in token.children)
    return (
        lemma == "continue"
        or (lemma in {"go", "carry"} and on)
        or (lemma == "keep" and any(one.tag_ == "VBG" for one in children(token, "xcomp")))
    )


def _activity(source: ParsedSource, cast: Cast, token: Token, holder: str) -> Iterator[Change]:
    """What somebody goes on doing, as what would end it."""
    verbs = children(token, "xcomp")
    nouns = children(token, "dobj")
    for prep in children(token, "prep"):
        if prep.lower_ in {"on", "with"} and prep.i == token.i + 1:
            verbs += children(prep, "pcomp")
            nouns += children(prep, "pobj")
    for verb in verbs:
        for change in changes_in(source, cast, verb, holder):
            yield _ended(replace(change, agent=holder), verb.lemma_.lower())
    for noun in nouns:
        doing = next((found for one in children(noun, "compound", "amod") if (found := gerund_of(one))), "")
        for theme in themes_of(noun):
            kind, today, level = CHANGES.get(doing, ("", "", ""))
            yield _ended(Change(source, token, theme, kind, today, level, holder), doing)


def _ended(change: Change, lemma: str) -> Change:
    if change.kind == "stop":
        return _resumed(change, lemma)
    return replace(change, kind="stop", today="going on", level="halted")


def _resumed(change: Change, lemma: str) -> Change:
    today = _STOPPED.get(lemma) or (participle(change.token) if change.token.lemma_.lower() == lemma else "halted")
    return replace(change, kind="resume", today=today, level="resumed", negated=False, amount=None, former=None)
