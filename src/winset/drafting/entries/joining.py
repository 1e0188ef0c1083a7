"""Of two parties or issues of a draft one is made, or of one two, with all that is said of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from winset import expr
from winset.drafting.by_model.merging import _folded, _free
from winset.drafting.entries.addresses import addresses, find
from winset.drafting.entries.entry_conditions import moved, speaks_of, with_conditions
from winset.drafting.proposal import MAX_NAME, Draft, DraftEntry, DraftIssue, DraftParty, DraftStatement, one_line
from winset.errors import UsageError
from winset.expr import Comparison, Member
from winset.frozen import replace


def merged(draft: Draft, address: str, other: str) -> Draft:
    """Make one of two parties or two issues: the first stays, what is said of the second is said of it."""
    one, two = find(draft, address), find(draft, other)
    if one is two:
        raise UsageError("an entry cannot be merged with itself")
    if isinstance(one, DraftParty) and isinstance(two, DraftParty):
        return once(_party_merged(draft, one, two))
    if isinstance(one, DraftIssue) and isinstance(two, DraftIssue):
        if one.span or two.span:
            raise UsageError("amounts cannot be merged with other issues", "Reject one of the two.")
        return once(_issue_merged(draft, one, two))
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


def _together(one: DraftEntry, two: DraftEntry) -> dict[str, Any]:
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
    return with_conditions(draft, moved(two.key, one.key, names))


def once(draft: Draft) -> Draft:
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
    return with_conditions(draft, moved(one.key, key, {}), moving)


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
