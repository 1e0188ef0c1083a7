"""What is to be changed: verbs of change with what they change and who would do it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from winset.drafting.amounts import ABOUT_TIME, amount_of, before_it, measured, moved, ratio_of, time_of, whole_of
from winset.drafting.parties import Cast
from winset.drafting.source import Source, children, coordinated
from winset.drafting.words import (
    CHANGES,
    CLASSES,
    DAYS,
    DEALS,
    DEMANDS,
    EMPTY,
    KEEPS,
    LIGHT,
    LIKES,
    NOUN_CHANGES,
    OFFERS,
    OTHER_CHANGES,
    PLAIN,
    PRICES,
    READY,
    REFUSALS,
    SAYING,
    WEAK,
)
from winset.reading.places import place_of
from winset.reading.spans import Token

_THROUGH = DEMANDS | OFFERS | LIKES | {"be", "appear", "seem", "continue", "go", "start", "begin", "help", "expect"}
GENERIC = {
    "agreement",
    "offer",
    "sharing",
    "line",
    "case",
    "figure",
    "claim",
    "system",
    "arrangement",
    "commitment",
    "rule",
}


@dataclass(frozen=True)
class Change:
    """A change that the text speaks of.

    Attributes
    ----------
    source : Source
        The document.
    token, theme : Token
        The verb or noun of change, and the head of what it changes.
    kind, today, level : str
        The kind of change, what it starts from, and what it leads to.
    agent : str
        Who would do it, or did it.
    keeps : bool
        Whether it is about things staying as they are.
    amount : (str, str) or None
        A number and its unit.
    """

    source: Source = field(repr=False)
    token: Token
    theme: Token
    kind: str
    today: str
    level: str
    agent: str = ""
    keeps: bool = False
    amount: tuple[str, str] | None = None
    former: tuple[str, str] | None = None
    negated: bool = False
    share: bool = False

    @property
    def reference(self) -> str:
        """The sentence."""
        return self.source.reference(self.token)

    @property
    def root(self) -> str:
        """The word that stands for what is changed."""
        return "share" if self.share else root_of(self.theme)

    @property
    def modifiers(self) -> frozenset[str]:
        """The words that tell it from others of its kind."""
        return frozenset({self.theme.lemma_.lower()} if self.share else modifiers_of(self.theme))

    @property
    def bare(self) -> bool:
        """Whether an amount stands alone: *4 percent*, with nothing that it is an amount of."""
        if self.kind != "amount" or self.amount is None or self.share:
            return False
        if self.amount[1] == "to one":
            return True
        theme = self.theme
        units = {*self.amount[1].lower().split(), *ABOUT_TIME}
        return theme.pos_ in {"NUM", "SYM"} or theme.lower_ in units or theme.lemma_.lower() in units


def root_of(theme: Token) -> str:
    """Give the word that stands for a theme, one for all words of its class."""
    lemma = theme.lemma_.lower()
    if theme.pos_ == "NOUN" and lemma not in CLASSES and not children(theme, "compound", "amod"):
        act = gerund_of(theme)
        if act in OTHER_CHANGES and lemma not in GENERIC and not theme.text.endswith("s"):
            return act  # *the filling* is what somebody began to fill
    if theme.pos_ == "VERB" and CHANGES.get(verb_of(theme), ("",))[0] == "leave":
        return "leadership"
    if any(
        low.lemma_.lower() == "territorial" for child in children(theme, "amod") for low in [child, *child.children]
    ):
        return "territory"
    if lemma == "change" and any(child.lemma_.lower() in {"regime", "leadership"} for child in theme.children):
        return "leadership"
    return CLASSES.get(lemma, str(lemma))


def gerund_of(token: Token) -> str:
    """The verb of *filling*, *withholding*, *closing*; empty where it is none that changes something."""
    text = token.lower_
    if not text.endswith("ing") or len(text) < 6:
        return ""
    stem = text[:-3]
    doubled = stem[:-1] if stem[-1] == stem[-2] else stem
    return next((one for one in (stem, f"{stem}e", doubled) if one in CHANGES or one in OTHER_CHANGES), "")


def modifiers_of(theme: Token) -> set[str]:
    """Give the words that tell a theme from others of its kind."""
    found = set()
    for child in theme.children:
        lemma = child.lemma_.lower()
        if child.dep_ in {"compound", "amod", "nmod"} and lemma not in PLAIN and child.text not in place_of():
            if any(
                one.lower_ in {"no", "non", "anti"} and one.i < child.i
                for one in child.doc[max(0, child.i - 2) : child.i]
            ):
                found.add(f"no-{lemma}")  # *a no-strike clause* is another issue than the strike
                continue
            found.add(lemma)
            found |= {
                one.lemma_.lower() for one in child.children if one.dep_ == "compound" and one.text not in place_of()
            }
        if child.dep_ == "prep" and child.lower_ in {"of", "to"} and theme.lemma_.lower() not in CLASSES:
            for one in [low for low in children(child, "pobj") if low.text not in place_of() and low.pos_ == "NOUN"]:
                found |= {one.lemma_.lower()} | {w.lemma_.lower() for w in children(one, "compound")}
        if child.dep_ == "acl" and child.lemma_.lower() in {"know", "call"}:
            found |= {one.lemma_.lower() for one in child.subtree if one.pos_ == "PROPN"}
    return {one for one in found if one.isalpha() or "-" in one}


def negated(token: Token) -> bool:
    """Whether a verb is denied."""
    if any(child.dep_ == "neg" or child.lower_ in {"never", "neither", "nor"} for child in token.children):
        return True
    return any(
        grand.lower_ == "no" and grand.dep_ == "det"
        for child in children(token, "dobj", "nsubjpass")
        for grand in child.children
    )


def subject_of(token: Token) -> Token | None:
    """The subject of a verb, also where a verb above has it."""
    for _ in range(6):
        for child in [*token.children, *(low for one in children(token, "auxpass") for low in one.children)]:
            if child.dep_ in {"nsubj", "nsubjpass"}:
                return child
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


def controller(source: Source, cast: Cast, verb: Token) -> str:
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


def themes_of(token: Token, depth: int = 0) -> list[Token]:
    """Go down from words that say nothing by themselves to what is meant, with all that is joined to it."""
    found: list[Token] = []
    if depth > 4:
        return found
    for one in coordinated(token):
        lemma = one.lemma_.lower()
        below = [word for prep in children(one, "prep") for word in children(prep, "pobj")]
        listed = [
            word
            for child in one.subtree
            if child.lower_ == "including" and child.head in {one, one.head}
            for word in child.children
            if word.dep_ in {"pobj", "dobj"}
        ]
        weak = lemma in WEAK and root_of(one) == lemma
        telling = modifiers_of(one)
        if listed:
            found += [deep for word in listed for deep in themes_of(word, depth + 1)]
        if children(one, "dobj"):
            continue  # a clause that was read as a noun: *whatever the three decide*
        if (weak or one.pos_ in {"ADJ", "NUM", "DET"}) and below:
            found += [deep for word in below for deep in themes_of(word, depth + 1)]
        elif (weak or lemma in EMPTY) and not telling:
            continue
        elif one.pos_ in {"NOUN", "PROPN"} and lemma not in ABOUT_TIME:
            found.append(one)
    return found


def changes_in(source: Source, cast: Cast, head: Token, agent: str = "", depth: int = 0) -> Iterator[Change]:
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
    amount = ratio_of(head) or amount_of(head) or (time_of(head) if depth == 0 else None)
    if amount is not None:
        whole = whole_of(head) if amount[1] == "percent" else None
        share = whole is not None and not cast.meant(source, whole)
        theme = whole if whole is not None and share else head
        yield Change(source, head, theme, "amount", "", "", agent, amount=amount, former=before_it(head), share=share)
        return
    for theme in themes_of(head):
        lemma = theme.lemma_.lower()
        verb = NOUN_CHANGES.get(lemma)
        inner = measured(theme)
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
            own = list(children(theme, "compound", "poss"))
            kind, today, level = CHANGES.get(verb, ("other", "", lemma))
            targets = (
                [theme]
                if kind == "leave" or not (below or own)
                else [low for one in below or own for low in coordinated(one)]
            )
            doer = agent or next((key for one in own if (key := cast.meant(source, one))), "")
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


def _of_verb(source: Source, cast: Cast, verb: Token, agent: str, depth: int) -> Iterator[Change]:
    lemma = verb_of(verb)
    doer = controller(source, cast, verb) or ("" if children(verb, "nsubj") else agent)
    denied = negated(verb)
    objects = children(verb, "dobj", "nsubjpass")
    if not objects and not children(verb, "nsubj") and verb.dep_ == "relcl":
        objects = [verb.head]
    objects = [_meant_thing(source, cast, one) for one in objects]
    if lemma == "call" and not any(root_of(low) in _CALLED for one in objects for low in themes_of(one)):
        return
    inner = [one for one in children(verb, "xcomp", "pcomp", "ccomp") if one.pos_ in {"VERB", "AUX"}]
    prepositional = [one for prep in children(verb, "prep") for one in children(prep, "pobj", "pcomp")]
    found: list[Change] = []
    if lemma in CHANGES or lemma in OTHER_CHANGES:
        kind, today, level = CHANGES.get(lemma, (f"do {lemma}", "as now", participle(verb)))
        if kind == "begin":
            for one in inner:
                yield from (_begun(low) for low in _of_verb(source, cast, one, doer or agent, depth + 1))
            if inner:
                return
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
            objects = [
                one for prep in children(verb, "prep") if prep.lower_ in {"for", "to"} for one in children(prep, "pobj")
            ]
        themes = [theme for one in objects for theme in themes_of(one)]
        if kind == "leave" and themes and not any(one.lemma_.lower() in _POSTS for one in themes):
            kind, today, level = "do leave", "as now", "left"
        if kind == "leave" and not themes:
            themes = [verb]
        elif not themes and children(verb, "nsubj") and not cast.meant(source, children(verb, "nsubj")[0]):
            themes = [theme for one in children(verb, "nsubj") for theme in themes_of(one)]
            doer = ""
        elif not themes:
            bare = not objects or all(one.pos_ == "PRON" for one in objects)
            acts = lemma in OTHER_CHANGES or kind == "call"
            themes = [verb] if acts and bare and kind != "do hit" else themes_of_weak(objects)
        counted = [(one, amount) for one in objects if (amount := amount_of(one)) is not None and amount[1]]
        if counted:
            for one, amount in counted:
                yield Change(source, verb, one, "amount", "", "", doer, amount=amount, negated=denied)
            return
        if not objects and verb.dep_ == "xcomp" and children(verb, "auxpass"):
            themes, doer = [verb], ""
        amount, former = moved(verb, objects)
        if kind.startswith("do ") or kind == "admit":  # *disarm Hamas*: the act is the issue
            themes = [verb if cast.meant(source, theme) else theme for theme in themes]
        for theme in themes:
            found.append(Change(source, verb, theme, kind, today, level, doer, False, amount, former, denied))
    elif lemma in KEEPS:
        for one in [*objects, *prepositional]:
            found += [Change(source, verb, theme, "keep", "", "", doer, True) for theme in themes_of(one)]
    elif lemma in {"take", "bring", "refer", "submit"} and (forums := _forums(verb)):
        found += [Change(source, verb, one, "do take", "not taken", "taken", doer, negated=denied) for one in forums]
    elif lemma in LIGHT or lemma in REFUSALS or lemma in _THROUGH:
        amounts = [
            change
            for one in objects
            if amount_of(one) or ratio_of(one)
            for change in changes_in(source, cast, one, doer, depth)
        ]
        found += amounts
        direct = [
            change
            for one in objects
            if amount_of(one) is None and ratio_of(one) is None
            for change in changes_in(source, cast, one, doer, depth + 1)
        ]
        if not direct and not amounts:
            direct = [change for one in prepositional for change in changes_in(source, cast, one, doer, depth + 1)]
        for one in inner:
            direct += changes_in(source, cast, one, doer, depth + 1)
        for one in children(verb, "acomp", "attr"):
            for low in [
                *children(one, "xcomp"),
                *(word for prep in children(one, "prep") for word in children(prep, "pobj", "pcomp")),
            ]:
                direct += changes_in(source, cast, low, doer, depth + 1)
            if one.lemma_.lower() not in READY and not list(one.children):
                continue
        found += [_denied(one) for one in direct] if denied else direct
    elif (
        depth == 0
        and verb.pos_ == "VERB"
        and lemma not in SAYING | {"be", "have"}
        and verb.dep_ in {"xcomp", "ccomp", "pcomp", "conj", "acl", "advcl", "ROOT"}
    ):
        over = [
            low for prep in children(verb, "prep") if prep.lower_ in {"for", "over"} for low in children(prep, "pobj")
        ]
        themes = [theme for one in objects or over for theme in themes_of(one)]
        found += [
            Change(source, verb, theme, f"does {lemma}", "as now", participle(verb), doer, negated=denied)
            for theme in [verb if cast.meant(source, one) else one for one in themes]
        ]
    yield from found
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


def _meant_thing(source: Source, cast: Cast, one: Token) -> Token:
    """*It could not be given up*: the thing last named before it in the sentence."""
    if one.lower_ not in {"it", "this", "that"} or one.dep_ != "nsubjpass":
        return one
    for place in range(one.i - 1, one.sent.start - 1, -1):
        word = one.doc[place]
        named = word.dep_ in {"dobj", "oprd", "nsubjpass"} and word.pos_ == "NOUN" and word.lemma_.lower() not in EMPTY
        if named and not cast.meant(source, word):
            return word
    return one


def _worked_on(verb: Token, objects: list[Token]) -> list[Token]:
    """*Start work on the bridge*, *start on two of the towers*: where something is begun."""
    if any(one.lemma_.lower() != "work" for one in objects):
        return objects
    preps = [prep for one in [verb, *objects] for prep in children(one, "prep") if prep.lower_ in {"on", "with"}]
    return [low for prep in preps for low in children(prep, "pobj")] or objects


def _begun(one: Change) -> Change:
    """*Has begun filling a reservoir*: the filling goes on; *began to pay* is only that."""
    if not one.kind.startswith("do "):
        return one
    return replace(one, kind="begin", today="not begun", level="begun")


def _denied(one: Change) -> Change:
    return replace(one, negated=not one.negated)


def themes_of_weak(objects: list[Token]) -> list[Token]:
    """An object that says little is still what the verb is about, if nothing better is there."""
    return [one for one in objects if one.pos_ == "NOUN" and one.lemma_.lower() not in ABOUT_TIME | _SAYING]


def verb_of(verb: Token) -> str:
    """The base form with its particle: *step-down*, *roll-back*."""
    particle = next(
        (child.lower_ for child in verb.children if child.dep_ in {"prt", "advmod"} and child.lower_ in _PARTICLES), ""
    )
    lemma = str(verb.lemma_.lower())
    return f"{lemma}-{particle}" if particle and f"{lemma}-{particle}" in {*CHANGES, *OTHER_CHANGES} else lemma


_FORUMS = {"court", "council", "tribunal", "arbitration", "arbitrator", "panel", "ombudsman", "commission", "regulator"}
_SAYING = {
    "statement",
    "thing",
    "question",
    "meeting",
    "report",
    "comment",
    "detail",
    "letter",
    "note",
    "part",
    "place",
}
_CALLED = {"strike", "election", "vote", "referendum", "ballot", "boycott", "halt", "truce", "meeting", "protest"}
_POSTS = {"office", "post", "power", "presidency", "job", "leadership", "government"}
_PARTICLES = {"down", "up", "out", "off", "back", "over", "aside"}


def participle(verb: Token) -> str:
    """The word for what a verb leads to."""
    lemma = verb_of(verb).replace("-", " ")
    if verb.tag_ == "VBN":
        return str(verb.lower_)
    first, *rest = lemma.split()
    irregular = {
        "build": "built",
        "freeze": "frozen",
        "withhold": "withheld",
        "sell": "sold",
        "spend": "spent",
        "hit": "hit",
        "join": "joined",
        "fly": "flown",
        "rent": "rented",
        "fight": "fought",
        "split": "split",
        "go": "gone",
        "show": "shown",
        "take": "taken",
        "set": "set",
        "put": "put",
        "leave": "left",
        "run": "run",
        "lend": "lent",
        "give": "given",
        "write": "written",
        "bring": "brought",
        "buy": "bought",
        "transfer": "transferred",
        "pay": "paid",
    }
    if first in irregular:
        word = irregular[first]
    elif first.endswith("e"):
        word = f"{first}d"
    elif re.search(r"[^aeiou]y$", first):
        word = f"{first[:-1]}ied"
    elif re.fullmatch(r"[^aeiou]*[aeiou][bdgmnpt]", first):
        word = f"{first}{first[-1]}ed"
    else:
        word = f"{first}ed"
    return " ".join([word, *rest])
