"""Holders of an office whom a text places with nobody."""

from __future__ import annotations

from winset.drafting.people.cast import Cast
from winset.drafting.people.names import key_of, last_name, phrase
from winset.drafting.source import ParsedSource
from winset.reading.spans import Token

_GOVERNING = {"minister", "premier", "chancellor", "king", "queen"}
_HOLDERS = _GOVERNING | {"secretary"}
_FORMER = {"former", "ex", "retired", "ex-minister"}


def for_themselves(cast: Cast, pending: list[tuple[Token, str, Token]], source: ParsedSource) -> None:
    """*The transport secretary, Ana Holt*, whom nothing places with anybody: she speaks for her own office."""
    for token, name, role in pending:
        titles = {one.lower_ for one in (role, *role.children, *token.children)}
        surname = last_name(name)
        if cast.person_of.get(surname) or not titles & _HOLDERS or titles & _FORMER:
            continue
        if len(cast.governed) == 1 and titles & _GOVERNING:
            cast.person_of[surname] = min(cast.governed)
            continue
        figure = cast.figure(key_of(name), name, "name")
        cast.person_of[surname] = figure.key
        if role is not token and not cast.key_at(source, role.i):
            cast.put(source, role, figure, phrase(role))
