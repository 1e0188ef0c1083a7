"""What texts say would follow: *if …, … would …*, *if not, …*, *with …, … may …*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from winset.drafting.endings.outlooks import fails_by_opening
from winset.drafting.endings.prospects import listed
from winset.drafting.issues.change import Change
from winset.drafting.issues.changes import changes_in
from winset.drafting.people.cast import Cast
from winset.drafting.people.verbs import negated
from winset.drafting.source import ParsedSource, children
from winset.drafting.words import DEMANDS, OFFERS, READY, SAYING
from winset.frozen import Frozen
from winset.reading.spans import Token

_OPENING = {"instead", "then", "otherwise", "still", "but", "and", "so", "with"}
_FUTURE = {"will", "would", "could", "may", "might", "can", "wo", "’ll", "'ll", "shall"}


class EndingSentence(Frozen):
    """A sentence about what would follow, with the changes of its condition and of what follows.

    Where ``offered``, it tells what somebody's offer hangs on, and is an ending only of a text that tells no other.
    """

    source: ParsedSource
    token: Token
    condition: tuple[Change, ...]
    after: tuple[Change, ...]
    text: str
    name: str
    failing: bool
    settling: bool
    opens: bool = True
    words: frozenset[str] = frozenset()
    offered: bool = False


_SETTLES = {
    "settle",
    "agree",
    "compromise",
    "settlement",
    "agreement",
    "deal",
    "approve",
    "sign",
    "reach",
    "succeed",
    "accord",
    "approval",
}
_SOLVES = {
    "swap",
    "exchange",
    "return",
    "arrangement",
    "programme",
    "program",
    "plan",
    "package",
    "arbitration",
    "truce",
}
_BREAKS = {
    *("war", "fighting", "default", "walkout", "termination", "sale", "suspension", "stalemate", "lockout", "split"),
    *("deadlock", "bankruptcy", "closure", "injunction", "order", "lawsuit", "boycott", "secession", "escalation"),
}
_FAILS = {
    "fail",
    "collapse",
    "fall",
    "break",
    "end",
    "lapse",
    "expire",
    "breakdown",
    "failure",
    "reject",
    "without",
    "stall",
    "not",
}
_GRANTS = (OFFERS | {"support", "welcome", "drop", "attend", "abstain"}) - {"concede", "suggest", "signal"}
_GOES_ON = {
    *("strike", "lockout", "stoppage", "blockade", "walkout", "war", "fighting", "deadlock", "stalemate", "drag"),
    *("linger", "impasse", "standoff", "shutdown", "boycott", "worsen", "escalate", "escalation"),
}


def still_asked(change: Change) -> bool:
    """Whether a change in a condition is only asked for there: who *holds out for* support does not have it."""
    verbs = [one for one in (change.token, change.theme, *change.theme.ancestors) if one.pos_ == "VERB"]
    return any(
        one.lemma_.lower() in DEMANDS
        or (one.lemma_.lower() == "hold" and any(child.lower_ == "out" for child in one.children))
        for one in verbs
        if one.sent == change.theme.sent
    )


def endings(source: ParsedSource, cast: Cast, parties: list[str]) -> Iterator[EndingSentence]:
    """Find the endings a text describes: *if …, … would …*, *if not, …*, *with …, … may …*."""

    def outside(word: Token) -> bool:
        return cast.meant(source, word) not in parties

    for sentence in source.doc.sents:
        words = [token for token in sentence if not token.is_space]
        if not words:
            continue
        heads = list(listed(words, outside))
        for head in heads:
            yield _prospect(source, cast, head)
        if heads:
            continue
        marks = [
            token
            for token in words
            if token.lower_ in {"if", "unless", "should", "were", "without", "failing", "with", "once"}
        ]
        future = any(token.lower_ in _FUTURE or token.lower_ in {"expected", "likely", "be"} for token in words)
        first = next((token for token in marks if _conditional(token)), None)
        modal = (
            first is None
            and any(token.lower_ in {"would", "could", "may"} for token in words)
            and any(
                token.lemma_.lower()
                in {
                    "approval",
                    "settlement",
                    "agreement",
                    "deal",
                    "failure",
                    "collapse",
                    "compromise",
                    "accord",
                    "pact",
                }
                and (token.dep_ in {"nsubj", "pobj"} and (token.dep_ == "nsubj" or token.head.dep_ == "agent"))
                and token.head.pos_ in {"VERB", "ADP"}
                and any(child.lower_ in {"would", "could", "may"} for child in _verb_above(token).children)
                and _verb_above(token).lemma_.lower() not in {"have", "need", "require", "be"}  # what it takes
                for token in words
            )
        )
        if (first is None and not modal) or (not future and first is None):
            continue
        head = first.head if first is not None else sentence.root
        condition: list[Change] = []
        after: list[Change] = []
        inside = _premise(first, words) if first is not None else set()
        for token in words:
            if token.pos_ == "VERB" and (token.dep_ in {"ROOT", "advcl", "ccomp", "conj", "xcomp", "acl"}):
                (condition if token.i in inside else after).extend(changes_in(source, cast, token))
        area = [token for token in words if not inside or token.i in inside] if inside else words
        lemmas = {token.lemma_.lower() for token in area}
        failing = bool(lemmas & (_FAILS | _GOES_ON)) or bool(
            first is not None and first.lower_ in {"unless", "without", "failing"}
        )
        denied = any(token.pos_ == "VERB" and negated(token) for token in area if token.i in inside)
        yield EndingSentence(
            source,
            first or words[0],
            tuple(condition),
            tuple(after),
            sentence.text.strip(),
            _called(first, head, words),
            failing or denied,
            bool(lemmas & _SETTLES) and not failing and not denied,
            first is not None,
            offered=first is not None and _offered(first),
        )


def _offered(mark: Token) -> bool:
    """Whether a condition is only what somebody's offer hangs on: *we can offer 124 if …*, *it would attend if …*."""
    main = mark.head.head
    if mark.lower_ not in {"if", "once"} or mark.head.dep_ != "advcl":
        return False
    return main.lemma_.lower() in _GRANTS or (main.dep_ == "xcomp" and main.head.lemma_.lower() in READY)


