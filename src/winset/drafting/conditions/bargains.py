"""What is given for what, whatever says so: *contingent on*, *without*, *in return*, *as the price of that*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset.drafting.attitudes.withholding import (
    Withheld,
    holder_of,
    joined,
    offered_before,
    spoken_of,
    told_by,
    willing,
)
from winset.drafting.conditions.promises import denies, main_of, meant_by
from winset.drafting.issues.attitude import Attitude
from winset.drafting.people.cast import Cast
from winset.drafting.people.verbs import negated, subject_of
from winset.drafting.source import ParsedSource, children
from winset.frozen import replace
from winset.reading.spans import Token

_HINGES = {"depend", "hinge", "rest", "turn", "hang", "hinges", "depends", "rests", "predicate", "predicated"}
_NEEDS = {"presuppose", "require", "presume", "need", "assume"}
_BOUND = {"contingent", "conditional", "dependent", "conditioned", "predicated", "subject", "conditionally"}
_TIES = {"tie", "link", "couple", "peg"}
_PRICE = {"precondition", "condition", "prerequisite", "price", "pre-condition", "requirement"}
_GIVEN = {"offer", "concession", "promise", "pledge", "gesture", "commitment", "step", "assurance", "readiness"}
_EXPECTS = {"want", "expect", "demand", "ask", "seek", "insist", "require", "request", "call", "need", "look"}


def bargains(source: ParsedSource, cast: Cast, found: Sequence[Attitude]) -> Iterator[Withheld]:
    """Find what is given for what without a clause of condition."""
    for one in _told(source, cast, found):
        asked = {low.i for change in one.unless for low in (change.theme, change.token)}
        held = tuple(low for low in one.held if low.theme.i not in asked)
        if held:  # *5 percent, subject to two turbines being put back*: these are not held back
            yield replace(one, held=held)


def _told(source: ParsedSource, cast: Cast, found: Sequence[Attitude]) -> Iterator[Withheld]:
    for token in source.doc:
        lemma = token.lemma_.lower()
        if lemma in _HINGES | _NEEDS:
            yield from _hinging(source, cast, found, token, lemma)
        elif lemma in _BOUND:
            yield from _bound(source, cast, found, token)
        elif lemma in _TIES and token.pos_ == "VERB":
            yield from _tied(source, cast, found, token)
        elif lemma in _PRICE and token.pos_ == "NOUN":
            yield from _priced(source, cast, found, token)
        elif token.lower_ == "without" and token.dep_ == "prep":
            yield from _without(source, cast, found, token)
        elif lemma in {"return", "exchange"} and token.dep_ == "pobj" and token.head.lower_ == "in":
            yield from _in_turn(source, cast, found, token)
        elif token.lower_ == "no" and token.dep_ == "det":
            yield from _no_without(source, cast, token)
        elif token.lower_ == "part" and token.dep_ == "pobj" and token.head.lower_ == "as":
            yield from _as_part(source, cast, found, token)


def _below(prep: Token) -> list[Token]:
    """What a preposition leads to, the clause where there is one."""
    clauses = children(prep, "pcomp")
    nouns = joined(children(prep, "pobj"))
    for one in nouns:  # *contingent on Helix dropping its right*, *for the interest being paid*
        clauses += [low for low in children(one, "acl") if low.tag_ == "VBG"]
    beside = [one for one in children(_verb_above(prep), "advcl") if nouns and one.i > nouns[0].i and one.tag_ == "VBG"]
    return clauses or (beside if nouns and nouns[0].pos_ == "PROPN" else []) or nouns


def _verb_above(token: Token) -> Token:
    above = token
    while above.head != above:
        above = above.head
        if above.pos_ in {"VERB", "AUX"}:
            return above
    return above


def _on(token: Token, *words: str) -> list[Token]:
    return [low for prep in children(token, "prep") if prep.lower_ in words for low in _below(prep)]


def _pair(
    source: ParsedSource,
    cast: Cast,
    found: Sequence[Attitude],
    held: Sequence[Token],
    asked: Sequence[Token],
    at: Token,
    sign: str,
    holder: str = "",
) -> Iterator[Withheld]:
    """Words for what is held and for what is asked: *it* and *that* stand for what was offered last."""
    who = holder or told_by(source, cast, at)
    pointing = [one for one in held if one.pos_ in {"PRON", "DET"} or one.lower_ in {"that", "this", "it"}]
    pointing += [
        one for one in held if one.lemma_.lower() in _GIVEN and one.dep_ != "pobj"
    ]  # *has made the offer subject to*
    if pointing or not held:
        who, changes = offered_before(source, cast, found, at, "" if not holder else who)
    else:
        changes = spoken_of(source, cast, held, who)
        who = who or next(
            (key for one in held for low in children(one, "poss") if (key := cast.meant(source, low))), ""
        )
    wanted = tuple(replace(one, agent="") if one.agent == who else one for one in spoken_of(source, cast, asked))
    if who and changes and wanted:
        yield Withheld(who, changes, wanted, at, source, sign)


def _hinging(
    source: ParsedSource, cast: Cast, found: Sequence[Attitude], token: Token, lemma: str
) -> Iterator[Withheld]:
    """*Release of the money hinges on a deal*, *that presupposed the return of the bank*."""
    if token.pos_ == "ADJ" or negated(token):
        return
    asked = _on(token, "on", "upon") if lemma in _HINGES else joined(children(token, "dobj"))
    asked = asked or ([one for one in children(token, "ccomp") if one.i > token.i] if lemma in _NEEDS else [])
    subjects = children(token, "nsubj", "nsubjpass")
    if token.tag_ == "NNS":
        subjects = subjects or children(token, "compound")[-1:]  # *release of the cargo hinges on*, read as nouns
    if not asked or not subjects:
        return
    if lemma in _NEEDS and subjects[0].lower_ not in {"that", "this"}:
        return  # *an accord requires patience* says nothing of who withholds it
    if lemma in {"rest", "turn", "hang"} and cast.meant(source, subjects[0]):
        return
    yield from _pair(source, cast, found, subjects, asked, token, f"{lemma} on" if lemma in _HINGES else lemma)


def _bound(source: ParsedSource, cast: Cast, found: Sequence[Attitude], token: Token) -> Iterator[Withheld]:
    """*Has made the grant dependent on …*, *would concede 10 percent, contingent on …*, *subject to …*."""
    asked = _on(token, "on", "upon") if token.lemma_.lower() != "subject" else _on(token, "to")
    if not asked:
        return
    own = children(token, "nsubj", "nsubjpass")
    verb = _verb_above(token)
    if verb.lemma_.lower() in {"make", "keep", "leave"}:
        held = (
            own or children(verb, "dobj") or [low for one in children(verb, "ccomp") for low in children(one, "nsubj")]
        )
        yield from _pair(source, cast, found, held, asked, token, token.lower_, holder_of(source, cast, verb))
    elif own or (verb.lemma_.lower() == "be" and token.dep_ in {"acomp", "attr", "prep"} and not willing(verb)):
        yield from _pair(source, cast, found, own or children(verb, "nsubj"), asked, token, token.lower_)
    elif willing(verb) or willing(_last_before(token)):
        above = verb if willing(verb) and verb.pos_ == "VERB" else _last_before(token)
        holder, given = meant_by(source, cast, above)
        wanted = spoken_of(source, cast, asked)
        if holder and given and wanted:
            yield Withheld(holder, given, wanted, token, source, token.lower_)


def _last_before(token: Token) -> Token:
    """The last verb before a word that says what somebody could do."""
    before = [one for one in token.doc[token.sent.start : token.i] if one.pos_ == "VERB" and willing(one)]
    main = [one for one in before if one.dep_ not in {"relcl", "acl"}]
    return (main or before or [token])[-1]


def _tied(source: ParsedSource, cast: Cast, found: Sequence[Attitude], token: Token) -> Iterator[Withheld]:
    """*Has tied that to the building of a museum*, *linked the loan to reforms*."""
    held, asked = children(token, "dobj"), _on(token, "to", "with")
    subject = subject_of(token)
    key = cast.meant(source, subject) if subject is not None and not children(token, "nsubjpass") else ""
    if held and asked and key:
        yield from _pair(source, cast, found, held, asked, token, f"{token.lemma_} to", key)


def _priced(source: ParsedSource, cast: Cast, found: Sequence[Attitude], token: Token) -> Iterator[Withheld]:
    """*Made exclusivity a precondition for paying more*, *a long lease has to be the price of public money*."""
    held = _on(token, "for", "of", "to")
    verb = _verb_above(token)
    if token.dep_ == "pobj" and token.head.lower_ in {"as", "at"}:
        if token.head.lower_ == "as" and verb.lemma_.lower() in _EXPECTS:  # *as the price of that, it wants …*
            yield from _expected(source, cast, found, token, verb)
        return
    if not held:
        return
    if verb.lemma_.lower() == "make":
        asked = [one for one in children(verb, "dobj") if one != token] or children(token, "nsubj")
        yield from _pair(source, cast, found, held, asked, token, token.lemma_, holder_of(source, cast, verb))
    elif verb.lemma_.lower() == "be" and token.dep_ == "attr":
        subject = subject_of(verb)
        yield from _pair(source, cast, found, held, [subject] if subject is not None else [], token, token.lemma_)


def _without(source: ParsedSource, cast: Cast, found: Sequence[Attitude], token: Token) -> Iterator[Withheld]:
    """*There would be no loan without a withdrawal of the notices*, *without that we will not sign*."""
    asked = _below(token)
    verb = _verb_above(token)
    if not denies(main_of(verb)) and token.i <= token.sent.start + 1:  # *without that, she said, there would be no …*
        later = [one for one in token.sent if one.pos_ in {"VERB", "AUX"} and willing(one) and denies(one)]
        verb = later[0] if later else verb
    if not asked or verb.pos_ not in {"VERB", "AUX"} or not denies(main_of(verb)):
        return
    main = main_of(verb)
    attributes = children(main, "attr") if main.lemma_.lower() == "be" else []
    holder = told_by(source, cast, main) if attributes else holder_of(source, cast, verb)
    held = spoken_of(source, cast, attributes or [verb], holder)
    held = tuple(replace(one, negated=False) for one in held)
    if any(one.lower_ in {"that", "this", "it"} for one in asked):
        near = [one.change for one in found if one.change.source is source and one.token.i < token.i and one.wants]
        wanted = tuple(near[-1:])
    else:
        wanted = spoken_of(source, cast, asked)
    if holder and held and wanted:
        yield Withheld(holder, held, wanted, token, source, "without")


def _no_without(source: ParsedSource, cast: Cast, token: Token) -> Iterator[Withheld]:
    """*No quiet nights, no pier*: the second is held back for the first."""
    comma = next((one for one in token.doc[token.i + 1 : min(token.i + 7, token.sent.end)] if one.text == ","), None)
    opens = token.i == token.sent.start or token.nbor(-1).is_punct  # *has no oil, no port* is a list
    if not opens or comma is None or comma.nbor(1).lower_ != "no" or comma.nbor(1).dep_ != "det":
        return
    first, second = token.head, comma.nbor(1).head
    if not token.i < first.i < comma.i < second.i or any(one.pos_ == "VERB" for one in token.doc[token.i : second.i]):
        return
    before = subject_of(token.doc[max(0, token.sent.start - 1)].sent.root)
    who = told_by(source, cast, first) or (cast.meant(source, before) if before is not None else "")
    held = spoken_of(source, cast, [second], who)
    asked = tuple(one for one in spoken_of(source, cast, [first]) if one.theme.i < comma.i)
    if who and held and asked:
        yield Withheld(who, held, asked, second, source, "no … without")


def _in_turn(source: ParsedSource, cast: Cast, found: Sequence[Attitude], token: Token) -> Iterator[Withheld]:
    """*In exchange it expects the five to lift the embargo*; *would give up the warrant in return for cash*."""
    asked = _on(token, "for")
    verb = _verb_above(token)
    if asked:
        above = verb if verb.i < token.i and willing(verb) else _last_before(token)
        if above is token or not willing(above):
            return
        holder, held = meant_by(source, cast, above)
        wanted = tuple(one for one in spoken_of(source, cast, asked) if one.agent != holder)
        if holder and held and wanted:
            yield Withheld(holder, held, wanted, token, source, f"in {token.lower_} for")
    elif verb.lemma_.lower() in _EXPECTS:
        yield from _expected(source, cast, found, token, verb)
    elif willing(verb) and verb.i < token.i:  # *wants its lease extended and has promised to invest in return*
        holder, held = meant_by(source, cast, verb)
        first = token.doc[max(0, token.sent.start - 1)].sent.start
        near = [one for one in found if one.change.source is source and first <= one.token.i < verb.i]
        wanted = tuple(one.change for one in near if one.holder == holder and one.act == "demand" and one.wants)
        if holder and held and wanted:
            yield Withheld(holder, held, wanted, token, source, f"in {token.lower_}")


def _expected(
    source: ParsedSource, cast: Cast, found: Sequence[Attitude], token: Token, verb: Token
) -> Iterator[Withheld]:
    """*In return it wants …*: for what it offered before."""
    subject = subject_of(verb)
    key = cast.meant(source, subject) if subject is not None else ""
    start = token.sent.root if token.i < verb.i else token
    first = token.doc[token.sent.start] if token.i < verb.i else start
    who, held = offered_before(source, cast, found, first, key)
    asked = [*children(verb, "ccomp", "xcomp"), *children(verb, "dobj")][:1] or _on(verb, "for", "on")
    wanted = tuple(one for one in spoken_of(source, cast, asked) if one.agent != key)
    if key and who == key and held and wanted:
        yield Withheld(key, held, wanted, token, source, f"in {token.lower_}")


def _as_part(source: ParsedSource, cast: Cast, found: Sequence[Attitude], token: Token) -> Iterator[Withheld]:
    """*Had agreed to give up the maps as part of a truce*."""
    verb = _verb_above(token)
    if not willing(verb) or negated(verb):
        return
    holder, held = meant_by(source, cast, verb)
    wanted = spoken_of(source, cast, _on(token, "of"))
    if holder and held and wanted:
        yield Withheld(holder, held, wanted, token, source, "as part of")
