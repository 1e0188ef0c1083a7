"""What a party withholds unless other things happen, and what of it stands in the words around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset.drafting.amounts import ABOUT_TIME, amount_of
from winset.drafting.issues.attitude import Attitude
from winset.drafting.issues.change import Change
from winset.drafting.issues.changes import changes_in
from winset.drafting.issues.themes import themes_of
from winset.drafting.people.cast import Cast
from winset.drafting.people.verbs import participle, subject_of
from winset.drafting.source import ParsedSource, children, coordinated
from winset.drafting.words import EMPTY, OBSERVERS, OFFICES
from winset.frozen import Frozen
from winset.reading.spans import Token

VOICES = {
    *("say", "tell", "write", "hint", "indicate", "add", "insist", "argue", "confirm", "suggest", "reiterate", "warn"),
    *("explain", "state", "declare", "signal", "announce", "stress", "repeat", "note", "reply", "answer", "report"),
    *("let", "make", "quote", "describe", "vow", "promise", "maintain", "concede", "stipulate", "caution"),
}
_POINTING = {"it", "this", "that", "these", "those", "which", "so", "one"}
_PRONOUNS = {"it", "they", "he", "she"}
_HAPPENS = {"begin", "start", "happen", "follow", "come", "go", "proceed", "occur", "commence"}


class Withheld(Frozen):
    """What a party withholds unless other things happen."""

    holder: str
    held: tuple[Change, ...]
    unless: tuple[Change, ...]
    token: Token
    source: ParsedSource
    sign: str
    threat: bool = False


def told_by(source: ParsedSource, cast: Cast, token: Token) -> str:
    """Who says a clause: the subject of a verb of saying above it or in its sentence, else of the sentence before."""
    above = token
    for _ in range(6):
        if above.head == above:
            break
        above = above.head
        if any(one.lemma_.lower() in OBSERVERS for one in children(above, "nsubj")):
            return ""
        speaks = children(above, "nsubj") or above.tag_ == "VBG"  # *raised the stakes, saying that …*
        if above.lemma_.lower() in VOICES and speaks and (key := _voice(source, cast, above)):
            return key
    for one in token.sent:
        if one.lemma_.lower() in VOICES and one.dep_ in {"ROOT", "parataxis", "ccomp", "conj"}:
            return _voice(source, cast, one)
    text = token.sent.text.strip()
    if text[:1] in "\"“‘'" and token.sent.start:  # a quotation that goes on
        return told_by(source, cast, token.doc[token.sent.start - 1].sent.root)
    return ""


def _voice_above(source: ParsedSource, cast: Cast, verb: Token) -> str:
    """The subject of the nearest verb of saying above a clause."""
    above = verb
    while above.head != above and above.dep_ in {"ccomp", "xcomp", "conj", "acomp"}:
        above = above.head
        if above.lemma_.lower() in VOICES and children(above, "nsubj") and (key := _voice(source, cast, above)):
            return key
    return ""


def _voice(source: ParsedSource, cast: Cast, verb: Token) -> str:
    subject = subject_of(verb)
    return cast.meant(source, subject) if subject is not None else ""


def holder_of(source: ParsedSource, cast: Cast, verb: Token) -> str:
    """Who would do what a verb says: its subject if it does something, else who says so."""
    subject = subject_of(verb)
    passive = bool(children(verb, "nsubjpass", "auxpass"))
    if (
        subject is not None
        and not passive
        and subject.lower_ in _PRONOUNS
        and (key := _voice_above(source, cast, verb))
    ):
        return key  # *the committee let it be known that it would give up the warrant*
    if subject is not None and not passive and not happens(verb, subject) and (key := cast.meant(source, subject)):
        return key
    return told_by(source, cast, verb)


def happens(verb: Token, subject: Token) -> bool:
    """*It would begin on Monday*: a pronoun for a thing."""
    return subject.lower_ in _POINTING and verb.lemma_.lower() in _HAPPENS and not children(verb, "dobj")


def spoken_of(source: ParsedSource, cast: Cast, heads: Sequence[Token], holder: str = "") -> tuple[Change, ...]:
    """Give the changes that some words speak of; where no verb of change is among them, what they are about."""
    found: list[Change] = []
    for head in heads:
        own = [one for one in changes_in(source, cast, head, holder) if not _nobody(source, cast, one)]
        own = [one for one in own if head.dep_ != "relcl" or one.theme != head.head]
        inside = [one for one in own if head == one.theme or head.is_ancestor(one.theme)]
        own = inside or own  # *when it has been shown a budget*: the budget, not what *it* is
        own = [one for place, one in enumerate(own) if place == 0 or not one.kind.startswith("does ")]
        found += own or list(_about(source, cast, head, holder))
    return tuple(found)


def _nobody(source: ParsedSource, cast: Cast, change: Change) -> bool:
    """Whether a change is about a party or about nothing."""
    theme = change.theme
    party = bool(cast.meant(source, theme)) and theme is not change.token and theme.pos_ != "VERB"
    return change.kind != "amount" and (party or theme.lemma_.lower() in EMPTY)


def _about(source: ParsedSource, cast: Cast, head: Token, holder: str) -> Iterator[Change]:
    """The nearest nouns below a word as what it is about: *lorries could follow*, *no loan*."""
    verb = head
    for _ in range(4):
        below = children(verb, "xcomp") or [low for one in children(verb, "acomp") for low in children(one, "xcomp")]
        if not below or children(verb, "dobj"):
            break
        verb = below[0]
    if head.pos_ not in {"VERB", "AUX"}:
        groups = [[head]]
    else:
        preps = [low for prep in children(verb, "prep", "advmod") for low in children(prep, "pobj")]
        preps = [one for one in preps if one.lemma_.lower() not in {"exchange", "return"}]
        far = [
            low for adv in children(verb, "advmod") for prep in children(adv, "prep") for low in children(prep, "pobj")
        ]
        around = [*children(verb, "dobj", "npadvmod", "nsubjpass"), *preps, *far]
        around += children(verb, "nsubj") if possible(verb) else []
        measures = [one for one in around if amount_of(one) and not cast.meant(source, one)]
        for one in measures[:1]:  # *concede 10 percent*, *rise to 110*
            yield Change(source, verb, one, "amount", "", "", holder, amount=amount_of(one))
            return
        told = [low for one in children(verb, "ccomp") for low in children(one, "nsubj", "nsubjpass", "dobj")]
        groups = [
            children(verb, "dobj", "nsubjpass", "attr"),
            preps,
            told,
            children(verb, "nsubj"),
            children(head, "nsubj"),
        ]
    for nouns in groups:
        themes = [one for noun in nouns for one in themes_of(noun) or _told_of(noun)]
        themes = [one for one in themes if not cast.meant(source, one) and one.pos_ == "NOUN"]
        if themes:
            level = participle(verb) if verb.pos_ == "VERB" else ""
            kind = f"does {verb.lemma_.lower()}" if verb.pos_ == "VERB" else "noun"
            today = "as now" if verb.pos_ == "VERB" else ""
            yield from (Change(source, verb, one, kind, today, level, holder) for one in themes)
            return


def _told_of(noun: Token) -> list[Token]:
    """*A longer school day*, *access to the fund*: a noun that says little, where there is nothing better."""
    telling = noun.lemma_.lower() not in EMPTY | ABOUT_TIME or children(noun, "compound")
    return [noun] if noun.pos_ == "NOUN" and telling else []


def thing_before(source: ParsedSource, cast: Cast, token: Token) -> tuple[Change, ...]:
    """*The strike … It would begin on Monday*: the thing named last before a pronoun."""
    first = token.doc[max(0, token.sent.start - 1)].sent.start
    number = {"it": {"NN"}, "they": {"NNS"}, "them": {"NNS"}}.get(token.lower_, {"NN", "NNS"})
    for place in range(token.i - 1, first - 1, -1):
        one = token.doc[place]
        named = one.pos_ == "NOUN" and one.dep_ in {"dobj", "nsubj", "nsubjpass", "attr", "npadvmod"}
        named = named and one.tag_ in number and one.lemma_.lower() not in OBSERVERS | OFFICES
        if named and not cast.meant(source, one) and (found := spoken_of(source, cast, [one])):
            return found
    return ()


def offered_before(
    source: ParsedSource, cast: Cast, found: Sequence[Attitude], token: Token, holder: str
) -> tuple[str, tuple[Change, ...]]:
    """*… In return it expects …*, *that would depend on …*: what was last offered before, and by whom."""
    first = token.doc[max(0, token.sent.start - 1)].sent.start
    near = [one for one in found if one.change.source is source and first <= one.token.i < token.i and one.wants]
    near = [one for one in near if holder in ("", one.holder) and one.act in {"offer", "concession", "preference"}]
    if near:
        last = near[-1]
        same = [one for one in near if one.token.sent == last.token.sent and one.holder == last.holder]
        return last.holder, tuple(one.change for one in same)
    for place in range(token.i - 1, first - 1, -1):
        verb = token.doc[place]
        if (verb.pos_ == "VERB" and willing(verb)) or possible(verb):
            key = holder_of(source, cast, verb)
            changes = spoken_of(source, cast, [verb], key) if key and holder in ("", key) else ()
            if key and not changes and any(one.pos_ in {"NUM", "PRON"} for one in children(verb, "dobj")):
                changes = thing_before(source, cast, verb)  # *nurses may be easier … was prepared to hire 20*
            if changes:
                return key, changes
    return "", ()


def willing(verb: Token) -> bool:
    """Whether a verb says what somebody could or will do: with a modal, or below *ready*, *agreed* and the like."""
    main = verb
    for _ in range(4):
        if any(low.tag_ == "MD" for low in children(main, "aux")):
            return True
        if main.dep_ not in {"xcomp", "acomp", "pcomp"} or main.head == main:
            return main.lemma_.lower() in _AGREED
        main = main.head
        if main.lemma_.lower() in _AGREED:
            return True
    return False


def possible(verb: Token) -> bool:
    """*A longer guarantee was conceivable*: whether a clause says that something could be."""
    return verb.lemma_.lower() in {"be", "seem"} and any(one.lower_ in _POSSIBLE for one in children(verb, "acomp"))


_POSSIBLE = {
    *("conceivable", "imaginable", "thinkable", "possible", "acceptable", "tolerable", "negotiable", "feasible"),
    *("bearable", "available", "forthcoming", "doable", "agreeable"),
}
_AGREED = {
    *("agree", "offer", "propose", "ready", "prepared", "willing", "open", "promise", "pledge", "readiness", "prepare"),
    *("willingness", "consider", "amenable", "inclined", "likely", "happy", "signal", "plan", "intend", "resolve"),
    *("volunteer", "undertake", "consent"),
}


def joined(nouns: Sequence[Token]) -> list[Token]:
    """Some words with all that is joined to them."""
    return [low for one in nouns for low in coordinated(one)]
