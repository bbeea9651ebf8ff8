"""Rules of terms as text: what a rule gives back, in the names of traits, parameters and levers.

The text is made from the source, so that the page says what is compiled. Functions that a rule is helped by are named,
and said once under the table.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from types import FunctionType
from typing import Any

from politburo.terms.hazards import exp, log, logistic

SIGNS = {" * ": " · ", " ** 2": "²", "-": "−", " == ": " = "}
"""What stands in text for signs of Python, in this order."""

OF_ALL = ("p", "levers")
"""Arguments of a rule beside the agent whose hazard it is."""


def expression(rule: Callable[..., Any]) -> tuple[str, dict[str, str]]:
    """What a rule gives back, and what the functions give back that it is helped by, by their names."""
    definition = ast.parse(textwrap.dedent(inspect.getsource(rule))).body[0]
    assert isinstance(definition, ast.FunctionDef)
    names = _Names(rule, {argument.arg for argument in definition.args.args})
    for step in definition.body:
        if isinstance(step, ast.Assign) and isinstance(step.targets[0], ast.Name):
            names.local[step.targets[0].id] = names.visit(step.value)
    (given,) = (step.value for step in definition.body if isinstance(step, ast.Return))
    assert given is not None
    text = ast.unparse(names.visit(given))
    for sign, stands in SIGNS.items():
        text = text.replace(sign, stands)
    return text, names.helpers


class _Names(ast.NodeTransformer):
    """Traits and levers without the name of the argument that has them, parameters with that of their group."""

    def __init__(self, rule: Callable[..., Any], arguments: set[str]) -> None:
        self.around: dict[str, Any] = getattr(rule, "__globals__", {})
        self.arguments = arguments
        self.local: dict[str, ast.expr] = {}
        self.helpers: dict[str, str] = {}

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """`cadre.fear` is fear, `p.choose.flee_fear` is choose.flee_fear."""
        if isinstance(node.value, ast.Name) and node.value.id in self.arguments:
            return ast.Name(node.attr)
        return ast.Attribute(self.visit(node.value), node.attr)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """What was worked out before stands where it is used; a constant is said in words."""
        return self.local.get(node.id, ast.Name(node.id.lower().replace("_", " ")))

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """A function of the rule's own is a name; those of numbers are called."""
        called = self.around.get(node.func.id) if isinstance(node.func, ast.Name) else None
        if isinstance(called, FunctionType) and called not in (exp, log, logistic):
            said, more = expression(called)
            self.helpers |= more | {called.__name__: said}
            return ast.Name(called.__name__)
        name = "σ" if called is logistic else "ln" if called is log else ast.unparse(node.func)
        return ast.Call(ast.Name(name), [self.visit(argument) for argument in node.args], [])
