"""Effects under many parameter sets with the noise of the runs taken out: how true effects are spread over the sets.

A set's mean effect is its true effect plus the noise of its few pairs, so that the share of sets with an effect above
zero is not the share in which the true effect is: noise pulls it toward a half. What is measured is taken for a random
effect, true effect plus noise, and both differ between sets. How they are spread over the sets is a mixture of normals,
with centres on the effects measured and on points drawn in toward their mean, and with noise that is some multiple of
the noise of all; pairs of one set tell the noise by how they differ. Its weights are those of greatest likelihood
(Kiefer & Wolfowitz 1956; Koenker & Mizera 2014; of effect and noise: Gu & Koenker 2017), found in a number of steps
from equal ones that is the same for all, and its normals are wide enough that a share does not hang on single points
(Efron 2016).

Intervals are of a share of as many independent sets as tell as much as these do (Korn & Graubard 1998): drawing sets
anew says how much the share varies, and how alike the sets are, such as those of a chain, by how much more.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

POINTS = 40
"""Measured effects, at most, on which the mixture stands."""

NOISES = (0.25, 0.5, 1.0, 2.0, 4.0)
"""Variances of the noise, as multiples of the mean over all sets."""

WIDTH = 0.4
"""Width of the normals, as part of the standard deviation of true effects between sets."""

STEPS, AGAIN = 100, 200
"""Steps to the weights, and how often sets are drawn anew."""

LEVEL, SEED = 0.95, 20160301
"""Of the intervals; of drawing anew."""

DIGITS = 4
"""Digits of shares: what is beyond depends on the order in which a processor adds."""

LEAST, TINY = 1e-9, 1e-300
"""Part of the effects that noise and width have at least, and the least number by which something is divided."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its interval of 95 %; NaN where there is none."""

    value: float
    low: float
    high: float


NONE = Share(float("nan"), float("nan"), float("nan"))


@dataclass(frozen=True)
class Mixture:
    """How true effects (d parts) are spread: normals at `centres` (k, d) of `widths` (d,), with `weights` (k,).

    `fit` (n, k) is how well each normal tells the effects measured in a set, up to a factor for each set; `between`
    (d,) the part of the variance of the measured means that is there between sets, the rest being noise.
    """

    centres: Values
    widths: Values
    weights: Values
    fit: Values
    between: Values

    def told(self) -> Values:
        """How likely the true effect of each set is of each normal, (n, k)."""
        found = self.fit * self.weights
        return found / found.sum(axis=1, keepdims=True)

    def drawn_anew(self, counts: Values) -> Values:
        """Weights (b, k) of sets that are there so many times, `counts` (b, n)."""
        return _weights(self.fit, counts)


def mixture(pairs: Values) -> Mixture:
    """The spread of true effects from the effects of pairs (n sets, m pairs, d parts); at least two sets and pairs."""
    means = pairs.mean(axis=1)
    apart = pairs - means[:, None]
    free = pairs.shape[1] - 1
    within = np.einsum("nmi,nmj->nij", apart, apart) / free
    size = means.std(axis=0) + np.abs(means).max(axis=0)
    least = np.diag((LEAST * size + TINY) ** 2)
    noise = within.mean(axis=0) + least
    total = means.var(axis=0, ddof=1)
    between = np.maximum(total - np.diagonal(noise) / pairs.shape[1], 0.0)
    widths = WIDTH * np.minimum(np.sqrt(between), _middle(means, within, pairs.shape[1])) + np.sqrt(np.diagonal(least))
    centres = _centres(means)
    odd = np.einsum("nij,ji->n", within, np.linalg.inv(noise)) * free
    logs = []
    for times in NOISES:
        root = np.linalg.inv(np.linalg.cholesky(times * noise / pairs.shape[1] + np.diag(widths**2)))
        away = np.einsum("ij,nkj->nki", root, means[:, None] - centres[None])
        of_noise = -0.5 * (odd / times + len(noise) * free * np.log(times))
        logs.append(-0.5 * (away**2).sum(axis=2) + np.log(np.diagonal(root)).sum() + of_noise[:, None])
    log = np.concatenate(logs, axis=1)
    fit = np.exp(log - log.max(axis=1, keepdims=True))
    weights = _weights(fit, np.ones((1, len(means))))[0]
    return Mixture(np.tile(centres, (len(NOISES), 1)), widths, weights, fit, between / np.maximum(total, TINY))


