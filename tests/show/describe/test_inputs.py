"""Constants that no declaration holds are read off the sources with their comments."""

from politburo.show.describe.inputs import constants


def test_a_constant_with_a_comment_is_told_with_value_and_note():
    source = "SHARE = 0.5  # assumed\nBARE = 1\nA, B = 1, 2.5  # both\nSOME = (1.0, 0.75)  # by rank\n"
    assert list(constants(source)) == [
        ("SHARE", "0.5", "assumed"),
        ("A, B", "1, 2.5", "both"),
        ("SOME", "1, 0.75", "by rank"),
    ]


def test_values_by_name_are_told_with_their_names():
    assert list(constants('PLACES = {  # rough\n    "north": (1, 0),\n    "south": 2.5,\n}\n')) == [
        ("PLACES", "north: 1, 0; south: 2.5", "rough")
    ]


def test_what_is_computed_is_told_as_it_is_written():
    assert list(constants("HALF = 1 / FULL  # of it\n")) == [("HALF", "1 / FULL", "of it")]


def test_what_stands_within_functions_is_no_constant():
    assert list(constants("def f():\n    x = 1  # one\n")) == []
