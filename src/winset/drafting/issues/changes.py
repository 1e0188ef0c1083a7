"""What is to be changed: verbs of change with what they change and who would do it."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.amounts import amount_of, before_it, from_to, moved, ratio_of, time_of, whole_of
from winset.drafting.issues.antecedents import meant_thing
from winset.drafting.issues.change import Change, begun, denied
from winset.drafting.issues.measures import measured_thing, told_amount, unit_before
from winset.drafting.issues.spoken_levels import TELLS_NOTHING
from winset.drafting.issues.themes import root_of, themes_of, themes_of_weak
from winset.drafting.people.cast import Cast
from winset.drafting.people.verbs import controller, negated, objects_of, participle, verb_of
from winset.drafting.source import ParsedSource, children, coordinated
from winset.drafting.words import (
    CHANGES,
    CLASSES,
    DAYS,
    DEALS,
    DEMANDS,
    KEEPS,
    LIGHT,
    LIKES,
    NOUN_CHANGES,
    OFFERS,
    OTHER_CHANGES,
    PRICES,
    REFUSALS,
    SAYING,
    WEAK,
)
from winset.reading.spans import Token

_THROUGH = DEMANDS | OFFERS | LIKES | {"be", "appear", "seem", "continue", "go", "start", "begin", "help", "expect"}


def changes_in(source: ParsedSource, cast: Cast, head: Token, agent: str = "", depth: int = 0) -> Iterator[Change]:
    """Give the changes that a verb or noun phrase speaks of.

    Parameters
    ----------
    source, cast
        Where it stands, and who everybody is.
    head : Token
        The verb or noun.
    agent : str
        Who would do it, if nothing below says otherwise.
    """
    if depth > 5:
        return
    if head.pos_ in {"VERB", "AUX"} or (head.lemma_.lower() in CHANGES and head.dep_ in {"ccomp", "xcomp"}):
        yield from _of_verb(source, cast, head, agent, depth)
        return
    for one in coordinated(head):
        if one.lemma_.lower() in WEAK:
            agent = next((key for low in children(one, "poss") if (key := cast.meant(source, low))), agent)
            for prep in children(one, "prep"):
                for verb in [
                    *children(prep, "pcomp"),
                    *(v for w in children(prep, "pobj") if w.lemma_.lower() in WEAK for v in children(w, "acl")),
                ]:
                    if verb.pos_ == "VERB":
                        yield from _of_verb(source, cast, verb, agent, depth + 1)
            for verb in children(one, "acl"):
                if verb.pos_ == "VERB" and verb.tag_ == "VB":
                    yield from _of_verb(source, cast, verb, agent, depth + 1)
            for prep in children(one, "prep"):
                for word in children(prep, "pobj"):
                    for low in coordinated(word):
                        if low.lemma_.lower() in WEAK:
                            for inner in children(low, "prep"):
                                for verb in children(inner, "pcomp"):
                                    yield from _of_verb(source, cast, verb, agent, depth + 1)
    amount = ratio_of(head) or amount_of(head) or (time_of(head) if depth == 0 or head.dep_ == "pobj" else None)
    if amount is not None:
        amount = amount if amount[1] else (amount[0], unit_before(head))
        whole = whole_of(head) if amount[1] == "percent" else None
        share = whole is not None and not cast.meant(source, whole)
        theme = whole if whole is not None and share else measured_thing(head, amount)
        yield Change(source, head, theme, "amount", "", "", agent, amount=amount, former=before_it(head), share=share)
        return
    for theme in themes_of(head):
        lemma = theme.lemma_.lower()
        verb = NOUN_CHANGES.get(lemma)
        inner = told_amount(theme)
        if lemma == "freeze" and _of_prices(theme):
            yield Change(source, head, theme, "do freeze", "as now", "frozen", agent)
            continue
        if theme.pos_ == "PROPN" and (cast.meant(source, theme) or theme.text in DAYS):
            continue
        if inner is not None:
            yield Change(source, head, theme, "amount", "", "", agent, amount=inner, former=before_it(theme))
        elif verb and (verb in CHANGES or verb == "step-down"):
            below = [
                word
                for prep in children(theme, "prep")
                if prep.lower_ in {"of", "to"}
                for word in children(prep, "pobj")
            ]
            whose = children(theme, "compound", "poss")
            own = [one for one in whose if one.pos_ != "PRON"]  # *its return* is a return, not of an *its*
            kind, today, level = CHANGES.get(verb, ("other", "", lemma))
            targets = (
                [theme]
                if kind == "leave" or not (below or own)
                else [low for one in below or own for low in coordinated(one)]
            )
            doer = agent or next((key for one in whose if (key := cast.meant(source, one))), "")
            for target in targets:
                yield Change(source, head, target, kind, today, level, doer)
        else:
            yield Change(source, head, _subject_of_deal(theme), "noun", "", "", agent)


def _of_prices(theme: Token) -> bool:
    """Whether a freeze is one of prices, or of nothing that is named."""
    below = [
        one for prep in children(theme, "prep") if prep.lower_ in {"of", "on", "in"} for one in children(prep, "pobj")
    ]
    own = [*below, *children(theme, "compound", "poss")]
    return all(one.lemma_.lower() in PRICES for one in own)


def _subject_of_deal(theme: Token) -> Token:
    """*A deal for a cease-fire* is about the cease-fire."""
    if theme.lemma_.lower() in DEALS:
        for prep in [*children(theme, "prep"), *children(theme.head, "prep")]:
            for one in children(prep, "pobj") if prep.lower_ in {"for", "on", "over"} else ():
                if one.lemma_.lower() in CLASSES:
                    return one
    return theme


def _of_verb(source: ParsedSource, cast: Cast, verb: Token, agent: str, depth: int) -> Iterator[Change]:
    lemma = verb_of(verb)
    doer = controller(source, cast, verb) or ("" if children(verb, "nsubj") else agent)
    objects = [meant_thing(source, cast, one) for one in objects_of(verb)]
    inner = [one for one in children(verb, "xcomp", "pcomp", "ccomp") if one.pos_ in {"VERB", "AUX"}]
    if lemma == "call" and not any(root_of(low) in _CALLED for one in objects for low in themes_of(one)):
        return
    if CHANGES.get(lemma, ("",))[0] == "begin" and inner:
        for one in inner:
            yield from (begun(low) for low in _of_verb(source, cast, one, doer or agent, depth + 1))
        return
    if lemma in _GOING and (gone := _gone(source, cast, verb)):
        yield from gone
    elif lemma == "stay" and (kept := [one for one in children(verb, "nsubj") if not cast.meant(source, one)]):
        for theme in [low for one in kept for low in themes_of(one)]:  # *wants the mill to stay where it is*
            yield Change(source, verb, theme, "keep", "", "", "", True, negated=negated(verb))
    elif lemma in CHANGES or lemma in OTHER_CHANGES:
        yield from _changed(source, cast, verb, doer, objects, inner)
    elif lemma in KEEPS:
        below = [one for prep in children(verb, "prep") for one in children(prep, "pobj", "pcomp")]
        for one in [*objects, *below]:
            for theme in themes_of(one):
                yield Change(source, verb, theme, "keep", "", "", doer, True)
    elif lemma in {"take", "bring", "refer", "submit"} and (forums := _forums(verb)):
        for one in forums:
            yield Change(source, verb, one, "do take", "not taken", "taken", doer, negated=negated(verb))
    elif lemma in LIGHT or lemma in REFUSALS or lemma in _THROUGH:
        yield from _through(source, cast, verb, doer, objects, inner, depth)
    elif depth == 0 and lemma not in SAYING | {"be", "have"}:
        yield from _done(source, cast, verb, doer, objects)
    yield from _joined(source, cast, verb, doer, agent, depth)


def _changed(
    source: ParsedSource, cast: Cast, verb: Token, doer: str, objects: list[Token], inner: list[Token]
) -> Iterator[Change]:
    """What a verb of change changes."""
    lemma = verb_of(verb)
    denied = negated(verb)
    kind, today, level = CHANGES.get(lemma, (f"do {lemma}", "as now", participle(verb)))
    if kind == "begin":
        objects = _worked_on(verb, objects)
    if inner and kind in {"stop", "resume"}:
        objects = [theme for one in inner for theme in children(one, "dobj")] or objects
    if not objects and verb.dep_ == "acl" and children(verb, "auxpass"):
        objects = [verb.head]  # *wants rents to be frozen*, where the noun was read first
    frozen = objects or (children(verb, "nsubj") if verb.tag_ == "VBN" else [])
    if lemma == "freeze" and any(one.lemma_.lower() in PRICES for one in frozen):
        yield Change(source, verb, verb, "do freeze", "as now", "frozen", doer, negated=denied)
        return
    if lemma == "strike" and not any(one.lemma_.lower() in DEALS for one in objects):
        objects, kind, today, level = [], "call", "none", "called"
    if not objects and lemma in {"pay", "provide", "return"}:
        preps = [prep for prep in children(verb, "prep") if prep.lower_ in {"for", "to"}]
        objects = [one for prep in preps for one in children(prep, "pobj")]
    counted = [(one, amount) for one in objects if (amount := amount_of(one)) is not None and amount[1]]
    for one, amount in counted:
        yield Change(source, verb, one, "amount", "", "", doer, amount=amount, negated=denied)
    if counted:
        return
    themes = [theme for one in objects for theme in themes_of(one)]
    subjects = children(verb, "nsubj")
    if kind == "leave" and themes and not any(one.lemma_.lower() in _POSTS for one in themes):
        kind, today, level = "do leave", "as now", "left"
    if kind == "leave" and not themes:
        themes = [verb]
    elif not themes and subjects and not cast.meant(source, subjects[0]):
        themes = [theme for one in subjects for theme in themes_of(one)]
        doer = ""
    elif not themes:
        bare = not objects or all(one.pos_ == "PRON" for one in objects)
        acts = lemma in OTHER_CHANGES or kind == "call"
        themes = [verb] if acts and bare and kind != "do hit" else themes_of_weak(objects)
    if not objects and verb.dep_ == "xcomp" and children(verb, "auxpass"):
        themes, doer = [verb], ""
    amount, former = moved(verb, objects)
    if kind.startswith("do ") or kind == "admit":  # *disarm Hamas*: the act is the issue
        themes = [verb if cast.meant(source, theme) else theme for theme in themes]
    for theme in themes:
        yield Change(source, verb, theme, kind, today, level, doer, False, amount, former, denied)


def _through(
    source: ParsedSource, cast: Cast, verb: Token, doer: str, objects: list[Token], inner: list[Token], depth: int
) -> Iterator[Change]:
    """What stands below a verb that says little itself: *make a concession*, *agree to lift*, *is ready to sign*."""
    counted = [one for one in objects if amount_of(one) or ratio_of(one)]
    amounts = [change for one in counted for change in changes_in(source, cast, one, doer, depth)]
    yield from amounts
    below = [one for one in objects if one not in counted]
    direct = [change for one in below for change in changes_in(source, cast, one, doer, depth + 1)]
    if not direct and not amounts:
        below = [one for prep in children(verb, "prep") for one in children(prep, "pobj", "pcomp")]
        below = [one for one in below if one.lemma_.lower() not in {"exchange", "return"}]  # *in exchange for*
        direct = [change for one in below for change in changes_in(source, cast, one, doer, depth + 1)]
    for one in children(verb, "acomp", "attr"):
        inner = [*inner, *children(one, "xcomp")]
        inner += [word for prep in children(one, "prep") for word in children(prep, "pobj", "pcomp")]
    direct += [change for one in inner for change in changes_in(source, cast, one, doer, depth + 1)]
    yield from (denied(one) for one in direct) if negated(verb) else direct


def _gone(source: ParsedSource, cast: Cast, verb: Token) -> list[Change]:
    """*The royalty is to go up from 5 to 12 per cent*, *the price to rise to 9 dollars*."""
    subject = next((one for one in children(verb, "nsubj") if one.pos_ == "NOUN" and not cast.meant(source, one)), None)
    to, former = from_to(verb)
    if subject is None or to is None or negated(verb):
        return []
    themes = themes_of(subject)
    return [Change(source, verb, one, "amount", "", "", "", amount=to, former=former) for one in themes]


_GOING = {"go", "rise", "climb", "fall", "drop", "come", "grow"}


def _done(source: ParsedSource, cast: Cast, verb: Token, doer: str, objects: list[Token]) -> Iterator[Change]:
    """What any other verb is about."""
    if verb.pos_ != "VERB" or verb.dep_ not in {"xcomp", "ccomp", "pcomp", "conj", "acl", "advcl", "ROOT"}:
        return
    preps = [prep for prep in children(verb, "prep") if prep.lower_ in {"for", "over"}]
    over = [low for prep in preps for low in children(prep, "pobj")]
    themes = [theme for one in objects or over for theme in themes_of(one)]
    for one in themes:
        theme = verb if cast.meant(source, one) else one
        level = "" if verb_of(verb) in TELLS_NOTHING else participle(verb)
        yield Change(source, verb, theme, f"does {verb_of(verb)}", "as now", level, doer, negated=negated(verb))


def _joined(source: ParsedSource, cast: Cast, verb: Token, doer: str, agent: str, depth: int) -> Iterator[Change]:
    """What is joined to a verb by *and* or *or*."""
    for one in children(verb, "conj"):
        if one.pos_ in {"VERB", "AUX"}:
            yield from _of_verb(source, cast, one, doer or agent, depth + 1)
        for low in children(one, "acl") if one.pos_ == "NOUN" else ():
            if any(to.lower_ == "to" for to in children(low, "aux")):  # *wants work to begin and rents to be frozen*
                yield from _of_verb(source, cast, low, agent, depth + 1)


def _forums(verb: Token) -> list[Token]:
    """*Take the matter to the Security Council*: who is to decide instead."""
    return [
        one
        for prep in children(verb, "prep")
        if prep.lower_ in {"to", "before"}
        for one in children(prep, "pobj")
        if one.lemma_.lower() in _FORUMS
    ]


def _worked_on(verb: Token, objects: list[Token]) -> list[Token]:
    """*Start work on the bridge*, *start on two of the towers*: where something is begun."""
    if any(one.lemma_.lower() != "work" for one in objects):
        return objects
    preps = [prep for one in [verb, *objects] for prep in children(one, "prep") if prep.lower_ in {"on", "with"}]
    return [low for prep in preps for low in children(prep, "pobj")] or objects


_FORUMS = {"court", "council", "tribunal", "arbitration", "arbitrator", "panel", "ombudsman", "commission", "regulator"}
_CALLED = {"strike", "election", "vote", "referendum", "ballot", "boycott", "halt", "truce", "meeting", "protest"}
_POSTS = {"office", "post", "power", "presidency", "job", "leadership", "government"}
