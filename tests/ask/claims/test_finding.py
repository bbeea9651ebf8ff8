"""Verdicts from paired runs, against numbers worked out by hand."""

import math

import pytest

from politburo.ask.claims.effect_words import in_units
from politburo.ask.claims.finding import effects_of, find, of_claim, reason, verdict
from politburo.ask.claims.record import Arm, Claim, Comparison, Measured, Rival, Test, Watch

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


def test_a_level_is_that_of_the_changed_arm_alone():
    test = a_test(scale="level", expect="within", margin=0.02)
    found = find(claim(test), test, rows((0.001, 0.5), (0.0, 0.4), (-0.001, 0.6)))
    assert (found.effect, found.verdict) == (pytest.approx(0.0), "null within margin")
    assert find(claim(test), test, rows((0.05, 0.05), (0.06, 0.06), (0.04, 0.04))).verdict == "fails"


def test_a_null_needs_its_whole_interval_within_the_margin():
    test = a_test(expect="within", margin=0.2)
    assert find(claim(test), test, rows((1.0, 1.01), (1.0, 0.99), (1.0, 1.0))).verdict == "null within margin"
    assert find(claim(test), test, rows((1.0, 0.6), (1.0, 1.4), (1.0, 1.0))).verdict == "fails"


def test_the_share_through_a_mechanism_is_what_is_gone_without_it():
    test = a_test(through=("chill",))
    measured = [{"one": Measured(2.0 + k, 1.0 + k, changed_off=1.25, base_off=1.0)} for k in range(3)]
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


def test_pairs_without_a_value_are_left_out_and_more_than_one_in_ten_decide_nothing():
    nan = math.nan
    ten = rows(*[(2.0 + k / 100, 1.0) for k in range(9)], (nan, 1.0))
    assert find(claim(a_test()), a_test(), ten).pairs == 9
    assert find(claim(a_test()), a_test(), ten).verdict == "holds"
    few = find(claim(a_test()), a_test(), ten[1:])
    assert (few.verdict, few.pairs) == ("not decided", 8)
    assert few.effect > 1  # it is shown, and decides nothing
    assert "more than one pair in ten gave no value" in reason([few])
    assert find(claim(a_test()), a_test(), rows((2.0, 1.0), (2.1, 1.0))).verdict == "not decided"


def test_on_the_log_scale_an_effect_is_a_ratio():
    test = a_test(scale="log", minimum=0.6)
    found = find(claim(test), test, rows((2.0, 1.0), (4.0, 2.0), (2.1, 1.0)))
    assert found.effect == pytest.approx((2 * math.log(2) + math.log(2.1)) / 3)
    assert found.verdict == "holds"


def test_where_a_count_is_zero_sums_over_pairs_are_compared_with_a_jackknife():
    test, pairs = a_test(scale="log"), rows((0.0, 1.0), (3.0, 1.0), (3.0, 2.0))
    found = effects_of(claim(test), test, pairs)
    whole = math.log(6 / 4)
    assert found[0] == pytest.approx(3 * whole - 2 * math.log(6 / 3))
    assert found[1] == pytest.approx(3 * whole - 2 * math.log(3 / 3))
    nothing = effects_of(claim(test), test, rows((0.0, 1.0), (0.0, 1.0), (0.0, 2.0)))
    assert all(map(math.isnan, nothing))


def test_log_odds_are_those_of_the_textbooks():
    test = a_test(scale="log odds")
    assert effects_of(claim(test), test, rows((0.5, 0.2)))[0] == pytest.approx(math.log(4))


def test_standard_deviations_are_the_mean_of_those_of_all_pairs():
    test = a_test(scale="standard deviations")
    measured = [{"one": Measured(1.0 + k, 1.0, per)} for k, per in enumerate((0.5, 1.5, 1.0))]
    assert effects_of(claim(test), test, measured).tolist() == [0.0, 1.0, 2.0]


def test_where_nobody_differs_no_difference_is_none_and_another_has_no_size():
    test = a_test(scale="standard deviations")
    assert effects_of(claim(test), test, [{"one": Measured(1.0, 1.0, 0.0)}]).tolist() == [0.0]
    assert math.isnan(effects_of(claim(test), test, [{"one": Measured(2.0, 1.0, 0.0)}])[0])


