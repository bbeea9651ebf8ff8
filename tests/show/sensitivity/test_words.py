"""An answer in words names what decides, what chance is worth beside it, and whether more points are needed."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from politburo.ask.sensitivity.result import Sensitivity
from tests.show.sensitivity.imagined import OUTCOMES, answer


@pytest.fixture(scope="module")
def imagined(tmp_path_factory: pytest.TempPathFactory) -> Sensitivity:
    return answer(tmp_path_factory.mktemp("imagined"))


def test_they_begin_with_what_was_asked_and_over_which_ranges(imagined: Sensitivity):
    first = imagined.words().splitlines()[0]
    assert first.startswith(
        "Simulated: what decides flights and regime falls in “An invented country”, among 5 factors"
    )
    assert "predict" not in imagined.words()


def test_they_name_the_factors_above_chance_with_index_interval_and_levels(imagined: Sensitivity):
    said = next(line for line in imagined.words().splitlines() if line.startswith("flights"))
    index = imagined.indices["flights"].indices.total[1]
    assert f"fear.personal (total index {index:.2f} ±" in said
    assert "11 at its low end, 14 at its high end" in said
    assert "Something that only draws chance anew has 0.0" in said


def test_they_say_what_was_kept_and_whether_it_is_settled(imagined: Sensitivity):
    said = imagined.words()
    assert "of the points hold" not in said
    assert "Screening by 10 trajectories keeps 3: fear.horizon, fear.personal and fear.prior" in said
    assert "Settled means: every total index is known to ± 0.10 or better" in said


def test_without_indices_they_speak_of_effects(tmp_path: Path):
    said = answer(tmp_path, method="morris").words()
    assert "μ*" in said
    assert "Chance drawn anew moves it by" in said
    assert "total index" not in said


def test_where_few_points_hold_the_variance_they_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(OUTCOMES, "flights", lambda rows: 1.0 * (rows[:, 0] > 0.98))
    assert "of the points hold" in answer(tmp_path, own=0.0).words()


def test_printed_an_answer_is_its_words(imagined: Sensitivity):
    assert repr(imagined) == imagined.words()


def test_in_notebooks_it_is_whole_html_with_the_kept_factors_and_chance(imagined: Sensitivity):
    parser = HTMLParser()
    parser.feed(imagined._repr_html_())
    parser.close()
    assert imagined._repr_html_().count("<tr>") == 1 + 2 * 4
    assert "chance (dummy)" in imagined._repr_html_()
