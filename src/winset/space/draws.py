"""Reproducible draws of the uncertain inputs of a case.

Every input has a random stream of its own that depends on nothing but the seed, what the input is about and the number
of the draw. So two cases that differ in one input share all other draws (common random numbers), and the draws do not
depend on how the work is divided.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from hashlib import blake2b

import numpy as np

from winset.frozen import Frozen, field, replace
from winset.space.inputs import Distribution, Floats, Input

GOLDEN = (5**0.5 - 1) / 2
BLOCK, FIRST_BLOCK = 2**11, 2**9
"""How many numbers are drawn at once; a first page, which needs the first few hundred, draws no more of them."""
KEPT_DRAWS = 2**14
"""Up to so many draws of an input are kept once put together; of a million, 256 inputs would take two gigabytes."""


def uniform(seed: int, stream: str, start: int, count: int) -> Floats:
    """Draw the uniform numbers ``start`` to ``start + count`` of a stream; the same on every machine.

    Examples
    --------
    >>> bool((uniform(1, "x", 4, 4) == uniform(1, "x", 0, 8)[4:]).all())
    True
    """
    digest = blake2b(f"{seed}/{stream}".encode(), digest_size=16).digest()
    bits = np.random.Philox(key=int.from_bytes(digest, "little"))
    skipped = start % 4
    bits.advance(start // 4)
    return np.random.Generator(bits).random(skipped + count)[skipped:]


@lru_cache(maxsize=4096)
def _block(seed: int, stream: str, block: int, size: int) -> Floats:
    """One block of a stream; kept, since every version of a case draws the same numbers."""
    found = uniform(seed, stream, block * size, size)
    found.flags.writeable = False
    return found


@lru_cache(maxsize=4096)
def _drawn_block(distribution: Distribution, seed: int, block: int, size: int) -> Floats:
    """One block of the draws of an input."""
    stream, low, mode, high = distribution
    found = Input("", low, mode, high, (), stream).at(_block(seed, stream, block, size))
    found.flags.writeable = False
    return found


@lru_cache(maxsize=256)
def _drawn(distribution: Distribution, seed: int, start: int, count: int) -> Floats:
    """The draws of an input; kept, since most inputs are the same in every version of a case."""
    found = _from_blocks(partial(_drawn_block, distribution, seed), start, count)
    found.flags.writeable = False
    return found


def _from_blocks(block: Callable[[int, int], Floats], start: int, count: int) -> Floats:
    """Put together the numbers ``start`` to ``start + count`` of what comes in blocks."""
    size = FIRST_BLOCK if start + count <= FIRST_BLOCK else BLOCK
    first, last = start // size, (start + max(count, 1) - 1) // size
    parts = [block(place, size) for place in range(first, last + 1)]
    whole = parts[0] if len(parts) == 1 else np.concatenate(parts)
    return whole[start - first * size :][:count]


class Draw(Frozen, eq=False):
    """Some consecutive draws of every input.

    Attributes
    ----------
    values : mapping of str to ndarray of float, shape (count,)
        By address.
    seed, start, count : int
        Where the draws come from.
    central : bool
        Whether this is the single draw in which everything is as most likely.
    sources : mapping of str to Input, or None
        What the values were drawn from, where they are just that: what then rests on the same inputs, draws and seed
        is the same.
    whole : Draw or None
        The draws that these are a part of.
    """

    values: Mapping[str, Floats]
    seed: int
    start: int
    count: int
    central: bool = False
    sources: Mapping[str, Input] | None = None
    whole: Draw | None = None
    _chances: dict[str, Floats] = field(default_factory=dict)

    def parts(self, size: int) -> Iterator[Draw]:
        """Divide the draws, in their order, into parts of a size: each a view of what is drawn for all of them."""
        if self.count <= size:
            yield self
            return
        for first in range(0, self.count, size):
            count = min(size, self.count - first)
            values = _Part(self.values, slice(first, first + count))
            yield replace(self, values=values, start=self.start + first, count=count, whole=self, _chances={})

    @property
    def place(self) -> slice:
        """Which of the draws of the whole these are."""
        first = 0 if self.whole is None else self.start - self.whole.start
        return slice(first, first + self.count)

    def key(self, addresses: Iterable[str]) -> Hashable | None:
        """Identify the draws of some inputs: equal for equal draws; None where that cannot be told."""
        if self.sources is None:
            return None
        used = tuple(self.sources[address].distribution for address in addresses)
        return self.seed, self.start, self.count, self.central, used

    def chance(self, stream: str, width: int = 1) -> Floats:
        """Draw uniform numbers for an event, such as whether a home accepts; a half at the most likely values.

        Shape (count,), or (count, width) when several are wanted in each draw.
        """
        shape = (self.count,) if width == 1 else (self.count, width)
        if self.central:
            return np.full(shape, 0.5)
        if width == 1:
            if self.whole is not None:
                return self.whole.chance(stream)[self.place]
            if stream not in self._chances:
                block = partial(_block, self.seed, f"event {stream}")
                found = self._chances[stream] = _from_blocks(block, self.start, self.count)
                found.flags.writeable = False
            return self._chances[stream]
        return uniform(self.seed, f"event {stream}", self.start * width, self.count * width).reshape(shape)

    def evenly(self, stream: str) -> Floats:
        """Give numbers between 0 and 1 that fill it evenly over the draws: what is shared is then shared to the draw.

        Steps of the golden section from a start that the stream draws: of many consecutive draws a part p lies below
        p, give or take a few. Shape (count,).
        """
        if self.central:
            return np.full(self.count, 0.5)
        first = uniform(self.seed, f"event {stream}", 0, 1)[0]
        return np.asarray((first + (self.start + np.arange(self.count)) * GOLDEN) % 1.0)


class _Drawn(Mapping[str, Floats]):
    """The draws of every input by address, each made when it is asked for."""

    def __init__(self, case_inputs: Mapping[str, Input], seed: int, start: int, count: int) -> None:
        self._inputs, self._where, self._made = case_inputs, (seed, start, count), dict[str, Floats]()

    def __getitem__(self, address: str) -> Floats:
        found = self._made.get(address)
        if found is None:
            found = self._made[address] = self._make(self._inputs[address])
        return found

    def _make(self, one: Input) -> Floats:
        seed, start, count = self._where
        if one.certain:
            return np.full(count, float(one.low))
        if count > KEPT_DRAWS:
            return _from_blocks(partial(_drawn_block, one.distribution, seed), start, count)
        return _drawn(one.distribution, seed, start, count)

    def __contains__(self, address: object) -> bool:
        return address in self._inputs

    def __iter__(self) -> Iterator[str]:
        return iter(self._inputs)

    def __len__(self) -> int:
        return len(self._inputs)


class _Part(Mapping[str, Floats]):
    """Some of the draws of every input, by address: views of all of them."""

    def __init__(self, whole: Mapping[str, Floats], where: slice) -> None:
        self._whole, self._where = whole, where

    def __getitem__(self, address: str) -> Floats:
        return self._whole[address][self._where]

    def __contains__(self, address: object) -> bool:
        return address in self._whole

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)


def draw(case_inputs: Mapping[str, Input], seed: int, start: int, count: int) -> Draw:
    """Draw every input ``count`` times, from draw number ``start``."""
    return Draw(_Drawn(case_inputs, seed, start, count), seed, start, count, sources=case_inputs)


def modes(case_inputs: Mapping[str, Input]) -> Draw:
    """Give every input at its most likely value, as a single draw."""
    return Draw(
        {address: np.array([float(one.mode)]) for address, one in case_inputs.items()}, 0, 0, 1, True, case_inputs
    )