def test_a_placebo_of_which_too_little_is_known_leaves_the_claim_undecided():
    second = a_test("two", role="placebo", expect="within", margin=0.2)
    gone = [{"two": Measured(math.nan, 1.0)}, {"two": Measured(1.0, 1.0)}, {"two": Measured(1.0, 1.0)}]
    assert of_claim(together(a_test(), second, HOLDS, gone)) == "not decided"


def test_a_slope_is_per_unit_of_what_stands_beside_it_in_each_pair():
    test = a_test(scale="slope")
    measured = [{"one": Measured(2.0, 1.0, 0.5)}, {"one": Measured(2.0, 1.0, 0.0)}]
    effects = effects_of(claim(test), test, measured)
    assert effects[0] == 2.0
    assert math.isnan(effects[1])


def test_a_share_of_pairs_counts_those_that_fall_by_more_than_the_minimum():
    test = a_test(scale="share of pairs", expect="reported", minimum=0.02)
    assert find(claim(test), test, rows((0.9, 1.0), (0.99, 1.0), (1.1, 1.0), (0.5, 1.0))).effect == 0.5


def test_what_should_not_rise_needs_its_whole_interval_below_the_margin():
    test = a_test(expect="not up", margin=0.1)
    assert find(claim(test), test, rows((0.5, 1.0), (0.6, 1.0), (0.4, 1.0))).verdict == "null within margin"
    assert find(claim(test), test, rows((1.1, 1.0), (1.0, 1.0), (1.2, 1.0))).verdict == "fails"


HOLDS, NOTHING = rows((2.0, 1.0), (2.1, 1.0), (1.9, 1.0)), rows((1.0, 1.01), (1.0, 0.99), (1.0, 1.0), name="two")


def together(first: Test, second: Test, pairs: list, others: list) -> list:
    measured = [one | other for one, other in zip(pairs, others, strict=True)]
    return [find(claim(first, second), test, measured) for test in (first, second)]


@pytest.mark.parametrize(
    ("role", "met", "unmet", "said"),
    [("condition", "holds", "not decided", "a condition is not met: two"),
     ("placebo", "holds", "fails", "a placebo is not within its margin: two"),
     ("further", "holds", "holds", "")],
)  # fmt: skip
def test_conditions_and_placebos_take_a_claim_away_and_what_is_further_decides_nothing(
    role: str, met: str, unmet: str, said: str
):
    second = a_test("two", role=role, expect="within", margin=0.2)
    assert of_claim(together(a_test(), second, HOLDS, NOTHING)) == met
    moved = rows((2.0, 1.0), (2.1, 1.0), (1.9, 1.0), name="two")
    found = together(a_test(), second, HOLDS, moved)
    assert of_claim(found) == unmet
    assert reason(found) == said


def test_a_claim_that_holds_in_its_rival_too_is_not_decided():
    test = a_test(rival=Rival("the fearless", off=("chill",)))
    same = [{"one": Measured(2.0 + k / 10, 1.0, changed_rival=2.0 + k / 10, base_rival=1.0)} for k in range(3)]
    apart = [{"one": Measured(2.0 + k / 10, 1.0, changed_rival=1.0, base_rival=1.0 + k / 10)} for k in range(3)]
    assert of_claim([find(claim(test), test, apart)]) == "holds"
    found = [find(claim(test), test, same)]
    assert of_claim(found) == "not decided"
    assert "holds in the rival model, too" in reason(found)


def test_a_rival_can_be_a_test_of_its_own():
    second = a_test("two", role="rival")
    moved = rows((2.0, 1.0), (2.1, 1.0), (1.9, 1.0), name="two")
    assert of_claim(together(a_test(), second, HOLDS, moved)) == "not decided"
    assert of_claim(together(a_test(), second, HOLDS, NOTHING[:3])) == "holds"


def test_votes_count_the_tests_that_hold_and_bear_none_the_other_way():
    first, second = a_test(minimum=0.5), a_test("two", minimum=0.5)
    back = rows((1.0, 2.0), (1.0, 2.1), (1.0, 1.9), name="two")
    assert of_claim(together(first, second, HOLDS, NOTHING[:3]), votes=1) == "holds"
    assert of_claim(together(first, second, HOLDS, NOTHING[:3]), votes=2) == "fails"
    assert of_claim(together(first, second, HOLDS, back), votes=1) == "fails"


def test_a_claim_without_tests_is_not_testable_yet():
    assert of_claim([]) == "not testable yet"


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
