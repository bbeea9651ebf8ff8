"""A scenario at many points: some of its levers and parameters varied, every run reduced to its outcomes, all kept."""

from politburo.run.experiment.experiment import Experiment, Varied
from politburo.run.experiment.performing import Failure, perform
from politburo.run.experiment.results import ExperimentResults, open_experiment

__all__ = ["Experiment", "ExperimentResults", "Failure", "Varied", "open_experiment", "perform"]
