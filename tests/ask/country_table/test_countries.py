"""Countries are known by ISO 3166, Correlates of War, Gleditsch and Ward, and by name."""

import pytest

from politburo.ask.country_table.countries import country_called, names_of
from politburo.terms.errors import UsageError


@pytest.mark.parametrize(
    ("scheme", "codes", "names"),
    [
        ("iso3", ("PRK", "alb", "QQQ"), ("North Korea", "Albania", None)),
        ("cow", ("265", "255", "365.0", "12345", "x"), ("German Democratic Republic", "Germany", "Russia", None, None)),
        ("gw", ("260", "817", "-7"), ("Germany", "Vietnam", None)),
        ("country", ("East Germany", "Soviet Union", "Zzyqwx"), ("German Democratic Republic", "Russia", None)),
    ],
)
def test_every_kind_of_code_has_its_country(scheme: str, codes: tuple[str, ...], names: tuple[str | None, ...]):
    assert names_of(codes, scheme) == dict(zip(codes, names, strict=True))


def test_a_country_that_is_not_known_is_refused_without_being_repeated():
    assert country_called("prk") == country_called("North Korea") == "North Korea"
    with pytest.raises(UsageError, match="is not known"):
        country_called("Zzyqwx")
