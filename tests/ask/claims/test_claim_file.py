"""Files of claims: what they say, and what is said of those that cannot be used."""

from dataclasses import replace
from pathlib import Path

import pytest

from politburo.ask.claims.arm_words import design
from politburo.ask.claims.arms import country_of, scenario_of
from politburo.ask.claims.claim_file import load_claims, parse, the_board
from politburo.ask.claims.measurement import pairs_for
from politburo.ask.claims.observables import begun
from politburo.ask.claims.record import Pulse
from politburo.country.countries import files_of
from politburo.terms.errors import ClaimError
from politburo.terms.parameters import Parameters

GOOD = """
[settings.quiet]
throughout = { surveillance = 0.5, campaign = 0.1 }
scale = 0.02

[settings.loud]
like = "quiet"
throughout = { campaign = 0.9 }

[[claims]]
id = "X1"
says = "Surveillance silences"
source = "own"
provenance = "H"
runs = 4
setting = "loud"
changed = { held = { surveillance = 0.8 } }

[[claims.tests]]
name = "talk"
observe = "openness_acquaintances"
expect = "down"
minimum = 0.05
through = ["chill"]
changed = { pulses = [{ lever = "harvest", value = 0.8, months = [0, 6] }] }
"""


def told(text: str) -> str:
    with pytest.raises(ClaimError) as caught:
        parse(text, "my.toml")
    return str(caught.value)


def test_a_test_takes_from_its_claim_and_the_claim_from_its_setting():
    [claim] = parse(GOOD, "my.toml")
    changed, base = claim.tests[0].changed, claim.tests[0].base
    assert base.throughout == (("campaign", 0.9), ("surveillance", 0.5))
    assert base.scale == changed.scale == 0.02
    assert changed.held == (("surveillance", 0.8),)
    assert changed.pulses == (Pulse("harvest", 0.8, 0, 6),)
    assert base.held == base.pulses == ()


def test_what_is_left_out_has_its_usual_value():
    [test] = parse(GOOD, "my.toml")[0].tests
    assert test.watch.statistic == "mean"
    assert test.watch.window == (12, 36)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('"openness_acquaintances"', '"opennes_acquaintances"', "nothing called 'opennes_acquaintances'"),
        ('["chill"]', '["chil"]', "there is no mechanism 'chil'; did you mean 'chill'?"),
        ('"loud"\nch', '"lod"\nch', "there is no setting 'lod'; did you mean 'loud'?"),
        ("surveillance = 0.8 }", "surveillance = 1.8 }", "surveillance: 1.8 lies outside 0 to 1 share"),
        ("surveillance = 0.8 }", "surveilance = 0.8 }", "there is no lever 'surveilance'"),
        ('minimum = 0.05', "minimum = -1.0", "line 23: claims, entry 1, tests, entry 1, minimum: -1.0 is below 0"),
        ('provenance = "H"', 'provenance = "Z"', "provenance: 'Z' is not allowed; it can be 'R', 'B', 'H', 'L',"),
        ("runs = 4", "runs = 2", "runs: 2 is below 3, the least that is allowed"),
        ('says = "S', 'sais = "S', "line 12: claims, entry 1 has no key 'sais'; did you mean 'says'?"),
        ("months = [0, 6]", "months = [0]", "1 entries where 2 are needed"),
        ('like = "quiet"', 'like = "quit"', "there is no setting 'quit'; did you mean 'quiet'?"),
        ('observe = "openness_acquaintances"', 'observe = "fear"\nstatistic = "median"', "has no statistic 'median'"),
        ('minimum = 0.05', 'minimum = 0.05\nless = { test = "walk" }', "needs the name of another test"),
        ('minimum = 0.05', 'minimum = 0.05\nwindow = [12, 48]', "does not lie within the 36 months"),
        ('minimum = 0.05', 'minimum = 0.05\namong = ["exposed"]', "is of the whole country; take out `among`"),
        ('observe = "openness_acquaintances"', 'observe = "cadres.fear"\namong = ["the panl"]', "mean 'the panel'"),
        ('observe = "openness_acquaintances"', 'observe = "cadres.fear"\namong = ["the panel"]', "need `panel = true`"),
        ('observe = "openness_acquaintances"', 'observe = "homes.talk"\namong = ["exposed"]', "is not of 'exposed'"),
        ('minimum = 0.05', 'minimum = 0.05\nscale = "standard deviations"', "has no standard deviation"),
        ('minimum = 0.05', 'minimum = 0.05\nscale = "slope"', "needs `beside`"),
        ('observe = "openness_acquaintances"', 'observe = "cadres.fear"\nstatistic = "rank correlation"', "`beside`"),
        ('observe = "openness_acquaintances"',
         'observe = "cadres.fear"\nstatistic = "correlation"\nbeside = "homes.fear"',
         "'cadres.fear' and 'homes.fear' are not of the same persons"),
        ('observe = "openness_acquaintances"', 'observe = "unease of cadres"\namong = ["without such kin"]',
         "'unease of cadres' is not of 'without such kin'"),
        ('runs = 4', 'runs = 4\nvotes = 2', "2 votes of 1 tests cannot be"),
        ('runs = 4', 'runs = 4\nrival = { says = "x", off = ["chil"] }', "there is no mechanism 'chil'"),
        ("changed = { pulses", "changed = { practice = \"secret\", pulses", "there is no practice 'secret'"),
        ("changed = { pulses", "changed = { altered = [\"rents\"], pulses", "there is no alteration 'rents'"),
        ("changed = { pulses", "changed = { shock = \"doubts\", pulses", "there is no shock 'doubts'"),
    ],
)  # fmt: skip
def test_errors_name_the_file_the_place_and_what_is_allowed(before: str, after: str, sentence: str):
    assert before in GOOD
    text = told(GOOD.replace(before, after))
    assert sentence in text
    assert text.startswith("my.toml")


