"""What records are made of: classes whose fields are given once and never changed."""

from __future__ import annotations

from typing import Any, ClassVar, dataclass_transform

from msgspec import Struct, field
from msgspec.structs import asdict, replace

__all__ = ["ComparedInPart", "Frozen", "asdict", "field", "field_names", "replace"]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Frozen(Struct, frozen=True, dict=True, weakref=True):
    """A class of named fields, compared, hashed and shown by them, whose cached properties are kept beside them.

    The standard library writes and compiles code for every frozen dataclass it loads: a twelfth of what a first
    brief takes. msgspec's classes are made without that.

    Examples
    --------
    >>> class Offer(Frozen):
    ...     party: str
    ...     worth: float = 0.0
    >>> replace(Offer("union"), worth=2.5)
    Offer(party='union', worth=2.5)
    """


class ComparedInPart(Frozen, eq=False):
    """A class of named fields, of which :attr:`not_compared` say nothing of whether two are the same."""

    not_compared: ClassVar[frozenset[str]]

    def _compared(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in field_names(self) if name not in self.not_compared)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash(self._compared())


def field_names(of: Frozen | type[Frozen]) -> tuple[str, ...]:
    """Give the names of the fields, in the order in which they are given.

    Examples
    --------
    >>> class Offer(Frozen):
    ...     party: str
    ...     worth: float = 0.0
    >>> field_names(Offer)
    ('party', 'worth')
    """
    return of.__struct_fields__
