"""Rows of four numbers, added four at once.

The compiler packs loops over a column, but not sums of rows that are gathered from here and there. Each of the four sums
is made in the order of the places, as if it were made alone.
"""

from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic
from numba.np.arrayobj import make_array

WIDTH = 4
ALIGNMENT = 4  # bytes: a row may start anywhere that a float32 may


@intrinsic
def sum_rows(_context: Any, table: Any, places: Any) -> Any:
    """Sum of the rows of `table`, float32[n, 4] in C order, at `places`, int32[k] from 0 to n − 1: four float32.

    Places are not checked, as in all compiled code here.
    """
    result = types.UniTuple(types.float32, WIDTH)
    return result(table, places), _summed


def _summed(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    table, places = (
        make_array(kind)(context, builder, value) for kind, value in zip(signature.args, arguments, strict=True)
    )
    row = ir.VectorType(ir.FloatType(), WIDTH)
    first = builder.bitcast(table.data, row.as_pointer())
    total = cgutils.alloca_once_value(builder, ir.Constant(row, [0.0] * WIDTH))
    count = builder.extract_value(places.shape, 0)
    with cgutils.for_range(builder, count) as loop:
        place = builder.zext(builder.load(builder.gep(places.data, [loop.index])), count.type)
        told = builder.load(builder.gep(first, [place]))
        told.align = ALIGNMENT
        builder.store(builder.fadd(builder.load(total), told), total)
    found = builder.load(total)
    numbers = [builder.extract_element(found, ir.Constant(ir.IntType(32), k)) for k in range(WIDTH)]
    return context.make_tuple(builder, signature.return_type, numbers)
