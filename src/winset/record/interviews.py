"""Answers of an interview as notes of the record: what was asked and answered, by whom and why; and going on later."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from winset.claims import Row
from winset.engines.interview.questions import Answer
from winset.record.store import Store

_MARK = "[interview] "
_ANEW: dict[str, Any] = {"anew": True}


def keep(store: Store, answer: Answer, told: str, at: str) -> str:
    """Keep an answer as a note; ``told`` says it in words. Gives the note's name."""
    fields = {name: value for name, value in dataclasses.asdict(answer).items() if value}
    return _note(store, answer.about, told, fields, at, answer.who, answer.why)


def begin_anew(store: Store, at: str, who: str = "", why: str = "") -> str:
    """Note that another interview begins: answers kept so far stay in the record, and no longer count as asked."""
    return _note(store, "interview", "Another interview begins.", _ANEW, at, who, why)


def _note(store: Store, about: str, told: str, fields: Mapping[str, Any], at: str, who: str, why: str) -> str:
    text = f"{told}\n{_MARK}{json.dumps(fields, ensure_ascii=True, sort_keys=True)}"
    row = {"about": about, "text": text, "author": who, "date": at[:10]}
    return store.add("notes", row, at, who, why or "interview")


def kept(notes: Mapping[str, Row]) -> list[Answer]:
    """Give the answers of the interview that goes on, the earliest first, from the notes of a record."""
    found: list[Answer] = []
    for _, note in sorted(notes.items(), key=lambda one: int(one[0][1:])):
        fields = _fields(note["text"])
        if fields == _ANEW:
            found = []
        elif fields and (answer := _answer(fields)) is not None:
            found.append(answer)
    return found


def told(text: str) -> str:
    """Give what a note says in words, without what only the program reads."""
    return text.partition(f"\n{_MARK}")[0]


def _fields(text: str) -> dict[str, Any]:
    _, mark, body = text.partition(f"\n{_MARK}")
    if not mark:
        return {}
    try:
        fields = json.loads(body)
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}


def _answer(fields: Mapping[str, Any]) -> Answer | None:
    """Read an answer; a note that somebody else wrote in this form, and wrongly, is none."""
    listed = {"over", "under", "order"}
    names = {field.name for field in dataclasses.fields(Answer)}
    given: dict[str, Any] = {}
    for name, value in fields.items():
        if name not in names:
            return None
        if name in listed:
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                return None
            given[name] = tuple(value)
        elif isinstance(value, str):
            given[name] = value
        else:
            return None
    if not {"question", "kind", "choice"} <= given.keys():
        return None
    return Answer(**{"party": "", "about": "", **given})
