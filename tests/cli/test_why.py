"""`politburo why` as a user calls it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import politburo as pb
from politburo.cli import main
from politburo.scenario import adapt, load
from politburo.scenario.changes import with_levers


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a small run with many purges has been made under the name `results`."""
    place = tmp_path_factory.mktemp("why")
    scenario = adapt(load("example"), runs=2, scale=0.02, until="2002-12")
    pb.run(with_levers(scenario, start=None, purge_intensity=0.3), out=place / "results")
    return place


@pytest.fixture
def executed(folder: Path) -> int:
    """Number of an execution in run 1."""
    events = pb.open(folder / "results").events
    return int(events.loc[(events["run"] == 1) & (events["form"] == "execution"), "event"].to_numpy()[0])


def records(table: dict) -> list[dict]:
    """The rows of a table in JSON as dictionaries."""
    names = [column["name"] for column in table["columns"]]
    return [dict(zip(names, row, strict=True)) for row in table["rows"]]


def why(folder: Path, monkeypatch: pytest.MonkeyPatch, *options: object) -> Result:
    monkeypatch.chdir(folder)
    return CliRunner().invoke(main, ["why", "results", *map(str, options)])


@pytest.mark.slow
def test_an_event_is_explained_with_its_terms_a_sentence_and_two_pictures(
    folder: Path, executed: int, monkeypatch: pytest.MonkeyPatch
):
    done = why(folder, monkeypatch, "--run", 1, "--event", executed)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("Why person ")
    said = " ".join(done.stdout.split())
    assert "was executed for disloyalty; the probability of such a penalty was" in said
    assert "per month were penalised in the twelve months up to then" in said
    assert "× " in done.stdout
    place = f"results/why/run-1-event-{executed}"
    pictures = [f"{place}/reasons.{kind}" for kind in ("png", "svg")]
    assert done.stdout.splitlines()[-3:] == [*(f"picture: {picture}" for picture in pictures), f"folder: {place}"]
    assert all((folder / picture).stat().st_size for picture in pictures)


def test_json_has_the_terms_with_the_weightiest_first(folder: Path, executed: int, monkeypatch: pytest.MonkeyPatch):
    answer = json.loads(why(folder, monkeypatch, "--run", 1, "--event", executed, "--json").stdout)
    terms, event = map(records, answer["tables"])
    assert (event[0]["run"], event[0]["event"], event[0]["form"]) == (1, executed, "execution")
    weights = [abs(term["contribution"]) for term in terms]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > 0
    assert 0 < event[0]["hazard"] < 1
    assert 0 < event[0]["rate_of_circle"] < 1
    assert answer["sentences"][0].startswith("In run 1, on ")
    assert answer["provenance"]["details"] == {"run": "1", "event": str(executed)}


def test_tables_are_written_as_csv(folder: Path, executed: int, monkeypatch: pytest.MonkeyPatch):
    why(folder, monkeypatch, "--run", 1, "--event", executed, "--csv", "tables")
    assert (folder / "tables" / "terms.csv").read_text().startswith("term,meaning,value,unit,part,effect,contribution,")


def test_asking_why_leaves_the_results_as_they_are(folder: Path, executed: int, monkeypatch: pytest.MonkeyPatch):
    before = pb.open(folder / "results").fingerprint
    assert why(folder, monkeypatch, "--run", 1, "--event", executed).exit_code == 0
    assert pb.open(folder / "results").status == "finished"
    assert pb.open(folder / "results").fingerprint == before


def test_without_an_event_those_are_listed_that_can_be_asked_about(folder: Path, monkeypatch: pytest.MonkeyPatch):
    done = why(folder, monkeypatch)
    rows = [line.split() for line in done.stdout.splitlines() if line.split()[:1] and line.split()[0].isdigit()]
    assert 10 <= len(rows) <= 20
    last = done.stdout.splitlines()[-1]
    assert last == f"Ask about one of them: politburo why results --run 0 --event {rows[0][0]}"
    assert all(explained.terms for explained in pb.open(folder / "results").whys(int(row[0]) for row in rows))


def test_the_list_can_be_narrowed_to_a_kind_and_read_as_json(folder: Path, monkeypatch: pytest.MonkeyPatch):
    answer = json.loads(why(folder, monkeypatch, "--run", 1, "--kind", "promotion", "--json").stdout)
    assert answer["provenance"]["details"] == {"run": "1"}
    (events,) = map(records, answer["tables"])
    assert {event["kind"] for event in events} == {"promotion"}
    assert all(event["hazard"] > 0 for event in events)


def test_a_kind_that_did_not_happen_is_said_to_be_missing(folder: Path, monkeypatch: pytest.MonkeyPatch):
    done = why(folder, monkeypatch, "--kind", "regime end")
    assert done.exit_code == 0
    assert "There is no event of kind 'regime end' in run 0." in done.stdout.splitlines()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--run", 2), "it holds runs 0 to 1"),
        (("--event", 10**7), "has no event 10000000; its events are numbered 0 to"),
        (("--kind", "rotation"), "Events of kind 'rotation' carry no reasons; these do: penalty"),
        (("--kind", "penalty", "--event", 1), "--kind chooses which events are listed"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[object, ...], said: str
):
    done = why(folder, monkeypatch, *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_an_event_that_carries_no_reasons_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch):
    events = pb.open(folder / "results").events
    number = events.loc[(events["run"] == 0) & (events["kind"] == "rotation"), "event"].to_numpy()[0]
    done = why(folder, monkeypatch, "--event", number)
    assert done.exit_code == 2
    assert "carries no reasons" in done.stderr
