"""Which ensembles can be named, what is refused, and what is said of answers that rest on one."""

import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from politburo.ask import ensemble as ensembles
from politburo.ask.ensemble import (
    called,
    cautions,
    details,
    ensemble_names,
    ensemble_of,
    found_under,
    independent,
    sentence,
    used,
)
from politburo.ask.fit.targets import fitted_of
from politburo.ask.survey import parameters_of
from politburo.ask.survey.rules import Rules, hash_of, rules
from politburo.run.ensemble import Ensemble, sets_text
from politburo.run.plan import model_sources
from politburo.scenario import load, with_parameters
from politburo.scenario.schema import PARAMETER_DECLARATIONS
from politburo.terms.errors import UsageError

NORTH_KOREA = "not-ruled-out:north-korea"
NAMES = ("fear.horizon", "initial.fear")


def made(sets: int, name: str = "mine.csv") -> Ensemble:
    return Ensemble(name, NAMES, tuple((2.0 + at / 10, 0.1) for at in range(sets)))


def test_the_ensemble_that_comes_with_north_korea_is_one_of_this_model_and_these_rules():
    assert ensemble_names() == (NORTH_KOREA,)
    scenario = load("north-korea")
    found = ensemble_of(NORTH_KOREA, scenario)
    assert found is not None
    assert len(found) >= 20
    assert set(found.parameters) == set(parameters_of(scenario))
    assert found.held_by(scenario) == ()
    assert ensemble_of(NORTH_KOREA, load("no-summit")) is not None


def test_nothing_asked_for_is_no_ensemble_and_an_object_is_taken_as_it_is():
    mine = made(2)
    assert ensemble_of(None, load("example")) is None
    assert ensemble_of(mine, load("example")) is mine


@pytest.mark.parametrize(
    ("where", "what"),
    [((ensembles, "model_sources"), "model "), ((sys.modules[Rules.__module__], "hash_of"), "rules ")],
)
def test_an_ensemble_of_another_model_or_other_rules_is_refused_with_the_command_that_finds_sets_anew(
    monkeypatch: pytest.MonkeyPatch, where: tuple[object, str], what: str
):
    monkeypatch.setattr(*where, lambda *_: "f" * 32)
    with pytest.raises(UsageError) as told:
        ensemble_of(NORTH_KOREA, load("north-korea"))
    assert f"({what}" in str(told.value)
    assert "instead of ffffffffff)" in str(told.value)
    assert "politburo survey north-korea --left " in str(told.value)
    assert "--survivors sets.csv" in str(told.value)


def test_sets_that_do_not_say_under_what_they_were_found_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "sets.csv").write_text("fear.horizon,provenance\n2,by hand\n")
    monkeypatch.setattr(ensembles, "file_of", lambda _: tmp_path / "sets.csv")
    with pytest.raises(UsageError, match=r"model unknown instead of .*, rules unknown instead of"):
        ensemble_of(NORTH_KOREA, load("north-korea"))


def test_sets_of_one_country_say_nothing_of_another():
    with pytest.raises(UsageError, match=r"example happens in another country \(example\): they say nothing of it"):
        ensemble_of(NORTH_KOREA, load("example"))


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("not-ruled-out:north-corea", f"did you mean '{NORTH_KOREA}'"),
        ("north-korea", f"'{NORTH_KOREA}'"),
        ("posterior:north-korea", "There is no ensemble 'posterior:north-korea'"),
        ("sets.txt", r"A file must end in \.csv"),
        ("none.csv", "none.csv cannot be read as parameter sets: does not exist"),
        ("\x1b[31m", "There is no ensemble"),
    ],
)
def test_what_is_no_ensemble_is_refused_with_what_there_is(asked: str, why: str):
    with pytest.raises(UsageError, match=why) as told:
        ensemble_of(asked, load("example"))
    assert "\x1b" not in str(told.value)


def test_a_file_of_ones_own_is_called_by_its_name_and_by_nothing_that_it_claims(tmp_path: Path):
    (tmp_path / "mine.csv").write_text(f"fear.horizon,ensemble,provenance\n2,{NORTH_KOREA},x\n")
    found = ensemble_of(tmp_path / "mine.csv", load("example"))
    assert found is not None
    assert called(found) == "mine.csv: an ensemble of 1 parameter set from a file, not calibrated"


def test_the_hashes_of_an_origin_are_found():
    assert found_under("seed 1 · model 8aa8e9a2acd4 · rules 8e281f1ce14f") == {
        "model": "8aa8e9a2acd4",
        "rules": "8e281f1ce14f",
    }
    assert found_under("by hand, of a model of mine") == {}


def test_readers_are_told_that_the_sets_are_not_ruled_out_and_not_calibrated():
    said = sentence(made(3, NORTH_KOREA), range(3), load("example"))
    assert "3 parameter sets that the public record up to 2015 does not rule out, not calibrated" in said
    assert "cannot be told from chance" in said


