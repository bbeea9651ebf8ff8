"""What the runs at the rows of a design say about one outcome, as plain arrays: all that the analysis needs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Answers:
    """The values of an outcome on a design, by blocks; NaN where a run is missing.

    `rows` (blocks, rows of a block, runs) with the same chances at every row; `redrawn` (blocks, runs) at the first row
    of each block with other runs, that is with chance drawn anew.
    """

    rows: Numbers
    redrawn: Numbers

    @property
    def whole(self) -> NDArray[np.bool_]:
        """Which blocks have all their runs, (blocks,): with one missing the chances were no longer the same."""
        missing = np.isnan(self.rows).any(axis=(1, 2)) | np.isnan(self.redrawn).any(axis=1)
        return np.asarray(~missing)

    def complete(self) -> Answers:
        """Those blocks alone that have all their runs."""
        return Answers(self.rows[self.whole], self.redrawn[self.whole])

    def part(self, share: float) -> Answers:
        """The first blocks, so many that they make up the share; two at least."""
        blocks = max(2, int(np.ceil(share * len(self.rows))))
        return Answers(self.rows[:blocks], self.redrawn[:blocks])

    def means(self) -> tuple[Numbers, Numbers]:
        """Means over the runs: (blocks, rows of a block), and at the first rows with chance drawn anew, (blocks,).

        Other runs shift an outcome by an amount that is the same everywhere, which nothing but their number depends on;
        that shift is taken off.
        """
        same, anew = self.rows.mean(axis=2), self.redrawn.mean(axis=1)
        return same, anew - anew.mean() + same[:, 0].mean()
