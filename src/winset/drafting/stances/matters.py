"""Issues by where they are spoken of, and the signs of a party and one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log1p

from winset.drafting.attitudes.withholding import Withheld
from winset.drafting.issues.change import Change
from winset.frozen import Frozen, field


class Matter(Frozen):
    """An issue by where it is spoken of.

    Attributes
    ----------
    key : str
        The issue.
    places : dict of str to set of int
        The words that name it, by the letter of the document.
    control : tuple of str
        Who can move it.
    signs : dict of str to float
        What else is known of it.
    """

    key: str
    places: Mapping[str, frozenset[int]]
    control: tuple[str, ...] = ()
    signs: Mapping[str, float] = field(default_factory=dict)

    def has(self, change: Change) -> bool:
        """Whether a change is about it."""
        return bool({change.theme.i, change.token.i} & self.places.get(change.source.letter, frozenset()))


class Told(Frozen):
    """What a sentence tells of a party and an issue: its signs."""

    reference: str
    signs: Mapping[str, float]


def own_signs(party: str, matter: Matter, role: str, rank: int, held: Sequence[Withheld]) -> dict[str, float]:
    """The signs of a party and an issue apart from sentences: who the party is, and what it holds back."""
    who = "mediates" if role == "mediates" else "decides" if party in matter.control else "asks"
    signs: dict[str, float] = {who: 1.0, role: 1.0, f"rank {min(rank, 4)}": 1.0, **matter.signs}
    signs["alone"] = float(matter.control == (party,))
    signs["open"] = float(not matter.control)
    for one in held:
        if one.holder == party and any(matter.has(change) for change in one.held):
            signs["rule threatens" if one.threat else "rule withholds"] = 1.0
        if any(matter.has(change) for change in one.unless):
            signs["rule asked" if one.holder == party else "rule asked by others"] = 1.0
    return signs


def with_told(own: Mapping[str, float], told: Sequence[Told]) -> dict[str, float]:
    """The signs of a party and an issue with those of sentences; what rules read also by who the party is."""
    who = next((one for one in ("mediates", "decides", "asks") if one in own), "")
    signs = {**own, "told": float(bool(told)), "often": round(log1p(len(told)), 3)}
    for one in told:
        for name in one.signs:
            signs[name] = 1.0
            if name.startswith(("rule ", "faint ")):
                signs[f"{who} {name}"] = 1.0
    return signs
