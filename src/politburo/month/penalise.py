"""Carrying out penalties, whoever found the ground for them: form, log, vacancy, and the suspicion cast on others.

    P(form at least k) = σ(severity − cut_k)
    severity = rank_severity · ranks above the fourth + threat_severity · threat + plot_severity if he plotted

A lesser penalty leaves the holder in post; every other form leaves the post vacant. Suspicion falls on the ties of the
post, on its clients and on its patron.
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import I32, Number, Posts
from politburo.month import log
from politburo.month.now import Now, draw_one
from politburo.month.state import PENALISED, Cases
from politburo.numerics.arithmetic import logistic
from politburo.numerics.chance import Purpose
from politburo.numerics.compile import Whole, kernel, part, rule
from politburo.terms.parameters import Judge
from politburo.terms.words import LAST_RANKED

f = np.float32
ONE, LAST = f(1), np.int32(LAST_RANKED)
FORM = np.int64(Purpose.FORM)

A_PENALTY, A_FLIGHT = np.uint8(0), np.uint8(1)
"""What a case is."""


@kernel
def penalise(now: Now, who: I32, charge: Whole, taint: float) -> None:
    """Penalise the holders of the posts `who` (k,) on a charge (position in terms.words.CHARGES).

    `taint` is the suspicion, in cases, that falls on close friends; acquaintances get the share that is theirs.
    """
    p, cadres, posts = now.parameters.judge, now.cadres, now.posts
    base = f(p.threat_severity * now.regime.elite_threat[0] + (p.plot_severity if charge > 0 else 0.0))
    worth = f(taint * now.parameters.hear.acquaintance_worth)
    for k in range(len(who)):
        post = who[k]
        form = form_of(draw_one(now, post, FORM), posts.rank[post], base, p)
        event = log.add_of_post(now.log, log.PENALTY, now.month, posts, post, cadres.person[post])
        row = now.log.rows[event]
        row.form, row.charge = form, charge
        add_case(now.cases, post, A_PENALTY, cadres.displayed_loyalty[post])
        now.counts.penalties[posts.circle[post], form] += ONE
        if form > 0:
            now.scratch.vacant[post] = PENALISED
    for k in range(len(who)):
        suspect(cadres.association, posts.close[who[k]], f(taint))
    for k in range(len(who)):
        suspect(cadres.association, posts.acquaintances[who[k]], worth)
    for k in range(len(who)):
        suspect_clients(cadres.association, posts, who[k], f(p.client_case))


@part
def add_case(cases: Cases, post: Number, flight: np.uint8, displayed_loyalty: Number) -> None:
    """One more case to be heard of next month."""
    at = cases.in_use[0]
    cases.post[at], cases.flight[at], cases.displayed_loyalty[at] = post, flight, displayed_loyalty
    cases.in_use[0] = at + 1


@rule
def form_of(draw: Number, rank: Number, base: Number, p: Judge) -> int:
    """Form of a penalty from one draw: how many cuts its severity passes."""
    severity = base + f(p.rank_severity) * f(LAST - min(np.int32(rank), LAST))
    form = 0
    for cut in (p.cut_demotion, p.cut_removal, p.cut_expulsion, p.cut_execution):
        if draw < logistic(severity - f(cut)):
            form += 1
    return form


@part
def suspect(association: Number, posts: I32, amount: Number) -> None:
    """Suspicion on the holders of the posts."""
    for e in range(len(posts)):
        association[posts[e]] += amount


@part
def suspect_clients(association: Number, posts: Posts, post: Number, amount: Number) -> None:
    """Suspicion on the clients of a post and on its patron."""
    starts, clients = posts.clients.starts, posts.clients.ends
    for e in range(starts[post], starts[post + 1]):
        if posts.patron[clients[e]] == post:  # in a thinned country a post is a client of others too
            association[clients[e]] += amount
    if posts.patron[post] >= 0:
        association[posts.patron[post]] += amount
