"""The reasons of an event: in a sentence, as bars and as a picture."""

import math
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from politburo.ask.run.results import Results
from politburo.run.why import Term, Why
from politburo.show.weights import effect, percent, weighty
from politburo.show.why import circle_rate, save_why, why_bars, why_in_words
from politburo.show.why_picture import specification
from politburo.terms.errors import StoreError
from politburo.terms.reasons import ACCOUNTS, MOST_TIMES, SCORE

from .drawn import overlaps, printed, size, texts
from .imagined import imagined
from .imagined_why import imagined_why

ANY = [(account.kind, account.charge) for account in ACCOUNTS]


def test_a_sentence_says_what_happened_how_likely_it_was_and_what_weighed_most():
    assert why_in_words(imagined_why(), 0.004) == (
        "In run 3, on 9 July 2012, person 400, a synthetic cadre who held post 17 (trade, senior/central rank, "
        "N Hamgyong, abroad), was executed for disloyalty; the hazard of such a penalty was 1.2 % that month "
        "(in that organ and rank 0.40 % a month were penalised in the twelve months up to then); it was made likelier "
        "by indiscriminate terror (×4.95), lying low (×2.04) and armed backing (×1.61), and less likely by the "
        "prominence of the post (×0.34)."
    )


@pytest.mark.parametrize(("kind", "charge"), ANY)
def test_every_kind_of_event_has_a_sentence_with_its_terms(kind: str, charge: str | None):
    why = imagined_why(kind, charge)
    said = why_in_words(why)
    assert f"a synthetic cadre{',' if kind == 'promotion' else ' who held post 17'}" in said
    assert weighty(why)[0].meaning in said
    assert "1.2 %" in said
    assert said.endswith(".")
    assert said.count("  ") == 0


def test_terms_that_weigh_little_are_not_named():
    slight = Term("talk", "loose talk", "logit", "logit", 0.01, 0.02)
    said = why_in_words(imagined_why(terms=(slight,)))
    assert said.endswith("; no single term made it much likelier or less likely.")
    assert "loose talk" not in said


def test_terms_without_any_effect_are_not_shown():
    none = Term("talk", "loose talk", "logit", "logit", 0.0, 0.0)
    assert weighty(imagined_why(terms=(none,))) == []
    assert why_bars(imagined_why(terms=(none,))).row_count == 0


@pytest.mark.parametrize(
    ("contribution", "said"),
    [
        (math.log(2), "×2.00"),
        (-math.log(4), "×0.25"),
        (math.log(0.03), "×0.03"),
        (math.log(1234), "×1,234"),
        (math.log(MOST_TIMES), "indispensable"),
    ],
)
def test_an_effect_is_how_many_times_as_likely(contribution: float, said: str):
    assert effect(Term("fear", "fear", "1", "exponent", 1.0, contribution)) == said


def test_a_part_of_a_score_is_told_in_points():
    assert effect(Term("display", "shown loyalty", "points", SCORE, 0.3, -0.126)) == "-0.13 points"


@pytest.mark.parametrize(
    ("share", "said"), [(0.17, "17 %"), (0.0123, "1.2 %"), (0.00034, "0.034 %"), (1.0, "100 %"), (0.0, "0 %")]
)
def test_probabilities_have_two_digits(share: float, said: str):
    assert percent(share) == said


