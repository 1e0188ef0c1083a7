"""Another name for a key of a case, in everything that refers to it; nothing else of the file's text changes.

A level is renamed in every issue that a condition compares with its own, since such issues have the same levels.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any

from winset import expr
from winset.case.addresses import step
from winset.case.keys import Renaming, check_name, meant, renamable
from winset.case.mentions import CONDITION, NameMention, Path, levels_of, mentions
from winset.case.respelling import Spelling
from winset.case.yaml_tree import Tree, read_tree
from winset.errors import CaseFileError, ExpressionError, UsageError
from winset.expr.tree import Levels
from winset.frozen import Frozen, replace


class Renamed(Frozen):
    """The text of a case file with another name for a key.

    Attributes
    ----------
    text : str
        The text.
    renaming : Renaming
        What was renamed.
    before : Tree
        What the file held before.
    keys : mapping of path to str
        The keys of the file that have another name now, by their former places.
    """

    text: str
    renaming: Renaming
    before: Tree
    keys: Mapping[Path, str]

    @cached_property
    def levels(self) -> Levels:
        """The issues with their levels before, by which conditions tell the ones from the others."""
        return levels_of(self.before.data)

    def condition(self, text: str) -> str:
        """Give a condition with the new name; one that cannot be read as it is."""
        try:
            return expr.replaced(text, expr.respelled(text, self.levels, self.renaming.named))
        except ExpressionError:
            return text

    def address(self, text: str) -> str:
        """Give an address of the case, such as ``conditions.strict.probability``, as it is afterwards.

        Words that are no address, and what of an address leads nowhere, stay as they are.
        """
        section, dot, rest = text.partition(".")
        here: Any = self.before.data.get(section) if dot else None
        parts: list[str] = [section]
        path: Path = (section,)
        while rest and isinstance(here, dict | list):
            try:
                key, after = step(here, rest, text)
                here = here[key]
            except (UsageError, KeyError):
                break
            taken = rest[: len(rest) - len(after)].removesuffix(".")
            if taken and isinstance(key, str):
                taken = self.keys.get((*path, key), key)
            elif taken and not taken.isdecimal():
                taken = self.condition(taken)
            parts += [taken] if taken else []
            path, rest = (*path, key), after
        return ".".join([*parts, self.condition(rest)] if rest else parts)


def rename(text: str, old: str, new: str) -> Renamed:
    r"""Give a key of a case another name, wherever the file refers to it.

    Parameters
    ----------
    text : str
        The text of the case file.
    old : str
        What to rename: the key itself where only one thing is called so, else its address: ``issues.aid``, or
        ``aid=full`` for a level.
    new : str
        The new name.

    Raises
    ------
    UsageError
        If there is nothing of that name, several things are called so, the new name cannot be one, or what the file
        says would not be the same.
    CaseFileError
        If the text cannot be read as YAML.

    Examples
    --------
    >>> text = "issues:\n  aid: {levels: [off, on], control: US}  # mine\npreferences: {US: [aid = on]}\n"
    >>> print(rename(text, "on", "resumed").text, end="")
    issues:
      aid: {levels: [off, resumed], control: US}  # mine
    preferences: {US: [aid = resumed]}
    """
    tree = _read(text)
    levels = levels_of(tree.data)
    every = list(mentions(tree.data))
    known = renamable(every, levels)
    renaming = replace(meant(known, old), new=new)
    check_name(renaming, known, tree.data)
    spelling = Spelling(text)
    replacements = {
        (one.path, one.on_key): found for one in every if (found := _replaced(renaming, one, levels, spelling))
    }
    changed = spelling.with_others(replacements)
    texts = {
        (one.path, one.on_key): expr.replaced(one.name, replacements[one.path, one.on_key])
        for one in every
        if (one.path, one.on_key) in replacements
    }
    _same_meaning(renaming, text, changed, _rebuilt(tree.data, texts))
    keys = {path: texts[path, on_key] for path, on_key in texts if on_key}
    return Renamed(changed, renaming, tree, keys)


@lru_cache(maxsize=4)
def _read(text: str) -> Tree:
    return read_tree(text.encode("utf-8", "surrogatepass"), "the case")


def _replaced(renaming: Renaming, one: NameMention, levels: Levels, spelling: Spelling) -> list[expr.Replacement]:
    """Say what changes in the text of a mention."""
    if one.kind == CONDITION:
        try:
            return expr.respelled(one.name, levels, renaming.named, spelling.mark(one.path))
        except ExpressionError:
            return []
    refers = one.kind == "sources" and not one.on_key
    name = renaming.reference(one.name) if refers else renaming.name(one.kind, one.name, one.within)
    return [expr.Replacement(0, len(one.name), name)] if name != one.name else []


def _rebuilt(data: dict[str, Any], texts: Mapping[tuple[Path, bool], str]) -> dict[str, Any]:
    """Make the renaming in plain data: what reading the changed text must give."""

    def rebuilt(here: Any, path: Path) -> Any:
        if isinstance(here, dict):
            return {texts.get(((*path, key), True), key): rebuilt(one, (*path, key)) for key, one in here.items()}
        if isinstance(here, list):
            return [rebuilt(one, (*path, place)) for place, one in enumerate(here)]
        return texts.get((path, False), here)

    found: dict[str, Any] = rebuilt(data, ())
    return found


def _same_meaning(renaming: Renaming, before: str, text: str, wanted: dict[str, Any]) -> None:
    """Refuse a renaming after which the file says something else, or is no valid case where it was one."""
    hint = "Choose a name that nothing else in the case has."
    try:
        data = _read(text).data
    except CaseFileError:
        raise UsageError(f"'{renaming.new}' cannot be written in place of '{renaming.old}'", hint) from None
    former = _read(before).data
    levels, new_levels = levels_of(former), levels_of(data)
    same = json.dumps(wanted) == json.dumps(data)
    for one, two in zip(mentions(former), mentions(data), strict=False):
        wanted_names = [(renaming.named(name), renaming.name("issues", name.issue)) for name in _names(one, levels)]
        same = same and wanted_names == [(name.name, name.issue) for name in _names(two, new_levels)]
    if not same:
        raise UsageError(f"the case would not say the same with '{renaming.new}' for the {renaming.told}", hint)
    if (problem := _first_problem(text)) and not _first_problem(before):
        raise UsageError(f"the case would not be valid with '{renaming.new}' for the {renaming.told}: {problem}")


def _names(one: NameMention, levels: Levels) -> list[expr.Named]:
    """Give the names of a condition; none of anything else, or of one that cannot be read."""
    try:
        return expr.names_in(one.name, levels) if one.kind == CONDITION else []
    except ExpressionError:
        return []


@lru_cache(maxsize=4)
def _first_problem(text: str) -> str:
    from winset.case.reading import from_data

    tree = _read(text)
    try:
        from_data(tree.data, "", tree.locate)
    except CaseFileError as error:
        return error.problems[0].what
    return ""
