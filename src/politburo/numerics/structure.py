"""Structures: groups of arrays and numbers that compiled functions take by reference, as one argument.

Python holds such a group as a named tuple. To pass a named tuple to a compiled function unpacks every member of it at
every call, and compiling for it takes long; of a structure, a function reads what it names and nothing else.

    _Cadres = structure("Cadres", Cadres._fields)        # a marker that compiled code calls: _Cadres(*cadres)

Loops read columns into names of their own first, `fear = cadres.fear`: a column looked up anew for each entry might
have been replaced meanwhile, for all that the compiler knows, and the loop would not be packed.

Arrays that Python holds as long as the structure are `lent` to it: compiled code then counts no references to them,
which at each look at a column would take as long as some thirty entries of a loop.
"""

import sys
from collections.abc import Iterable
from typing import Any, cast

from numba import types
from numba.core import cgutils
from numba.experimental import structref
from numba.extending import intrinsic
from numba.np.arrayobj import make_array


def structure(name: str, fields: Iterable[str], proxy: type | None = None) -> Any:
    """Declare a structure; what is returned makes one when compiled code calls it with all fields in their order.

    Where Python is to hold it too, `proxy` is the class of the object that it gets, a subclass of `Shared`.
    """
    kind = type(f"{name}Structure", (types.StructRef,), {"preprocess_fields": _plain, "__module__": __name__})
    # Compiled code that is kept on disk finds it by its name in this module.
    setattr(sys.modules[__name__], kind.__name__, kind)
    structref.register(kind)
    marker: Any = proxy or type(name, (structref.StructRefProxy,), {})
    structref.define_constructor(marker, kind, list(fields))
    structref.define_boxing(kind, marker)
    return marker


def _plain(_kind: Any, fields: Any) -> Any:
    """Types of the fields: a literal number is of the type of its like."""
    return tuple((name, types.unliteral(kind)) for name, kind in fields)


def _type_of_lent(_context: Any, group: Any) -> Any:
    """The arrays of a tuple, of which some may be tuples, as views that nobody owns."""
    return group(group), lambda context, builder, _, arguments: _unowned(context, builder, group, arguments[0])


def _unowned(context: Any, builder: Any, kind: Any, value: Any) -> Any:
    if isinstance(kind, types.BaseTuple):
        parts = zip(cast(Any, kind), cgutils.unpack_tuple(builder, value), strict=True)
        return context.make_tuple(builder, kind, [_unowned(context, builder, *part) for part in parts])
    if not isinstance(kind, types.Array):
        return value
    array = make_array(kind)(context, builder, value)
    array.meminfo, array.parent = cgutils.get_null_value(array.meminfo.type), cgutils.get_null_value(array.parent.type)
    return array._getvalue()


lent: Any = intrinsic(_type_of_lent)

Shared = structref.StructRefProxy
"""What Python holds of a structure that it shares with compiled code."""
