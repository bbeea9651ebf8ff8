"""Layouts: a page or a phone, and nothing else."""

import pytest

from politburo.show.layout import Layout
from politburo.terms.errors import UsageError


def test_a_phone_has_room_for_the_narrow_layout():
    narrow = Layout("narrow")
    assert sum(narrow.padding[side] for side in ("left", "right")) + narrow.axis + narrow.room <= 340


def test_the_wide_layout_has_the_width_of_the_picture():
    assert (Layout().width, Layout().narrow, Layout().dark) == (860, False, False)


def test_an_unknown_layout_names_those_that_there_are():
    with pytest.raises(UsageError, match="'broad'; a figure is wide or narrow"):
        Layout("broad")
