"""Verdicts from paired runs, against numbers worked out by hand."""

import math

import pytest

from politburo.ask.claims.record import Arm, Claim, Comparison, Measured, Test, Watch, find, of_claim, verdict
from politburo.ask.claims.sentences import in_units

BASE, CHANGED = Arm(), Arm(held=(("surveillance", 0.8),))


def a_test(name: str = "one", **said) -> Test:
    return Test(
        **({"name": name, "says": "", "changed": CHANGED, "base": BASE, "watch": Watch("fear"), "expect": "up"} | said)
    )


def claim(*tests: Test) -> Claim:
    return Claim("X1", "says", "own", "H", 4, tests)


def rows(*pairs: tuple[float, float], name: str = "one") -> list[dict[str, Measured]]:
    return [{name: Measured(changed, base)} for changed, base in pairs]


def test_an_effect_in_the_right_direction_and_large_enough_holds():
    found = find(claim(a_test(minimum=0.5)), a_test(minimum=0.5), rows((2.0, 1.0), (3.1, 2.0), (2.9, 2.0)))
    assert found.verdict == "holds"
    assert found.effect == pytest.approx(1.0)


def test_a_smaller_one_is_too_small_and_one_the_other_way_fails():
    pairs = rows((1.1, 1.0), (2.1, 2.0), (2.11, 2.0))
    assert find(claim(a_test(minimum=0.5)), a_test(minimum=0.5), pairs).verdict == "too small"
    assert find(claim(a_test(expect="down")), a_test(expect="down"), pairs).verdict == "fails"


def test_a_minimum_can_be_a_part_of_the_level():
    test = a_test(minimum=0.1, relative=True)
    found = find(claim(test), test, rows((11.5, 10.0), (11.6, 10.0), (11.4, 10.0)))
    assert found.asked == pytest.approx(1.0)
    assert found.verdict == "holds"


def test_a_null_needs_its_whole_interval_within_the_margin():
    test = a_test(expect="within", margin=0.2)
    assert find(claim(test), test, rows((1.0, 1.01), (1.0, 0.99), (1.0, 1.0))).verdict == "null within margin"
    assert find(claim(test), test, rows((1.0, 0.6), (1.0, 1.4), (1.0, 1.0))).verdict == "fails"


def test_the_share_through_a_mechanism_is_what_is_gone_without_it():
    test = a_test(through=("chill",))
    measured = [{"one": Measured(2.0 + k, 1.0 + k, 1.25, 1.0)} for k in range(3)]
    assert find(claim(test), test, measured).share == pytest.approx(0.75)


def test_another_test_can_be_taken_off_pair_by_pair():
    first, second = a_test("first"), a_test("second", less=Comparison("first", 0.5))
    measured = [
        {"first": Measured(2.0, 1.0), "second": Measured(3.0, 1.0)},
        {"first": Measured(3.0, 1.0), "second": Measured(3.5, 1.0)},
        {"first": Measured(2.0, 1.0), "second": Measured(2.6, 1.0)},
    ]
    found = find(claim(first, second), second, measured)
    assert found.effect == pytest.approx(((2 - 0.5) + (2.5 - 1.0) + (1.6 - 0.5)) / 3)


def test_runs_without_a_value_are_left_out_and_too_few_decide_nothing():
    nan = math.nan
    four = rows((2.0, 1.0), (2.1, 1.0), (1.9, 1.0), (nan, 1.0))
    assert find(claim(a_test()), a_test(), four).pairs == 3
    assert find(claim(a_test()), a_test(), four[2:]).verdict == "not decided"


def test_counting_all_tests_of_a_board_widens_the_interval():
    pairs = rows((1.5, 1.0), (1.2, 1.0), (1.7, 1.0), (1.3, 1.0))
    assert find(claim(a_test()), a_test(), pairs, tests=100).strict == "fails"
    assert find(claim(a_test()), a_test(), pairs, tests=100).verdict == "holds"


def test_what_is_one_term_is_an_identity_whatever_the_figures():
    assert verdict(a_test(identity="one term"), 1.0, 0.9, 1.1, 0.0) == "identity"


@pytest.mark.parametrize(
    ("expects", "together"),
    [
        (("up", "up"), "holds"),
        (("up", "down"), "fails"),
        (("up", "reported"), "holds"),
        (("reported", "reported"), "reported"),
        (("within", "within"), "fails"),
    ],
)
def test_a_claim_is_as_good_as_the_worst_of_its_tests(expects: tuple[str, ...], together: str):
    pairs = rows((2.0, 1.0), (2.1, 1.0), (1.9, 1.0))
    found = [find(claim(test), test, pairs) for test in (a_test(expect=expect) for expect in expects)]
    assert of_claim(found) == together


def test_a_claim_with_a_test_that_cannot_be_decided_in_its_country_is_not_applicable():
    pairs = rows((2.0, 1.0), (2.1, 1.0), (1.9, 1.0))
    holds, nobody = (find(claim(a_test()), a_test(), pairs, why=why) for why in ("", "Example has no posts abroad"))
    assert (nobody.verdict, nobody.strict, nobody.pairs) == ("not applicable", "not applicable", 0)
    assert math.isnan(nobody.effect)
    assert in_units(nobody) == "Example has no posts abroad"
    assert of_claim([holds, nobody]) == of_claim([holds, nobody], strict=True) == "not applicable"


def test_a_claim_of_identities_alone_is_an_identity():
    test = a_test(identity="one term")
    assert of_claim([find(claim(test), test, rows((2.0, 1.0), (2.1, 1.0), (1.9, 1.0)))]) == "identity"
