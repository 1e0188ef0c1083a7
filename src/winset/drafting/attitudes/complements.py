"""What a verb of demanding, offering or refusing is about: its objects, the verbs below it, what it asks for."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.issues.antecedents import thing_before
from winset.drafting.issues.change import Change
from winset.drafting.issues.changes import changes_in
from winset.drafting.issues.themes import themes_of
from winset.drafting.people.cast import Cast
from winset.drafting.people.verbs import antecedent, negated, objects_of, participle, verb_of
from winset.drafting.source import ParsedSource, children, coordinated
from winset.drafting.words import CHANGES
from winset.frozen import replace
from winset.reading.spans import Token

_WITH = {
    "call": {"for"},
    "press": {"for"},
    "push": {"for"},
    "insist": {"on", "upon"},
    "apply": {"for"},
    "look": {"for"},
    "hope": {"for"},
    "argue": {"for"},
    "object": {"to"},
    "aim": {"at"},
    "back": {"away"},
    "hold": {"for"},
    "ask": {"for"},
    "settle": {"for"},
    "agree": {"to", "on", "for"},
}
_ALONE = {
    "press",
    "call",
    "back",
    "warn",
    "block",
    "need",
    "consider",
    "signal",
    "suggest",
    "table",
    "instruct",
    "order",
    "apply",
    "look",
    "expect",
    "argue",
}
_FREE = {"agree", "commit", "hope", "push", "pressure", "lobby", "campaign", "protest", "bid"}
_WISHED = {"want", "like", "prefer", "need", "see", "demand", "insist", "urge", "seek"}


def complements(source: ParsedSource, cast: Cast, token: Token, holder: str, act: str) -> Iterator[Change]:
    """Give the changes that a verb which says an attitude is about."""
    agent = holder if act in {"offer", "threat", "refusal", "preference"} else ""
    lemma = token.lemma_.lower()
    verbs = [
        one
        for one in children(token, "xcomp", "ccomp")
        if one.i > token.i and (one.pos_ in {"VERB", "AUX"} or one.lemma_.lower() in CHANGES)
    ]
    verbs += [one for one in children(token, "advcl") if _for_it(one)]
    done = list(_done_to_it(source, cast, verbs))
    yield from done
    if done:
        return
    objects = _objects(source, cast, token)
    asked = next((key for one in [*objects, *children(token, "dative")] if (key := cast.meant(source, one))), "")
    if lemma == "give":
        for one in infinitives(token):
            yield from changes_in(source, cast, one, asked)
        return
    for one in verbs:
        yield from changes_in(source, cast, one, asked or agent)
    would = any(child.tag_ == "MD" for child in children(token, "aux"))
    passive = bool(children(token, "agent"))
    if (lemma not in _ALONE or passive or (would and lemma == "consider")) and not (verbs and asked):
        for one in objects:
            yield from _to_be_done(source, cast, token, one) or changes_in(
                source, cast, one, agent if act != "refusal" else ""
            )
    wanted = _WITH.get(lemma, {"on", "for", "to", "against", "about", "over"} if lemma in _FREE else set())
    wanted = wanted if act != "threat" or lemma in _WITH else set()
    for prep in children(token, "prep"):
        if prep.lower_ not in wanted:
            continue
        below = children(prep, "pobj", "pcomp")
        if token.dep_ == "relcl" and (not below or any(one.lower_ in {"which", "that"} for one in below)):
            below = [antecedent(one) for one in below if one.dep_ == "pobj"] or [token.head]
        for one in below:
            if not any(child.lower_ in {"every", "each"} for child in one.children):  # *one for every four* is a ratio
                yield from _to_be_done(source, cast, token, one) or changes_in(source, cast, one, "")


def _for_it(verb: Token) -> bool:
    """*Asked for the test to be moved*."""
    return any(one.lower_ == "for" for one in children(verb, "mark")) and bool(children(verb, "nsubjpass"))


def _done_to_it(source: ParsedSource, cast: Cast, verbs: list[Token]) -> Iterator[Change]:
    """*Wants it waived*: of the thing named last."""
    for verb in verbs:
        for one in children(verb, "nsubj", "nsubjpass"):
            aux = children(verb, "aux", "mark")
            if verb.tag_ in {"VBN", "VBD", "VB"} and not aux and (thing := thing_before(source, cast, one)) is not None:
                yield from _done_to(source, cast, verb, thing)


def _objects(source: ParsedSource, cast: Cast, token: Token) -> list[Token]:
    """What is wanted: of two objects the second; in a passive the subject; in a relative clause what it is about."""
    if children(token, "auxpass", "nsubjpass") and children(token, "agent"):
        return children(token, "nsubjpass")
    found = children(token, "dobj")
    if len(found) > 1:
        return [antecedent(one) for one in found if not cast.meant(source, one)][-1:] or objects_of(token)
    return [antecedent(one) for one in found]


def _to_be_done(source: ParsedSource, cast: Cast, token: Token, noun: Token) -> list[Change]:
    """*Wants the rise scrapped*, *insists on the money being released*, *would like the body to bear its name*."""
    if token.lemma_.lower() not in _WISHED or noun.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return []
    near = children(token, "advcl") if token.lemma_.lower() in {"want", "like", "prefer"} else []
    verbs = [one for one in [*children(noun, "acl", "relcl"), *near] if one.i > noun.i and one.pos_ == "VERB"]
    for verb in verbs:
        passive = bool(children(verb, "auxpass")) or (verb.tag_ == "VBN" and not children(verb, "agent"))
        to = verb.tag_ == "VB" and any(one.lower_ == "to" for one in children(verb, "aux"))
        if passive and (to or verb.dep_ == "acl"):
            return list(_done_to(source, cast, verb, noun))
        if to and not passive and verb.dep_ != "relcl" and not children(verb, "nsubj", "mark"):
            return list(changes_in(source, cast, verb, cast.meant(source, noun)))
    return []


def _done_to(source: ParsedSource, cast: Cast, verb: Token, noun: Token) -> Iterator[Change]:
    lemma = verb_of(verb)
    kind, today, level = CHANGES.get(lemma, (f"does {lemma}", "as now", participle(verb)))
    doer = next((cast.meant(source, one) for by in children(verb, "agent") for one in children(by, "pobj")), "")
    for one in coordinated(noun):
        for theme in themes_of(one) or [one]:
            if not cast.meant(source, theme):
                yield replace(Change(source, verb, theme, kind, today, level, doer), negated=negated(verb))


def infinitives(token: Token) -> list[Token]:
    """The verbs with *to* below a verb: *gave them two days to answer*."""
    return [one for one in children(token, "xcomp", "advcl", "acl") if one.tag_ == "VB" and one.i > token.i]
