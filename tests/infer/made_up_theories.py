"""Theories whose runs are made up: what each makes of a figure is a rule that the test knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from politburo.ask.survey.measured import TargetValues
from politburo.infer.theories import TheoriesPlan, plan
from politburo.run.experiment.store import ExperimentStore, Row
from politburo.run.outcomes import OUTCOMES

OWN = "as the scenario has it"

Factor = Callable[[str, int, int], float]
"""What a theory, by its name, makes of what is published, as a multiple, under a set and in a year."""


def asked(folder: Path, *only: str, sets: int = 6) -> TheoriesPlan:
    """Theories of the invented country, held against a record that a run of its own makes."""
    return plan("example", only=only, sets=sets, truth=OWN, until="2006-12", scale=0.02, out=folder)


def kept(planned: TheoriesPlan, factor: Factor, falls: tuple[str, ...] = ()) -> TheoriesPlan:
    """The plan with all its runs kept; the regime does not last under the theories named in `falls`."""
    published = {(one.figure.series, one.figure.start): (one.figure.value, one.figure.unit) for one in planned.targets}
    for case in planned.cases:
        store, measured = ExperimentStore(case.folder), case.experiment.measured
        assert isinstance(measured, TargetValues)
        with store.claimed(case.experiment):
            for number, point in enumerate(case.experiment.points.tolist()):
                rows = []
                for run in range(case.experiment.runs):
                    values = dict.fromkeys(OUTCOMES, 0.0)
                    values["regime_falls"] = float(case.theory.name in falls)
                    for name in measured.names:
                        series, first = name.split()[0], date.fromisoformat(name.split()[1])
                        value, unit = published.get((series, first), (1_000.0, "persons"))
                        times = 1.0 if unit == "share" else factor(case.theory.name, number, first.year)
                        values[name] = value * times * (1 + 0.01 * run)
                    rows.append(Row(run, None, f"{number:x}", tuple(values.values())))
                store.keep(dict(zip(case.experiment.names, point, strict=True)), rows)
    return planned
