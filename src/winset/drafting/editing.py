"""What a person does with a draft: confirm, rename, merge, split, reverse, reject; each a pure change of the draft.

An entry is addressed by its part and its key or place: ``parties.union``, ``statements.3`` (from 0). Nothing is kept
back: what goes with an entry, or becomes of it, is seen in the draft that comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from winset import expr
from winset.case.confirmation import signed
from winset.drafting.merging import _folded, _free
from winset.drafting.proposal import Draft, DraftIssue, DraftParty, DraftStatement, Entry, one_line
from winset.errors import UsageError
from winset.expr import Comparison, Condition, Member, Sums

PARTS = ("parties", "issues", "statements", "conditions", "scenarios")
LISTS = ("questions", "open")
MAX_NAME = 120
LeafChange: TypeAlias = Callable[[Comparison | Member | Sums], Condition]


def find(draft: Draft, address: str) -> Entry:
    """Give the entry at an address.

    Raises
    ------
    UsageError
        If there is none.
    """
    part, place = _place(draft, address)
    entry: Entry = getattr(draft, part)[place]
    return entry


def addresses(draft: Draft) -> list[str]:
    """List the addresses of all entries."""
    return [f"{part}.{_name(one, place)}" for part in PARTS for place, one in enumerate(getattr(draft, part))]


def accepted(draft: Draft, address: str, who: str) -> Draft:
    """Confirm an entry, or take the confirmation back; what was unsure of it is settled with it."""
    one = find(draft, address)
    if one.confirmed:
        return _set(draft, address, replace(one, confirmed=""))
    questions = tuple(told for told in draft.questions if not one.question or told != one.question)
    return replace(_set(draft, address, replace(one, confirmed=signed(who), question="")), questions=questions)


def renamed(draft: Draft, address: str, name: str) -> Draft:
    """Give a party, an issue or a scenario another name; a party keeps the former one as an alias."""
    one, name = find(draft, address), one_line(name)[:MAX_NAME]
    if not name:
        raise UsageError("a name has at least one letter")
    if isinstance(one, DraftParty):
        names = dict.fromkeys(told for told in (one.name, *one.aliases) if told != name)
        return _set(draft, address, replace(one, name=name, aliases=tuple(names)))
    if not hasattr(one, "name"):
        raise UsageError("this entry has no name of its own", "Rename its party or its issue.")
    changed: dict[str, Any] = {"name": name}
    return _set(draft, address, replace(one, **changed))


def level_renamed(draft: Draft, address: str, level: str, name: str) -> Draft:
    """Give a level of an issue another name, in every condition, too."""
    issue, name = find(draft, address), one_line(name)[:40]
    if not isinstance(issue, DraftIssue) or issue.span or level not in issue.levels:
        raise UsageError(f"there is no level '{level[:40]}' to rename here")
    if not name or '"' in name or name in issue.levels:
        raise UsageError("a level needs a name of its own, without quotation marks")
    levels = tuple(name if one == level else one for one in issue.levels)
    draft = _set(draft, address, replace(issue, levels=levels))
    return _conditions(draft, _moved(issue.key, issue.key, {level: name}))


def reversed_(draft: Draft, address: str, who: str) -> Draft:
    """Turn a statement round, or a party's seat at the table; whoever turns it has said how it is."""
    one = find(draft, address)
    if isinstance(one, DraftParty):
        return _set(draft, address, replace(one, at_table=not one.at_table, question="", confirmed=signed(who)))
    if not isinstance(one, DraftStatement):
        raise UsageError("only statements and seats at the table can be reversed", "Reject the entry instead.")
    issue = next(two for two in draft.issues if two.key == one.issue)
    prefer = expr.format_condition(_opposite(expr.parse(one.prefer), issue))
    direction = "wants" if one.direction == "resists" else "resists"
    turned = replace(one, prefer=prefer, direction=direction, question="", confirmed=signed(who))
    return _once(_set(draft, address, turned))


