"""The folder of a calibration: what is asked, the experiments of its stages, and the networks.

    calibration.json      what is asked: scenario, targets, rules, gates, how much is spent
    scenario.toml         the scenario, with all that it extends
    country/              the files of its country
    truth/                with --synthetic: the run that stands for the country
    screening/            the experiment of stage 1
    wave-1/ …             those of stage 2
    training/             that of stage 3
    networks/             the weights of each network, plain arrays, and what vouches for them
    predictive/           runs of the draws, or of the sets that history matching left
    not-ruled-out.csv     sets that history matching left; posterior.csv only where all gates are passed

All but the networks are found again from the experiments without a run.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from politburo.run.folder.files import mark_of, write
from politburo.run.folder.folder import Folder as AnyFolder
from politburo.run.folder.folder import origin_files
from politburo.run.folder.manifest import Manifest, origin
from politburo.run.folder.markers import Marker
from politburo.run.folder.sealed import Hash
from politburo.scenario import Scenario
from politburo.terms.errors import StoreError

FORMAT = 2
NETWORKS = "networks"

MOST_ARRAYS, MOST_BYTES = 1_000, 200_000_000
"""Arrays of the weights of a network, and bytes of the file, at most."""


@dataclass(frozen=True, kw_only=True)
class CalibrationManifest(Manifest):
    """What is asked, by its digests: `targets`, `rules`, `gates` and `effort` besides those of any folder."""


@dataclass(frozen=True, kw_only=True)
class NetworkMarker(Marker):
    """Says that a network is trained: its number, and the hash of what it was trained on."""

    number: int
    data: Hash

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"network-{self.number}"

    @property
    def results(self) -> dict[str, object]:
        """What came out."""
        return {f"Network {self.number}": self.data}


class Folder(AnyFolder[CalibrationManifest, NetworkMarker]):
    """The files of one folder."""

    kind: ClassVar[str] = "the folder of a calibration"
    holds: ClassVar[str] = "another calibration"
    newest: ClassVar[int] = FORMAT
    parts: ClassVar[tuple[str, ...]] = (NETWORKS,)
    manifest_name: ClassVar[str] = "calibration.json"
    manifest_kind: ClassVar[TypeAdapter[CalibrationManifest]] = TypeAdapter(CalibrationManifest)
    markers_name: ClassVar[str] = NETWORKS
    marker_kind: ClassVar[TypeAdapter[NetworkMarker]] = TypeAdapter(NetworkMarker)

    def claimed(self, base: Scenario, **digests: str) -> AbstractContextManager[None]:
        """Hold the folder for a calibration. Raises StoreError as that of an experiment."""
        origins = origin_files(base)
        wanted = CalibrationManifest(format=FORMAT, runs=1, **origin(base, **digests))
        return self.held(lambda: (self.described(wanted, origins), origins), shared=False)

    def network(self, number: int, data: str) -> list[NDArray] | None:
        """The weights of a network that was trained on that data; None where there is none, or not as written."""
        path = self.folder / NETWORKS / f"network-{number}.json"
        marker = self.whole(path) if path.exists() else None
        if marker is None or marker.data != data or list(marker.files) != [_file(number)]:
            return None
        try:
            return _read(self.folder / _file(number))
        except (OSError, ValueError, KeyError, MemoryError, zipfile.BadZipFile):
            return None

    def keep_network(self, number: int, data: str, weights: Sequence[NDArray]) -> None:
        """Keep the weights of a network. Raises StoreError when the system refuses."""
        written = io.BytesIO()
        np.savez(written, allow_pickle=False, **{f"a{at}": np.asarray(one) for at, one in enumerate(weights)})
        content = written.getvalue()
        if len(content) > MOST_BYTES:
            raise StoreError(f"The weights of a network take {len(content)} bytes; {MOST_BYTES} are kept at most.")
        write(self.folder / _file(number), content)
        identity = self.manifest().identity
        self.keep_marker(
            NetworkMarker(identity=identity, files={_file(number): mark_of(content)}, number=number, data=data)
        )


def _file(number: int) -> str:
    return f"{NETWORKS}/network-{number}.npz"


def _read(path: Path) -> list[NDArray]:
    with zipfile.ZipFile(path) as packed:
        if max(path.stat().st_size, sum(one.file_size for one in packed.infolist())) > MOST_BYTES:
            raise ValueError("it is too large")
    with np.load(path, allow_pickle=False) as found:
        if len(found.files) > MOST_ARRAYS:
            raise ValueError("it holds too many arrays")
        return [found[f"a{at}"] for at in range(len(found.files))]