def test_all_errors_are_told_at_once():
    text = told(GOOD.replace('["chill"]', '["chil"]').replace("openness_acq", "opennes_acq"))
    assert text.startswith("my.toml has 2 errors:")


def test_arms_that_are_alike_are_no_test():
    assert "the changed arm is the same as the base arm" in told(
        GOOD.replace("changed = { held = { surveillance = 0.8 } }", "").replace(
            'changed = { pulses = [{ lever = "harvest", value = 0.8, months = [0, 6] }] }', ""
        )
    )


def test_two_claims_of_one_name_are_refused():
    again = GOOD[GOOD.index("[[claims]]") :]
    assert "X1 is there more than once" in told(GOOD + again)


def test_what_is_no_toml_or_no_file_is_refused(tmp_path: Path):
    assert "my.toml is not valid TOML" in told("claims = [")
    with pytest.raises(ClaimError, match="is no file"):
        load_claims(tmp_path)
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ClaimError, match="UTF-8"):
        load_claims(tmp_path / "odd.toml")


def test_the_board_has_each_claim_once_and_every_name_of_it_is_known():
    ids = [claim.id for claim in the_board()]
    assert len(ids) == len(set(ids)) == 45


OWN = GOOD.replace("[settings.quiet]", '[settings.quiet]\ncountry = "./own"').replace("scale = 0.02", "scale = 0.1")


def own_country(folder: Path, *, people: str = "260000") -> Path:
    """A file of claims beside the folder of a country, in whose capital live so many women."""
    contents = {name: content.decode() for name, content in files_of("example").contents}
    contents["country.toml"] = contents["country.toml"].replace('title = "Example"', 'title = "My <Länd>"')
    contents["provinces.csv"] = contents["provinces.csv"].replace("260000", people)
    (folder / "own").mkdir(exist_ok=True)
    for name, content in contents.items():
        (folder / "own" / name).write_text(content, encoding="utf-8")
    (folder / "my.toml").write_text(OWN, encoding="utf-8")
    return folder / "my.toml"


def test_the_country_of_a_claim_can_be_a_folder_beside_the_file(tmp_path: Path):
    [test] = load_claims(own_country(tmp_path))[0].tests
    assert test.base.plan.title == "My <Länd>"
    assert country_of(test.base).title == scenario_of(test.base).plan.title == "My <Länd>"
    assert dict(design(test))["Country"].startswith("my-länd, ")


def test_what_was_measured_in_a_folder_is_asked_for_again_when_its_people_are_others(tmp_path: Path):
    first, same, other = (
        pairs_for(load_claims(own_country(tmp_path, people=people)))[0].name
        for people in ("260000", "260000", "270000")
    )
    assert first == same != other
    assert first.startswith("my-länd-0.1-run-000-")


def test_a_folder_that_is_no_country_is_told_with_its_errors(tmp_path: Path):
    file = own_country(tmp_path)
    (tmp_path / "own" / "posts.csv").unlink()
    with pytest.raises(ClaimError, match=r"my.toml, line 3: settings.quiet.country: .*posts.csv does not exist"):
        load_claims(file)


def test_a_country_lies_beside_the_file_or_below_it():
    assert "only a file can name a folder beside it" in told(OWN)
    with pytest.raises(ClaimError, match="leads out of the folder"):
        parse(OWN.replace("./own", "../own"), "my.toml", Path("/tmp"))


def test_a_country_without_a_scenario_of_its_name_has_the_usual_parameters(tmp_path: Path):
    [test] = load_claims(own_country(tmp_path))[0].tests
    assert scenario_of(test.base).parameters == Parameters()
    assert begun(replace(test.base, settle=2), 1, 0, lambda: None, lambda: False).before.country.title == "My <Länd>"


def test_a_test_that_decides_has_the_rival_and_the_mechanisms_of_its_claim_and_others_have_not():
    text = GOOD.replace("runs = 4", 'runs = 4\nthrough = ["chill"]\nrival = { says = "the fearless", off = ["chill"] }')
    text = (
        text.replace('through = ["chill"]\nchanged = { pulses', "changed = { pulses")
        + """
[[claims.tests]]
name = "more"
role = "further"
observe = "fear"
expect = "reported"
"""
    )
    deciding, further = parse(text, "my.toml")[0].tests
    assert deciding.through == ("chill",) and deciding.rival is not None
    assert deciding.rival.of(deciding.base).off == ("chill",)
    assert further.through == () and further.rival is None
