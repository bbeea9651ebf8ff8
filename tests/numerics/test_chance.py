"""Chance: the published generator, one draw for each purpose, and no draw that resembles another."""

import platform
import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from politburo.numerics import chance
from politburo.numerics.chance import Purpose, fill_uniforms, philox, uniform
from tests.numerics.packed import packed_instructions

pytestmark = pytest.mark.slow

MONTH = 2000 * 12
DRAWS = 100_000
KNOWN_ANSWERS = [  # published with Random123: counter, key, result
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


def drawn(
    draws: int = DRAWS, *, seed: int = 1, run: int = 0, month: int = MONTH, purpose: int = Purpose.DIE, channel: int = 0
) -> NDArray[np.float32]:
    out = np.empty(draws, np.float32)
    fill_uniforms(out, seed, run, month, purpose, channel)
    return out


def assert_unrelated(one: NDArray[np.float32], other: NDArray[np.float32]) -> None:
    """Correlation within five standard errors, and no more equal draws than chance gives (about n / 2^24)."""
    n = one.size
    correlation = np.mean((one.astype(np.float64) - 0.5) * (other.astype(np.float64) - 0.5)) * 12
    assert abs(correlation) < 5 / np.sqrt(n)
    assert np.count_nonzero(one == other) <= 3


@pytest.mark.parametrize(("counter", "key", "result"), KNOWN_ANSWERS)
def test_the_generator_gives_its_published_answers(counter: tuple, key: tuple, result: tuple):
    assert philox(*(np.uint64(word) for word in (*counter, *key))) == result


def test_a_draw_is_the_upper_bits_of_its_word_of_its_block():
    words = philox(*(np.uint64(word) for word in (1, MONTH, Purpose.AGE, 2, 7, 3)))
    out = drawn(8, seed=7, run=3, purpose=Purpose.AGE, channel=2)
    assert list(out[4:]) == [(int(word) >> 8) / 2**24 for word in words]


@pytest.mark.parametrize("draws", [0, 1, 2, 3, 4, 5, 7, 2047, 2048, 2049, 5003])
def test_one_agents_draw_equals_its_entry_among_all(draws: int):
    out = drawn(draws, seed=9, run=4, channel=1)
    assert list(out) == [uniform(9, 4, agent, MONTH, Purpose.DIE, 1) for agent in range(draws)]


def test_an_agents_draw_does_not_depend_on_how_many_agents_there_are():
    assert np.array_equal(drawn(10_001)[:2050], drawn(2050))


def test_uniforms_lie_from_zero_to_just_below_one_and_fill_it_evenly():
    out = drawn(1_000_000)
    assert out.min() >= 0
    assert out.max() <= 1 - 2.0**-24
    counts = np.bincount((out * np.float32(1024)).astype(int), minlength=1024)
    expected = out.size / 1024
    chi_square = np.sum((counts - expected) ** 2 / expected)
    assert abs(chi_square - 1023) < 5 * np.sqrt(2 * 1023)


def test_every_one_of_the_24_bits_is_a_fair_coin():
    bits = (drawn() * np.float32(2**24)).astype(np.uint32)
    for position in range(24):
        heads = np.count_nonzero(bits >> np.uint32(position) & np.uint32(1))
        assert abs(heads - DRAWS / 2) < 5 * np.sqrt(DRAWS) / 2


@pytest.mark.parametrize("lag", [*range(1, 65), 128, 256, 1024, 2048, 4096])
def test_agents_draws_are_unrelated_at_any_lag(lag: int):
    out = drawn()
    assert_unrelated(out[lag:], out[:-lag])


@pytest.mark.parametrize("field", ["seed", "run", "month", "purpose", "channel"])
def test_neighbouring_keys_months_purposes_and_channels_share_nothing(field: str):
    neighbours = [drawn(**{field: 20 + step}) for step in range(6)]
    for one, other in combinations(neighbours, 2):
        assert_unrelated(one, other)


@pytest.mark.parametrize("field", ["seed", "run", "month", "purpose", "channel"])
def test_neighbours_share_nothing_at_a_lag_either(field: str):
    base = drawn(**{field: 20})
    for step in range(1, 6):
        other = drawn(**{field: 20 + step})
        for lag in range(1, 33):
            assert_unrelated(base[lag:], other[:-lag])
            assert_unrelated(base[:-lag], other[lag:])


def test_seed_and_run_are_no_sum_of_each_other():
    assert_unrelated(drawn(seed=2, run=1), drawn(seed=1, run=2))
    assert_unrelated(drawn(month=5, channel=6), drawn(month=6, channel=5))


def test_the_largest_seed_and_run_are_their_own():
    assert_unrelated(drawn(seed=2**32 - 1), drawn(seed=2**31 - 1))
    assert_unrelated(drawn(run=2**32 - 1), drawn(run=0))


@pytest.mark.parametrize("field", ["seed", "run", "month", "purpose", "channel"])
@pytest.mark.parametrize("value", [-1, 2**32])
def test_what_does_not_fit_in_a_word_is_refused(field: str, value: int):
    with pytest.raises(OverflowError, match=f"{field}={value}"):
        drawn(4, **{field: value})


def test_purposes_keep_their_numbers():
    known = {"WORLD": 1, "DEPART": 2, "RECRUIT_DISPOSITION": 20, "REPORTED": 40, "PROVINCE": 100, "POST": 109}
    assert {name: Purpose[name] for name in known} == known


@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="instructions of x86-64")
def test_words_and_numbers_are_drawn_packed():
    drawn(4)
    counts = packed_instructions(chance.fill_draws)
    assert counts["pmuludq"] >= 16
    assert counts["mulps"] >= 1


def test_every_purpose_says_what_it_decides():
    assert list(chance.MEANINGS) == list(Purpose)
    assert all(chance.MEANINGS.values())


def test_only_a_purpose_that_no_source_names_says_that_it_is_not_used():
    package = Path(chance.__file__).parents[1]
    sources = "".join(file.read_text("utf-8") for file in package.rglob("*.py") if file.name != "chance.py")
    idle = [purpose for purpose in Purpose if not re.search(rf"Purpose\.{purpose.name}\b", sources)]
    assert [purpose for purpose, meaning in chance.MEANINGS.items() if "used" in meaning] == idle
