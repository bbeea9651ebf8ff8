"""Every figure of an answer says what it shows, can be read, and is kept with where it comes from."""

from pathlib import Path

import pytest
import vl_convert

from politburo.ask.sensitivity.answer import Sensitivity
from politburo.show import look
from politburo.terms.errors import UsageError
from tests.ask.sensitivity.imagined import KEPT, OUTCOMES, answer
from tests.show import drawn

FIGURES = ("indices", "screening", "convergence", "tornado")


@pytest.fixture(scope="module")
def imagined(tmp_path_factory: pytest.TempPathFactory) -> Sensitivity:
    return answer(tmp_path_factory.mktemp("imagined"), missing=1)


@pytest.fixture(scope="module")
def texts(imagined: Sensitivity) -> dict[str, list[drawn.Text]]:
    return {name: drawn.texts(vl_convert.vegalite_to_svg(imagined.plot(name).specification)) for name in FIGURES}


@pytest.mark.parametrize("name", FIGURES)
def test_no_text_covers_another(texts: dict[str, list[drawn.Text]], name: str):
    assert drawn.overlaps(texts[name]) == []


@pytest.mark.parametrize("name", FIGURES)
def test_each_says_that_it_is_simulated_what_is_left_out_and_where_it_comes_from(
    texts: dict[str, list[drawn.Text]], name: str
):
    said = " ".join(text.text for text in texts[name])
    assert "Simulated" in said
    assert "The regime falls before the end in 10 % of the runs" in said
    assert "Left out, of 60 sets of parameters of the screening: 6 because runs of theirs failed." in said
    assert "Left out, of 64 base points: 1 because runs of theirs failed." in said
    assert "Estimates for the whole country from a sample of 50 %" in said
    assert "seed 1" in said
    assert "fingerprint 0123456789ab" in said


@pytest.mark.parametrize("name", FIGURES)
def test_each_names_the_kept_factors_with_their_meaning(texts: dict[str, list[drawn.Text]], name: str):
    said = [text.text for text in texts[name]]
    assert set(KEPT) <= set(said)
    assert "time horizon over which risk becomes fear" in said


@pytest.mark.parametrize("name", ["indices", "screening", "convergence"])
def test_chance_stands_at_the_foot_of_each_panel(texts: dict[str, list[drawn.Text]], name: str):
    chance = [text.top for text in texts[name] if text.text == "chance (dummy)"]
    factors = sorted(text.top for text in texts[name] if text.text in KEPT)
    assert len(chance) == 2
    assert max(factors[:3]) < chance[0] < min(factors[3:])
    assert max(factors) < chance[1]


def test_the_picture_of_indices_says_what_is_noise_and_whether_it_is_settled(texts: dict[str, list[drawn.Text]]):
    said = " ".join(text.text for text in texts["indices"])
    assert "of the variance between points is chance" in said
    assert "with one run a point and no seeds in common it would be" in said
    assert "Not converged, more points are needed" in said


def test_the_rows_of_every_figure_are_in_the_order_of_the_ranking(
    imagined: Sensitivity, texts: dict[str, list[drawn.Text]]
):
    for name in FIGURES:
        first = [text.text for text in sorted(texts[name], key=lambda text: text.top) if text.text in KEPT][:3]
        assert first == [factor for factor in imagined.ranking("flights") if factor in KEPT]


def test_the_main_figure_is_that_of_the_indices_or_else_the_screening(imagined: Sensitivity, tmp_path: Path):
    assert imagined.plot().name == "indices"
    screening = answer(tmp_path, method="morris")
    assert screening.figures == ("screening", "convergence", "tornado")
    assert screening.plot().name == "screening"


def test_a_figure_that_there_is_not_is_refused_with_those_that_there_are(imagined: Sensitivity, tmp_path: Path):
    with pytest.raises(UsageError, match="no figure 'tornados' in this answer; there are indices, screening"):
        imagined.plot("tornados")
    with pytest.raises(UsageError, match="no figure 'screening' in this answer"):
        answer(tmp_path, method="sobol").plot("screening")


def test_it_is_drawn_on_dark_paper_too(imagined: Sensitivity):
    assert imagined.plot("indices", dark=True).specification["config"]["background"] == look.DARK[look.PAPER]


@pytest.mark.slow
def test_the_picture_of_what_never_varies_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(OUTCOMES, "regime_falls", lambda rows: 0 * rows[:, 0])
    still = answer(tmp_path, own=0.0)
    for name in still.figures:
        said = drawn.texts(still.plot(name).svg())
        assert drawn.overlaps(said) == []
    assert "nothing decides it" in still.plot().svg()
