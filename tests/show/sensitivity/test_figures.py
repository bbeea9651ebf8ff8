"""Every figure of an answer says what it shows, can be read, and is kept with where it comes from."""

from pathlib import Path

import pytest
import vl_convert

from politburo.ask.sensitivity.result import Sensitivity
from politburo.show import look
from politburo.show.layout import Layout
from politburo.show.sensitivity import names_of, specification
from politburo.show.sensitivity.figures import FIGURES
from politburo.terms.errors import UsageError
from tests.show import drawn
from tests.show.sensitivity.imagined import KEPT, OUTCOMES, answer


@pytest.fixture(scope="module")
def imagined(tmp_path_factory: pytest.TempPathFactory) -> Sensitivity:
    return answer(tmp_path_factory.mktemp("imagined"), missing=1)


@pytest.fixture(scope="module")
def texts(imagined: Sensitivity) -> dict[str, list[drawn.Text]]:
    return {name: drawn.texts(vl_convert.vegalite_to_svg(specification(imagined, name))) for name in FIGURES}


@pytest.mark.parametrize("name", FIGURES)
def test_no_text_covers_another(texts: dict[str, list[drawn.Text]], name: str):
    assert drawn.overlaps(texts[name]) == []


@pytest.mark.parametrize("name", FIGURES)
def test_each_says_that_it_is_simulated_what_is_left_out_and_where_it_comes_from(
    texts: dict[str, list[drawn.Text]], name: str
):
    said = " ".join(text.text for text in texts[name])
    assert "Simulated" in said
    assert "The regime fell early in 10 % of the runs" in said
    assert "1 trajectory is left out" in said
    assert "1 base point is left out" in said
    assert "Estimates for the whole country from a sample of 50 %" in said
    assert "seed 1, the same at every point" in said
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
    assert "Not settled, more points are needed" in said


def test_the_main_figure_is_that_of_the_indices_or_else_the_screening(imagined: Sensitivity, tmp_path: Path):
    assert specification(imagined) == specification(imagined, "indices")
    screening = answer(tmp_path, method="morris")
    assert names_of(screening) == ("screening", "convergence", "tornado")
    assert specification(screening) == specification(screening, "screening")


def test_a_figure_that_there_is_not_is_refused_with_those_that_there_are(imagined: Sensitivity, tmp_path: Path):
    with pytest.raises(UsageError, match=r"no figure 'tornados' of this answer; did you mean 'tornado'\?"):
        imagined.plot("tornados")
    with pytest.raises(UsageError, match="no figure 'screening' of this answer"):
        answer(tmp_path, method="sobol").plot("screening")


def test_it_is_a_chart_in_notebooks_also_on_dark_paper(imagined: Sensitivity):
    assert imagined.plot("tornado").specification["vconcat"]
    dark = specification(imagined, "indices", Layout(dark=True))
    assert dark["config"]["background"] == look.DARK[look.PAPER]


def test_all_is_saved_with_where_it_comes_from(imagined: Sensitivity, tmp_path: Path):
    files = imagined.save(tmp_path)
    assert {file.name for file in files} == {
        *(f"{name}.{kind}" for name in FIGURES for kind in ("png", "svg")),
        *(f"{name}.csv" for name in ("sensitivity", "noise", "convergence", "tornado")),
    }
    for file in files:
        content = file.read_bytes()
        assert b"fingerprint 0123456789ab" in content
        if file.suffix == ".png":
            assert drawn.size(content)[0] > 1000


def test_the_picture_of_what_never_varies_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(OUTCOMES, "regime_falls", lambda rows: 0 * rows[:, 0])
    still = answer(tmp_path, own=0.0)
    for name in names_of(still):
        said = drawn.texts(vl_convert.vegalite_to_svg(specification(still, name)))
        assert drawn.overlaps(said) == []
    assert any(
        "nothing decides it" in text.text for text in drawn.texts(vl_convert.vegalite_to_svg(specification(still)))
    )
