"""Carrying out penalties, whoever found the ground for them: form, log, vacancy, and the suspicion cast on others.

    P(form at least k) = σ(severity − cut_k)
    severity = rank_severity · ranks above county + threat_severity · threat + plot_severity if he plotted

A lesser penalty leaves the holder in post; every other form leaves the post vacant. Suspicion falls on the ties of the
post, on its clients and on its patron.
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import F32, I32, U8
from politburo.month.log import Told
from politburo.month.now import Now
from politburo.month.state import PENALISED
from politburo.numerics.arithmetic import logistic
from politburo.numerics.chance import Purpose
from politburo.numerics.compile import kernel
from politburo.terms.words import FORMS


@kernel
def choose_forms(
    forms: I32, posts: I32, rank: U8, draws: F32, by_rank: np.float32, base: np.float32, cuts: F32,
) -> None:  # fmt: skip
    """Form of each penalty from one draw: how many cuts its severity passes."""
    for k in range(len(posts)):
        i = posts[k]
        severity = base + by_rank * np.float32(3 - np.int32(rank[i]))
        passed = 0
        for c in range(len(cuts)):
            if draws[k] < logistic(severity - cuts[c]):
                passed += 1
        forms[k] = passed


@kernel
def suspect_ties(association: F32, posts: I32, ends: I32, amount: np.float32) -> None:
    """Suspicion on the ties of the posts."""
    for k in range(len(posts)):
        for e in range(ends.shape[1]):
            association[ends[posts[k], e]] += amount


@kernel
def suspect_clients(association: F32, posts: I32, starts: I32, clients: I32, patron: I32, amount: np.float32) -> None:
    """Suspicion on the clients of the posts and on their patrons."""
    for k in range(len(posts)):
        i = posts[k]
        for e in range(starts[i], starts[i + 1]):
            if patron[clients[e]] == i:  # in a thinned country a post is a client of others too
                association[clients[e]] += amount
        if patron[i] >= 0:
            association[patron[i]] += amount


def penalise(now: Now, who: I32, charge: int, taint: float = 1.0, told: Told | None = None) -> None:
    """Penalise the holders of the posts `who` (k,) on a charge (position in terms.words.CHARGES).

    `taint` is the suspicion, in cases, that falls on close friends; acquaintances get the share that is theirs. `told`
    is why they of all were penalised.
    """
    if len(who) == 0:
        return
    p, cadres, posts = now.parameters.judge, now.state.cadres, now.country.posts
    f = np.float32
    severity = p.threat_severity * now.state.regime.elite_threat + (p.plot_severity if charge > 0 else 0.0)
    cuts = np.array([p.cut_demotion, p.cut_removal, p.cut_expulsion, p.cut_execution], np.float32)
    forms = now.scratch.other[: len(who)]
    choose_forms(forms, who, posts.rank, now.draw_for(who, Purpose.FORM), f(p.rank_severity), f(severity), cuts)
    now.log.add_posts("penalty", now.month, posts, who, cadres.person, told, form=forms, charge=charge)
    now.state.cases.add(who, 0, cadres.displayed_loyalty)
    cells = posts.circle[who].astype(np.int64) * len(FORMS) + forms
    now.counts.penalties += np.bincount(cells, minlength=now.counts.penalties.size).reshape(now.counts.penalties.shape)
    now.scratch.vacant[who[forms > 0]] = PENALISED
    worth = now.parameters.hear.acquaintance_worth
    suspect_ties(cadres.association, who, posts.close, f(taint))
    suspect_ties(cadres.association, who, posts.acquaintances, f(taint * worth))
    suspect_clients(cadres.association, who, posts.clients.starts, posts.clients.ends, posts.patron, f(p.client_case))
