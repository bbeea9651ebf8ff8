"""How far forecasts were from what was published: proper scores, coverage, and the probability integral transform.

The continuous ranked probability score (CRPS) of draws is their mean distance from what was published less half their
mean distance from one another; for one certain draw it is the absolute error (Gneiting & Raftery 2007). It is taken as
it is and on the scale of the logarithm, where a miss by a factor counts the same for many and for few (Bosse et al.
2023). The log score is −ln of the density of the draws where the figure came to lie, estimated by a Gaussian kernel on
the scale of the logarithm; as it is, it is the same plus the logarithm of the change of scale, so that differences
between forecasters are the same on both. Less is better throughout. Forecasts that are as uncertain as they say give
even histograms of the probability integral transform, of counts too (Czado, Gneiting & Held 2009).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from politburo.country.figures import Figure
from politburo.infer.forecasts import LEAST_SHARE, Forecast

LEVELS = (0.5, 0.8, 0.9, 0.95)
"""Of central intervals whose coverage is told."""

NARROWEST = 0.01
"""Width of the kernel on the scale of the logarithm, at least: what all draws agree on is not known to a hair."""

Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Scored:
    """A forecast beside the figure that was published since."""

    forecast: Forecast
    figure: Figure

    @property
    def value(self) -> float:
        """What was published."""
        return self.figure.value

    @property
    def logged(self) -> tuple[Values, float]:
        """Draws and figure on the scale of the logarithm."""
        asked = self.forecast.asked
        return asked.logged(self.forecast.draws), float(asked.logged(np.array(self.value)))

    @cached_property
    def log_score(self) -> float:
        """−ln of the density on the scale of the logarithm."""
        draws, value = self.logged
        return log_score(draws, value)

    @property
    def log_score_natural(self) -> float:
        """−ln of the density as it is."""
        return self.log_score + math.log(
            self.value + 1 if self.forecast.asked.is_count else max(self.value, LEAST_SHARE)
        )

    @property
    def pit(self) -> tuple[float, float]:
        """Shares of the draws below what was published, and at most that: of counts the two differ."""
        draws = self.forecast.draws
        return float((draws < self.value).mean()), float((draws <= self.value).mean())

    def interval(self, level: float) -> tuple[float, float]:
        """The ends of the central interval of a level."""
        return self.forecast.quantile((1 - level) / 2), self.forecast.quantile((1 + level) / 2)

    def covered(self, level: float) -> bool:
        """Whether the central interval of a level holds what was published."""
        low, high = self.interval(level)
        return low <= self.value <= high


def log_score(draws: Values, value: float) -> float:
    """−ln of the density of draws (d,) at a value, by a Gaussian kernel whose width is Silverman's."""
    low, high = np.quantile(draws, (0.25, 0.75))
    spread = min(float(draws.std(ddof=1)), float(high - low) / 1.34) or float(draws.std(ddof=1))
    width = max(0.9 * spread * len(draws) ** -0.2, NARROWEST)
    apart = -0.5 * ((draws - value) / width) ** 2
    most = float(apart.max())
    inside = math.log(float(np.exp(apart - most).mean())) + most
    return -(inside - math.log(width * math.sqrt(2 * math.pi)))


def crps(scored: Sequence[Scored], *, logged: bool) -> Values:
    """The CRPS of each forecast, (n,), as it is or on the scale of the logarithm.

    Raises MissingLibraryError where the library `scores` is not installed.
    """
    import xarray as xr

    from politburo.run.optional import needs

    probability = needs("scores.probability", "infer")
    pairs = [one.logged if logged else (one.forecast.draws, one.value) for one in scored]
    found = np.empty(len(scored))
    for count in {len(draws) for draws, _ in pairs}:
        places = [place for place, (draws, _) in enumerate(pairs) if len(draws) == count]
        ensembles = xr.DataArray(np.stack([pairs[place][0] for place in places]), dims=("forecast", "draw"))
        values = xr.DataArray([pairs[place][1] for place in places], dims="forecast")
        # the fair form: draws stand for the distribution that they are from, and more of them are not to score better
        found[places] = probability.crps_for_ensemble(
            ensembles, values, "draw", method="fair", preserve_dims="forecast"
        ).values
    return found


def pit_histogram(pits: Sequence[tuple[float, float]], bins: int) -> Values:
    """Expected number of forecasts in each bin of the transform, (bins,): those of counts are spread over their step.

    Forecasts that are as uncertain as they say give bins of equal height (Czado, Gneiting & Held 2009).
    """
    edges = np.linspace(0, 1, bins + 1)
    found = np.zeros(bins)
    for low, high in pits:
        if high > low:
            found += np.diff(np.clip((edges - low) / (high - low), 0, 1))
        else:
            found[min(int(low * bins), bins - 1)] += 1
    return found


def normal_score(pit: tuple[float, float], draws: int) -> float:
    """The middle of the transform as a standard normal score; draws end where there are no more of them."""
    from scipy.special import ndtri

    middle = (pit[0] + pit[1]) / 2
    edge = 1 / (draws + 1)
    return float(ndtri(min(max(middle, edge), 1 - edge)))
