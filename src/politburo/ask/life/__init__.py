"""One synthetic cadre, or one post, followed through the months of one run, which is done again for it."""

from politburo.ask.life.answer import TURNS, Life, Place, follow

__all__ = ["TURNS", "Life", "Place", "follow"]
