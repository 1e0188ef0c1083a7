"""A party for or against a change, as a text tells it."""

from __future__ import annotations

from winset.drafting.issues.change import Change
from winset.frozen import Frozen
from winset.reading.spans import Token

_ORDER = {"condition": 0, "demand": 1, "refusal": 1, "threat": 2, "offer": 3, "concession": 3, "preference": 4}


class Attitude(Frozen):
    """A party for or against a change.

    Attributes
    ----------
    holder : str
        The party.
    change : Change
        What it is about.
    act : str
        demand, offer, refusal, threat, concession or preference.
    wants : bool
        Whether it is for the change.
    token : Token
        The word that says so.
    doubt : str
        Why the text does not quite decide.
    """

    holder: str
    change: Change
    act: str
    wants: bool
    token: Token
    doubt: str = ""

    @property
    def order(self) -> int:
        """Demands and refusals before offers, and these before wishes."""
        return _ORDER[self.act] + (10 if self.doubt else 0)