def test_with_several_runs_of_a_set_the_parts_can_be_told_and_with_one_set_there_is_chance_alone():
    assert "6 runs have 3 sets in turn" in sentence(made(3), range(6), load("example"))
    assert "differ by chance alone" in sentence(made(1), range(6), load("example"))
    assert "Each pair has another set" in sentence(made(3), range(3), load("example"), "pair")
    assert sentence(None, range(3), load("example")) == ""


def test_what_the_scenario_holds_under_every_set_is_named():
    scenario = with_parameters(load("example"), {"fear.horizon": 3.0})
    assert "The scenario itself holds fear.horizon under every set." in sentence(made(3), range(3), scenario)


def test_sets_that_are_left_out_or_count_more_often_are_said():
    assert used(made(5), range(3)) == 3
    assert used(None, range(3)) is None
    assert cautions(made(5), range(3)) == (
        "3 of 5 parameter sets are used, the first of the file: `--runs 5` uses all.",
    )
    (uneven,) = cautions(made(3), range(4))
    assert "Some parameter sets have 2 runs and others 1" in uneven
    assert cautions(made(3), range(6)) == cautions(None, range(6)) == ()


def test_sets_that_are_alike_tell_as_few_and_it_is_said():
    names = tuple(PARAMETER_DECLARATIONS)[:250]
    declared = [PARAMETER_DECLARATIONS[one] for one in names]
    low, high = np.array([float(one.low) for one in declared]), np.array([float(one.high) for one in declared])
    chance = np.random.default_rng(1)

    def at(places: np.ndarray) -> Ensemble:
        return Ensemble("mine.csv", names, tuple(map(tuple, (low + (high - low) * places).tolist())))

    apart = at(chance.uniform(0.1, 0.9, (12, len(names))))
    near = at(chance.uniform(0.1, 0.9, len(names)) + chance.uniform(-0.02, 0.02, (6, len(names))))
    assert independent(apart, range(12)) > 9
    assert cautions(apart, range(12)) == ()
    assert independent(near, range(6)) == pytest.approx(1, rel=0.05)
    (alike,) = cautions(near, range(6))
    assert "so alike that they count as about 1 independent one" in alike
    assert cautions(near, range(1)) == ("1 of 6 parameter sets are used, the first of the file: `--runs 6` uses all.",)


def test_a_provenance_names_the_ensemble_with_its_digest_and_says_nothing_without_one():
    mine = made(3)
    assert details(mine) == {"parameters": f"mine.csv (3 sets, {mine.digest[:10]})"}
    assert details(None) == {}


def posterior(folder: Path, *, country: str = "north-korea", model: str = "", rules_: str = "", day: str = "") -> Path:
    """A file of draws of a posterior, as a calibration writes it, that says under what it was found."""
    scenario = load("north-korea")
    evidence = scenario.evidence.as_of(date.fromisoformat(day)) if day else scenario.evidence
    under = rules_ or hash_of(rules(), fitted_of(evidence), NAMES)
    as_of = f" · as of {day}" if day else ""
    origin = f"politburo 0.1.0 · model {model or model_sources()[:12]} · rules {under} · gates ab12{as_of}"
    file = folder / "posterior.csv"
    file.write_text(sets_text(NAMES, {0: (2.0, 0.1), 1: (2.5, 0.2)}, f"{origin} · posterior {country}"))
    return file


@pytest.mark.parametrize("day", ["", "2012-12-31"])
def test_draws_of_a_posterior_of_this_model_and_record_are_taken_and_called_so(tmp_path: Path, day: str):
    found = ensemble_of(posterior(tmp_path, day=day), load("north-korea"))
    assert found is not None
    assert "draws of a posterior for north-korea" in called(found)
    assert "not calibrated" not in called(found)


@pytest.mark.parametrize(
    ("under", "day", "command"),
    [
        ({"model": "f" * 12}, "", "politburo calibrate north-korea."),
        ({"rules_": "f" * 12}, "", "politburo calibrate north-korea."),
        ({"rules_": "f" * 12}, "2012-12-31", "politburo calibrate north-korea --as-of 2012-12-31."),
    ],
)
def test_a_stale_posterior_is_refused_with_the_command_that_renews_it(
    tmp_path: Path, under: dict[str, str], day: str, command: str
):
    with pytest.raises(UsageError) as refused:
        ensemble_of(posterior(tmp_path, day=day, **under), load("north-korea"))
    assert command in str(refused.value)


def test_a_posterior_of_another_country_is_refused(tmp_path: Path):
    with pytest.raises(UsageError, match="another country"):
        ensemble_of(posterior(tmp_path), load("example"))
