"""A structure is passed by reference: what compiled code changes in it, all who hold it see."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from politburo.numerics.compile import kernel
from politburo.numerics.structure import Shared, lent, structure


class Pair(NamedTuple):
    """Two columns."""

    first: NDArray[np.float32]
    second: NDArray[np.float32]


class Box(Shared):
    """A pair of columns and a number, held by Python and by compiled code."""

    pair: Pair
    count: int
    held: Any

    def __new__(cls, pair: Pair) -> "Box":
        box, box.held = _box(pair)
        return box


_Pair = structure("TestedPair", Pair._fields)
_Box = structure("TestedBox", ("pair", "count"), Box)


@kernel
def _box(pair):
    pair = _Pair(*pair)
    return _Box(pair, 0), pair


@kernel
def _box_of_lent(pairs):
    pair = _Pair(*lent(pairs)[0])
    return _Box(pair, 0), pair


@kernel
def first_of(box):
    return box.pair.first


@kernel
def add(box):
    pair = box.pair
    for i in range(len(pair.first)):
        pair.first[i] += pair.second[i]
    box.count += 1


@kernel
def grow(box, more):
    box.pair.first = more


@kernel
def read(box):
    return box.count, box.pair.first.sum()


def columns() -> Pair:
    return Pair(np.ones(4, np.float32), np.arange(4, dtype=np.float32))


def test_compiled_code_changes_the_columns_that_python_holds():
    held = columns()
    add(Box(held))
    assert held.first.tolist() == [1, 2, 3, 4]


def test_a_number_that_is_changed_and_a_column_that_is_replaced_stay_so():
    held = columns()
    box = Box(held)
    for _ in range(3):
        add(box)
    grow(box, np.ones(9, np.float32))
    assert read(box) == (3, 9.0)
    assert held.first.tolist() == [1, 4, 7, 10]


def test_structures_of_the_same_columns_share_them_and_their_numbers_are_their_own():
    held = columns()
    one, other = Box(held), Box(held)
    add(one)
    assert (read(one)[0], read(other)[0]) == (1, 0)
    assert read(one)[1] == read(other)[1] == 10.0


def test_of_columns_that_are_lent_compiled_code_counts_no_references():
    held = columns()
    box, _pair = _box_of_lent((held,))
    add(box)
    assert held.first.tolist() == [1, 2, 3, 4]
    assert first_of(box) is not held.first  # a view that keeps nothing
    assert first_of(Box(held)) is held.first


def test_what_python_no_longer_holds_is_gone_however_often_it_was_used():
    box = Box(columns())
    memory, part = box._meminfo, box.held._meminfo
    for _ in range(3):
        add(box)
    assert (memory.refcount, part.refcount) == (1, 1)
