"""What a person does with an entry of a draft: confirm, rename, reverse, reject; each a pure change of the draft.

An entry is addressed by its part and its key or place: ``parties.union``, ``statements.3`` (from 0). Nothing is kept
back: what goes with an entry, or becomes of it, is seen in the draft that comes out.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from winset import expr
from winset.case.confirmation import signed
from winset.drafting.entries.addresses import find, with_entry
from winset.drafting.entries.entry_conditions import issues_in, moved, opposite, with_conditions
from winset.drafting.entries.joining import once
from winset.drafting.proposal import MAX_NAME, Draft, DraftIssue, DraftParty, DraftStatement, one_line, title_of
from winset.errors import UsageError
from winset.frozen import replace

LISTS = ("questions", "open")


def accepted(draft: Draft, address: str, who: str) -> Draft:
    """Confirm an entry, or take the confirmation back; what was unsure of it is settled with it."""
    one = find(draft, address)
    if one.confirmed:
        return with_entry(draft, address, replace(one, confirmed=""))
    questions = tuple(told for told in draft.questions if not one.question or told != one.question)
    return replace(with_entry(draft, address, replace(one, confirmed=signed(who), question="")), questions=questions)


def renamed(draft: Draft, address: str, name: str) -> Draft:
    """Give a party, an issue or a scenario another name; a party keeps the former one as an alias."""
    one, name = find(draft, address), one_line(name)[:MAX_NAME]
    if not name:
        raise UsageError("a name has at least one letter")
    if isinstance(one, DraftParty):
        names = dict.fromkeys(told for told in (one.name, *one.aliases) if told != name)
        return _titled(with_entry(draft, address, replace(one, name=name, aliases=tuple(names))), draft)
    if not hasattr(one, "name"):
        raise UsageError("this entry has no name of its own", "Rename its party or its issue.")
    changed: dict[str, Any] = {"name": name}
    return with_entry(draft, address, replace(one, **changed))


def _titled(draft: Draft, before: Draft) -> Draft:
    """Name a draft anew after its parties, where its title was made of their names."""
    return replace(draft, title=title_of(draft.parties)) if before.title == title_of(before.parties) else draft


def level_renamed(draft: Draft, address: str, level: str, name: str) -> Draft:
    """Give a level of an issue another name, in every condition, too."""
    issue, name = find(draft, address), one_line(name)[:40]
    if not isinstance(issue, DraftIssue) or issue.span or level not in issue.levels:
        raise UsageError(f"there is no level '{level[:40]}' to rename here")
    if not name or '"' in name or name in issue.levels:
        raise UsageError("a level needs a name of its own, without quotation marks")
    levels = tuple(name if one == level else one for one in issue.levels)
    draft = with_entry(draft, address, replace(issue, levels=levels))
    return with_conditions(draft, moved(issue.key, issue.key, {level: name}))


def reversed_(draft: Draft, address: str, who: str) -> Draft:
    """Turn a statement round, or a party's seat at the table; whoever turns it has said how it is."""
    one = find(draft, address)
    if isinstance(one, DraftParty):
        return with_entry(draft, address, replace(one, at_table=not one.at_table, question="", confirmed=signed(who)))
    if not isinstance(one, DraftStatement):
        raise UsageError("only statements and seats at the table can be reversed", "Reject the entry instead.")
    issue = next(two for two in draft.issues if two.key == one.issue)
    prefer = expr.format_condition(opposite(expr.parse(one.prefer), issue))
    direction = "wants" if one.direction == "resists" else "resists"
    turned = replace(one, prefer=prefer, direction=direction, question="", confirmed=signed(who))
    return once(with_entry(draft, address, turned))


def rejected(draft: Draft, address: str) -> Draft:
    """Take an entry out, with all that speaks of it; questions and open points, too."""
    part, _, name = address.partition(".")
    if part in LISTS:
        listed = getattr(draft, part)
        if not name.isdecimal() or int(name) >= len(listed):
            raise UsageError(f"there is no entry '{address[:80]}' in the draft")
        kept: dict[str, Any] = {part: tuple(one for place, one in enumerate(listed) if place != int(name))}
        return replace(draft, **kept)
    one, before = find(draft, address), draft
    others: dict[str, Any] = {part: tuple(two for two in getattr(draft, part) if two is not one)}
    draft = replace(draft, questions=tuple(told for told in draft.questions if told != one.question), **others)
    if isinstance(one, DraftParty):
        return _titled(_without_party(draft, one.key), before)
    return _without_issues(draft, {one.key}) if isinstance(one, DraftIssue) else draft


def _without_party(draft: Draft, party: str) -> Draft:
    """Take a party out of everything: what it said, and the issues that it alone can move."""
    gone = {one.key for one in draft.issues if one.control == (party,)}
    issues = (replace(one, control=tuple(who for who in one.control if who != party)) for one in draft.issues)
    draft = replace(
        draft,
        issues=tuple(one for one in issues if one.key not in gone),
        statements=tuple(one for one in draft.statements if one.party != party),
        conditions=tuple(one for one in draft.conditions if one.party != party),
    )
    return _without_issues(draft, gone)


def _without_issues(draft: Draft, gone: Collection[str]) -> Draft:
    return replace(
        draft,
        statements=tuple(one for one in draft.statements if not issues_in(one.prefer) & set(gone)),
        conditions=tuple(one for one in draft.conditions if not issues_in(one.withholds, one.unless) & set(gone)),
        scenarios=tuple(one for one in draft.scenarios if not issues_in(one.when) & set(gone)),
    )
