"""Whom *it*, *she*, *its director* and an office without an owner mean, by who was spoken of before."""

from __future__ import annotations

from winset.drafting.people.mentions import Mentions
from winset.drafting.people.names import SUBJECTS, lemma_of
from winset.drafting.source import ParsedSource, children, objects_of
from winset.drafting.words import OFFICES
from winset.reading.spans import Token, quotations, text_of


def before(mentions: Mentions, source: ParsedSource, token: Token, person: bool) -> str:
    """Whom a pronoun means: the subject last named before it in this sentence or the one before."""
    sentence = token.sent.start
    fallback = ""
    if key := introduced(mentions, source, token) or _after(mentions, source, token):
        return key
    if token.dep_ == "poss" and lemma_of(token.head) in OFFICES and (key := _cited(mentions, source, token)):
        return key
    if token.dep_ == "poss" and not person and (key := _parallel(mentions, source, token)):
        return key
    if token.lower_ == "it" and token.dep_ in SUBJECTS and token.head.dep_ == "ccomp":
        for one in children(token.head.head, "nsubj"):  # *told the other that it would not*
            if teller := mentions.key_at(source, one.i):
                return teller
    last = token.doc[max(0, sentence - 1)].sent.start
    office = not person and token.dep_ == "poss" and lemma_of(token.head) in OFFICES
    for place in range(token.i - 1, max(-1, sentence - 80), -1):
        if office and place < last and fallback and mentions.figures[fallback].mentions > 1:
            return fallback  # *That is the sticking point for Garrick's. Its director …*
        key = mentions.key_at(source, place)
        if key not in mentions.figures:
            continue
        one = source.doc[place]
        if (person and one.text not in mentions.person_of) or quoted(one) > quoted(token):
            continue  # *"… a trailer of Dolo," its president said*: not Dolo's
        if office and one.nbor(1).text == ":":
            continue  # *HOLT: …*
        if one.dep_ == "attr" and not any(mentions.key_at(source, low.i) for low in children(one.head, "nsubj")):
            return key  # *a complication is the government of Benara*
        if _in_relative(one, token):
            fallback = fallback or key
            continue
        if one.dep_ in SUBJECTS or (one.dep_ in {"conj", "appos"} and one.head.dep_ in SUBJECTS) or one.dep_ == "poss":
            return key
        fallback = fallback or key
    return fallback


def quoted(token: Token) -> bool:
    """Whether a word stands in a quotation."""
    kept = token.doc.user_data
    if "quotations" not in kept:
        kept["quotations"] = quotations(text_of(token.doc))
    return any(start <= token.idx < end for start, end in kept["quotations"])


def _parallel(mentions: Mentions, source: ParsedSource, token: Token) -> str:
    """*X says that Y …, and its director*, *X asks for what Y has. Its director …*: whom the main clause is about."""
    verb = next((one for one in token.ancestors if one.pos_ in {"VERB", "AUX"}), token)
    main = verb.head if verb.dep_ == "conj" else None
    if main is None and token.i <= token.sent.start + 1 and token.sent.start:
        main = token.doc[token.sent.start - 1].sent.root
    above = [main, *main.ancestors] if main is not None else []
    for subject in (low for one in above for low in children(one, "nsubj", "nsubjpass")):
        of = objects_of(subject, {"of"})
        for one in (subject, *children(subject, "poss"), *of):
            if key := mentions.key_at(source, one.i):
                return key
    return ""


def _after(mentions: Mentions, source: ParsedSource, token: Token) -> str:
    """*Although it takes no part in the talks, the institute …*: the subject that follows."""
    clause = token.head
    while clause.dep_ not in {"advcl", "ROOT"} and clause.head != clause:
        clause = clause.head
    first = clause.left_edge.i <= token.sent.start + 1 and clause.dep_ == "advcl" and clause.i < clause.head.i
    subjects = children(clause.head, "nsubj", "nsubjpass") if first and token.i <= clause.left_edge.i + 2 else []
    return next((key for one in subjects if (key := mentions.key_at(source, one.i))), "")


def _in_relative(one: Token, token: Token) -> bool:
    """Whether a word of an earlier sentence stands in a subordinate clause there, which tells of somebody else."""
    below = [low for low in one.ancestors if low.dep_ == "relcl" or (low.dep_ == "advcl" and _conditional(low))]
    return bool(one.sent != token.sent and below)


def _conditional(verb: Token) -> bool:
    return any(low.lower_ in {"until", "unless", "if", "once"} for low in children(verb, "mark", "advmod"))


def introduced(mentions: Mentions, source: ParsedSource, token: Token) -> str:
    """*Then there is Great Morava. It has …*, *The streamer has …*: the name that was just brought in."""
    just = source.doc[max(0, token.sent.start - 12) : token.sent.start]
    last = [one for one in just if one.sent == just[-1].sent] if len(just) else []
    if token.i > token.sent.start + 2 or not any(one.dep_ == "expl" for one in last):
        return ""
    keys = dict.fromkeys(key for one in last if (key := mentions.key_at(source, one.i)))
    return next(iter(keys)) if len(keys) == 1 else ""


def _cited(mentions: Mentions, source: ParsedSource, token: Token) -> str:
    """*…, according to the institute. Its director …*: the institute, if the sentence before ends with it."""
    near = source.doc[max(0, token.sent.start - 9) : token.sent.start]
    if not any(one.lower_ == "to" and one.head.lower_ == "according" for one in near):
        return ""
    just = [one for one in near if not (one.is_space or one.is_punct)][-3:]
    return next((key for one in reversed(just) if (key := mentions.key_at(source, one.i))), "")
