"""What somebody calls impossible or welcome: *described a freeze as impossible*, *monitors were welcome*."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.attitudes.modals import hypothetical, speaker_of
from winset.drafting.issues.attitude import Attitude
from winset.drafting.issues.change import Change
from winset.drafting.issues.changes import changes_in
from winset.drafting.issues.themes import themes_of
from winset.drafting.people.cast import Cast
from winset.drafting.people.verbs import negated, subject_of
from winset.drafting.source import ParsedSource, children
from winset.frozen import replace
from winset.reading.spans import Token

_JUDGES = {
    "describe",
    "call",
    "regard",
    "dismiss",
    "denounce",
    "deride",
    "mock",
    "see",
    "brand",
    "deem",
    "consider",
    "label",
    "declare",
}
_IMPOSSIBLE = {
    *("impossible", "unacceptable", "unthinkable", "unworkable", "unaffordable", "intolerable", "inadmissible"),
    *("luxury", "recipe", "mistake", "theatre", "theater", "trap", "surrender", "ransom", "blackmail", "fantasy"),
    *("folly", "robbery", "giveaway", "takeover", "gimmick", "provocation", "humiliation", "capitulation", "nonsense"),
    *("unrealistic", "non-starter", "nonstarter", "betrayal", "insult", "illegal", "suicidal", "absurd"),
}


def judged(source: ParsedSource, cast: Cast, token: Token, lemma: str) -> Iterator[Attitude]:
    """*Described a freeze as impossible*, *called the levy unacceptable*: a refusal."""
    subject = subject_of(token)
    if lemma not in _JUDGES or subject is None or negated(token) or hypothetical(token):
        return
    if children(token, "auxpass", "nsubjpass"):
        return
    holder = cast.meant(source, subject)
    for one in children(token, "dobj", "ccomp") if holder else ():
        thing = one if one.pos_ == "NOUN" else next(iter(children(one, "nsubj")), None)
        if thing is None or thing.lower_ in {"it", "this", "that"} or not _said_of(token, one, thing):
            continue
        for change in changes_in(source, cast, thing, holder if thing.pos_ == "NOUN" else ""):
            yield Attitude(holder, change, "refusal", False, token)


def _said_of(token: Token, one: Token, thing: Token) -> bool:
    near = [*children(token, "oprd", "xcomp"), one]
    near += [
        low
        for word in (token, thing)
        for prep in children(word, "prep")
        if prep.lower_ == "as"
        for low in children(prep, "amod", "pobj", "pcomp")
    ]
    return any(low.lower_ in _IMPOSSIBLE for low in near)


def welcomed(source: ParsedSource, cast: Cast, token: Token, lemma: str) -> Iterator[Attitude]:
    """*She said monitors were welcome*: a concession; *were not welcome* is a refusal."""
    if lemma != "be" or not any(one.lower_ in {"welcome", "unwelcome"} for one in children(token, "acomp")):
        return
    subject, speaker = subject_of(token), speaker_of(source, cast, token)
    if subject is None or subject.pos_ != "NOUN" or not speaker or hypothetical(token):
        return
    denied = negated(token) != any(one.lower_ == "unwelcome" for one in children(token, "acomp"))
    for theme in themes_of(subject):
        change = Change(source, token, theme, "admit", "as now", "admitted", speaker)
        act = "refusal" if denied else "concession"
        yield Attitude(speaker, replace(change, negated=denied), act, not denied, token)
