"""A change that a text speaks of: what is changed, how, and who would do it."""

from __future__ import annotations

from winset.drafting.amounts import ABOUT_TIME
from winset.drafting.issues.themes import modifiers_of, root_of
from winset.drafting.source import ParsedSource
from winset.frozen import Frozen, replace
from winset.reading.spans import Token


class Change(Frozen):
    """A change that the text speaks of.

    Attributes
    ----------
    source : ParsedSource
        The document.
    token, theme : Token
        The verb or noun of change, and the head of what it changes.
    kind, today, level : str
        The kind of change, what it starts from, and what it leads to.
    agent : str
        Who would do it, or did it.
    keeps : bool
        Whether it is about things staying as they are.
    amount : (str, str) or None
        A number and its unit.
    """

    source: ParsedSource
    token: Token
    theme: Token
    kind: str
    today: str
    level: str
    agent: str = ""
    keeps: bool = False
    amount: tuple[str, str] | None = None
    former: tuple[str, str] | None = None
    negated: bool = False
    share: bool = False

    @property
    def reference(self) -> str:
        """The sentence."""
        return self.source.reference(self.token)

    @property
    def root(self) -> str:
        """The word that stands for what is changed."""
        return "share" if self.share else root_of(self.theme)

    @property
    def modifiers(self) -> frozenset[str]:
        """The words that tell it from others of its kind."""
        return frozenset({self.theme.lemma_.lower()} if self.share else modifiers_of(self.theme))

    @property
    def bare(self) -> bool:
        """Whether an amount stands alone: *4 percent*, with nothing that it is an amount of."""
        if self.kind != "amount" or self.amount is None or self.share:
            return False
        if self.amount[1] == "to one":
            return True
        theme = self.theme
        units = {*self.amount[1].lower().split(), *ABOUT_TIME}
        return (
            theme.pos_ in {"NUM", "SYM"}
            or theme.text[:1].isdigit()
            or theme.lower_ in units
            or theme.lemma_.lower() in units
        )


def begun(one: Change) -> Change:
    """*Has begun filling a reservoir*: the filling goes on; *began to pay* is only that."""
    if not one.kind.startswith("do "):
        return one
    return replace(one, kind="begin", today="not begun", level="begun")


def denied(one: Change) -> Change:
    """*Will not halt the work*: the change is denied, or a denial taken back."""
    return replace(one, negated=not one.negated)


def ceased(one: Change) -> Change:
    """*As long as shells land*: that they no longer do is asked for."""
    if one.kind.startswith("does ") and not one.negated:
        return replace(one, kind="stop", today="going on", level="halted", keeps=False)
    return replace(one, negated=not (one.negated or one.keeps), keeps=False)
