"""The scale from little to much as a style sheet: a class for each step, in both looks and in print."""

from __future__ import annotations

from politburo.show import look

STEPS = len(look.SHADE)


def shades() -> str:
    """Classes `shade-0`, … with the colours of tiles and of the text on them."""
    light = {f".shade-{step}": _pair(step) for step in range(STEPS)}
    dark = {name: (look.DARK[paper], look.DARK[ink]) for name, (paper, ink) in light.items()}
    return (
        _rules(light)
        + _rules(dark, ":root[data-theme=dark] ")
        + f"@media print{{{_rules(light, ':root[data-theme]:root ')}}}"
    )


def _pair(step: int) -> tuple[str, str]:
    return look.SHADE[step], look.ON_MUCH if step / (STEPS - 1) > look.TURN else look.ON_LITTLE


def _rules(colours: dict[str, tuple[str, str]], before: str = "") -> str:
    return "".join(f"{before}{name}{{background:{paper};color:{ink}}}" for name, (paper, ink) in colours.items())
