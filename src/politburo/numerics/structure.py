"""Structures: groups of arrays and numbers that compiled functions take by reference, as one argument.

Python holds such a group as a named tuple. To pass a named tuple to a compiled function unpacks every member of it at
every call, and compiling for it takes long; of a structure, a function reads what it names and nothing else.

    _Cadres = structure("Cadres", Cadres._fields)        # a marker that compiled code calls: _Cadres(*cadres)

Loops read columns into names of their own first, `fear = cadres.fear`: a column looked up anew for each entry might
have been replaced meanwhile, for all that the compiler knows, and the loop would not be packed.

Compiled code counts no references to a structure, nor to the arrays that are `lent` to it: each count would take as
long as some thirty entries of a loop. So Python has to hold both while they are in use, and a function that makes
structures returns all of them, those too that are parts of others.
"""

import sys
from collections.abc import Iterable
from typing import Any, cast

from numba import types
from numba.core import cgutils
from numba.core.datamodel import models
from numba.core.datamodel.registry import default_manager
from numba.experimental import structref
from numba.extending import NativeValue, box, intrinsic, unbox
from numba.np.arrayobj import make_array


def structure(name: str, fields: Iterable[str], proxy: type | None = None) -> Any:
    """Declare a structure; what is returned makes one when compiled code calls it with all fields in their order.

    Where Python is to hold it too, `proxy` is the class of the object that it gets, a subclass of `Shared`.
    """
    kind = type(f"{name}Structure", (types.StructRef,), {"preprocess_fields": _plain, "__module__": __name__})
    # Compiled code that is kept on disk finds it by its name in this module.
    setattr(sys.modules[__name__], kind.__name__, kind)
    default_manager.register(kind, _Uncounted)
    structref.define_attributes(kind)
    marker: Any = proxy or type(name, (structref.StructRefProxy,), {"__module__": __name__})
    setattr(sys.modules[__name__], marker.__name__, marker)
    structref.define_constructor(marker, kind, list(fields))
    _define_boxing(kind, marker)
    return marker


MEMORY = types.MemInfoPointer(types.voidptr)


class _Uncounted(models.StructRefModel):
    """How a structure lies in memory: the compiler finds no references in it that it would have to count."""

    def traverse(self, builder: Any) -> list[Any]:
        """References to be counted: none."""
        return []


def _define_boxing(structure: Any, marker: Any) -> None:
    """Python takes over the one reference to a structure that there is, and lends it to the functions it calls."""

    @box(structure)
    def boxed(kind: Any, value: Any, c: Any) -> Any:
        memory = c.box(MEMORY, cgutils.create_struct_proxy(kind)(c.context, c.builder, value=value).meminfo)
        make, its_kind = (c.pyapi.unserialize(c.pyapi.serialize_object(one)) for one in (marker._numba_box_, kind))
        made = c.pyapi.call_function_objargs(make, [its_kind, memory])
        for one in (make, its_kind, memory):
            c.pyapi.decref(one)
        return made

    @unbox(structure)
    def unboxed(kind: Any, value: Any, c: Any) -> Any:
        held = c.pyapi.object_getattr_string(value, "_meminfo")
        reference = cgutils.create_struct_proxy(kind)(c.context, c.builder)
        reference.meminfo = c.unbox(MEMORY, held).value
        c.context.nrt.decref(c.builder, MEMORY, reference.meminfo)  # which has been counted
        c.pyapi.decref(held)
        return NativeValue(reference._getvalue())


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
