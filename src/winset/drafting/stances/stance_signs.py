"""Signs that a party wants or resists something: how it stands to the issue, sentence by sentence.

No sign holds a word of a name, so that exchanging two names exchanges what is read and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from winset.drafting.attitudes.withholding import VOICES
from winset.drafting.issues.attitude import Attitude
from winset.drafting.people.verbs import negated, verb_of
from winset.drafting.source import children
from winset.drafting.stances.bearing import Path, bearings, pointing
from winset.drafting.stances.matters import Matter, Told
from winset.drafting.stances.voices import Voices
from winset.drafting.tone_words import (
    AGAINST_ADJECTIVES,
    AGAINST_NOUNS,
    AGAINST_VERBS,
    BAD,
    FOR_ADJECTIVES,
    FOR_NOUNS,
    FOR_VERBS,
    GOOD,
    JUDGES,
)
from winset.drafting.words import (
    CHANGES,
    DEMANDS,
    KEEPS,
    LIKES,
    NOUN_CHANGES,
    NOUNS,
    OFFERS,
    OTHER_CHANGES,
    READY,
    REFUSALS,
    THREATS,
    UNREADY,
)
from winset.reading.spans import Doc, Token

_CLASSES: dict[str, Collection[str]] = {
    "demand": DEMANDS,
    "offer": OFFERS,
    "refusal": REFUSALS,
    "threat": THREATS,
    "like": LIKES,
    "ready": READY | FOR_ADJECTIVES,
    "unready": UNREADY | AGAINST_ADJECTIVES,
    "for": FOR_VERBS,
    "against": AGAINST_VERBS,
    "good": GOOD,
    "bad": BAD,
    "liking": FOR_NOUNS,
    "disliking": AGAINST_NOUNS,
    "say": VOICES,
    "keep": KEEPS,
    "judge": JUDGES,
}
_MARKS = {"if", "unless", "until", "before", "once", "without", "whether", "while", "after", "although", "because"}
_DENIALS = {"not", "n't", "no", "never", "nothing", "none", "neither", "nor", "nobody", "without", "hardly", "cannot"}
_WORDS = {"VERB", "ADJ", "ADV", "ADP", "SCONJ", "NOUN", "AUX", "PART"}
_VERBS = {"VERB", "AUX"}
_MOST_PLACES = 4
_NEAR = 2


def told_of(
    voices: Voices, matter: Matter, others: frozenset[int], found: Sequence[tuple[str, Attitude]]
) -> dict[str, list[Told]]:
    """Give what each sentence tells of each party and an issue.

    Parameters
    ----------
    voices : Voices
        The document, and who everybody is.
    matter : Matter
        The issue.
    others : set of int
        Where other issues are named.
    found : sequence of (str, Attitude)
        What the rules read, with a word for how clear it is.
    """
    doc, letter = voices.source.doc, voices.source.letter
    places = matter.places.get(letter, frozenset())
    by_sentence: dict[int, list[Token]] = defaultdict(list)
    for place in sorted(places):
        by_sentence[doc[place].sent.start].append(doc[place])
    told: dict[str, list[Told]] = defaultdict(list)
    for number, sentence in enumerate(voices.sentences):
        if _imagined(sentence):
            continue
        named = by_sentence.get(sentence.start)
        signs = _named(voices, sentence, named) if named else _after(voices, number, by_sentence, others)
        for key, own in signs.items():
            own |= _by_rule(found, key, sentence, places)
            told[key].append(Told(f"{letter}{voices.number(sentence)}", own))
    return told


def _imagined(sentence: Doc) -> bool:
    """*Sweden would have applauded the road*: what is not so tells nothing."""
    own = {one.lower_ for one in children(sentence.root, "aux")}
    return "have" in own and bool(own & {"would", "could", "might", "should"})


def _named(voices: Voices, sentence: Doc, named: Sequence[Token]) -> dict[str, dict[str, float]]:
    """The signs of a sentence that names the issue."""
    signs: dict[str, dict[str, float]] = defaultdict(dict)
    for thing in named[:_MOST_PLACES]:
        for key, ways in bearings(voices, thing).items():
            for way, path in ways[:_MOST_PLACES]:
                signs[key] |= _of_way(voices, thing, way, path) | _bounded(voices, thing, way)
    around = _around(voices, sentence, named[0])
    around[f"parties {min(len(voices.present(sentence)), 3)}"] = 1.0
    return {key: own | around for key, own in signs.items()}


def _bounded(voices: Voices, thing: Token, way: str) -> dict[str, float]:
    """Whether the issue is what is asked for in a condition, or what may be held back."""
    signs: dict[str, float] = {}
    for one in voices.bounds.get(thing.sent.start, ()):
        side = "asked" if thing.i in one.inside else "held"
        signs |= dict.fromkeys((side, f"{side} {one.mark}", f"{way}:{side}", f"{way}:{side} {one.mark}"), 1.0)
    return signs


def _after(
    voices: Voices, number: int, by_sentence: Mapping[int, list[Token]], others: frozenset[int]
) -> dict[str, dict[str, float]]:
    """The signs of a sentence after one that names the issue: *Brandt refuses to part with it*."""
    sentence = voices.sentences[number]
    back = next(
        (far for far in range(1, _NEAR + 1) if number >= far and voices.sentences[number - far].start in by_sentence), 0
    )
    other = any(place in others for place in range(sentence.start, sentence.end))
    if not back or (other and back > 1):
        return {}
    former = voices.sentences[number - back]
    thing, kind = pointing(voices, sentence)
    subjects = {voices.at[one.i] for one in former if one.i in voices.at and one.dep_ in {"nsubj", "nsubjpass"}}
    around = _around(voices, sentence, thing)
    around |= {f"next{back} {one.mark}": 1.0 for one in voices.bounds.get(sentence.start, ())}
    if sum(not one.is_punct and not one.is_space for one in sentence) < 8:
        around[f"next{back} short"] = 1.0
    found = {}
    for key, ways in bearings(voices, thing).items():
        own: dict[str, float] = {}
        for way, path in ways[:3]:
            own |= {
                name if name.startswith(("w ", "c ", "not ")) else f"n {name}": 1.0
                for name in _of_way(voices, thing, way, path)
            }
        was = "subject" if key in subjects else "there" if key in voices.present(former) else "absent"
        for told in ("", f" {kind}", " other" if other else " alone", f" {ways[0][0]}", f" was {was}"):
            own[f"next{back}{told}"] = 1.0
        found[key] = own | around
    return found


def word_classes(token: Token) -> list[str]:
    """The classes of a word: of demanding, of offering, of keeping."""
    lemma = token.lemma_.lower()
    found = [name for name, words in _CLASSES.items() if lemma in words]
    if lemma in NOUNS:
        found.append(f"noun of {NOUNS[lemma]}")
    if token.pos_ == "VERB":
        verb = verb_of(token)
        found += [f"kind {CHANGES[verb][0]}"] if verb in CHANGES else ["acts"] if verb in OTHER_CHANGES else []
    elif lemma in NOUN_CHANGES:
        found.append("change")
    return found


def _plain(voices: Voices, token: Token) -> bool:
    """Whether a word is no part of a name."""
    small = not token.text[:1].isupper() or (token.is_sent_start and token.pos_ != "NOUN")
    return bool(token.pos_ in _WORDS and token.is_alpha and small and token.i not in voices.at)


def _of_way(voices: Voices, thing: Token, way: str, path: Path) -> dict[str, float]:
    """The signs of one way in which a party stands to a thing."""
    signs = {way: 1.0, f"{way}:long {min(len(path), 5)}": 1.0}
    none = any(one.lower_ in {"no", "neither"} for one in children(thing, "det"))
    denied = (sum(negated(one) for one in path if one.pos_ in _VERBS) + none) % 2
    no = "not " if denied else ""
    if denied:
        signs[f"{way}:denied"] = 1.0
    kinds: set[str] = set()
    for word in path[:7]:
        kinds.update(word_classes(word))
        if word.pos_ in _VERBS:
            _of_verb(voices, thing, word, path, f"{way}:{no}", signs, kinds)
        if word.dep_ == "prep":
            signs[f"{way}:{word.lower_}"] = 1.0
        if _plain(voices, word):
            signs[f"{way}:{no}{word.lemma_.lower()}"] = 1.0
            signs[f"{no}w {word.lemma_.lower()}"] = 1.0
    for kind in kinds:
        signs[f"{way}:{no}{kind}"] = 1.0
        signs[f"{no}c {kind}"] = 1.0
    if path:
        signs[f"{way}:as {thing.dep_}"] = 1.0
        signs[f"{way}:root {path[-1].tag_}"] = 1.0
        verb = next((one for one in path if one.pos_ in _VERBS), None)
        if verb is not None:
            signs[f"{way}:tag {verb.tag_}"] = 1.0
    for one in children(thing, "amod", "det"):
        if _plain(voices, one) or one.pos_ == "DET":
            signs[f"its {one.lemma_.lower()}"] = 1.0
    return signs


def _of_verb(
    voices: Voices, thing: Token, verb: Token, path: Path, way: str, signs: dict[str, float], kinds: set[str]
) -> None:
    """The signs of what hangs on a verb: its modal, its object, its adjective, its conditions."""
    bare = way.split(":")[0]
    for one in verb.children:
        if one.dep_ in {"acomp", "attr", "oprd", "prt", "advmod"}:
            kinds.update(f"{kind}~" for kind in word_classes(one))
            if _plain(voices, one):
                signs[f"{way}~{one.lemma_.lower()}"] = 1.0
        if one.dep_ == "dobj" and one is not thing and one not in path:
            kinds.update(f"with {kind}" for kind in word_classes(one))
        if one.dep_ == "aux" and one.tag_ in {"MD", "TO"}:
            signs[f"{way}{one.lower_}"] = 1.0
        if one.dep_ in {"mark", "advmod"} and one.lower_ in _MARKS:
            signs[f"{bare}:mark {one.lower_}"] = 1.0
        if one.dep_ == "advcl" and one not in path:
            for low in one.children:
                if low.dep_ in {"mark", "advmod"} and low.lower_ in _MARKS:
                    signs[f"{bare}:beside {low.lower_}"] = 1.0


def _around(voices: Voices, sentence: Doc, thing: Token) -> dict[str, float]:
    """The words of a sentence, each by itself."""
    signs: dict[str, float] = {"asked": 1.0} if sentence.text.strip().endswith("?") else {}
    for one in sentence:
        if one.lower_ in _DENIALS or one.dep_ == "neg":
            signs["b denial"] = 1.0
            signs[f"b denial {'before' if one.i < thing.i else 'after'}"] = 1.0
        if one.i != thing.i and one.pos_ != "ADP" and _plain(voices, one):
            signs[f"b {one.lemma_.lower()}"] = 1.0
    return signs


def _by_rule(
    found: Iterable[tuple[str, Attitude]], key: str, sentence: Doc, places: frozenset[int]
) -> dict[str, float]:
    """What the rules read in a sentence: of this party and issue, of the one, of the other."""
    signs: dict[str, float] = {}
    for clear, one in found:
        if sentence.start not in {one.token.sent.start, one.change.token.sent.start}:
            continue
        about = one.change.theme.i in places or one.change.token.i in places
        way = "wants" if one.wants else "resists"
        if one.holder == key and about:
            signs[f"{clear} {way}"] = 1.0
            signs[f"{clear} {way} {one.act}"] = 1.0
        elif one.holder == key:
            signs[f"{clear} else {way}"] = 1.0
        elif about:
            signs[f"{clear} other {way}"] = 1.0
    return signs
