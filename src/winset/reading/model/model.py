"""The model: finds cues, then for each cue its source and content, and joins both with what the rules found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from winset.frozen import Frozen
from winset.reading.cues import PURPOSES
from winset.reading.features.cues import cue_features
from winset.reading.features.labels import CUE_LABELS, ROLE_LABELS
from winset.reading.features.roles import Cue, CueToken, cue_of, role_features, seen
from winset.reading.features.view import ParseView
from winset.reading.model.tagger import Tagger
from winset.reading.spans import Attribution, Doc

if TYPE_CHECKING:
    from winset.reading.network.network import Network, Opinion

EAGER = 0.25  # by how much a cue may lose against no cue and still be taken, in mean weights of a transition
LENIENT = 0.5  # the same for a cue that the rules found as well
LENIENT_WITH_NETWORK = 4.0  # its word weighs more, also against cues inside other contents, which corpora leave out
TRUST = 2.0  # what the network's logarithm of a chance counts for, in mean weights of a transition
COMPACT_CUES, COMPACT_ROLES = 300_000, 500_000  # features kept in a model that ships
QUOTED = 0.3  # a quotation of whose words this share is content is content as a whole


class Model(Frozen):
    """Two taggers that find attributions in a parsed text.

    Attributes
    ----------
    cues : Tagger
        Labels the tokens of a sentence.
    roles : Tagger
        Labels the tokens near a cue.
    network : Network, optional
        What it says of both is added to what the taggers say.
    """

    cues: Tagger
    roles: Tagger
    network: Network | None = None

    def compact(self) -> Model:
        """Give a model small enough to ship: its widest features, by hashes of their names, and no network."""
        return Model(self.cues.compact(COMPACT_CUES), self.roles.compact(COMPACT_ROLES))

    def joined(self, doc: Doc, ruled: list[Attribution]) -> list[Attribution]:
        """Find the attributions of a parsed text, given those of the rules.

        A cue that only the rules found is kept where the cue tagger does not speak against it, or where it is no verb:
        corpora with little nesting leave out many of those that stand inside another attribution.
        """
        view = ParseView(doc, ruled)
        opinion = None if self.network is None else self.network.read(view)
        own, possible = self._cues(view, opinion)
        taken = {number for tokens in own for number in tokens}
        found = [one for one in self._attributions(view, opinion, own) if one is not None]
        for one in ruled:
            tokens = view.tokens(one.cue)
            if not taken.intersection(tokens) and (possible.intersection(tokens) or _without_verb(view, tokens, one)):
                found.append(one)
        return found

    def _cues(self, view: ParseView, opinion: Opinion | None) -> tuple[list[list[int]], set[int]]:
        """Find cues, and the tokens that could at best be part of one."""
        found: list[list[int]] = []
        possible: set[int] = set()
        other, unit = self.cues.labels.index("O"), self.cues.unit
        lenient = LENIENT if opinion is None else LENIENT_WITH_NETWORK
        second = None if opinion is None else _scores(opinion.cues(), CUE_LABELS, self.cues)
        scores = self.cues.scores([row for sentence in view.sentences for row in cue_features(view, sentence)])
        if second is not None:
            scores += second
        lengths = [last - first for first, last in view.sentences]
        scores[:, other] -= EAGER * unit
        for (first, _), labels in zip(view.sentences, self.cues.best(scores, lengths), strict=True):
            found += _groups(labels, first)
        scores[:, other] -= (lenient - EAGER) * unit
        for (first, _), labels in zip(view.sentences, self.cues.best(scores, lengths), strict=True):
            possible.update(first + place for place, label in enumerate(labels) if label != "O")
        return found, possible

    def _attributions(
        self, view: ParseView, opinion: Opinion | None, found: list[list[int]]
    ) -> Iterator[Attribution | None]:
        """Find source and content of each cue; None where it has no content."""
        cues = [cue_of(view, tokens) for tokens in found]
        windows = [seen(view, cue) for cue in cues]
        pairs = list(zip(cues, windows, strict=True))
        scores = self.roles.scores([row for cue, near in pairs for row in role_features(view, cue, near)])
        if opinion is not None and pairs:
            chances = np.concatenate([opinion.roles(cue, near) for cue, near in pairs])
            scores += _scores(chances, ROLE_LABELS, self.roles)
        every = self.roles.best(scores, [len(near) for near in windows])
        for tokens, (cue, near), labels in zip(found, pairs, every, strict=True):
            yield self._attribution(view, cue, tokens, near, labels)

    def _attribution(
        self, view: ParseView, cue: Cue, tokens: list[int], near: Sequence[CueToken], labels: Sequence[str]
    ) -> Attribution | None:
        source, content = (
            [token.number for token, label in zip(near, labels, strict=True) if label.startswith(role)] for role in "SC"
        )
        rule = next((view.rule_at[number] for number in tokens if number in view.rule_at), None)
        if not content and rule is not None:
            content = view.tokens(rule.content)
        if not content:
            return None
        source = _in_one_piece(source, {*tokens, *content})
        content = _whole_quotations(view, content, {*tokens, *source})
        return Attribution(view.spans(source), view.spans(tokens), view.spans(content), _lemma(view, cue.head))


def _lemma(view: ParseView, head: int) -> str:
    """Name a cue as the rules do, by which hedges and kinds of it are known."""
    return "according to" if view.lower[head] == "according" else view.lemma[head]


def _scores(chances: NDArray[np.float64], labels: Sequence[str], tagger: Tagger) -> NDArray[np.float64]:
    """Give logarithms of chances as scores in the order of a tagger's labels: element x label."""
    return TRUST * tagger.unit * chances[:, [labels.index(label) for label in tagger.labels]]


def _without_verb(view: ParseView, tokens: list[int], one: Attribution) -> bool:
    """Whether the main word of a rule's cue is a possessed noun, an adjective, an adverb or a fixed phrase."""
    word = next((number for number in tokens if one.lemma in {view.lower[number], view.lemma[number]}), None)
    if word is None or view.pos[word] in {"ADJ", "ADV"}:
        return True
    possessed = any(view.dep[child] == "poss" for child in view.children[word])
    return view.pos[word] == "NOUN" and (possessed or one.lemma in PURPOSES)


def _whole_quotations(view: ParseView, content: list[int], others: set[int]) -> list[int]:
    """Complete the quotations in a content, but for those that cue or source stand in."""
    kept = set(content)
    for quotation in {view.quoted[number] for number in content} - {-1}:
        inside = view.tokens([view.quotes[quotation]])
        if not others.intersection(inside) and len(kept.intersection(inside)) >= QUOTED * len(inside):
            kept.update(inside)
    return sorted(kept)


def _in_one_piece(source: list[int], others: set[int]) -> list[int]:
    """Fill the gaps of a source where neither the cue nor the content stands in them."""
    whole = range(source[0], source[-1] + 1) if source else range(0)
    return source if others.intersection(whole) else list(whole)


def _groups(labels: list[str], first: int) -> list[list[int]]:
    """Gather the tokens of each cue."""
    groups: list[list[int]] = []
    for number, label in enumerate(labels, first):
        if label == "I" and groups and groups[-1][-1] == number - 1:
            groups[-1].append(number)
        elif label != "O":
            groups.append([number])
    return groups
