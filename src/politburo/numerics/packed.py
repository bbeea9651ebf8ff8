"""Sums that the compiler does not pack by itself: of rows that are gathered from here and there, and side by side.

Each of the sums that are made at once is made in its own order, as if it were made alone: the bits are the same.
"""

from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic
from numba.np.arrayobj import make_array

from politburo.numerics.compile import rule

PAIR, ROW, EIGHT = 2, 4, 8
"""Numbers of a short and of a long row that is gathered, and sums that run side by side."""

USUAL = {ROW: 6, PAIR: 10}
"""How many rows are mostly summed, by their length: the close friends and acquaintances of the library's countries.

So many are written out, since the compiler's own way to unroll a loop of so few takes half as long again.
"""

ALIGNMENT = 4  # bytes: what is read at once may start anywhere that a float32 may


@rule
def in_eights(first: int, end: int, count: int) -> int:
    """A later end by which a stretch of places is a multiple of eight long, if there are so many in all.

    What is left over of a loop is gone through one by one, which takes as long as some hundred others. For loops over
    stretches one after the other that write nothing they read: what the one writes too far the next one writes over.
    """
    return min(first + (end - first + EIGHT - 1) // EIGHT * EIGHT, count)


@rule
def eight(column):
    """The first eight numbers of an array, which a loop keeps at hand: it cannot write to them."""
    return column[0], column[1], column[2], column[3], column[4], column[5], column[6], column[7]


def _type_of_sum_rows(_context: Any, table: Any, places: Any) -> Any:
    """Sum of the rows of `table`, float32[n, 4] in C order, at `places`, int32[k] from 0 to n − 1: four float32.

    Places are not checked, as in all compiled code here.
    """
    return _type_of_rows(table, places, ROW)


def _type_of_sum_pairs(_context: Any, table: Any, places: Any) -> Any:
    """The same of a table of two numbers in a row: two float32."""
    return _type_of_rows(table, places, PAIR)


def _type_of_rows(table: Any, places: Any, count: int) -> Any:
    if not (_is_column(table, 2) and _is_column(places, 1, types.int32)):
        return None  # which makes the compiler refuse the call
    return types.UniTuple(types.float32, count)(table, places), _rows


def _type_of_eight_sums(_context: Any, values: Any) -> Any:
    """Eight running sums of float32[n] over whole eights, as float64: places 0, 8, 16 …, 1, 9, 17 …, and so on."""
    return (types.UniTuple(types.float64, EIGHT)(values), _eights) if _is_column(values) else None


def _type_of_eight_sums_of_products(_context: Any, values: Any, weights: Any) -> Any:
    """The same of the products of two float32[n]."""
    if not (_is_column(values) and _is_column(weights)):
        return None
    return types.UniTuple(types.float64, EIGHT)(values, weights), _eights


# A type checker would want the compiler's own first argument of an intrinsic.
sum_rows: Any = intrinsic(_type_of_sum_rows)
sum_pairs: Any = intrinsic(_type_of_sum_pairs)
eight_sums: Any = intrinsic(_type_of_eight_sums)
eight_sums_of_products: Any = intrinsic(_type_of_eight_sums_of_products)


def _is_column(kind: Any, dimensions: int = 1, number: Any = types.float32) -> bool:
    """Whether it is the type of an array of such numbers that stand one after the other."""
    return isinstance(kind, types.Array) and (kind.ndim, kind.layout, kind.dtype) == (dimensions, "C", number)


def _rows(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    table, places = _arrays(context, builder, signature, arguments)
    row = ir.VectorType(ir.FloatType(), signature.return_type.count)
    total, count = _zeros(builder, row), builder.extract_value(places.shape, 0)

    def add(at: Any) -> None:
        place = builder.zext(builder.load(builder.gep(places.data, [at])), count.type)
        builder.store(builder.fadd(builder.load(total), _read(builder, table, row, place)), total)

    usual = USUAL[row.count]
    with builder.if_else(builder.icmp_unsigned("==", count, ir.Constant(count.type, usual))) as (so_many, others):
        with so_many:
            for at in range(usual):
                add(ir.Constant(count.type, at))
        with others, cgutils.for_range(builder, count) as loop:
            add(loop.index)
    return _unpacked(context, builder, signature, total)


def _eights(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    columns = _arrays(context, builder, signature, arguments)
    single, double = (ir.VectorType(kind, EIGHT) for kind in (ir.FloatType(), ir.DoubleType()))
    total, count = _zeros(builder, double), builder.extract_value(columns[0].shape, 0)
    with cgutils.for_range(builder, builder.sdiv(count, ir.Constant(count.type, EIGHT))) as loop:
        found = _read(builder, columns[0], single, loop.index)
        for other in columns[1:]:
            found = builder.fmul(found, _read(builder, other, single, loop.index))
        builder.store(builder.fadd(builder.load(total), builder.fpext(found, double)), total)
    return _unpacked(context, builder, signature, total)


def _arrays(context: Any, builder: Any, signature: Any, arguments: Any) -> list[Any]:
    pairs = zip(signature.args, arguments, strict=True)
    return [make_array(kind)(context, builder, value) for kind, value in pairs]


def _zeros(builder: Any, kind: Any) -> Any:
    return cgutils.alloca_once_value(builder, ir.Constant(kind, [0.0] * kind.count))


def _read(builder: Any, array: Any, kind: Any, place: Any) -> Any:
    """As many numbers at once as `kind` holds, of those that stand at `place` if all are counted in such lots."""
    found = builder.load(builder.gep(builder.bitcast(array.data, kind.as_pointer()), [place]))
    found.align = ALIGNMENT
    return found


def _unpacked(context: Any, builder: Any, signature: Any, total: Any) -> Any:
    found = builder.load(total)
    numbers = [builder.extract_element(found, ir.Constant(ir.IntType(32), k)) for k in range(found.type.count)]
    return context.make_tuple(builder, signature.return_type, numbers)
