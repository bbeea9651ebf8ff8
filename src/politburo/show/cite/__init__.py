"""What to cite: politburo itself, the works mechanisms stand on, and the sources of public figures, as BibTeX."""

from politburo.show.cite.citation import citation, citation_of_everything

__all__ = ["citation", "citation_of_everything"]
