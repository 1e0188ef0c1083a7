"""A model's answer as proposals: checked against a strict form, every quotation found in the document or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from winset.frozen import Frozen, replace
from winset.reading.proposals import Proposal, Spans
from winset.reading.spans import Span
from winset.record.kinds import HEDGES, SOURCE_KINDS, SPEECH_ACTS

MAX_CLAIMS = 1_000
_Quote = Annotated[str, Field(min_length=1, max_length=20_000)]
_Quotes = Annotated[list[_Quote], Field(max_length=20)]


class _Claim(BaseModel):
    """The form each claim must have: these fields, of these types, and no others."""

    model_config = ConfigDict(extra="forbid", strict=True)

    source: _Quotes
    cue: Annotated[list[_Quote], Field(max_length=1)]
    content: Annotated[list[_Quote], Field(min_length=1, max_length=20)]
    condition: _Quotes
    via: _Quotes
    parent: int | None
    source_kind: Literal[SOURCE_KINDS]  # type: ignore[valid-type]
    speech_act: Literal[SPEECH_ACTS]  # type: ignore[valid-type]
    hedge: Literal[HEDGES]  # type: ignore[valid-type]
    actor: str | None
    target: str | None


class ModelAnswer(Frozen):
    """What became of a model's answer.

    Attributes
    ----------
    proposals : tuple of Proposal
        The claims whose quotations all stand in the document.
    not_found, not_formed : int
        Claims dropped for words that are not in the document, and for not having the agreed form.
    """

    proposals: tuple[Proposal, ...]
    not_found: int
    not_formed: int


def claims_of(claims: Sequence[Any], text: str, parties: Sequence[str]) -> ModelAnswer:
    """Turn the claims of an answer into proposals.

    Parameters
    ----------
    claims : sequence
        As the model gave them.
    text : str
        The document.
    parties : sequence of str
        The keys an actor or a target may be.
    """
    found: dict[int, Proposal] = {}
    not_found = 0
    not_formed = max(0, len(claims) - MAX_CLAIMS)
    for number, body in enumerate(claims[:MAX_CLAIMS], 1):
        try:
            claim = _Claim.model_validate(body)
        except (ValidationError, RecursionError):
            not_formed += 1
            continue
        proposal = _proposal(claim, text, parties)
        if proposal is None:
            not_found += 1
            continue
        found[number] = replace(proposal, parent=str(claim.parent or ""))
    numbers = {str(number): str(place) for place, number in enumerate(found, 1)}
    proposals = tuple(
        replace(one, id=numbers[str(number)], parent=_earlier(one.parent, number, numbers))
        for number, one in found.items()
    )
    return ModelAnswer(proposals, not_found, not_formed)


def _earlier(parent: str, number: int, numbers: dict[str, str]) -> str:
    """The enclosing claim, if it was kept and stands before."""
    return numbers[parent] if parent in numbers and int(parent) < number else ""


def _proposal(claim: _Claim, text: str, parties: Sequence[str]) -> Proposal | None:
    content = _places(claim.content, text, 0)
    if content is None:
        return None
    near = content[0][0]
    source, cue, condition, via = (
        _places(quotes, text, near) for quotes in (claim.source, claim.cue, claim.condition, claim.via)
    )
    if source is None or cue is None or condition is None or via is None:
        return None
    return Proposal(
        id="",
        parent="",
        source=source,
        cue=cue,
        content=content,
        condition=condition,
        via=via,
        source_kind=claim.source_kind,
        speech_act=claim.speech_act,
        hedge=claim.hedge,
        actor=claim.actor if claim.actor and claim.actor in parties else "",
        target=claim.target if claim.target and claim.target in parties else "",
    )


def _places(quotes: Sequence[str], text: str, near: int) -> Spans | None:
    """Find quotations word for word, each where it stands nearest to a place; none if one is missing."""
    found: list[Span] = []
    for quote in quotes:
        after = text.find(quote, near)
        before = text.rfind(quote, 0, near + len(quote))
        known = [place for place in (before, after) if place >= 0]
        if not known or not quote.strip():
            return None
        start = min(known, key=lambda place: abs(place - near))
        found.append((start, start + len(quote)))
    return tuple(sorted(set(found)))
