"""spaCy's attribute ruler, which asks once of each kind of token what its rules say.

The rules of the English model give a token its part of speech and its form by its tag, its word and its place in the
parse. spaCy tries all of them on every token, a tenth of the time of reading. Nearly all look at one token alone: what
those say of a kind of token is found once, by spaCy's own matcher, and kept. Words that no rule names are of one kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

import numpy as np
from spacy.attrs import IDS
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

NAME = "attribute_ruler"
_SEEN = [IDS[name] for name in ("TAG", "LOWER", "DEP", "IS_SPACE")]  # all that the rules of the model go by
_GIVEN = [IDS[name] for name in ("POS", "MORPH", "LEMMA")]
_TAG, _DEP = IDS["TAG"], IDS["DEP"]
_KEPT = 50_000  # words, and kinds of tokens, that are remembered

Kind = tuple[int, ...]
Rules = tuple[int, ...]


class KnownAttributeRuler:
    """The rules of a model's attribute ruler, with the same results in less time.

    Parameters
    ----------
    ruler : AttributeRuler
        That of the model; its rules look at nothing but tags, words, relations and spaces.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        self._attributes, self._places = ruler.attrs, ruler.indices
        self._alone, self._together = Matcher(ruler.vocab), Matcher(ruler.vocab)
        self._number: dict[int, int] = {}
        for number, rule in enumerate(ruler.patterns):
            name = ruler.vocab.strings.add(str(number))
            self._number[name] = number
            patterns: Any = rule["patterns"]
            for pattern in patterns:
                (self._alone if len(pattern) == 1 else self._together).add(name, [pattern])
        self._strings, self._named = ruler.vocab.strings, _named(ruler)
        self._words: dict[int, int] = {}
        self._known: dict[Kind, Rules] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Give every token what the rules say of it; a later rule counts more than an earlier one."""
        seen = enumerate(doc.to_array(_SEEN).tolist())
        found = [self._rules(doc, place, (tag, self._word(word), *other)) for place, (tag, word, *other) in seen]
        for name, start, _ in self._together(doc, allow_missing=True):
            number = self._number[name]
            place = start + self._places[number]
            found[place] = tuple(sorted((*found[place], number)))
        rows = doc.to_array(_GIVEN).tolist()
        for place, rules in enumerate(found):
            given = {key: value for number in rules for key, value in self._attributes[number].items()}
            rows[place] = [given.get(key, before) for key, before in zip(_GIVEN, rows[place], strict=True)]
            if _TAG in given or _DEP in given:  # spaces
                token = doc[place]
                token.tag, token.dep = given.get(_TAG, token.tag), given.get(_DEP, token.dep)
        values: Any = np.array(rows, dtype=np.uint64)
        doc.from_array(_GIVEN, values.reshape(-1, len(_GIVEN)))
        return doc

    def _word(self, word: int) -> int:
        """The word, or 0 for all of those that no rule names."""
        known = self._words.get(word)
        if known is None:
            if len(self._words) > _KEPT:
                self._words.clear()
            known = self._words[word] = word if self._named.search(self._strings[word]) else 0
        return known

    def _rules(self, doc: Doc, place: int, kind: Kind) -> Rules:
        """Number the rules that look at one token alone and hold for this one, ascending."""
        known = self._known.get(kind)
        if known is None:
            if len(self._known) > _KEPT:
                self._known.clear()
            matches = self._alone(doc[place : place + 1], allow_missing=True)
            known = self._known[kind] = tuple(sorted({self._number[name] for name, _, _ in matches}))
        return known


def _named(ruler: AttributeRuler) -> re.Pattern[str]:
    """A pattern of the words that rules of one token name."""
    rules: Any = ruler.patterns
    alone = [pattern[0] for rule in rules for pattern in rule["patterns"] if len(pattern) == 1]
    words = {word for token in alone if "LOWER" in token for word in _patterns(token["LOWER"])}
    return re.compile("|".join(f"(?:{one})" for one in sorted(words)))


def _patterns(condition: str | dict[str, Any]) -> Iterator[str]:
    """What a condition on a word looks for: words, or a pattern; where it is of another kind, anything."""
    given: dict[str, Any] = {"IN": [condition]} if isinstance(condition, str) else condition
    for how, what in given.items():
        if how in {"IN", "NOT_IN"}:
            yield from (rf"\A{re.escape(word)}\Z" for word in what)
        else:
            yield what if how == "REGEX" else ""


def with_known_rules(nlp: Language) -> Language:
    """Put such a ruler in the place of that of a model."""
    ruler = KnownAttributeRuler(cast(AttributeRuler, nlp.get_pipe(NAME)))
    Language.component("known_attribute_ruler", func=ruler)
    nlp.replace_pipe(NAME, "known_attribute_ruler")
    return nlp
