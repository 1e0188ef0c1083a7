"""Attributions of a parsed text: by rules, and by a trained model where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.reading.rules import by_rules
from winset.reading.spans import Attribution, Doc

if TYPE_CHECKING:
    from winset.reading.model.model import Model


def attributions(doc: Doc, model: Model | None = None) -> list[Attribution]:
    """Find the attributions of a parsed text, in the order of their cues.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        The parsed text.
    model : Model, optional
        A trained model, whose attributions are joined with those of the rules by their cues.
    """
    ruled = by_rules(doc)
    found = ruled if model is None else model.joined(doc, ruled)
    return sorted(found, key=lambda one: (one.cue, one.content))
