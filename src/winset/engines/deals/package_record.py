"""What is found of one package: its requirements, who gains, how the absent parties answer, why it cannot occur."""

from __future__ import annotations

from collections.abc import Mapping

from winset.engines.deals.requirements import OfRequirement
from winset.engines.records import Record, Rows
from winset.engines.talks.spread import Spread
from winset.frozen import Frozen, field


class Gain(Frozen):
    """What a package is to a party, in points of its own scale.

    Attributes
    ----------
    party : str
        Its key.
    signatory : bool
        Whether it must agree; its gain is then over no deal, and else over everything staying as it is.
    gain : Spread
        What it expects to gain, the absent parties' answers included.
    no_worse : float
        The share of draws in which it is no worse off.
    over_today : Spread
        What it expects to gain over everything staying exactly as it is today.
    """

    party: str
    signatory: bool
    gain: Spread
    no_worse: float
    over_today: Spread


class Hurdle(OfRequirement):
    """A requirement, and how one package fares by it.

    Attributes
    ----------
    party : str
        Whose requirement it is.
    fails : float
        The share of draws in which it stands in the package's way; who is outvoted does not.
    central : bool
        Whether it does not with everything as most likely.
    """

    party: str
    fails: float
    central: bool


class AbsentAnswer(Frozen):
    """One answer of the absent parties: the levels they choose, how likely, and whether the package then stands."""

    levels: Mapping[str, str]
    chance: Spread
    stands: bool


class OtherLevel(Frozen):
    """The package with one level changed, and in which share of draws that is a deal; None when it cannot occur."""

    issue: str
    level: str
    share: float | None


class PackageRecord(Record, kw_only=True):
    """A package and what speaks for or against it.

    Attributes
    ----------
    levels : mapping of str to str
        The level of every negotiated issue.
    possible : bool
        Whether the package can occur; all that follows is empty when it cannot.
    reasons : tuple of str
        Why it cannot occur: the rules it breaks, as ``rule 1``, the moves it would need, as ``moves ISSUE``, or the
        issues it settles that do not exist in it, as ``only_if ISSUE``; or why it is no agreement: ``alone`` (one party
        does it by itself, or nobody does anything), ``presses ISSUE``, or ``when`` (what the case states of an
        agreement does not hold).
    share : float
        In which share of the draws it is a deal: in the zone of possible agreement.
    central : bool
        Whether it is one with everything as most likely.
    table : float
        In which share of the draws the talks' rule of consent and all conditions are met, homes aside.
    in_force : float
        The chance that it comes into force once it is agreed at the table, after capitals, homes and absent parties:
        mean over the draws in which the signatories would agree on it, or over all draws where they never would.
    refused_by : mapping of str to float
        The chance that each absent party refuses it; mean over the draws.
    brings_home : mapping of str to float
        For each signatory with homes, the share of draws in which its own rule lets it bring the package home.
    requirements : tuple of Hurdle
        All of them, the one failed most often first.
    gains : tuple of Gain
        Signatories first.
    outside_mandates : tuple of str
        The parties whose delegates would have to ask first.
    answers : tuple of AbsentAnswer
        How the absent parties answer it, likeliest first.
    scenarios : mapping of str to float
        The chance of each scenario once it is signed and answered.
    alternatives : tuple of OtherLevel
        What changing a single level would do.
    """

    levels: Mapping[str, str]
    possible: bool
    reasons: tuple[str, ...] = ()
    share: float = 0.0
    central: bool = False
    table: float = 0.0
    in_force: float = 0.0
    refused_by: Mapping[str, float] = field(default_factory=dict)
    brings_home: Mapping[str, float]
    requirements: tuple[Hurdle, ...] = ()
    gains: tuple[Gain, ...] = ()
    outside_mandates: tuple[str, ...] = ()
    answers: tuple[AbsentAnswer, ...] = ()
    scenarios: Mapping[str, float]
    alternatives: tuple[OtherLevel, ...] = ()

    def rows(self) -> Rows:
        """Give one row per requirement."""
        body = [
            (one.kind, one.key, one.home, f"{one.fails:.2f}", "met" if one.central else "failed")
            for one in self.requirements
        ]
        return ("requirement", "key", "home", "fails in", "most likely values"), body
