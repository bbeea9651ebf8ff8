"""Text of unknown origin cannot steer a terminal once it is made printable, and can still be read."""

import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from politburo.scenario.printable import STEERING, printable


def test_words_of_any_language_stay_as_they_are():
    said = "Zürich, 평양, Пхеньян, « fear » – 0.35 → 0.1 [bold] :smile: \\u001b"
    assert printable(said) == said


def test_control_characters_are_written_as_toml_writes_them():
    assert printable("a\x1b[31mb\x07\x9bc\u202e\U000e0001") == "a\\u001b[31mb\\u0007\\u009bc\\u202e\\U000e0001"


def test_line_ends_stay_only_where_they_are_wanted():
    assert printable("a\nb") == "a\\u000ab"
    assert printable("a\nb\r", keep="\n") == "a\nb\\u000d"


@given(st.text())
def test_nothing_that_steers_is_left(text: str):
    assert not any(unicodedata.category(character) in STEERING for character in printable(text))


@given(st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"], exclude_characters="\\")))
def test_what_was_written_can_be_read_back(text: str):
    assert json.loads('"' + printable(text).replace('"', '\\"') + '"') == text
