"""The model: finds cues, then for each cue its source and content, and joins both with what the rules found."""

from __future__ import annotations

from dataclasses import dataclass

from winset.reading.cues import PURPOSES
from winset.reading.model.cues import cue_features
from winset.reading.model.roles import Cue, cue_of, role_features, window
from winset.reading.model.tagger import Tagger
from winset.reading.model.view import View
from winset.reading.spans import Attribution, Doc

EAGER = 0.25  # by how much a cue may lose against no cue and still be taken, in mean weights of a transition
LENIENT = 0.5  # the same for a cue that the rules found as well
QUOTED = 0.3  # a quotation of whose words this share is content is content as a whole


@dataclass(frozen=True)
class Model:
    """Two taggers that find attributions in a parsed text.

    Attributes
    ----------
    cues : Tagger
        Labels the tokens of a sentence B (a cue begins), I (it goes on) or O.
    roles : Tagger
        Labels the tokens near a cue S (its source), C (its content), each with L or R of the cue, Q (the cue) or O.
    """

    cues: Tagger
    roles: Tagger

    def joined(self, doc: Doc, ruled: list[Attribution]) -> list[Attribution]:
        """Find the attributions of a parsed text, given those of the rules.

        A cue that only the rules found is kept where the cue tagger does not speak against it, or where it is no verb:
        corpora with little nesting leave out many of those that stand inside another attribution.
        """
        view = View(doc, ruled)
        own, possible = self._cues(view)
        taken = {number for tokens in own for number in tokens}
        found = [one for tokens in own if (one := self._attribution(view, tokens)) is not None]
        for one in ruled:
            tokens = view.tokens(one.cue)
            if not taken.intersection(tokens) and (possible.intersection(tokens) or _without_verb(view, tokens, one)):
                found.append(one)
        return found

    def _cues(self, view: View) -> tuple[list[list[int]], set[int]]:
        """Find cues, and the tokens that could at best be part of one."""
        found: list[list[int]] = []
        possible: set[int] = set()
        other = self.cues.labels.index("O")
        unit = float(abs(self.cues.transitions).mean())
        for first, last in view.sentences:
            scores = self.cues.scores(cue_features(view, (first, last)))
            scores[:, other] -= EAGER * unit
            found += _groups(self.cues.best(scores), first)
            scores[:, other] -= (LENIENT - EAGER) * unit
            possible.update(first + place for place, label in enumerate(self.cues.best(scores)) if label != "O")
        return found, possible

    def _attribution(self, view: View, tokens: list[int]) -> Attribution | None:
        cue = cue_of(view, tokens)
        labels = self.roles.best(self.roles.scores(role_features(view, cue)))
        near = window(view, cue)
        source, content = (
            [number for number, label in zip(near, labels, strict=True) if label.startswith(role)] for role in "SC"
        )
        rule = next((view.rule_at[number] for number in tokens if number in view.rule_at), None)
        if not content and rule is not None:
            content = view.tokens(rule.content)
        if not content:
            return None
        source = _in_one_piece(source, {*tokens, *content})
        content = _whole_quotations(view, content, {*tokens, *source})
        return Attribution(view.spans(source), view.spans(tokens), view.spans(content), view.lemma[cue.head])


def cue_labels(view: View, attributions: list[Attribution]) -> list[str]:
    """Label the tokens of a text for the cue tagger."""
    labels = ["O"] * len(view.start)
    for one in attributions:
        for place, number in enumerate(view.tokens(one.cue)):
            if labels[number] == "O":
                labels[number] = "I" if place else "B"
    return labels


def role_labels(view: View, one: Attribution, cue: Cue) -> list[str]:
    """Label the tokens near a cue for the role tagger."""
    source, content = set(view.tokens(one.source)), set(view.tokens(one.content))
    labels = []
    for number in window(view, cue):
        side = "L" if number < cue.head else "R"
        if number in cue.tokens:
            labels.append("Q")
        else:
            labels.append(f"S{side}" if number in source else f"C{side}" if number in content else "O")
    return labels


def _without_verb(view: View, tokens: list[int], one: Attribution) -> bool:
    """Whether the main word of a rule's cue is a possessed noun, an adjective, an adverb or a fixed phrase."""
    word = next((number for number in tokens if one.lemma in {view.lower[number], view.lemma[number]}), None)
    if word is None or view.pos[word] in {"ADJ", "ADV"}:
        return True
    possessed = any(view.dep[child] == "poss" for child in view.children[word])
    return view.pos[word] == "NOUN" and (possessed or one.lemma in PURPOSES)


def _whole_quotations(view: View, content: list[int], others: set[int]) -> list[int]:
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
