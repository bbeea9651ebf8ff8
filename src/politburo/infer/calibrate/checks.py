"""The gates: whether draws may be called a posterior. Each is worked out here, and held against its limit.

Simulated records whose parameters are known, and which no network and no regression saw, stand in for the truth: ranks
of true values among draws are even where draws are calibrated (Talts et al. 2018), and intervals hold what they say.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.infer.calibrate.gates import Gate, Limits
from politburo.infer.calibrate.regression import Accepted

Values = NDArray[np.float64]

SHRUNK = 0.1
"""By how much covariances are drawn to their diagonal, so that distances in many figures hold."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the gates are taken from.

    `draws` are those of networks given held-out records, (network, m, l, d), `truth` their parameters (m, d);
    `of_record` the draws of networks given the published record, (network, k, d), and `accepted` what ABC makes of it.
    `far` says how large a part of the held-out records lies as far as the published one or farther: by learned
    summaries, and by the figures. `kept` are, in the wave where it is least, the share of known truths that history
    matching keeps, and the fewest of which it was taken.
    """

    draws: Values
    truth: Values
    of_record: Values
    accepted: Accepted
    far: tuple[float, float]
    kept: tuple[float, int]

    @property
    def pooled(self) -> Values:
        """The draws given held-out records, of all networks together, (m, network · l, d)."""
        networks, records, count, parameters = self.draws.shape
        return self.draws.transpose(1, 0, 2, 3).reshape(records, networks * count, parameters)

    @property
    def ranks(self) -> Values:
        """The part of the draws that lies below the true value, (m, d)."""
        return (self.pooled < self.truth[:, None]).mean(axis=1)


def gates(found: Checked, limits: Limits) -> tuple[Gate, ...]:
    """All gates, passed or missed."""
    held = f"{len(found.truth)} held-out runs"
    even, p = len(found.truth) >= limits.fewest_held_out, ranks_p(found.ranks, limits.bins)
    worst = max((abs(coverage(found, level) - level) for level in limits.levels), default=0.0)
    means, widths = disagreement(found.of_record)
    apart = float(np.max(apart_from_abc(found)))
    more = "more training runs, longer training, or fewer active parameters"
    nearer = "more runs, or another wave of history matching"
    learned, figures = found.far
    outside = (
        "no parameters, with the discrepancy that is allowed, make such a record; a posterior would be an extrapolation"
    )
    mend = "look at the targets that conflict; mend the model, or allow more discrepancy for a reason"
    kept, runs = found.kept
    return (
        Gate("history matching keeps known truths", kept, f"at least {limits.kept:g}, of {limits.fewest_kept} or more",
             kept >= limits.kept and runs >= limits.fewest_kept,
             "what is left may lack the truth, and nothing later sees it",
             "more points or replicates in a wave; look at the targets of which many runs have none"),
        Gate("ranks even", p, f"at least {limits.ranks_p:g}, on {limits.fewest_held_out} runs or more",
             even and p >= limits.ranks_p, f"draws are biased, too sure or too unsure on {held}", more),
        Gate("coverage", worst, f"at most {limits.apart:g} off {_levels(limits)}", worst <= limits.apart,
             f"intervals do not hold what they say on {held}", more),
        Gate("record among simulated ones, learned summaries", learned, f"at least {limits.misspecification_p:g}",
             learned >= limits.misspecification_p, outside, mend),
        Gate("record among simulated ones, figures", figures, f"at least {limits.misspecification_p:g}",
             figures >= limits.misspecification_p, outside, mend),
        Gate("networks agree, means", means, f"at most {limits.means:g} standard deviations",
             len(found.draws) >= limits.fewest_networks and means <= limits.means,
             "what a network says of the record depends on its seed", nearer),
        Gate("networks agree, widths", widths, f"at most {limits.widths:g} times", widths <= limits.widths,
             "how sure a network is depends on its seed", nearer),
        Gate("ABC agrees", apart, f"at most {limits.abc_means:g} standard deviations", apart <= limits.abc_means,
             "networks or ABC are wrong near the record", nearer),
        Gate("effective sample", found.accepted.effective, f"at least {limits.fewest_effective}",
             found.accepted.effective >= limits.fewest_effective, "few runs come near the record", nearer),
    )  # fmt: skip


def ranks_p(ranks: Values, bins: int) -> float:
    """The lowest p value of even ranks (m, d) over parameters, times their number, at most one (chi-squared)."""
    from scipy.stats import chisquare

    found = [
        float(chisquare(np.bincount(np.minimum((own * bins).astype(int), bins - 1), minlength=bins)).pvalue)
        for own in ranks.T
    ]
    return min(1.0, min(found) * len(found))


def coverage(found: Checked, level: float) -> float:
    """The part of true values that lie inside the central interval of a level, over all parameters."""
    ranks = found.ranks
    return float(np.mean((ranks > (1 - level) / 2) & (ranks < (1 + level) / 2)))


def disagreement(draws: Values) -> tuple[float, float]:
    """How far networks are apart given one record, the largest over parameters; draws (network, k, d).

    The standard deviation over networks of means, in standard deviations of the pooled draws; and the widest 90 %
    interval over the narrowest.
    """
    pooled = draws.reshape(-1, draws.shape[-1])
    means = draws.mean(axis=1).std(axis=0) / np.maximum(pooled.std(axis=0), 1e-12)
    low, high = np.quantile(draws, (0.05, 0.95), axis=1)
    widths = (high - low).max(axis=0) / np.maximum((high - low).min(axis=0), 1e-12)
    return float(means.max()), float(widths.max())


def apart_from_abc(found: Checked) -> Values:
    """How far the pooled means of networks lie from those of ABC, in its standard deviations, (d,)."""
    means = found.of_record.reshape(-1, found.of_record.shape[-1]).mean(axis=0)
    return np.abs(means - found.accepted.means) / np.maximum(found.accepted.spreads, 1e-12)


def as_far(simulated: Values, records: Values, own: Values) -> float:
    """The part of records (m, f) at least as far from the middle of simulated ones (n, f) as one's own (f,)."""
    middle = simulated.mean(axis=0)
    spread = np.maximum(simulated.std(axis=0), 1e-9)
    covariance = np.atleast_2d(np.cov((simulated - middle) / spread, rowvar=False))
    covariance = (1 - SHRUNK) * covariance + SHRUNK * np.eye(len(covariance))

    def far(rows: Values) -> Values:
        apart = (rows - middle) / spread
        return np.einsum("nf,nf->n", apart, np.linalg.solve(covariance, apart.T).T)

    return float(np.mean(far(records) >= far(own[None])[0]))


def _levels(limits: Limits) -> str:
    return ", ".join(f"{level:.0%}".replace("%", " %") for level in limits.levels)