def rejected(draft: Draft, address: str) -> Draft:
    """Take an entry out, with all that speaks of it; questions and open points, too."""
    part, _, name = address.partition(".")
    if part in LISTS:
        listed = getattr(draft, part)
        if not name.isdecimal() or int(name) >= len(listed):
            raise UsageError(f"there is no entry '{address[:80]}' in the draft")
        kept: dict[str, Any] = {part: tuple(one for place, one in enumerate(listed) if place != int(name))}
        return replace(draft, **kept)
    one = find(draft, address)
    others: dict[str, Any] = {part: tuple(two for two in getattr(draft, part) if two is not one)}
    draft = replace(draft, questions=tuple(told for told in draft.questions if told != one.question), **others)
    if isinstance(one, DraftParty):
        return _without_party(draft, one.key)
    return _without_issues(draft, {one.key}) if isinstance(one, DraftIssue) else draft


def merged(draft: Draft, address: str, other: str) -> Draft:
    """Make one of two parties or two issues: the first stays, what is said of the second is said of it."""
    one, two = find(draft, address), find(draft, other)
    if one is two:
        raise UsageError("an entry cannot be merged with itself")
    if isinstance(one, DraftParty) and isinstance(two, DraftParty):
        return _once(_party_merged(draft, one, two))
    if isinstance(one, DraftIssue) and isinstance(two, DraftIssue):
        if one.span or two.span:
            raise UsageError("amounts cannot be merged with other issues", "Reject one of the two.")
        return _once(_issue_merged(draft, one, two))
    raise UsageError("only two parties, or two issues, can be made one")


def split(draft: Draft, address: str, name: str, chosen: Collection[str]) -> Draft:
    """Make two of one party or issue: a new one of a name, with the chosen names and the entries chosen for it."""
    one, name = find(draft, address), one_line(name)[:MAX_NAME]
    if not name:
        raise UsageError("the new entry needs a name")
    if not chosen:
        raise UsageError("nothing is chosen for the new entry", "Choose what belongs to it.")
    known = {*addresses(draft), *(one.aliases if isinstance(one, DraftParty) else ())}
    if not set(chosen) <= known:
        raise UsageError("what is chosen for the new entry is not in the draft any more", "Look at it again.")
    if isinstance(one, DraftParty):
        return _party_split(draft, one, name, chosen)
    if isinstance(one, DraftIssue):
        return _issue_split(draft, one, name, chosen)
    raise UsageError("only parties and issues can be split")


def _place(draft: Draft, address: str) -> tuple[str, int]:
    part, _, name = address.partition(".")
    entries = getattr(draft, part) if part in PARTS else ()
    for place, one in enumerate(entries):
        if _name(one, place) == name:
            return part, place
    raise UsageError(f"there is no entry '{address[:80]}' in the draft", "Perhaps another window has changed it.")


def _name(one: Entry, place: int) -> str:
    return str(getattr(one, "key", place))


def _set(draft: Draft, address: str, new: Entry) -> Draft:
    part, at = _place(draft, address)
    entries: dict[str, Any] = {part: tuple(new if at == p else one for p, one in enumerate(getattr(draft, part)))}
    return replace(draft, **entries)


def _opposite(condition: Condition, issue: DraftIssue) -> Condition:
    """What holds exactly where a condition does not; of two levels the other one."""
    match condition:
        case Comparison(key, "=" | "!=" as operator, target) if not issue.span and len(issue.levels) == 2:
            other = next((level for level in issue.levels if level != target), target)
            return Comparison(key, "=", other if operator == "=" else target)
        case Comparison(key, operator, target):
            turned = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}[operator]
            return Comparison(key, turned, target)
        case expr.Not(operand):
            return operand
    return expr.Not(condition)


def _mapped(condition: Condition, change: LeafChange) -> Condition:
    match condition:
        case Comparison() | Member() | Sums():
            return change(condition)
        case expr.Not(operand):
            return expr.Not(_mapped(operand, change))
        case expr.And(operands):
            return expr.And(tuple(_mapped(one, change) for one in operands))
        case expr.Or(operands):
            return expr.Or(tuple(_mapped(one, change) for one in operands))
        case expr.Implies(first, second):
            return expr.Implies(_mapped(first, change), _mapped(second, change))
        case expr.Iff(first, second):
            return expr.Iff(_mapped(first, change), _mapped(second, change))


def _moved(issue: str, to: str, levels: dict[str, str]) -> LeafChange:
    """Say of one issue what is said of another, its levels under other names."""

    def change(leaf: Comparison | Member | Sums) -> Condition:
        match leaf:
            case Comparison(key, operator, target) if key == issue:
                return Comparison(to, operator, levels.get(target, target))
            case Member(key, targets, negated) if key == issue:
                return Member(to, tuple(levels.get(one, one) for one in targets), negated)
        return leaf

    return change


