"""A model's answer to a drafting task: entries of a strict form whose quotations stand in the documents, or nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from winset.drafting.source import ParsedSource
from winset.record.sentences import sentences

MOST = 60
"""Entries of one part that are looked at; what a model writes beyond is dropped."""
_Quotes = Annotated[list[Annotated[str, Field(min_length=8, max_length=2_000)]], Field(min_length=1, max_length=6)]
_Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\n\r\t]+$")]
_Level = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\n\r\t\"']+$")]
_Key = Annotated[str, Field(min_length=1, max_length=120)]
Direction = Literal["wants", "resists"]


class Quoted(BaseModel):
    """An entry as a model gives it: these fields, of these types, and no others."""

    model_config = ConfigDict(extra="forbid", strict=True)

    quotes: _Quotes


class PartyForm(Quoted):
    """A party; its names must stand in the documents."""

    name: _Name
    aliases: Annotated[list[_Name], Field(max_length=12)]
    at_table: bool
    mediator: bool
    home: Annotated[list[_Name], Field(max_length=8)]


class IssueForm(Quoted):
    """An issue: today's level, and those spoken of."""

    key: _Key | None
    name: _Name
    today: _Level
    levels: Annotated[list[_Level], Field(min_length=1, max_length=8)]
    control: Annotated[list[_Key], Field(min_length=1, max_length=6)]


class StatementForm(Quoted):
    """What a party wants or resists."""

    party: _Key
    issue: _Key
    level: _Level
    direction: Direction
    act: Literal["demand", "refusal", "threat", "offer", "preference"]


class ConditionForm(Quoted):
    """What a party withholds unless something happens."""

    party: _Key
    issue: _Key
    level: _Level
    unless_issue: _Key
    unless_level: _Level


class PlaceForm(BaseModel):
    """An issue at a level."""

    model_config = ConfigDict(extra="forbid", strict=True)

    issue: _Key
    level: _Level


class ScenarioForm(Quoted):
    """An ending that the documents themselves describe."""

    name: _Name
    when: Annotated[list[PlaceForm], Field(min_length=1, max_length=6)]


class OpenForm(Quoted):
    """What the documents say nobody knows."""


Form = TypeVar("Form", bound=Quoted)
PARTS: Mapping[str, type[Quoted]] = {
    "parties": PartyForm,
    "issues": IssueForm,
    "statements": StatementForm,
    "conditions": ConditionForm,
    "scenarios": ScenarioForm,
    "open": OpenForm,
}


@dataclass
class Dropped:
    """How many entries of a model's answers were dropped, and for what."""

    not_found: int = 0
    not_formed: int = 0

    def told(self) -> list[str]:
        """Say it in sentences; none where nothing was dropped."""
        found = ((self.not_found, "not word for word in the documents"), (self.not_formed, "not in the agreed form"))
        return [f"{number} of the model's entries dropped: {why}" for number, why in found if number]


@dataclass
class Checker:
    """Takes entries whose quotations stand in the documents word for word, and says where they stand."""

    sources: Sequence[ParsedSource]
    dropped: Dropped = field(default_factory=Dropped)

    def entries(self, answer: Mapping[str, Any], part: str, form: type[Form]) -> list[tuple[Form, tuple[str, ...]]]:
        """Give the entries of a part of an answer that are right in form, each with its sentences."""
        listed = answer.get(part)
        if not isinstance(listed, list):
            self.dropped.not_formed += 1
            return []
        self.dropped.not_formed += max(0, len(listed) - MOST)
        found = []
        for body in listed[:MOST]:
            try:
                entry = form.model_validate(body)
            except (ValidationError, RecursionError):
                self.dropped.not_formed += 1
                continue
            basis = self.basis(entry.quotes)
            if basis:
                found.append((entry, basis))
            else:
                self.dropped.not_found += 1
        return found

    def basis(self, quotes: Sequence[str]) -> tuple[str, ...]:
        """Give the sentences that quotations stand in; none where one of them stands nowhere."""
        found: list[str] = []
        for quote in quotes:
            reference = next((one for source in self.sources if (one := _reference(source, quote))), "")
            if not reference:
                return ()
            found.append(reference)
        return tuple(dict.fromkeys(found))

    def stands(self, words: str) -> bool:
        """Tell whether words stand in a document, whatever their capitals."""
        whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)
        return any(whole.search(source.text) for source in self.sources)


def _reference(source: ParsedSource, quote: str) -> str:
    start = source.text.find(quote)
    if start < 0 or not quote.strip():
        return ""
    middle = start + len(quote) - len(quote.lstrip())
    number = next((at for at, (_, end) in enumerate(sentences(source.text), 1) if middle < end), 0)
    return f"{source.letter}{number}" if number else ""
