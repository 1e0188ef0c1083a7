"""The keys of a case that can have another name: which there are, which one is meant, and what it can be called."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from winset import expr
from winset.case.mentions import CONDITION, HOMES, LEVELS, PROFILES, NameMention
from winset.case.notation import NOTHING
from winset.errors import ExpressionError, UsageError, nearest
from winset.expr.parser import KEYWORDS
from winset.expr.tree import Leaf, Levels, is_issue
from winset.frozen import Frozen, replace

_IDENTIFIER = re.compile(r"[^\W\d][\w-]{0,59}")
_WORDS = re.compile(r"\w([\w .%/()+-]{0,78}[\w.%)])?")
_REFERENCE = re.compile(r"[A-Za-z]{1,12}")
_WORDED = {LEVELS, HOMES, PROFILES}
_OWN_WORDS = {"issues": {"of", "normalise", "basis", "note"}, "sources": {"c"}}
_NOUNS = {"parties": "party", "status_quo": "level", "homes": "home"}


class Renaming(Frozen):
    """A key and its new name.

    Attributes
    ----------
    kind : str
        The section whose key it is; ``levels`` and ``homes`` for those.
    old, new : str
        The names.
    within : tuple of str
        The issues of a level, or the party of a profile.
    """

    kind: str
    old: str
    new: str
    within: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """How it is named beyond doubt: ``issues.aid``, ``aid=full``."""
        if self.kind == LEVELS:
            return f"{self.within[0]}={self.old}"
        return ".".join([self.kind, *self.within, self.old])

    @property
    def back(self) -> Renaming:
        """The way back."""
        return replace(self, old=self.new, new=self.old)

    @property
    def told(self) -> str:
        """What it is, in words."""
        noun = _NOUNS.get(self.kind, self.kind.removesuffix("s"))
        return f"{noun} '{self.old}'" + (f" of {' and '.join(map(repr, self.within))}" if self.within else "")

    def name(self, kind: str, name: str, within: str = "") -> str:
        """Give the new name of what was called so; the same where it is not what is renamed."""
        alike = kind == self.kind or (self.kind == "parties" and kind == HOMES)
        return self.new if alike and name == self.old and (not self.within or within in self.within) else name

    def named(self, one: expr.Named) -> str:
        """Give the new name of a name in a condition."""
        return self.name(LEVELS if one.issue else "issues", one.name, one.issue)

    def reference(self, text: str) -> str:
        """Give what an entry rests on with the new name of its source: ``S8`` is item 8 of source ``S``."""
        if self.kind != "sources":
            return text
        return re.sub(rf"(?<!\w){re.escape(self.old)}(?=\d{{1,6}}(?!\w)|$)", self.new, text)


def renamable(every: Collection[NameMention], levels: Levels) -> list[Renaming]:
    """List everything in a case that can be renamed, its new name still open."""
    groups = _compared(every, levels)
    found: dict[Renaming, None] = {}
    for one in every:
        if one.kind == LEVELS:
            found[Renaming(LEVELS, one.name, "", groups.get(one.within, (one.within,)))] = None
        elif one.kind == PROFILES:
            found[Renaming(PROFILES, one.name, "", (one.within,))] = None
        elif one.kind == HOMES or (one.on_key and one.path == (one.kind, one.name)):
            found[Renaming(one.kind, one.name, "")] = None
    parties = {one.old for one in found if one.kind == "parties"}
    return [
        one
        for one in found
        if not (one.kind == HOMES and one.old in parties)
        and (one.kind != LEVELS or any(_declared(levels, issue, one.old) for issue in one.within))
    ]


def _declared(levels: Levels, issue: str, name: str) -> bool:
    own = levels.get(issue, ())
    return name in (own.marks if isinstance(own, expr.Amounts) else own)


def _compared(every: Collection[NameMention], levels: Levels) -> dict[str, tuple[str, ...]]:
    """Put issues with named levels that conditions compare with each other together."""
    groups = {issue: {issue} for issue in levels}
    for one in every:
        for leaf in _leaves(one):
            if isinstance(leaf, expr.Comparison) and leaf.issue in levels and is_issue(leaf, levels):
                if isinstance(levels[leaf.issue], expr.Amounts):
                    continue
                joined = groups[leaf.issue] | groups[leaf.target]
                groups |= dict.fromkeys(joined, joined)
    return {issue: tuple(key for key in levels if key in group) for issue, group in groups.items()}


def _leaves(one: NameMention) -> Iterator[Leaf]:
    if one.kind == CONDITION:
        try:
            yield from expr.leaves(expr.parse(one.name))
        except ExpressionError:
            return


def meant(known: list[Renaming], old: str) -> Renaming:
    """Find what a name or address speaks of."""
    found = [one for one in known if old == one.old]
    exact = [one for one in known if old in _addresses(one)]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if not found and not exact:
        hint = nearest(old, list(dict.fromkeys(one.old for one in known)), "Names")
        raise UsageError(f"the case has no key '{old}'", hint)
    told = ", ".join(one.address for one in found or exact)
    raise UsageError(f"'{old}' can be any of several", f"Say which: {told}.")


def _addresses(one: Renaming) -> set[str]:
    return {f"{issue}={one.old}" for issue in one.within} if one.kind == LEVELS else {one.address}


def check_name(renaming: Renaming, known: list[Renaming], data: Mapping[str, Any]) -> None:
    """Refuse a new name that cannot be one, or is taken."""
    kind, new = renaming.kind, renaming.new
    if new == renaming.old:
        raise UsageError(f"'{new}' is its name already", "Give another one.")
    if new.lower() in KEYWORDS or new in NOTHING or new in _OWN_WORDS.get(kind, ()):
        raise UsageError(f"'{new}' is a word of the case file itself", "Choose another name.")
    if kind == "sources" and not _REFERENCE.fullmatch(new):
        raise UsageError(f"'{new}' cannot be the key of a source", "At most 12 letters: S8 is item 8 of source S.")
    if kind in _WORDED and not _WORDS.fullmatch(new):
        raise UsageError(f"'{new}' cannot be a name here", "Letters, digits and spaces, at most 80.")
    if kind not in _WORDED and not _IDENTIFIER.fullmatch(new):
        hint = "A letter, then letters, digits, '-' and '_', at most 60; what readers see stands under 'name'."
        raise UsageError(f"'{new}' cannot be a key", hint)
    kinds = {"parties", HOMES} if kind in {"parties", HOMES} else {kind}
    for one in known:
        if one.kind in kinds and one.old == new and (not one.within or set(one.within) & set(renaming.within)):
            raise UsageError(f"'{new}' is taken: the case has the {one.told}", "Choose another name.")
    if kind == LEVELS and any("from" in data["issues"][issue] and expr.is_number(new) for issue in renaming.within):
        raise UsageError(f"the mark '{new}' is written like an amount", "Call it by a name.")
    if kind == HOMES and renaming.old == "home":
        for place, entry in enumerate(data.get("ratification") or ()):
            if isinstance(entry, dict) and "home" not in entry:
                hint = "Write 'home: home' there first."
                raise UsageError(f"ratification.{place + 1} means this home and does not name it", hint)
