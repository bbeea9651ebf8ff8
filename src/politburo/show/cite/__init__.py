"""What to cite, as BibTeX: politburo, the works behind its mechanisms, and the sources of published estimates."""

from politburo.show.cite.citation import citation, citation_of_everything

__all__ = ["citation", "citation_of_everything"]
