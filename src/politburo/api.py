"""The public names of the package; `politburo` lists them, and loads this when one of them is first asked for."""

from politburo.ask.branch import branch as branch
from politburo.ask.claims import claims as claims
from politburo.ask.compare import compare as compare
from politburo.ask.emulate import emulate as emulate
from politburo.ask.experiment import merge as merge
from politburo.ask.experiment import open_experiment as open_experiment
from politburo.ask.explore import explore as explore
from politburo.ask.fit import fit as fit
from politburo.ask.leader_check import leader_check as leader_check
from politburo.ask.run import run as run
from politburo.ask.run.results import Results as Results
from politburo.ask.scenarios import diff as diff
from politburo.ask.sensitivity import sensitivity as sensitivity
from politburo.ask.survey import survey as survey
from politburo.ask.sweep import sweep as sweep
from politburo.infer.calibrate import calibrate as calibrate
from politburo.infer.discriminate import discriminate as discriminate
from politburo.infer.forecast import forecast as forecast
from politburo.infer.nowcast import nowcast as nowcast
from politburo.infer.score import score as score
from politburo.infer.theories import theories as theories
from politburo.run.engines import Cluster as Cluster
from politburo.run.engines import Shard as Shard
from politburo.run.engines import Slurm as Slurm
from politburo.run.engines import Threads as Threads
from politburo.run.engines import Workers as Workers
from politburo.scenario import load as load
from politburo.show.cite import citation as citation

open = Results.open  # noqa: A001 - the public name is politburo.open