def _text(condition: str, change: LeafChange) -> str:
    return expr.format_condition(_mapped(expr.parse(condition), change))


def _conditions(draft: Draft, change: LeafChange, only: Collection[str] | None = None) -> Draft:
    """Change the conditions of all entries, or of some."""

    def meant(part: str, one: Entry, place: int) -> bool:
        return only is None or f"{part}.{_name(one, place)}" in only

    return replace(
        draft,
        statements=tuple(
            replace(one, prefer=_text(one.prefer, change)) if meant("statements", one, place) else one
            for place, one in enumerate(draft.statements)
        ),
        conditions=tuple(
            replace(one, withholds=_text(one.withholds, change), unless=_text(one.unless, change))
            if meant("conditions", one, place)
            else one
            for place, one in enumerate(draft.conditions)
        ),
        scenarios=tuple(
            replace(one, when=_text(one.when, change)) if meant("scenarios", one, place) else one
            for place, one in enumerate(draft.scenarios)
        ),
    )


def _issues_in(*conditions: str) -> set[str]:
    return {leaf.issue for told in conditions for leaf in expr.leaves(expr.parse(told))}


def speaks_of(draft: Draft, issue: str) -> list[str]:
    """List the addresses of the statements, conditions and scenarios that speak of an issue."""
    found = [f"statements.{place}" for place, one in enumerate(draft.statements) if issue in _issues_in(one.prefer)]
    found += [f"conditions.{one.key}" for one in draft.conditions if issue in _issues_in(one.withholds, one.unless)]
    return found + [f"scenarios.{one.key}" for one in draft.scenarios if issue in _issues_in(one.when)]


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
        statements=tuple(one for one in draft.statements if not _issues_in(one.prefer) & set(gone)),
        conditions=tuple(one for one in draft.conditions if not _issues_in(one.withholds, one.unless) & set(gone)),
        scenarios=tuple(one for one in draft.scenarios if not _issues_in(one.when) & set(gone)),
    )


def _together(one: Entry, two: Entry) -> dict[str, Any]:
    """The sentences and claims of both; confirmed where both are."""
    return {
        "basis": _all(one.basis, two.basis),
        "claims": _all(one.claims, two.claims)[:12],
        "confirmed": one.confirmed if two.confirmed else "",
        "question": one.question or two.question,
    }


def _all(*several: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for items in several for item in items))


def _party_merged(draft: Draft, one: DraftParty, two: DraftParty) -> Draft:
    names = _all(one.aliases, (two.name,), two.aliases)
    both = replace(
        one,
        aliases=tuple(name for name in names if _folded(name) != _folded(one.name)),
        at_table=one.at_table or two.at_table,
        mediator=one.mediator and two.mediator,
        home=_all(one.home, two.home),
        **_together(one, two),
    )
    said = (replace(said, party=one.key) if said.party == two.key else said for said in draft.statements)
    held = (replace(held, party=one.key) if held.party == two.key else held for held in draft.conditions)
    control = {two.key: one.key}
    return replace(
        draft,
        parties=tuple(both if party is one else party for party in draft.parties if party is not two),
        issues=tuple(
            replace(issue, control=_all(control.get(who, who) for who in issue.control)) for issue in draft.issues
        ),
        statements=_by_party(said, [party.key for party in draft.parties]),
        conditions=tuple(held),
    )


def _by_party(statements: Iterable[DraftStatement], keys: Sequence[str]) -> tuple[DraftStatement, ...]:
    return tuple(sorted(statements, key=lambda one: keys.index(one.party)))


def _issue_merged(draft: Draft, one: DraftIssue, two: DraftIssue) -> Draft:
    known = {_folded(level): level for level in one.levels}
    names = {level: known.get(_folded(level), level) for level in two.levels} | {two.levels[0]: one.levels[0]}
    question = "" if set(one.control) == set(two.control) else f"{one.name}: who can move it, now that it is one issue?"
    told = _together(one, two)
    both = replace(one, levels=_all(one.levels, names.values()), **{**told, "question": question or told["question"]})
    draft = replace(
        draft,
        issues=tuple(both if issue is one else issue for issue in draft.issues if issue is not two),
        statements=tuple(replace(said, issue=one.key) if said.issue == two.key else said for said in draft.statements),
        questions=_all(draft.questions, [question] if question else []),
    )
    return _conditions(draft, _moved(two.key, one.key, names))


