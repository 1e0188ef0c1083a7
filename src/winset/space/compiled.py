"""One party's pass over stale groups of a block, as machine code: the same as ``Lowering`` does in NumPy.

The code is made by LLVM when it is first needed, in some hundredths of a second, and kept in memory, not in files. It
is used in large cases only, where the package llvmlite (extra ``compiled``) is installed: see
``docs/adr/0004-numpy-first.md``.

Groups are taken sixteen at a time, to lie side by side in the fastest cache. A cell's values are one vector, so that
the least of two cells is one instruction.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from llvmlite import binding, ir

from winset.frozen import Frozen

_BATCH = 16
_BYTE, _WHOLE, _AT = ir.IntType(8), ir.IntType(64), ir.PointerType()
_GIVEN = {
    "many": _AT,  # the values of the block's first cell
    "stale": _AT,  # its bits
    "own": _AT,  # how many cells further each row of a group lies, width of them
    "near": _AT,  # and each group
    "order": _AT,  # as in Descent
    "before": _AT,
    "starts": _AT,  # for each row in falling order after which one it comes; 0 where nothing is above it
    "stales": _AT,  # the groups to look at
    "apart": _AT,  # all bits set in values that are left as they are
    "tile": _AT,  # room for a batch of groups
    "running": _AT,  # room for 1 + rows of a batch; the first is neutral
    "width": _WHOLE,
    "rows": _WHOLE,
    "groups": _WHOLE,
    "count": _WHOLE,  # of the groups to look at
    "mine": _BYTE,
    "others": _BYTE,
}


class Compiled(Frozen, eq=False):
    """A pass in machine code.

    Attributes
    ----------
    lower : callable
        Takes addresses and numbers, in the order of ``_GIVEN``; gives 1 if anything was lowered.
    batch : int
        For how many groups ``tile`` and ``running`` must have room.
    engine : object
        What holds the code.
    """

    lower: Callable[..., int]
    batch: int
    engine: Any


@cache
def passing(values: int) -> Compiled:
    """Make the pass for so many values of a cell, once in a process."""
    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    module = binding.parse_assembly(str(_module(values)))
    module.verify()
    processor = binding.get_host_cpu_name(), binding.get_host_cpu_features().flatten()
    machine = binding.Target.from_default_triple().create_target_machine(*processor, opt=3)
    passes = binding.create_pass_builder(machine, binding.create_pipeline_tuning_options(speed_level=2))
    passes.getModulePassManager().run(module, passes)
    engine = binding.create_mcjit_compiler(module, machine)
    engine.finalize_object()
    kinds = [{_AT: ctypes.c_void_p, _WHOLE: ctypes.c_int64, _BYTE: ctypes.c_uint8}[kind] for kind in _GIVEN.values()]
    lower = ctypes.CFUNCTYPE(ctypes.c_int32, *kinds)(engine.get_function_address("lower"))
    return Compiled(lower, _BATCH, engine)


def _module(values: int) -> ir.Module:
    module = ir.Module()
    function = ir.Function(module, ir.FunctionType(ir.IntType(32), list(_GIVEN.values())), "lower")
    for argument, name in zip(function.args, _GIVEN, strict=True):
        argument.name = name
        if argument.type == _AT:  # no two arrays overlap, so what was read from one need not be read again
            argument.add_attribute("noalias")
    _Pass(ir.IRBuilder(function.append_basic_block()), values, dict(zip(_GIVEN, function.args, strict=True))).write()
    return module


class _Pass:
    """What writes the code of a pass."""

    def __init__(self, builder: ir.IRBuilder, values: int, given: dict[str, Any]) -> None:
        self.builder, self.given = builder, given
        self.cell = ir.VectorType(ir.IntType(16), values)
        self.bits = ir.IntType(16 * values)

    def write(self) -> None:
        b, given = self.builder, self.given
        changed = b.alloca(ir.IntType(32))
        b.store(ir.IntType(32)(0), changed)
        apart = self.load(given["apart"], _WHOLE(0), self.cell)
        batches = b.udiv(b.add(given["count"], _WHOLE(_BATCH - 1)), _WHOLE(_BATCH))
        with self.each(batches) as batch:
            first = b.mul(batch, _WHOLE(_BATCH))
            left = b.sub(given["count"], first)
            length = b.select(b.icmp_unsigned("<", left, _WHOLE(_BATCH)), left, _WHOLE(_BATCH))
            with self.each(given["width"]) as row, self.each(length) as column:
                here = self.load(given["many"], self.place(row, first, column), self.cell)
                self.store(here, given["tile"], self.side_by_side(row, column))
            with self.each(given["rows"]) as row, self.each(length) as column:
                group = self.load(given["stales"], b.add(first, column), _WHOLE)
                which = b.zext(self.load(given["order"], self.in_block(row, group), _BYTE), _WHOLE)
                here = b.or_(self.load(given["tile"], self.side_by_side(which, column), self.cell), apart)
                above = self.side_by_side(self.load(given["starts"], row, _WHOLE), column)
                least = self.least(self.load(given["running"], above, self.cell), here)
                self.store(least, given["running"], self.side_by_side(b.add(row, _WHOLE(1)), column))
            with self.each(given["width"]) as row, self.each(length) as column:
                self.take(row, first, column, changed)
        b.ret(b.load(changed, typ=ir.IntType(32)))

    def take(self, row: Any, first: Any, column: Any, changed: Any) -> None:
        """Lower one cell to the least among its improvements, and note what follows for whom."""
        b, given = self.builder, self.given
        group = self.load(given["stales"], b.add(first, column), _WHOLE)
        before = b.zext(self.load(given["before"], self.in_block(row, group), _BYTE), _WHOLE)
        here = self.load(given["tile"], self.side_by_side(row, column), self.cell)
        least = self.least(here, self.load(given["running"], self.side_by_side(before, column), self.cell))
        place = self.place(row, first, column)
        rest = b.and_(self.load(given["stale"], place, _BYTE), b.not_(given["mine"]))
        self.store(rest, given["stale"], place)
        with b.if_then(b.icmp_unsigned("!=", b.bitcast(here, self.bits), b.bitcast(least, self.bits)), likely=False):
            self.store(least, given["many"], place)
            self.store(b.or_(rest, given["others"]), given["stale"], place)
            b.store(ir.IntType(32)(1), changed)

    @contextmanager
    def each(self, count: Any) -> Iterator[Any]:
        """Write a loop over 0, 1, … below a bound above 0."""
        b = self.builder
        before, body, after = b.block, b.append_basic_block(), b.append_basic_block()
        b.branch(body)
        b.position_at_end(body)
        number = b.phi(_WHOLE)
        number.add_incoming(_WHOLE(0), before)
        yield number
        following = b.add(number, _WHOLE(1))
        number.add_incoming(following, b.block)
        b.cbranch(b.icmp_unsigned("<", following, count), body, after)
        b.position_at_end(after)

    def least(self, one: Any, other: Any) -> Any:
        return self.builder.select(self.builder.icmp_unsigned("<", one, other), one, other)

    def place(self, row: Any, first: Any, column: Any) -> Any:
        """Give how many cells after the block's first one lies."""
        group = self.load(self.given["stales"], self.builder.add(first, column), _WHOLE)
        near, own = self.load(self.given["near"], group, _WHOLE), self.load(self.given["own"], row, _WHOLE)
        return self.builder.add(near, own)

    def in_block(self, row: Any, group: Any) -> Any:
        return self.builder.add(self.builder.mul(row, self.given["groups"]), group)

    def side_by_side(self, row: Any, column: Any) -> Any:
        return self.builder.add(self.builder.mul(row, _WHOLE(_BATCH)), column)

    def load(self, array: Any, place: Any, kind: ir.Type) -> Any:
        return self.builder.load(self.builder.gep(array, [place], source_etype=kind), typ=kind, align=self.align(kind))

    def store(self, value: Any, array: Any, place: Any) -> None:
        address = self.builder.gep(array, [place], source_etype=value.type)
        self.builder.store(value, address, align=self.align(value.type))

    def align(self, kind: ir.Type) -> int:
        return 1 if kind == _BYTE else 8 if kind == _WHOLE else 2
