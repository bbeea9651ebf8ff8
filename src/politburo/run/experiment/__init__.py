"""A scenario at many points: some of its levers and parameters varied, every run reduced to its outcomes, all kept."""

from politburo.run.experiment.execution import default_folder, execute, months_left
from politburo.run.experiment.experiment import (
    DECLARATIONS,
    EVENT,
    LEFT_OUT,
    THERE,
    Experiment,
    Measured,
    Varied,
    base_alone,
    own_value,
)
from politburo.run.experiment.results import ExperimentResults, Failure, open_experiment

__all__ = [
    "DECLARATIONS",
    "EVENT",
    "LEFT_OUT",
    "THERE",
    "Experiment",
    "ExperimentResults",
    "Failure",
    "Measured",
    "Varied",
    "base_alone",
    "default_folder",
    "execute",
    "months_left",
    "open_experiment",
    "own_value",
]
