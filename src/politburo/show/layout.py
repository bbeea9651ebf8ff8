"""For what a figure is laid out: a page or a phone, light or dark paper."""

from __future__ import annotations

from dataclasses import dataclass

from politburo.terms.errors import UsageError

NAMES = ("wide", "narrow")


@dataclass(frozen=True, slots=True)
class Layout:
    """How wide a figure is, `wide` for a page or `narrow` for a phone, and whether its paper is dark.

    Raises UsageError for another name.
    """

    name: str = "wide"
    dark: bool = False

    def __post_init__(self) -> None:
        if self.name not in NAMES:
            raise UsageError(f"There is no layout {self.name!r}; a figure is {' or '.join(NAMES)}.")

    @property
    def narrow(self) -> bool:
        """Whether it is made for a phone: events are numbered, and lines are named above their panel."""
        return self.name == "narrow"

    @property
    def width(self) -> int:
        """Pixels of every panel from its first to its last day."""
        return 282 if self.narrow else 860

    @property
    def margin(self) -> int:
        """Pixels to the right of the panels, where lines are named."""
        return 0 if self.narrow else 130

    @property
    def axis(self) -> int:
        """Pixels to the left of the panels for the labels of their axes."""
        return 42 if self.narrow else 36

    @property
    def room(self) -> int:
        """Pixels for a line of text that begins at the left of the panels."""
        return self.width + self.margin

    @property
    def padding(self) -> dict[str, int]:
        """Pixels around everything."""
        side, end = (6, 6) if self.narrow else (20, 20)
        return {"left": side, "right": end, "top": side, "bottom": 14}


WIDE = Layout()