def _prospect(source: ParsedSource, cast: Cast, head: Token) -> EndingSentence:
    """An ending that is one of a list."""
    inside = [one for one in head.subtree if not _joined(one, head)]
    while inside and (inside[-1].is_punct or inside[-1].lower_ in {"or", "and"}):
        inside = inside[:-1]
    lemmas = {one.lemma_.lower() for one in inside}
    failing = fails_by_opening(head) or (bool(lemmas & (_FAILS | _BREAKS)) and "not" not in lemmas)
    start = next((one for one in inside if one.dep_ not in {"det", "mark", "preconj"} and not one.is_punct), head)
    text = _shortened([one for one in inside if one.i >= start.i])
    return EndingSentence(
        source=source,
        token=head,
        condition=(),
        after=tuple(changes_in(source, cast, head)),
        text=head.sent.text.strip(),
        name=text[:1].upper() + text[1:],
        failing=failing,
        settling=bool(lemmas & (_SETTLES | _SOLVES)) and not failing,
        words=frozenset(lemmas),
    )


def _joined(token: Token, head: Token) -> bool:
    """Whether a word belongs to what is joined to the head, not to the head itself."""
    above = token
    while above != head and above.head != above:
        if above.dep_ in {"conj", "appos"} and above.i > head.i:
            return True
        above = above.head
    return False


def _premise(mark: Token, words: list[Token]) -> set[int]:
    """The places of the words of a condition; of *were talks to fail, …* those up to the comma."""
    if mark.head.dep_ != "ROOT":
        return {one.i for one in mark.head.subtree}
    comma = next((one.i for one in words if one.i > mark.i and one.text == ","), 0)
    return {one.i for one in words if mark.i <= one.i < comma} if mark.lower_ in {"were", "should"} else set()


def _called(mark: Token | None, head: Token, words: list[Token]) -> str:
    """What an ending is called: the words of its condition; what follows where those do not stand alone."""
    if mark is not None and mark.lower_ in {"were", "should"}:
        return _straightened(mark, [one for one in words if one.i in _premise(mark, words)] or words)
    if mark is not None and head.dep_ != "ROOT":
        inside = (_following(head) if mark.lower_ == "unless" or _pointing(head) else []) or [
            one for one in head.subtree if one.i > mark.i or (mark.lower_ in {"without", "unless"} and one.i == mark.i)
        ]
    elif mark is None:
        inside = _subject(words)
    else:
        inside = words
    if re.match(r"(?:and |but |however,? )?if not\b", " ".join(one.lower_ for one in words[:4] if not one.is_punct)):
        place = next(at for at, one in enumerate(words) if one.lower_ == "not")
        following = words[place + 1 :]
        text = _shortened(following)
        return text[:1].upper() + text[1:] if text else "Otherwise"
    text = _shortened(inside)
    return text[:1].upper() + text[1:] if text else "An ending"


def _pointing(verb: Token) -> bool:
    """Whether a clause is about what only the text before it names: *they are not*, *this is put off*."""
    return any(one.tag_ in {"PRP", "DT"} for one in children(verb, "nsubj", "nsubjpass"))


def _following(premise: Token) -> list[Token]:
    """The words of what follows from a condition, from its subject on; none where that is a question or only points."""
    main = premise.head
    while main.lemma_.lower() in SAYING and children(main, "ccomp"):
        main = children(main, "ccomp")[0]
    subject = next(iter(children(main, "nsubj", "nsubjpass")), None)
    if subject is None or _pointing(main) or subject.tag_ in {"WP", "WDT"}:
        return []
    left_out = {one.i for clause in children(main, "advcl", "parataxis") for one in clause.subtree}
    return [one for one in main.subtree if one.i >= subject.left_edge.i and one.i not in left_out]


