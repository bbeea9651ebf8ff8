"""Inform: what reaches the leader.

    elite threat = (1 − mean D of the top ranks + doubt · mean F · prior) / (1 + doubt · mean F) + alarm

The leader sees disaffection only as it is displayed. The more the elite is afraid, the less a display tells him, and
the more he goes by what he expects of cadres of whom he knows nothing (prior): Wintrobe's (1990) dictator's dilemma.
So fear adds uncertainty, and no threat of its own: what he infers never passes what is shown and what he expects.
Failed coups raise an alarm that fades. Grievance and competence reach him as they are, and so do

    capability = Σ arms_i · o'_i · t_i / (t_i + rooting) / Σ arms_i

the means of the top ranks to retaliate: arms count as far as their holders talk to acquaintances and have been in
post long enough (t months) to have men of their own; and the share of the top ranks whom the predecessor appointed.

How well the country is administered is the mean over all cadres of competence less what they have still to learn,

    inexperience · learning / (t_i + learning)

and becomes known to households alone, by what reaches them of a harvest (live).
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import F32, I32, Number, Posts
from politburo.month.now import Now
from politburo.month.state import Cadres
from politburo.numerics.compile import kernel, part
from politburo.numerics.sums import total, total_weighted
from politburo.terms.parameters import Inform

f = np.float32
NO_ARMS = 1e-9
"""Arms by which a country without any is divided."""


READS = (
    "cadres.competence", "cadres.displayed_loyalty", "cadres.fear", "cadres.openness_acquaintances",
    "cadres.predecessor", "cadres.since", "posts.arms", "posts.blocks", "posts.circle", "posts.top", "homes.grievance",
    "households.weight", "regime.alarm", "counts.coup_attempts",
)  # fmt: skip
WRITES = (
    "regime.administration", "regime.alarm", "regime.competence", "regime.elite_capability", "regime.elite_fear",
    "regime.elite_threat", "regime.predecessor_share", "regime.public_grievance",
)  # fmt: skip
"""Columns that the phase reads, those counted that it changes in part, and columns that it changes."""


@kernel
def inform(now: Now) -> None:
    """Write the reports that the leader reads next month."""
    p, regime, cadres = now.parameters.inform, now.regime, now.cadres
    shown, afraid, inherited, able, capability = means_of_the_top(cadres, now.posts, now.month, p.rooting)
    regime.alarm[0] += p.attempt_alarm * now.counts.coup_attempts[0]
    doubted = p.doubt * afraid
    regime.elite_threat[0] = (1 - shown + doubted * p.prior) / (1 + doubted) + regime.alarm[0]
    regime.elite_fear[0] = afraid
    regime.elite_capability[0] = capability
    regime.predecessor_share[0] = inherited
    regime.competence[0] = able
    regime.administration[0] = administered(now, p)
    weight = now.households.weight
    regime.public_grievance[0] = total_weighted(now.homes.grievance, weight) / total(weight)


@part
def means_of_the_top(
    cadres: Cadres, posts: Posts, month: int, rooting: float
) -> tuple[Number, Number, Number, Number, Number]:
    """Means over the top ranks: display, fear, the predecessor's men, competence; and their means to retaliate.

    These are arms that could act together, as a share of all their arms. Each sum is in fixed order, and none waits for
    another.
    """
    displayed, fear, predecessor, competence = (
        cadres.displayed_loyalty, cadres.fear, cadres.predecessor, cadres.competence
    )  # fmt: skip
    arms, openness, since, count = posts.arms, cadres.openness_acquaintances, cadres.since, len(posts.top)
    shown, afraid, inherited, able, acting, armed = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    for post in posts.top:
        months = month - since[post]
        shown += displayed[post]
        afraid += fear[post]
        inherited += predecessor[post]
        able += competence[post]
        acting += arms[post] * openness[post] * (months / (months + rooting))
        armed += arms[post]
    return shown / count, afraid / count, inherited / count, able / count, acting / max(armed, NO_ARMS)


@part
def administered(now: Now, p: Inform) -> Number:
    """Mean competence of cadres less what they have still to learn, summed in fixed order."""
    posts, able = now.posts, now.scratch.able
    get_on(able, now.cadres.competence, now.cadres.since, now.month, f(p.inexperience * p.learning), f(p.learning))
    together, counted = 0.0, 0.0
    for block in range(len(posts.blocks) - 1):
        lo, hi = posts.blocks[block], posts.blocks[block + 1]
        weight = now.sizes.weights[posts.circle[lo]]
        together += weight * total(able[lo:hi])
        counted += weight * (hi - lo)
    return together / counted


@part
def get_on(able: F32, competence: F32, since: I32, month: int, lacking: Number, learning: Number) -> None:
    """What each cadre brings to his post: competence, less what he has still to learn."""
    for i in range(len(able)):
        able[i] = competence[i] - lacking / (f(np.int32(month) - since[i]) + learning)
