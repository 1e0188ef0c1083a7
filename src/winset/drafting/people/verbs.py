"""Verbs: whether they are denied, whose they are, their base form with its particle, and what they lead to."""

from __future__ import annotations

import re

from winset.drafting.amounts import amount_of
from winset.drafting.people.cast import Cast
from winset.drafting.source import ParsedSource, children
from winset.drafting.words import CHANGES, OTHER_CHANGES
from winset.reading.spans import Token

_GIVES = {"offer", "give", "pay", "grant", "promise", "send", "sell", "lend", "hand", "allow", "deny", "guarantee"}
_PARTICLES = {"down", "up", "out", "off", "back", "over", "aside"}


def negated(token: Token) -> bool:
    """Whether a verb is denied."""
    if any(child.dep_ == "neg" or child.lower_ in {"never", "neither", "nor"} for child in token.children):
        return True
    if any(_not_one(one) for one in children(token, "nsubj", "nsubjpass", "dobj")):
        return True  # *not a penny will be paid*
    return any(
        grand.lower_ == "no" and grand.dep_ == "det"
        for child in children(token, "dobj", "nsubjpass", *(("nsubj",) if token.pos_ == "VERB" else ()))
        for grand in child.children
    )


def _not_one(noun: Token) -> bool:
    first = noun.left_edge
    before = first.nbor(-1) if first.i > first.sent.start else first
    return "not" in {first.lower_, before.lower_} and any(one.lower_ in {"a", "one"} for one in noun.children)


def antecedent(token: Token) -> Token:
    """*A prepayment of 300 million euros which it has asked for*: the prepayment, not *which*, nor the euros."""
    if token.lower_ not in {"which", "that", "whom", "who"} or token.pos_ == "SCONJ":
        return token
    clause = token
    while clause.dep_ not in {"relcl", "ROOT"} and clause.head != clause:
        clause = clause.head
    if clause.dep_ != "relcl":
        return token
    noun = clause.head
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and amount_of(noun) and noun.head.head.pos_ == "NOUN":
        noun = noun.head.head
    return noun


def objects_of(verb: Token) -> list[Token]:
    """What a verb is done to; of two objects the second, for one receives it: *offered holders 58 cents*."""
    found = children(verb, "dobj", "nsubjpass")
    if not found and not children(verb, "nsubj") and verb.dep_ == "relcl":
        return [verb.head]
    if len(children(verb, "dobj")) > 1 and verb.lemma_.lower() in _GIVES:
        found = found[1:]
    return [antecedent(one) for one in found]


def subject_of(token: Token) -> Token | None:
    """The subject of a verb, also where a verb above has it."""
    for _ in range(6):
        own = [*token.children, *(low for one in children(token, "auxpass") for low in one.children)]
        own = [child for child in own if child.dep_ in {"nsubj", "nsubjpass"}]
        if own:  # *most of all, they say, they want nurses*
            return next((one for one in own if len(own) == 1 or one.tag_ not in {"JJS", "RBS"}), own[0])
        if token.dep_ in {"acl", "relcl"} and token.head.pos_ in {"NOUN", "PROPN"} and token.dep_ == "relcl":
            return token.head
        if (
            token.dep_
            not in {"xcomp", "conj", "advcl", "ccomp", "pcomp", "acl", "prep", "acomp", "dobj", "attr", "pobj"}
            or token.head == token
        ):
            return None
        token = token.head
    return None


def controller(source: ParsedSource, cast: Cast, verb: Token) -> str:
    """Who would do what a verb says: its subject, the object of the verb above it, or that verb's subject."""
    for child in children(verb, "nsubj"):
        return cast.meant(source, child)
    if children(verb, "nsubjpass", "auxpass"):
        for agent in children(verb, "agent"):
            for one in children(agent, "pobj"):
                return cast.meant(source, one)
        return ""
    if verb.dep_ in {"xcomp", "ccomp", "advcl", "conj"} and verb.head != verb:
        for child in children(verb.head, "dobj", "dative"):
            if child.i < verb.i and verb.dep_ in {"xcomp", "ccomp"} and (key := cast.meant(source, child)):
                return key
    one = subject_of(verb)
    return cast.meant(source, one) if one is not None else ""


def verb_of(verb: Token) -> str:
    """The base form with its particle: *step-down*, *roll-back*."""
    particle = next(
        (child.lower_ for child in verb.children if child.dep_ in {"prt", "advmod"} and child.lower_ in _PARTICLES), ""
    )
    lemma = str(verb.lemma_.lower())
    return f"{lemma}-{particle}" if particle and f"{lemma}-{particle}" in {*CHANGES, *OTHER_CHANGES} else lemma


_PARTICIPLES = dict(
    re.findall(
        r"(\w+):(\w+)",
        """
        bear:borne beat:beaten become:become begin:begun bend:bent bet:bet bid:bid bind:bound break:broken
        bring:brought broadcast:broadcast build:built burst:burst buy:bought cast:cast catch:caught
        choose:chosen come:come cost:cost cut:cut deal:dealt dig:dug do:done draw:drawn drive:driven eat:eaten
        fall:fallen feed:fed feel:felt fight:fought find:found flee:fled fly:flown forbid:forbidden
        forecast:forecast foresee:foreseen forget:forgotten forgive:forgiven forgo:forgone freeze:frozen
        get:got give:given go:gone grow:grown hang:hung have:had hear:heard hide:hidden hit:hit hold:held
        hurt:hurt keep:kept know:known lay:laid lead:led leave:left lend:lent let:let lose:lost make:made
        mean:meant meet:met mislead:misled mistake:mistaken offset:offset outbid:outbid override:overridden
        oversee:overseen overtake:overtaken overthrow:overthrown pay:paid put:put quit:quit read:read
        rebuild:rebuilt redo:redone redraw:redrawn repay:repaid resell:resold reset:reset retake:retaken
        rethink:rethought rewrite:rewritten rid:rid ride:ridden rise:risen run:run say:said see:seen
        seek:sought sell:sold send:sent set:set shake:shaken shed:shed shoot:shot show:shown shrink:shrunk
        shut:shut sing:sung sink:sunk sit:sat slide:slid speak:spoken spend:spent spill:spilt split:split
        spread:spread spring:sprung stand:stood steal:stolen stick:stuck strike:struck swear:sworn sweep:swept
        swing:swung take:taken teach:taught tear:torn tell:told think:thought throw:thrown undercut:undercut
        undertake:undertaken underwrite:underwritten undo:undone unwind:unwound uphold:upheld upset:upset
        wear:worn win:won withdraw:withdrawn withhold:withheld withstand:withstood write:written
        """,
    )
)
_DOUBLED = re.compile(
    r"admit|allot|commit|compel|concur|confer|control|defer|deter|emit|equip|expel|incur|infer|occur|omit|"
    r"patrol|permit|prefer|propel|rebut|recur|refer|regret|remit|repel|submit|transfer|transmit"
)


def participle(verb: Token) -> str:
    """The word for what a verb leads to."""
    lemma = verb_of(verb).replace("-", " ")
    if verb.tag_ == "VBN":
        return str(verb.lower_)
    first, *rest = lemma.split()
    if first in _PARTICIPLES:
        word = _PARTICIPLES[first]
    elif first.endswith("e"):
        word = f"{first}d"
    elif re.search(r"[^aeiou]y$", first):
        word = f"{first[:-1]}ied"
    elif _DOUBLED.fullmatch(first) or re.fullmatch(r"[^aeiou]*[aeiou][bdgmnpt]", first):
        word = f"{first}{first[-1]}ed"
    else:
        word = f"{first}ed"
    return " ".join([word, *rest])
