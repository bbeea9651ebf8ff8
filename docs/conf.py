"""Configuration of the site that `make docs` builds into build/docs. Nothing is loaded from a network."""

from __future__ import annotations

from importlib.metadata import version as installed_version
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

project = "politburo"
author = "The politburo developers"
copyright = "The politburo developers, MIT licence"  # noqa: A001 - the name that Sphinx reads
version = release = installed_version("politburo")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_click"]
exclude_patterns = ["images"]
default_role = "literal"  # docstrings and help texts put code between single backticks
smartquotes = False  # help texts write options as they are typed, with two hyphens
nitpicky = True
# Types in signatures that are of other packages, or of no use but within an answer, have no page to link to.
nitpick_ignore_regex = [("py:class", r"(?!politburo\.(answer\.)?\w+$).*"), ("py:(?!class).*", r"(?!politburo).*")]

myst_heading_anchors = 4

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
add_module_names = False
python_maximum_signature_line_length = 90
autodoc_default_options = {"members": True, "undoc-members": True}

html_theme = "pydata_sphinx_theme"
html_context = {"default_mode": "auto"}  # light or dark, as the reader's system has it
html_title = "politburo"
html_copy_source = False
html_show_sourcelink = False
html_static_path = ["site.css"]
html_css_files = ["site.css"]
html_show_search_summary = False  # summaries are fetched, which a browser refuses for pages opened from disk
html_sidebars = {"index": [], "tutorial": []}
html_theme_options = {
    "logo": {"text": "politburo"},
    "navbar_align": "left",
    "footer_start": ["copyright"],
    "footer_end": [],
    "show_prev_next": True,
    "show_toc_level": 2,
}


def warn_without_docstring(app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Warn, which fails the build, of a public object that has no docstring."""
    if what != "attribute" and not any(line.strip() for line in lines):  # a class describes its fields itself
        logger.warning("%s %s has no docstring", what, name)


def warn_without_help(app: Sphinx, context: Any, lines: list[str]) -> None:
    """Warn, which fails the build, of a command or an option that has no help text."""
    if not any(line.strip() for line in lines):
        logger.warning("the command %s has no help text", context.command_path)
    for parameter in context.command.params:
        if parameter.param_type_name == "option" and not parameter.help:
            logger.warning("the option %s of %s has no help text", parameter.opts[0], context.command_path)


def setup(app: Sphinx) -> None:
    """Connect the checks."""
    app.connect("autodoc-process-docstring", warn_without_docstring)
    app.connect("sphinx-click-process-description", warn_without_help)
