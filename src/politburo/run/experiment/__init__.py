"""A scenario at many points: some of its levers and parameters varied, every run reduced to its outcomes, all kept."""

from politburo.run.experiment.experiment import DECLARATIONS, Experiment, Varied, base_alone, own_value
from politburo.run.experiment.performing import Failure, perform
from politburo.run.experiment.results import ExperimentResults, open_experiment

__all__ = [
    "DECLARATIONS",
    "Experiment",
    "ExperimentResults",
    "Failure",
    "Varied",
    "base_alone",
    "open_experiment",
    "own_value",
    "perform",
]