def _once(draft: Draft) -> Draft:
    """Say what a party says twice in the same words once, with the sentences of both."""
    kept: dict[tuple[str, str], DraftStatement] = {}
    for one in draft.statements:
        known = kept.get((one.party, one.prefer))
        kept[one.party, one.prefer] = replace(known, **_together(known, one)) if known else one
    return replace(draft, statements=tuple(kept.values()))


def _party_split(draft: Draft, one: DraftParty, name: str, chosen: Collection[str]) -> Draft:
    key = _free(name, [*(party.key for party in draft.parties), *(issue.key for issue in draft.issues)])
    mine = {f"statements.{place}" for place, said in enumerate(draft.statements) if said.party == one.key}
    mine |= {f"conditions.{held.key}" for held in draft.conditions if held.party == one.key}
    entries = [find(draft, address) for address in chosen if address in mine]
    taken = {alias for alias in one.aliases if alias in chosen}
    new = replace(
        one,
        key=key,
        name=name,
        aliases=tuple(alias for alias in one.aliases if alias in taken and _folded(alias) != _folded(name)),
        home=(),
        basis=_all(*(entry.basis for entry in entries)) or one.basis,
        claims=_all(*(entry.claims for entry in entries)) or one.claims,
        why=f"split from {one.name}",
        question="",
        confirmed="",
    )
    rest = replace(
        one, aliases=tuple(alias for alias in one.aliases if alias not in taken and _folded(alias) != _folded(name))
    )
    parties = tuple(two for party in draft.parties for two in ((rest, new) if party is one else (party,)))
    said = (
        replace(said, party=key) if f"statements.{place}" in chosen and said.party == one.key else said
        for place, said in enumerate(draft.statements)
    )
    return replace(
        draft,
        parties=parties,
        statements=_by_party(said, [party.key for party in parties]),
        conditions=tuple(
            replace(held, party=key) if f"conditions.{held.key}" in chosen and held.party == one.key else held
            for held in draft.conditions
        ),
    )


def _issue_split(draft: Draft, one: DraftIssue, name: str, chosen: Collection[str]) -> Draft:
    about = speaks_of(draft, one.key)
    moving = [address for address in about if address in chosen]
    if not moving:
        raise UsageError("nothing that speaks of the issue is chosen for the new one", "Choose what belongs to it.")
    key = _free(name, [*(party.key for party in draft.parties), *(issue.key for issue in draft.issues)])
    taken = _levels_in(draft, one.key, moving)
    left = _levels_in(draft, one.key, [address for address in about if address not in moving])
    levels, rest = one.levels, one.levels
    if not one.span:
        named = tuple(level for level in one.levels[1:] if level in taken)
        levels = (one.levels[0], *(named or one.levels[1:]))
        stays = tuple(level for level in one.levels[1:] if level in left or level not in taken)
        rest = (one.levels[0], *(stays or one.levels[1:]))
    entries = [find(draft, address) for address in moving]
    new = replace(
        one,
        key=key,
        name=name,
        levels=levels,
        basis=_all(*(entry.basis for entry in entries)),
        claims=_all(*(entry.claims for entry in entries))[:12],
        why=f"split from {one.name}",
        question="",
        confirmed="",
    )
    issues = tuple(
        two for issue in draft.issues for two in ((replace(one, levels=rest), new) if issue is one else (issue,))
    )
    draft = replace(
        draft,
        issues=issues,
        statements=tuple(
            replace(said, issue=key) if f"statements.{place}" in moving else said
            for place, said in enumerate(draft.statements)
        ),
    )
    return _conditions(draft, _moved(one.key, key, {}), moving)


def _levels_in(draft: Draft, issue: str, addresses: Iterable[str]) -> set[str]:
    """The levels of an issue that some entries speak of."""
    found: set[str] = set()
    for address in addresses:
        entry: Any = find(draft, address)
        for name in ("prefer", "withholds", "unless", "when"):
            for leaf in expr.leaves(expr.parse(getattr(entry, name, "") or "x = y")):
                if isinstance(leaf, Comparison) and leaf.issue == issue:
                    found.add(leaf.target)
                elif isinstance(leaf, Member) and leaf.issue == issue:
                    found |= set(leaf.levels)
    return found
