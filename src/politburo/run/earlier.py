"""What the folders of earlier formats say, in the form of this one.

Their manifests and markers vouch neither for themselves nor for each other, and say nothing of the country.
"""

from __future__ import annotations

import tomllib
from typing import Any

import tomli_w

from politburo.scenario.resolution import LEVER_DEFAULTS


def manifest(before: dict[str, Any]) -> dict[str, Any]:
    """A manifest, with its hashes as digests."""
    hashes = {"scenario": "digest", "sources": "sources", "outcomes": "definitions"}
    said = {name: value for name, value in before.items() if name not in hashes.values()}
    return said | {"digests": {name: before[key] for name, key in hashes.items() if key in before}, "files": {}}


def marker(before: dict[str, Any], identity: str) -> dict[str, Any]:
    """A marker, as one of the folder with that identity. Raises KeyError, TypeError or ValueError for what is none."""
    said = dict(before)
    run = f"run-{said['run']:05d}"
    files = {f"series/{run}.zarr.zip": said.pop("series"), f"events/{run}.parquet": said.pop("events")}
    return said | {"identity": identity, "files": files}


def scenario(text: str) -> str:
    """The text of a scenario that was kept; in the first form, levers held already what the events do to them."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return text  # which says best itself what is wrong with it
    if data.pop("resolved", None) is not True:
        return text
    data["complete"] = True
    on_top = {key: data.pop(key) for key in ("seed", "runs", "scale") if key in data}  # as it was at the very first
    data["run"] = on_top | data.get("run", {})
    if data.get("events"):
        data["overrides"] = LEVER_DEFAULTS | data.get("levers", {})
    return tomli_w.dumps(data)