def share_of(found: Mixture, of_normals: Values, beside: int, independent: float) -> Share:
    """The share of sets in which something is so, where it is in these parts of the normals (k,), with its interval.

    Beside the sets of the mixture there are so many in which it is not so, as there is no effect. All together tell as
    much as so many `independent` ones.
    """
    told = len(found.fit)
    count = told + beside
    share = float(found.weights @ of_normals) * told / count
    chance = np.random.Generator(np.random.Philox(key=SEED))
    counts = chance.multinomial(count, np.full(count, 1 / count), AGAIN)[:, :told].astype(np.float64)
    counts = counts[counts.sum(axis=1) > 0]
    shares = (found.drawn_anew(counts) @ of_normals) * counts.sum(axis=1) / count
    return share_without(share, independent, float(shares.var(ddof=1)) * count / independent)


def share_without(share: float, independent: float, variance: float = 0.0) -> Share:
    """A share of so many independent sets that varies so much, with its interval: Clopper and Pearson's."""
    from scipy.special import betaincinv

    inside = (share * independent + 1) / (independent + 2)  # a share of nearly one hardly varies, and tells no more
    tell = max(min(inside * (1 - inside) / variance, independent) if variance > 0 else independent, 1.0)
    outside = (1 - LEVEL) / 2
    low = float(betaincinv(share * tell, tell - share * tell + 1, outside)) if share > 0 else 0.0
    high = float(betaincinv(share * tell + 1, tell - share * tell, 1 - outside)) if share < 1 else 1.0
    return Share(*(round(end, DIGITS) for end in (share, low, high)))


def likeness(scores: Values) -> Values:
    """How alike sets are, (n, n): the correlation of their values; zero where it may be chance, one for the same.

    `scores` (n, f) are normal ones of how the sets would be drawn, so that independent sets have correlations around
    zero with a standard deviation of one by the root of f: five of these are no chance. Of few parameters none is told.
    """
    varied = scores[:, np.ptp(scores, axis=0) > LEAST]
    sizes = np.maximum(np.linalg.norm(varied, axis=1), LEAST)
    alike = varied @ varied.T / np.outer(sizes, sizes)
    alike = np.where(alike > max(0.3, 5 / math.sqrt(max(varied.shape[1], 1))), alike, 0.0)
    np.fill_diagonal(alike, 1.0)
    return alike


def independent_sets(alike: Values) -> float:
    """As how many independent sets some tell that are so alike, (n, n): from the variance of a mean over them."""
    return len(alike) ** 2 / float(alike.sum()) if len(alike) else 0.0


def _middle(means: Values, within: Values, pairs: int) -> Values:
    """Standard deviation of true effects (d,) by the middle half of the sets, which a long tail does not widen."""
    from scipy.special import gammaincinv

    free = pairs - 1
    usual = 2 * gammaincinv(free / 2, 0.5) / free  # the median of an estimated variance, as part of the true one
    noise = np.median(np.diagonal(within, axis1=1, axis2=2), axis=0) / usual / pairs
    total = (np.subtract(*np.quantile(means, (0.75, 0.25), axis=0)) / 1.349) ** 2
    return np.sqrt(np.maximum(total - noise, total / 9))


def _centres(means: Values) -> Values:
    """The measured effects, evenly along those of the first part, the same drawn in by half, and their mean."""
    order = np.argsort(means[:, 0], kind="stable")
    chosen = means[order[np.unique(np.linspace(0, len(order) - 1, min(len(order), POINTS)).round().astype(int))]]
    middle = means.mean(axis=0, keepdims=True)
    return np.vstack([chosen, (chosen + middle) / 2, middle])


def _weights(fit: Values, counts: Values) -> Values:
    """Weights (b, k) of greatest likelihood where sets are there `counts` (b, n) times, by expectation-maximisation."""
    weights = np.full((len(counts), fit.shape[1]), 1 / fit.shape[1])
    for _ in range(STEPS):
        told = counts / np.maximum(weights @ fit.T, TINY)
        weights = weights * (told @ fit)
        weights /= weights.sum(axis=1, keepdims=True)
    return weights