def test_bars_stand_on_the_side_of_what_they_did_and_are_as_long_as_they_weigh():
    likelier, unlikelier, half = (
        Term(name, f"the {name}", "1", "exponent", 1.0, contribution)
        for name, contribution in (("most", 1.2), ("against", -1.2), ("half", 0.6))
    )
    lines = printed(why_bars(imagined_why(terms=(likelier, unlikelier, half))))
    middle = lines[0].index("│")
    assert {line.index("│") for line in lines} == {middle}
    sides = [(line[:middle].count("█"), line[middle:].count("█")) for line in lines]
    assert sides == [(0, 16), (16, 0), (0, 8)]
    assert [line.split("│")[0].replace("█", "").strip() for line in lines] == ["the most", "the against", "the half"]
    assert len({len(line.rstrip()) for line in lines}) == 1, "effects end in one column"


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "charge"), ANY)
def test_no_text_of_the_picture_covers_another_and_none_is_cut_off(kind: str, charge: str | None, tmp_path: Path):
    why = replace(imagined_why(kind, charge), province="military_camps", post=123_456, person=1_234_567)
    results = kept_in(tmp_path, imagined())
    drawing = save_why(results, why)[1].read_text(encoding="utf-8")
    found = texts(drawing)
    width = float(ElementTree.fromstring(drawing).attrib["width"])
    assert overlaps(found) == []
    assert all(text.left >= 0 and text.right <= width for text in found)
    assert [text.text for text in found if text.text == weighty(why)[0].meaning]


def test_the_picture_has_the_terms_in_order_of_weight(tmp_path: Path):
    found = texts(save_why(kept_in(tmp_path, imagined()), imagined_why())[1].read_text(encoding="utf-8"))
    names = [term.meaning for term in weighty(imagined_why())]
    heights = [next(text.top for text in found if text.text == name) for name in names]
    assert heights == sorted(heights)


def test_the_picture_is_saved_beside_the_results_under_its_own_name(tmp_path: Path):
    png, svg = save_why(kept_in(tmp_path, imagined()), imagined_why())
    assert (png, svg) == tuple(tmp_path / "why" / f"run-3-event-77.{kind}" for kind in ("png", "svg"))
    assert size(png.read_bytes())[0] > 1000
    said = svg.read_text(encoding="utf-8")
    assert "a synthetic cadre, no real person is behind it" in said
    assert "scenario imagined · seed 1 · fingerprint 0123456789ab · run 3 · event 77" in said


def test_a_picture_that_cannot_be_written_says_why(tmp_path: Path):
    (tmp_path / "why").write_text("in the way")
    with pytest.raises(StoreError, match="why cannot be written"):
        save_why(kept_in(tmp_path, imagined()), imagined_why())


def test_an_event_shows_itself_in_a_notebook():
    why = imagined_why(province="<b>North</b>")
    assert why.plot().description == why.words()
    assert why.plot().specification["vconcat"][0]["data"]["values"]
    assert "<b>" not in why._repr_html_()
    assert "&lt;b&gt;North&lt;/b&gt;" in why._repr_html_()


@pytest.mark.parametrize("bound", [0.3, 1.0, 5.0, 14.0])
def test_the_axis_is_labelled_in_times_as_likely(bound: float):
    term = Term("fear", "fear", "1", "exponent", 1.0, bound)
    axis = specification(imagined_why(terms=(term,)))["vconcat"][0]["encoding"]["x"]["axis"]
    assert 0.0 in axis["values"]
    assert 1 <= len(axis["values"]) <= 7
    assert "'×1'" in axis["labelExpr"]


def test_the_rate_of_the_circle_is_that_of_the_year_up_to_the_event():
    results = imagined(penalties={(1, 5, "execution"): 40, (1, 13, "demotion"): 8, (1, 14, "removal"): 99})
    why = imagined_why(run=1, organ="military", rank="provincial", date=date(2011, 2, 3))
    assert circle_rate(results, why) == pytest.approx(48 / (12 * 100))
    early = replace(why, date=date(2010, 1, 3))
    assert circle_rate(results, early) == 0
    assert circle_rate(results, imagined_why("plot", None)) is None


def kept_in(folder: Path, results: Results) -> Results:
    """The same results, kept in a folder."""
    object.__setattr__(results, "folder", folder)
    return results


def test_reasons_made_by_hand_are_those_of_the_model():
    assert isinstance(imagined_why(), Why)
    assert {term.name for term in imagined_why().terms} == set(ACCOUNTS[0].names)
