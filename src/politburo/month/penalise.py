"""Carrying out penalties, whoever found the ground for them: form, log, and what becomes of the post.

    P(form at least k) = σ(severity − cut_k)
    severity = rank_severity · ranks above the fourth + threat_severity · threat + plot_severity if he plotted

but where the form is ordered. A lesser penalty leaves the holder in post; who is sent to re-education keeps it for the
time being; every other form leaves it vacant. Each case opens an inquiry (judge), that of an attempted coup a larger
one.
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import I32, Number
from politburo.month import log
from politburo.month.now import Now, draw_one
from politburo.month.state import AWAY, PENALISED, Cases
from politburo.numerics.arithmetic import logistic
from politburo.numerics.chance import Purpose
from politburo.numerics.compile import Whole, kernel, part, rule
from politburo.terms.parameters import Judge
from politburo.terms.words import CHARGES, FORMS, FORMS_BY_SEVERITY, LAST_RANKED

f = np.float32
ONE, LAST = f(1), np.int32(LAST_RANKED)
FORM = np.int64(Purpose.FORM)

BY_SEVERITY = tuple(FORMS.index(form) for form in FORMS_BY_SEVERITY)
"""Codes of the forms from the mildest."""

LESSER, REEDUCATION = FORMS.index("lesser penalty"), FORMS.index("re-education")
FOR_AN_ATTEMPT = CHARGES.index("coup attempt")

AS_SEVERE = np.int64(-1)
"""Stands for the form that the severity of each case gives."""

PLOTTED = np.int64(CHARGES.index("plotting")), np.int64(FOR_AN_ATTEMPT)
"""The charges of those who plotted."""

A_PENALTY, A_FLIGHT = np.uint8(0), np.uint8(1)
"""What a case is."""


@kernel
def penalise(now: Now, who: I32, charge: Whole, ordered: Whole = AS_SEVERE) -> None:
    """Penalise the holders of the posts `who` (k,) on a charge (position in terms.words.CHARGES).

    `ordered` is the form, where that is not left to the severity of the case.
    """
    p, cadres, posts = now.parameters.judge, now.cadres, now.posts
    base = f(p.threat_severity * now.regime.elite_threat[0] + (p.plot_severity if charge in PLOTTED else 0.0))
    opens = f(p.inquiry_attempt) if charge == FOR_AN_ATTEMPT else ONE
    for k in range(len(who)):
        post = who[k]
        form = form_of(draw_one(now, post, FORM), posts.rank[post], base, p) if ordered < 0 else ordered
        event = log.add_of_post(now.log, log.PENALTY, now.month, posts, post, cadres.person[post])
        row = now.log.rows[event]
        row.form, row.charge = form, charge
        add_case(now.cases, post, A_PENALTY, cadres.displayed_loyalty[post], opens)
        now.counts.penalties[posts.circle[post], form] += ONE
        if form == REEDUCATION:
            cadres.standing[post] = AWAY
        elif form != LESSER:
            now.scratch.vacant[post] = PENALISED


@part
def add_case(cases: Cases, post: Number, flight: np.uint8, displayed_loyalty: Number, opens: Number) -> None:
    """One more case to be heard of next month."""
    at = cases.in_use[0]
    cases.post[at], cases.flight[at], cases.displayed_loyalty[at] = post, flight, displayed_loyalty
    cases.opens[at] = opens
    cases.in_use[0] = at + 1


@rule
def form_of(draw: Number, rank: Number, base: Number, p: Judge) -> int:
    """Form of a penalty from one draw: how many cuts its severity passes."""
    severity = base + f(p.rank_severity) * f(LAST - min(np.int32(rank), LAST))
    passed = 0
    for cut in (
        p.cut_demotion, p.cut_reeducation, p.cut_removal, p.cut_expulsion, p.cut_imprisonment, p.cut_execution,
    ):  # fmt: skip
        if draw < logistic(severity - f(cut)):
            passed += 1
    return BY_SEVERITY[passed]