def _straightened(mark: Token, premise: list[Token]) -> str:
    """*Were talks to fail*, *should the vote be lost* said by itself: talks fail, the vote is lost."""
    subjects = [one for one in premise if one.dep_.startswith("nsubj")]
    many = any(one.tag_ in {"NNS", "NNPS"} or one.lower_ in {"they", "we", "you", "i"} for one in subjects)
    verb = next((one for one in premise if one != mark and one.tag_ in {"VB", "VBP"}), None)
    told = []
    for one in premise:
        if one.tag_ == "TO" or one == mark:
            continue
        word = one.lower_
        if one == verb:
            plain = "are" if word == "be" else word
            single = "is" if word == "be" else word + ("es" if word.endswith(("s", "sh", "ch", "x", "o")) else "s")
            told.append(plain if many else single)
        else:
            told.append(one.text)
    text = " ".join(told[:12])
    return text[:1].upper() + text[1:]


def _subject(words: list[Token]) -> list[Token]:
    """The subject of a sentence without what is told about it; all its words where there is none."""
    subjects = [one for one in words if one.dep_ in {"nsubj", "nsubjpass"}]
    coming = [one for one in subjects if any(child.lower_ in _FUTURE for child in one.head.children)]
    subject = next(iter(coming or [one for one in subjects if one.head.dep_ == "ROOT"]), None)
    if subject is None:
        return words
    told = [child for one in subject.subtree for child in one.children if child.dep_ in {"relcl", "acl", "appos"}]
    aside = {one.i for child in told for one in child.subtree}
    return [one for one in subject.subtree if one.i not in aside]


def _shortened(inside: list[Token]) -> str:
    """Tell an ending in at most twelve words; of a longer one what comes before its last comma or *and* by then."""
    told = [one for place, one in enumerate(inside) if not _idle(one, inside[place + 1 : place + 2])]
    if told and told[0].lower_ in _OPENING:
        told = told[1:]
    inner = [(place, one) for place, one in enumerate(told[:13]) if place > 2]
    commas = [place for place, one in inner if one.text in {",", ";"}]
    ends = commas or [place for place, one in inner if one.dep_ == "cc"]
    long = len(told) > 12
    text = "".join(_present(one) + one.whitespace_ for one in told[: ends[-1] if long and ends else 12])
    text = re.sub(r"\s+", " ", re.sub(r"[\"“”]", "", text)).strip(" ,.;:\n’'")
    return f"{text} …" if long and not ends else text


def _present(word: Token) -> str:
    """A word as an ending says it of what may come: *if the land were signed over* is that it is."""
    verb = word.head if word.dep_ in {"aux", "auxpass"} else word
    subject = next(iter(children(verb, "nsubj", "nsubjpass")), None)
    if word.lower_ != "were" or subject is None:
        return str(word.text)
    one = subject.tag_ in {"NN", "NNP"} and not children(subject, "conj")
    supposed = one or any(other.lower_ in {"would", "could", "might"} for other in word.sent)
    return ("is" if one else "are") if supposed else str(word.text)


def _idle(word: Token, after: list[Token]) -> bool:
    """*The leaders do sign* is that they sign, and *were he to leave* or *if he were to leave* is that he is to."""
    following = after[0] if after else None
    does = word.lower_ == "do" and word.dep_ == "aux" and following is not None and following.tag_ == "VB"
    return does or (word.lower_ == "were" and following is not None and following.lower_ == "to")


def _verb_above(token: Token) -> Token:
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        token = token.head
    return token


def _conditional(token: Token) -> bool:
    """Whether a mark opens a condition about the future, not a question or a manner."""
    first = bool(token.i == token.sent.start)
    before = token.nbor(-1) if token.i else token
    begins = first or bool(before.is_punct) or before.lower_ in {"but", "and", "that", "only", "however"}
    if token.lower_ in {"if", "unless", "once"}:
        if token.head.head.lemma_.lower() in {"see", "ask", "know", "wonder"} and not begins:
            return False
        if not first and before.lower_ == "only" and token.i - token.sent.start > 2:
            return False  # *the number could rise, but only if …* is what somebody asks for
        modal = any(one.lower_ in _FUTURE | {"risks", "expected", "is"} for one in token.sent)
        return modal or begins
    if token.lower_ in {"should", "were"}:
        return first
    following = token.doc[token.i + 1 : token.i + 12]
    if token.lower_ == "with":
        return (
            token.i == token.sent.start
            and any(one.tag_ == "VBG" for one in following)
            and any(one.lower_ in _FUTURE for one in token.sent)
        )
    return first and any(one.lower_ in {"deal", "agreement", "settlement", "compromise"} for one in following)
