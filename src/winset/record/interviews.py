"""Answers of an interview as notes of the record: what was asked and answered, by whom and why; and going on later."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from winset.case.mentions import CONDITION, LEVELS
from winset.case.renaming import Renamed
from winset.claims import Row
from winset.engines.interview.questions import Answer, comparison_key
from winset.errors import UsageError
from winset.frozen import asdict, field_names, replace
from winset.record.store import Store

_MARK = "[interview] "
_ANEW: dict[str, Any] = {"anew": True}
_TAKEN_BACK = "taken_back"
_COMPARED = {"outcomes", "order"}
_ABOUT = {
    "statement": ("parties", CONDITION),
    "table": ("parties", ""),
    "control": ("issues", ""),
    "condition": ("conditions", ""),
    "linked": ("conditions", ""),
    "enough": ("conditions", CONDITION),
    "same": ("issues", "issues"),
    **dict.fromkeys(("wish", "home", "consent"), ("parties", "issues")),
}
"""What the name of a question names besides its kind."""


def keep(store: Store, answer: Answer, told: str, at: str) -> str:
    """Keep an answer as a note; ``told`` says it in words. Gives the note's name."""
    fields = {name: value for name, value in asdict(answer).items() if value}
    return _note(store, answer.about, told, fields, at, answer.who, answer.why)


def begin_anew(store: Store, at: str, who: str = "", why: str = "") -> str:
    """Note that another interview begins: answers kept so far stay in the record, and no longer count as asked."""
    return _note(store, "interview", "Another interview begins.", _ANEW, at, who, why)


def take_back(store: Store, note: str, at: str, who: str = "", why: str = "") -> str:
    """Note that the last answer is taken back: it stays in the record, and no longer counts.

    Raises
    ------
    UsageError
        If the note is not that of the last answer.
    """
    if note != next(reversed(_answers(dict(store.rows("notes")))), None):
        raise UsageError("only the last answer can be taken back", "Perhaps another window has answered since.")
    return _note(store, "interview", f"The answer {note} is taken back.", {_TAKEN_BACK: note}, at, who, why)


def _note(store: Store, about: str, told: str, fields: Mapping[str, Any], at: str, who: str, why: str) -> str:
    text = f"{told}\n{_MARK}{_line(fields)}"
    row = {"about": about, "text": text, "author": who, "date": at[:10]}
    return store.add("notes", row, at, who, why or "interview")


def _line(fields: Mapping[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=True, sort_keys=True)


def kept(notes: Mapping[str, Row]) -> list[Answer]:
    """Give the answers of the interview that goes on, the earliest first, from the notes of a record."""
    return list(_answers(notes).values())


def told_of(notes: Mapping[str, Row]) -> list[str]:
    """Say what was asked and answered in all interviews, the earliest first, without what was taken back."""
    fields = {name: _fields(note["text"]) for name, note in notes.items()}
    gone = {str(one[_TAKEN_BACK]) for one in fields.values() if _TAKEN_BACK in one}
    counted = (name for name, one in fields.items() if one and _TAKEN_BACK not in one and name not in gone)
    return [told(notes[name]["text"]) for name in counted]


def _answers(notes: Mapping[str, Row]) -> dict[str, Answer]:
    """Give the same by the names of their notes."""
    found: dict[str, Answer] = {}
    for name, note in sorted(notes.items(), key=lambda one: int(one[0][1:])):
        fields = _fields(note["text"])
        if fields == _ANEW:
            found = {}
        elif _TAKEN_BACK in fields:
            found.pop(str(fields[_TAKEN_BACK]), None)
        elif fields and (answer := _answer(fields)) is not None:
            found[name] = answer
    return found


def renamed_note(text: str, done: Renamed) -> str:
    """Give the text of a note with the new name of a key in what the program reads of it; its words stay."""
    fields = _fields(text)
    answer = _answer(fields) if fields and fields != _ANEW else None
    if answer is None:
        return text
    texts = answer.over, answer.under, answer.order, answer.was, answer.became
    over, under, order, was, became = (tuple(map(done.condition, listed)) for listed in texts)
    party = done.renaming.name("parties", answer.party)
    after = replace(
        answer,
        party=party,
        about=done.address(answer.about),
        over=over,
        under=under,
        order=order,
        was=was,
        became=became,
        question=_question(answer, party, over, under, done),
        choice=_choice(answer, done),
    )
    if after == answer:
        return text
    renamed = {name: value for name, value in asdict(after).items() if name in fields}
    return f"{told(text)}\n{_MARK}{_line(renamed)}"


def _question(answer: Answer, party: str, over: Sequence[str], under: Sequence[str], done: Renamed) -> str:
    """Give the name of the question that an answer answers, as the interview names it after the renaming."""
    if answer.kind in _COMPARED:
        as_asked = comparison_key(answer.party, answer.over, answer.under)
        return comparison_key(party, over, under) if answer.question == as_asked else answer.question
    first, second = _ABOUT.get(answer.kind, ("", ""))
    word, _, rest = answer.question.partition(" ")
    subject, colon, thing = rest.partition(": ")
    subject = done.renaming.name(first, subject)
    thing = done.condition(thing) if second == CONDITION else done.renaming.name(second, thing)
    return f"{word} {subject}{colon}{thing}" if rest else answer.question


def _choice(answer: Answer, done: Renamed) -> str:
    """Give the choice: the parties who control an issue are named in it, or what happens without a deal."""
    if answer.kind == "without":
        issue, equal, level = answer.choice.partition("=")
        if not equal:
            return done.renaming.name("scenarios", issue)
        return f"{done.renaming.name('issues', issue)}={done.renaming.name(LEVELS, level, issue)}"
    if answer.kind != "control":
        return answer.choice
    return "+".join(done.renaming.name("parties", one) for one in answer.choice.split("+"))


def told(text: str) -> str:
    """Give what a note says in words, without what only the program reads."""
    return text.partition(f"\n{_MARK}")[0]


def program_text(text: str) -> str:
    """Give what only the program reads of a note; any other text as it is."""
    return text.partition(f"\n{_MARK}")[2] or text


def _fields(text: str) -> dict[str, Any]:
    if f"\n{_MARK}" not in text:
        return {}
    try:
        fields = json.loads(program_text(text))
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}


def _answer(fields: Mapping[str, Any]) -> Answer | None:
    """Read an answer; a note that somebody else wrote in this form, and wrongly, is none."""
    listed = {"over", "under", "order", "was", "became"}
    names = set(field_names(Answer))
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
