"""`politburo claims` as a user calls it."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from politburo.ask.sets_file import write_sets
from politburo.cli import main
from politburo.run.plan import model_sources
from politburo.terms import errors as pb_errors
from tests.cli.calling import refused

pytestmark = pytest.mark.slow

MINE = """
[settings.small]
country = "example"
start = "2000-01"
settle = 6
months = 12
scale = 1.0

[[claims]]
id = "X1"
says = "Campaigns frighten"
source = "own"
provenance = "H"
runs = 3
setting = "small"
changed = { held = { campaign = 0.9 } }

[[claims.tests]]
name = "fear"
observe = "fear"
window = [0, 12]
expect = "up"
minimum = 0.05
relative = true
through = ["campaign_unease"]
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    (tmp_path / "mine.toml").write_text(MINE)
    return tmp_path / "mine.toml"


def called(*words: object) -> Result:
    return CliRunner().invoke(main, ["claims", *map(str, words)], catch_exceptions=False)


def test_claims_of_ones_own_are_decided_and_shown(mine: Path):
    result = called(mine, "--out", mine.parent / "found")
    assert result.exit_code == 0
    assert re.search(r"X1 +H +Campaigns frighten +holds", result.output)
    assert re.search(r"\d+ % campaign ", result.output)
    assert f"folder: {mine.parent / 'found'}" in result.output
    assert f"report: {mine.parent / 'found' / 'claims.html'}" in result.output
    assert "Campaigns frighten" in (mine.parent / "found" / "claims.html").read_text()


def rows(result: Result, table: str) -> list[dict]:
    """The rows of a table in what was printed as JSON."""
    [found] = [one for one in json.loads(result.stdout)["tables"] if one["name"] == table]
    return [dict(zip([column["name"] for column in found["columns"]], row, strict=True)) for row in found["rows"]]


def test_as_json_there_is_a_row_for_each_claim(mine: Path):
    [told] = rows(called(mine, "--out", mine.parent / "found", "--json", "--quiet"), "claims")
    keys = {"claim", "stated_as", "verdict", "effect", "low", "high", "minimum", "mediated_share", "pairs"}
    assert keys <= set(told)
    assert told["verdict"] == "holds"


def test_across_priors_says_how_long_it_takes_and_in_which_share_the_sign_is_right(mine: Path):
    result = called(mine, "--out", mine.parent / "found", "--across-priors", 4, "--json")
    assert "This takes about" in result.stderr
    [told] = rows(result, "robustness")
    assert 0 <= told["informative"] <= told["sets"] == 4  # a regime that falls tells nothing
    assert told["among"] == "drawn"
    again = called(mine, "--out", mine.parent / "found", "--across-priors", 4)
    assert "the page is written when the board is decided" in " ".join(again.output.lower().split())
    headed = called(mine, "--out", mine.parent / "found")
    assert "under 4 parameter sets drawn from the declared ranges" in " ".join(headed.stdout.split())


def test_one_command_shows_the_board_with_what_other_folders_keep_of_its_claims(mine: Path):
    board, sets, empty = (mine.parent / name for name in ("board", "sets", "empty"))
    assert called(mine, "--out", sets, "--across-priors", 4, "--quiet").exit_code == 0
    [alone] = rows(called(mine, "--out", board, "--json", "--quiet"), "claims")
    [told] = rows(called(mine, "--out", board, "--beside", sets, "--json", "--quiet"), "claims")
    assert "sign_right" not in alone
    assert told["sign_right"] is not None
    assert {key: told[key] for key in alone if key != "seconds"} == {
        key: alone[key] for key in alone if key != "seconds"
    }
    assert "sign right in" in (board / "claims.html").read_text()
    [other] = rows(called(mine, "--out", board, "--beside", sets, "--seed", 5, "--json", "--quiet"), "claims")
    assert other["sign_right"] == told["sign_right"]  # sets meet chance of their own, whatever the seed of the board
    empty.mkdir()
    result = called(mine, "--out", board, "--beside", empty)
    assert result.exit_code == 2
    assert "keeps nothing of these claims" in result.stderr


def test_a_file_that_cannot_be_used_ends_in_a_sentence(tmp_path: Path):
    result = called(tmp_path / "none.toml")
    assert result.exit_code == 2
    assert "is no file; name a TOML file with claims" in result.stderr
    assert "Traceback" not in result.output


def test_single_claims_can_be_asked_for_and_an_unknown_one_is_told(mine: Path):
    assert "X1" in called(mine, "--only", "X1", "--out", mine.parent / "found").output
    result = called(mine, "--only", "X2")
    assert result.exit_code == 2
    assert "There is no claim 'X2'; it can be 'X1'" in result.stderr


