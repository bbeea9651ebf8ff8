"""The logics of rule that a scenario can name."""

from __future__ import annotations

from politburo.answer import Column, Listing, Table
from politburo.leader import broken_plugins
from politburo.terms.leaders import LEADERS, plugins


def leaders_list() -> Listing:
    """Politburo's own logics of rule, then those of other packages that can be used; a warning for each other one."""
    columns = (
        Column("name"),
        Column("meaning", "", "what it does"),
        Column("chooses", "", "levers that it chooses"),
        Column("source", "", "where the idea comes from"),
    )
    rows = [(one.name, one.meaning, ", ".join(one.chooses) or "nothing", one.reference) for one in LEADERS]
    broken = broken_plugins()
    rows += [
        (name, f"from another package: {point.value}", "what its Decision names", "see that package")
        for name, point in plugins().items()
        if name not in broken
    ]
    title = "Logics of rule that a scenario can name"
    return Listing(
        "leaders", title, (Table("leaders", title, columns, rows, simulated=False),), warnings=tuple(broken.values())
    )
