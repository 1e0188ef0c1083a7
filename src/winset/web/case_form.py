"""What a case can hold, for a form: its sections in the order one writes them, and the fields of their entries."""

from __future__ import annotations

import re
import types
import typing
from typing import Any, Literal

from pydantic.fields import FieldInfo

from winset.case.conflict import Party
from winset.case.entries import Entry
from winset.case.model import Case
from winset.case.sections import HEAD, SECTIONS, CaseSection, Part
from winset.case.walking import is_chance, kind_of, models_in
from winset.engines.evidence.weights import WEIGHTS
from winset.engines.stability.concepts import CONCEPTS

PARTS: dict[Part, str] = {
    "essentials": "Essentials",
    "rules": "Rules, time and moves",
    "numbers": "Numbers",
    "sources": "Sources and questions",
}
"""The parts of the form in the order one writes them."""
_LAST = ("basis", "note")
_FIRST = {
    *("title", "summary", "as_of", "name", "home", "at_table", "when", "unless", "why", "by", "who", "basis"),
    *("points", "chance", "signatories", "deadline", "failure", "other", "need", "veto"),
}
_DRAWN_AS = {
    "stated range": "range",
    "level": "text",
    "home": "text",
    "homes": "lines",
    "basis": "lines",
    "outcome or condition": "lines",
}
_NOTATION = re.compile(r"[;,][^;,]*[`{].*$")
_UNTOLD = {Party.model_fields[name].description for name in ("name", "note")}
_STATUS_QUO: dict[str, Any] = {
    "name": "level",
    "label": "level",
    "kind": "text",
    "choices": [],
    "required": True,
    "first": True,
    "default": "",
    "what": "",
    "chance": False,
}


def form() -> dict[str, Any]:
    """Describe every section of a case file and the fields of its entries."""
    about = {
        "key": "about",
        "part": "essentials",
        "title": "About",
        "what": "What the case is about, and as of when.",
        "shape": "fields",
        "implied": "",
        "owner": "",
        "fields": [_field(key, Case.model_fields[key]) for key in HEAD if key != "winset"],
    }
    sections = [about, *(_section(one) for one in SECTIONS.values())]
    return {
        "parts": [{"key": key, "title": title} for key, title in PARTS.items()],
        "sections": sorted(sections, key=lambda one: list(PARTS).index(one["part"])),
    }


def _section(section: CaseSection) -> dict[str, Any]:
    fields = [_STATUS_QUO] if section.shape == "texts" else []
    return {
        "key": section.key,
        "part": section.part,
        "title": section.called or section.title,
        "what": section.help,
        "shape": "named" if section.shape == "texts" else section.shape,
        "implied": "level" if section.shape == "texts" else section.bare,
        "owner": section.owner,
        "fields": fields if section.entry is None else _fields(section.entry),
        "tables": _tables() if section.shape == "tables" else {},
    }


def _fields(entry: type[Entry]) -> list[dict[str, Any]]:
    names = sorted(entry.model_fields, key=lambda name: _LAST.index(name) + 1 if name in _LAST else 0)
    infos = {name: entry.model_fields[name] for name in names}
    return [_field(name, info, entry.main) for name, info in infos.items()]


def _tables() -> dict[str, dict[str, str]]:
    """Give the tables of weights of claims with the usual figures, which a case may change."""
    return {name: {key: f"{value:g}" for key, value in row.items()} for name, row in WEIGHTS.items()}


def _field(name: str, info: FieldInfo, main: str = "") -> dict[str, Any]:
    kind, choices = _kind(info)
    default = info.get_default(call_default_factory=True)
    shown = default if isinstance(default, str | int) and not isinstance(default, bool) else ""
    return {
        "name": info.alias or name,
        "label": info.title or name.replace("_", " "),
        "kind": kind,
        "choices": choices,
        "what": _what(info, kind),
        "chance": is_chance(info),
        "fields": _fields(models_in(info)[0]) if kind == "nested" else [],
        "required": info.is_required() or kind == "levels",
        "first": info.is_required() or kind == "levels" or name == main or name in _FIRST,
        "default": ("yes" if default else "no") if isinstance(default, bool) else str(shown),
    }


def _what(info: FieldInfo, kind: str) -> str:
    """Say what a field is for, without the notation of the file; nothing where its name and hint say it."""
    told = info.description or ""
    return "" if told in _UNTOLD or kind == "levels" else _NOTATION.sub("", told)


def _kind(info: FieldInfo) -> tuple[str, list[str]]:
    held = kind_of(info)
    if held == "concept":
        return "choice", list(CONCEPTS)
    if not held and models_in(info):
        return "nested", []
    choices = _choices(info.annotation)
    if choices:
        return "choice", choices
    if info.annotation is bool:
        return "flag", []
    return _DRAWN_AS.get(held, held) or "text", []


def _choices(annotation: Any) -> list[str]:
    if typing.get_origin(annotation) is Literal:
        return list(typing.get_args(annotation))
    if typing.get_origin(annotation) in {typing.Union, types.UnionType}:
        return next((found for one in typing.get_args(annotation) if (found := _choices(one))), [])
    return []
