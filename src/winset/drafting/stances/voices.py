"""Whom each word of a document means, and who says it: what stances and conditions are read from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from winset.drafting.attitudes.bounds import bounds
from winset.drafting.attitudes.withholding import told_by
from winset.drafting.people.cast import OURS, Cast
from winset.drafting.source import ParsedSource, coordinated
from winset.reading.spans import Doc, Token

_POINTING = {"WP", "WDT", "WP$", "PRP$"}


class Voices:
    """Whom each word of a document means, and who says it.

    Attributes
    ----------
    source : ParsedSource
        The document.
    keys : frozenset of str
        The parties.
    sentences : list of Doc
        The sentences that have words.
    at, says : dict of int to str
        The party that a word means, and the one whose words it is among, by place.
    quoted : set of int
        The words between quotation marks.
    bounds : dict of int to list of Bound
        The conditions of each sentence, by its first word.
    """

    def __init__(
        self,
        source: ParsedSource,
        cast: Cast,
        keys: Collection[str],
        called: Mapping[str, str] | None = None,
        named: Mapping[int, str] | None = None,
    ) -> None:
        """``called`` translates the keys of the cast; ``named`` says whom words mean where the cast does not know."""
        self.source, self.keys = source, frozenset(keys)
        self._cast, self._called, self._named = cast, called, named or {}
        self.sentences: list[Doc] = [one for one in source.doc.sents if any(not token.is_space for token in one)]
        self.says: dict[int, str] = {}
        self.quoted: set[int] = set()
        self._attributed()
        self.at = {token.i: key for token in source.doc if (key := self._place(token)) in self.keys}
        self.before = self._subjects_before()
        self.bounds = bounds(source)
        self._told: dict[int, str] = {}

    def meant(self, token: Token) -> str:
        """Whom a word means."""
        return self._named.get(token.i) or self._known(self._cast.meant(self.source, token))

    def several(self, token: Token) -> list[str]:
        """Whom a word means, with all that is joined to it."""
        return list(dict.fromkeys(key for one in coordinated(token) if (key := self.at.get(one.i))))

    def teller(self, token: Token) -> str:
        """Who says the clause of a word, where no quotation or report does; by the verbs around it."""
        if token.i not in self._told:
            self._told[token.i] = self._known(told_by(self.source, self._cast, token))
        return self._told[token.i]

    def number(self, sentence: Doc) -> int:
        """The number of a sentence."""
        return self.source.number(next(one for one in sentence if not one.is_space))

    def present(self, sentence: Doc) -> set[str]:
        """The parties that a sentence names or points to."""
        return {self.at[one.i] for one in sentence if one.i in self.at}

    def _known(self, key: str) -> str:
        return key if self._called is None else self._called.get(key, "")

    def _attributed(self) -> None:
        text = self.source.doc.text
        for one in self.source.found:
            sources = [token for span in self._spans(one.source) for token in (span.root, *span)]
            who = next((key for token in sources if (key := self.meant(token))), "")
            for span in self._spans(one.content):
                opened = any(mark in text[max(0, span.start_char - 1) : span.start_char + 1] for mark in '"“')
                for token in span:
                    if who in self.keys:
                        self.says[token.i] = who
                    if opened:
                        self.quoted.add(token.i)

    def _spans(self, spans: tuple[tuple[int, int], ...]) -> Iterator[Doc]:
        for start, end in spans:
            found = self.source.doc.char_span(start, end, alignment_mode="expand")
            if found is not None and len(found):
                yield found

    def _place(self, token: Token) -> str:
        if token.lower_ in OURS:
            return self.says.get(token.i) or self._known(told_by(self.source, self._cast, token))
        if token.pos_ in {"NOUN", "PROPN", "PRON", "ADJ"} or token.tag_ in _POINTING or token.i in self._named:
            return self.meant(token)
        return self._known(self._cast.key_at(self.source, token.i))

    def _subjects_before(self) -> dict[int, str]:
        """The party that was a subject last before each sentence."""
        found, last = {}, ""
        for one in self.sentences:
            found[one.start] = last
            subjects = [token for token in one if token.dep_ in {"nsubj", "nsubjpass"} and token.i in self.at]
            main = [token for token in subjects if token.head == one.root]
            last = self.at[(main or subjects)[0].i] if subjects else last
        return found
