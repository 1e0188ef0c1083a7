"""What must come first, whatever word says so: read by place where no other rule has read the sentence.

The main line says what somebody will not do, or could do; after (or before) it a word of condition or of order in time
names what comes first: *could be imagined as soon as …*, *no reason to withdraw it ahead of …*, *until that happens*.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset.drafting.amounts import ABOUT_TIME, amount_of
from winset.drafting.attitudes.withholding import Withheld, offered_before, possible, spoken_of, willing
from winset.drafting.conditions.promises import comes_to, comes_to_somebody, denies, main_of, meant_by, suffers
from winset.drafting.issues.attitude import Attitude
from winset.drafting.issues.change import Change
from winset.drafting.people.cast import Cast
from winset.drafting.people.verbs import subject_of
from winset.drafting.source import ParsedSource, children
from winset.drafting.words import DAYS, OBSERVERS
from winset.frozen import replace
from winset.reading.spans import Token

_NOT_BEFORE = (
    *("until", "till", "before", "without", "unless", "except", "barring", "pending", "absent", "ahead of", "prior to"),
    *("short of", "in advance of", "save", "in the absence of", "as long as", "so long as", "while"),
)
_AFTER = (
    *("if", "once", "as soon as", "the moment", "the minute", "the day", "when", "provided", "providing", "assuming"),
    *("on the understanding that", "on condition that", "on the basis that", "in the event that", "as long as"),
    *("so long as", "in case", "given", "after", "only then", "should"),
)
_TIMED = {"before", "until", "till"}
_HOURS = {"midnight", "noon", "dawn", "dusk", "christmas", "easter", "advent", "summer", "winter", "spring", "autumn"}
_LASTING = {"until", "till", "pending", "as long as", "so long as", "while", "unless"}
_ENDS = {"run", "expire", "lapse", "end", "fail", "collapse", "break", "elapse", "go"}
_SEEN = {"view", "see", "welcome", "want", "regard", "treat", "like", "ask", "know", "wonder", "consider"}
_GUESSES = {"believe", "think", "doubt", "expect", "reckon", "predict", "guess", "suspect", "fear"}
_LOOSE = {"when", "after", "given", "should"}  # these seldom open a condition: asked for more
_REFUSES = {"refuse", "decline", "reject", "rule", "exclude", "withhold", "block", "freeze", "suspend", "delay", "hold"}
_STAYS = {"stay", "remain", "keep", "continue", "stand", "last"}
_HAPPEN = {"happen", "occur", "change", "do", "be", "come"}
_POINTS = {"that", "this", "it", "then", "so"}
_AGAIN = {
    *("resume", "return", "reopen", "restart", "restore", "lift", "release", "free", "end", "drop", "withdraw", "sign"),
    *("pay", "grant", "renew", "ratify", "hand", "transfer", "unfreeze", "reinstate", "give", "accept", "approve"),
    *("vote", "join", "leave", "come", "follow", "begin", "start", "roll", "be", "raise", "double", "triple", "open"),
    *("flow", "talk", "look", "think", "consider", "discuss", "post"),
}


def priors(
    source: ParsedSource, cast: Cast, found: Sequence[Attitude], sides: Sequence[str], read: set[int]
) -> Iterator[Withheld]:
    """Find what is held back until something else comes, in sentences that ``read`` (their starts) does not name."""
    for sentence in source.doc.sents:
        if sentence.start in read or sentence.text.strip().endswith("?"):
            continue
        for start, end, sign in _signs(list(sentence)):
            one = _read(source, cast, found, sides, (source.doc[start], source.doc[end - 1], sign))
            if one is not None:
                yield one
                break


def _signs(words: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """The places of words of condition in a sentence, with the words."""
    lower = [one.lower_ for one in words]
    for place in range(len(words)):
        for sign in dict.fromkeys((*_NOT_BEFORE, *_AFTER)):
            parts = sign.split()
            if lower[place : place + len(parts)] == parts and (place == 0 or lower[place - 1] not in {"even", "as"}):
                yield words[place].i, words[place].i + len(parts), sign
                break


def _read(
    source: ParsedSource,
    cast: Cast,
    found: Sequence[Attitude],
    sides: Sequence[str],
    sign: tuple[Token, Token, str],
) -> Withheld | None:
    first, last, word = sign
    below = _below(last, word)
    if below is None or (word in _TIMED and below.pos_ not in {"VERB", "AUX"} and _is_time(below)):
        return None
    main = _main(first, below)
    if main is None or main == below or _asks(main) or _watched(main) or comes_to_somebody(main):
        return None
    if main.lemma_.lower() in _SEEN or suffers(main_of(main)):
        return None
    if below.lemma_.lower() in _ENDS and word in _AFTER:
        return None  # *once the agreement has run out*: nobody does that for anything
    denied = denies(main) or denies(main_of(main)) or _refused(main)
    stays = word in _LASTING and any(one.lemma_.lower() in _STAYS for one in (main, *children(main, "xcomp")))
    refusal = (denied or stays) and word in _NOT_BEFORE
    offer = not denied and word in _AFTER and (willing(main) or possible(main)) and not denies(below)
    threat = _threatened(main, below, word)
    if word in _LOOSE and not threat:
        offer = offer and main.lemma_.lower() in _AGAIN and not children(below, "expl")
        offer = offer and word != "should"
    if not (refusal or offer or threat):
        return None
    holder, held = meant_by(source, cast, main)
    clause = {one.i for one in below.subtree} if below.dep_ != "ROOT" else {below.i}
    clause |= set(range(first.i, last.i + 1))  # *on the understanding that*: the understanding is not held back
    held = tuple(replace(one, negated=False) for one in held if one.theme.i not in clause)
    held = held or _measured(source, cast, main, holder)
    asked = _asked(source, cast, found, below)
    subject = subject_of(below) if below.pos_ in {"VERB", "AUX"} else None
    asker = cast.meant(source, subject) if subject is not None and children(below, "nsubj") else ""
    if subject is not None and subject.lower_ in {"it", "they", "he", "she"} and asker == holder and denied:
        asker = "" if _other_owns(source, cast, main, holder) else asker
    holder = holder or _owner(source, cast, found, held, sides, asker)
    if not held and any(one.lower_ in _POINTS for one in children(main, "dobj", "nsubj", "nsubjpass")):
        holder, held = offered_before(source, cast, found, main.doc[main.sent.start], holder)
    themes = {one.theme for one in held}
    asked = tuple(one for one in asked if one.theme not in themes)
    if not holder or not held or not asked or (asker == holder and not comes_to(below)):
        return None
    if threat:
        asked = tuple(replace(one, negated=False) for one in asked)
    return Withheld(holder, held, asked, first, source, word, threat=threat)


def _below(last: Token, word: str) -> Token | None:
    """What a word of condition leads to: the verb of its clause, else its noun."""
    following = [one for one in last.doc[last.i + 1 : last.sent.end] if not one.is_space]
    if not following:
        return None
    if word in _TIMED and last.dep_ == "prep" and (nouns := children(last, "pobj")):
        return nouns[0]  # *before midnight*, whatever verb follows
    for one in following[:14]:
        if one.text in {";", ":", "”", '"'}:
            break
        if one.pos_ in {"VERB", "AUX"} and one.tag_ not in {"MD", "VBG"} and one.dep_ not in {"aux", "auxpass"}:
            own = [low for low in children(one, "nsubj", "nsubjpass", "expl", "attr") if low.i > last.i]
            if (own and one.dep_ != "relcl") or (own and one.head.i <= last.i):
                return one
    if word in {"if", "once", "when", "as soon as", "the moment", "the minute", "should", "while", "unless"}:
        return None
    return next((one for one in following[:6] if one.pos_ in {"NOUN", "PROPN"} and one.dep_ == "pobj"), None)


def _is_time(noun: Token) -> bool:
    """*Before midnight*, *before the May elections*: a time, which nobody brings about."""
    words = [noun, *children(noun, "compound", "nmod", "nummod")]
    return any(one.like_num or one.text in DAYS or one.lemma_.lower() in ABOUT_TIME | _HOURS for one in words)


def _main(first: Token, below: Token) -> Token | None:
    """The main line: the last verb before a word of condition that could or will not be, else the first after it."""
    doc, sentence = first.doc, first.sent
    before = [one for one in doc[sentence.start : first.i] if _runs(one)]
    told = [one for one in before if willing(one) or possible(one) or denies(one) or _refused(one)]
    told = told or [one for one in before if one.lemma_.lower() in _STAYS]
    if told:
        return told[-1]
    if any(_runs(one) and not children(one, "mark") for one in before):
        return None
    inside = {one.i for one in below.subtree} if below.dep_ != "ROOT" else {below.i}
    after = [one for one in doc[below.i + 1 : sentence.end] if _runs(one) and one.i not in inside]
    after = [one for one in after if children(one, "nsubj", "nsubjpass", "expl")]
    return next((one for one in after if willing(one) or denies(one) or one.lemma_.lower() in _STAYS), None)


def _runs(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and token.tag_ != "MD" and token.dep_ not in {"aux", "auxpass"}


def _asks(verb: Token) -> bool:
    """Whether a clause is a question or a guess of what others do: *whether it would*, *it is unclear if*."""
    marks = {low.lower_ for one in (verb, verb.head) for low in children(one, "mark", "advmod")}
    return bool(marks & {"whether", "if", "how", "why"}) or verb.dep_ == "relcl"


def _watched(verb: Token) -> bool:
    """Whether analysts or others who only look on say so."""
    above = list(verb.ancestors)  # *papers would go to the court*, *will think about it*: these do it themselves
    if any(one.lemma_.lower() in _GUESSES for one in above):
        return True
    return any(low.lemma_.lower() in OBSERVERS for one in above for low in children(one, "nsubj"))


def _measured(source: ParsedSource, cast: Cast, main: Token, holder: str) -> tuple[Change, ...]:
    """*Three years could be imagined*: an amount as the subject."""
    for one in children(main, "nsubjpass", "nsubj"):
        if (amount := amount_of(one)) and not cast.meant(source, one):
            return (Change(source, main, one, "amount", "", "", holder, amount=amount),)
    return ()


def _refused(verb: Token) -> bool:
    """*Ruled out any sharing*, *put it on hold*, *is unthinkable*."""
    low = {one.lower_ for one in children(verb, "acomp")}
    if low & {"unthinkable", "impossible", "inconceivable", "unacceptable", "premature"}:
        return True
    particles = {one.lower_ for one in children(verb, "prt", "advmod")}
    lemma = verb.lemma_.lower()
    return lemma in _REFUSES and (lemma not in {"rule", "hold"} or bool(particles & {"out", "back", "off"}))


def _threatened(main: Token, below: Token, word: str) -> bool:
    """*Will be cut off should no timetable be agreed*: what is done to somebody if something fails to come."""
    if word not in {"if", "unless", "should"} or not willing(main) or denies(main):
        return False
    return bool(children(main, "nsubjpass")) and (word == "unless" or denies(below))


def _asked(source: ParsedSource, cast: Cast, found: Sequence[Attitude], below: Token) -> tuple[Change, ...]:
    """What must come first; *that*, *it* stand for what was demanded last."""
    subject = subject_of(below) if below.pos_ in {"VERB", "AUX"} else below
    if subject is not None and subject.lower_ in _POINTS and below.lemma_.lower() in _HAPPEN:
        sentence = below.sent
        since = below.doc[max(0, sentence.start - 1)].sent.start
        near = [one for one in found if one.change.source is source and since <= one.token.i < sentence.start]
        demands = [one.change for one in near if one.act == "demand"] or [one.change for one in near if one.wants]
        before = below.doc[max(0, sentence.start - 1)].sent.root
        must = any(one.lower_ in {"must", "should"} for one in children(before, "aux"))
        return tuple(demands[-1:]) or (spoken_of(source, cast, [before]) if must else ())
    return spoken_of(source, cast, [below])


def _other_owns(source: ParsedSource, cast: Cast, main: Token, holder: str) -> bool:
    """*Said the operator's permit would not be renewed until it had …*: it is the operator."""
    owners = [low for one in children(main, "nsubjpass") for low in children(one, "poss")]
    return any(cast.meant(source, one) not in {"", holder} for one in owners)


def _owner(
    source: ParsedSource,
    cast: Cast,
    found: Sequence[Attitude],
    held: Sequence[Change],
    sides: Sequence[str],
    asker: str,
) -> str:
    """Whose the thing held back is: of whom it is said to be, who spoke of it before, of two sides the other."""
    for change in held:
        for one in children(change.theme, "poss"):
            if key := cast.meant(source, one):
                return key
    if asker and asker in sides:
        if len(sides) == 2:
            return next(one for one in sides if one != asker)
        roots = {one.root for one in held}
        acts = [one for one in found if one.change.root in roots and one.holder != asker and one.act != "demand"]
        return acts[-1].holder if acts else ""
    return ""
