"""Forms of exit are told from the words that tables use."""

import pytest

from politburo.ask.country_table.exits import form_of


@pytest.mark.parametrize(
    ("how", "fate", "form"),
    [
        ("Resignation", "No Punishment", "resignation or retirement"),
        ("Demotion", "Execution", "execution"),
        ("Expulsion", "Incarceration", "imprisonment"),
        ("Expulsion", "NA", "expulsion or dismissal"),
        ("Regime Change", "", "change of regime"),
        ("died in office", "", "death"),
        ("skill issue", "", "other"),
        ("", "", "not known"),
        ("incumbent", "", "in office when the table ends"),
    ],
)
def test_the_form_of_an_exit_is_found(how: str, fate: str, form: str):
    assert form_of(how, fate) == form
