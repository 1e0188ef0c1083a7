"""Attributions of a parsed text: by rules, and by a trained model where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.reading.conditions import with_whole_conditions
from winset.reading.corrections import notes, without_notes
from winset.reading.layout.layout import Layout
from winset.reading.rules import by_rules
from winset.reading.rules.citing import with_chains
from winset.reading.rules.deeds import deeds
from winset.reading.rules.pledges import pledges
from winset.reading.rules.silences import silences, without_answers
from winset.reading.rules.speakers import speakers
from winset.reading.rules.spoken import with_layout
from winset.reading.rules.stances import stances
from winset.reading.rules.tails import with_tails
from winset.reading.spans import Attribution, Doc, Span, text_of

if TYPE_CHECKING:
    from winset.reading.model.model import Model


def attributions(doc: Doc, model: Model | None = None, layout: Layout | None = None) -> list[Attribution]:
    """Find the attributions of a parsed text, in the order of their cues.

    Stances that no verb of saying tells are added where nothing else has their cue: corpora of reported speech, which
    models learn from, leave most of them out.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        The parsed text.
    model : Model, optional
        A trained model, whose attributions are joined with those of the rules by their cues.
    layout : Layout, optional
        How the text is laid out: turns, items, headings.
    """
    ruled = by_rules(doc)
    found = ruled if model is None else [*(own := model.joined(doc, ruled)), *_bargaining(doc, ruled, own)]
    found = without_answers(doc, found)
    taken = [span for one in found for span in one.cue]
    found = [*found, *(one for one in (*silences(doc), *stances(doc)) if not _overlap(one, taken))]
    found = without_notes(speakers(doc, with_chains(doc, with_whole_conditions(doc, found))), notes(doc))
    acts = list(deeds(doc))
    recalled = [span for one in acts if one.lemma == "recall" for span in one.cue]  # an ambassador, not a memory
    found = [one for one in found if one.lemma != "recall" or not _overlap(one, recalled)]
    taken = [span for one in found for span in one.cue]
    found = with_tails(doc, [*found, *(one for one in acts if not _overlap(one, taken))])
    taken = [span for one in found for span in one.cue]
    spoken = [span for one in found for span in one.content]
    found = [*found, *(one for one in pledges(doc, spoken) if not _overlap(one, taken))]
    if layout is not None:
        found = with_layout(doc, found, layout)
    return sorted(found, key=lambda one: (one.cue, one.content))


# Acts of bargaining, which a model that learnt from general news leaves out inside other attributions.
_BARGAINING = frozenset(
    """
    demand reject refuse offer propose threaten accept insist oppose deny withdraw concede rule turn brush welcome move
    undertake rebuff spurn
    """.split()  # noqa: SIM905 - a page of words reads better than a list of strings
)


def _bargaining(doc: Doc, ruled: list[Attribution], own: list[Attribution]) -> list[Attribution]:
    """What the rules alone found of demands, offers, refusals and threats, with who makes them."""
    taken = [span for one in own for span in one.cue]
    text = text_of(doc)
    return [
        one
        for one in ruled
        if (one.lemma in _BARGAINING or (one.lemma == "ask" and text[: one.cue[-1][1]].endswith(" for")))
        and one.source
        and not _overlap(one, taken)
    ]


def _overlap(one: Attribution, taken: list[Span]) -> bool:
    return any(start < b and a < end for start, end in one.cue for a, b in taken)