def test_the_board_can_be_written_as_markdown(mine: Path):
    assert called(mine, "--out", mine.parent / "found", "--page", mine.parent / "claims.md").exit_code == 0
    assert "## X1: Campaigns frighten" in (mine.parent / "claims.md").read_text()


def test_the_list_says_what_a_claim_can_name_and_nothing_is_run():
    result = called("--list")
    assert result.exit_code == 0
    assert "the panel: one cadre in forty" in result.output
    assert "folder:" not in result.output


def test_the_same_from_python(mine: Path, monkeypatch: pytest.MonkeyPatch):
    import politburo as pb

    monkeypatch.setattr("politburo.ask.claims.mechanism_matrix.MECHANISM_NAMES", ("campaign_unease", "rumour"))
    board = pb.claims(mine, out=mine.parent / "found", across_priors=2, matrix=True)
    assert board.robustness[0].sets == 2
    assert board.matrix is not None and board.matrix.unneeded() == ("rumour",)
    assert board.claim("X1").verdict == "holds"
    assert board.table("claims").column("claim") == ["X1"]
    with pytest.raises(pb_errors.ClaimError, match="There is no claim 'X9' on this board"):
        board.claim("X9")


def test_an_audit_says_how_long_it_takes_and_heads_the_board_from_then_on(mine: Path):
    mine.write_text(
        mine.read_text().replace("scale = 1.0", "scale = 0.5").replace("months = 12", "months = 3").replace("12]", "3]")
    )
    asked = called(mine, "--out", mine.parent / "found", "--artefacts", "--json")
    assert "This takes about" in asked.stderr
    [told] = rows(asked, "artefacts")
    assert told["artefact"] in ("robust", "shifted", "fragile", "not decided")
    assert {one["variant"] for one in rows(asked, "variants")} == {
        "as it is", "another order", "other labels", "doubled population", "other streams",
    }  # fmt: skip
    decided = called(mine, "--out", mine.parent / "found", "--csv", mine.parent / "tables")
    assert decided.exit_code == 0
    assert (mine.parent / "tables" / "variants.csv").exists()
    assert "as an artefact" in (mine.parent / "found" / "claims.html").read_text()


def test_claims_are_registered_and_said_to_be_as_registered(mine: Path):
    printed = called(mine, "--register")
    (mine.parent / "registered.toml").write_text(printed.stdout)
    [told] = rows(called(mine, "--register", "--json"), "registration")
    assert f'"X1" = "{told["hash"]}"' in printed.stdout
    found = called(mine, "--registered", mine.parent / "registered.toml", "--out", mine.parent / "found", "--json")
    assert rows(found, "claims")[0]["registered"].startswith("as registered on ")
    mine.write_text(MINE.replace("minimum = 0.05", "minimum = 0.04"))
    found = called(mine, "--registered", mine.parent / "registered.toml", "--out", mine.parent / "found", "--json")
    assert rows(found, "claims")[0]["registered"].startswith("changed since it was registered on ")


def test_the_sets_of_a_file_are_told_apart_from_drawn_ones(mine: Path):
    (mine.parent / "left.csv").write_text("fear.personal\n" + "".join(f"{value}\n" for value in (0.6, 0.7, 0.8, 0.9)))
    result = called(mine, "--out", mine.parent / "found", "--sets", mine.parent / "left.csv", "--short", "--json")
    [told] = rows(result, "robustness")
    assert (told["among"], told["sets"], told["scale"]) == ("left.csv", 4, 0.3)
    assert "Here it is the short form" in called(
        mine, "--out", mine.parent / "found", "--sets", mine.parent / "left.csv", "--short"
    ).stdout.replace("\n", " ")


def test_draws_of_a_posterior_are_called_so_with_what_vouches_for_them_on_the_board_and_its_page(mine: Path):
    model, file = model_sources()[:12], mine.parent / "posterior.csv"
    origin = f"politburo 0.1.0 · model {model} · rules 0123456789ab · gates 0e2e8e7db8a6 · posterior example"
    values = {number: (value,) for number, value in enumerate((0.6, 0.7, 0.8, 0.9))}
    write_sets(file, ("fear.personal",), values, origin)
    called(mine, "--out", mine.parent / "found", "--sets", file, "--short")
    result = called(mine, "--out", mine.parent / "found", "--short", "--json")
    under = f"the posterior for example (posterior.csv: model {model[:10]}, rules 0123456789)"
    [told] = rows(result, "robustness")
    assert (told["among"], told["sets"]) == (under, 4)
    assert (told["sign_right"], told["informative"]) == (1.0, 4)
    assert rows(result, "claims")[0]["verdict"]  # at the defaults, beside it
    assert f"under {under}: " in (mine.parent / "found" / "claims.html").read_text()
    write_sets(file, ("fear.personal",), values, origin.replace(model, "f" * 12))
    assert "calibrated under another model" in refused("claims", str(mine), "--sets", str(file), "--short")
