"""What happens to a synthetic cadre, and the post held, in the words of sentences."""

from __future__ import annotations

FORMS = {
    "lesser penalty": "received a lesser penalty",
    "demotion": "was demoted out of the posts simulated",
    "removal": "was removed from the organisation",
    "expulsion": "was expelled from the party",
    "execution": "was executed",
}
CHARGES = {"disloyalty": "disloyalty", "plotting": "plotting", "coup attempt": "an attempted coup"}

DID = {
    "retirement": "retired",
    "death": "died",
    "lying low": "began to lie low",
    "return to office": "returned to full service",
    "plot": "began to plot",
    "plot given up": "gave up plotting",
    "plot found": "was found out as a plotter",
    "coup attempt": "attempted a coup, which failed",
}


def did(kind: str, form: str | None, charge: str | None, *, abroad: bool) -> str:
    """A penalty, a flight, or what needs no other post to be said, as the end of a sentence about the cadre."""
    if kind == "penalty" and form is not None:
        return FORMS[form] + (f" for {CHARGES[charge]}" if charge else "")
    if kind == "flight":
        return "fled from a post abroad" if abroad else "fled over the border"
    return DID[kind]


def post_in_words(post: int, organ: str, rank: str, province: str, *, abroad: bool) -> str:
    """A post with its organ, rank and province."""
    parts = [organ, f"{rank} rank", province.replace("_", " ")]
    return f"post {post} ({', '.join(parts + ['abroad'] * abroad)})"
