"""What is worked out from a case once and then kept with it, or with all cases that differ from it in numbers alone."""

from collections.abc import Callable, Hashable, Mapping
from operator import is_
from typing import Any, Self, TypeVar

from pydantic import PrivateAttr

from winset.case.entries import Entry

Result = TypeVar("Result")


class KeepingEntry(Entry):
    """An entry that never changes, and with it whatever was worked out from it."""

    _known: dict[Any, Any] = PrivateAttr(default_factory=dict)
    _shared: dict[Any, tuple[tuple[Any, ...], Any]] = PrivateAttr(default_factory=dict)

    def __getstate__(self) -> dict[Any, Any]:
        # another process works out anew what it needs
        state = super().__getstate__()
        return {**state, "__pydantic_private__": {**(state["__pydantic_private__"] or {}), "_known": {}, "_shared": {}}}

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy with some fields replaced; nothing worked out from this one goes along."""
        copied = super().model_copy(update=update, deep=deep)
        copied._known = {}
        copied._shared = {}
        return copied

    def once(self, key: Hashable, make: Callable[[], Result]) -> Result:
        """Give what is worked out from this case once and then kept with it; the case never changes."""
        known = self.__pydantic_private__["_known"]  # type: ignore[index]  # reached past pydantic, which is slow
        if key not in known:
            known[key] = make()
        found: Result = known[key]
        return found

    def shared(self, key: Hashable, make: Callable[[], Result], rests_on: tuple[Any, ...] = ()) -> Result:
        """Give what is worked out once for this case and all that differ from it in some numbers alone.

        Parameters
        ----------
        key : hashable
            What it is.
        make : callable
            Works it out.
        rests_on : tuple
            The parts of the case with numbers that it hangs on, if any: it is worked out anew where one of them is
            another object.
        """
        every = self.__pydantic_private__["_shared"]  # type: ignore[index]
        known = every.get(key)
        if known is None or not all(map(is_, known[0], rests_on)):
            known = every[key] = rests_on, make()
        found: Result = known[1]
        return found
