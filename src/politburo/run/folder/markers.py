"""What is finished in a folder: markers, written last, which vouch for themselves and for the files of a result.

What has a marker counts, and what has none is done again. What is read is checked against what vouches for it, once as
long as it stays the same file.

Annotations are no texts here, for the reason that run.folder.manifest gives.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import Field, TypeAdapter
from pydantic.dataclasses import dataclass

from politburo.run.folder import sealed
from politburo.run.folder.files import PARTIAL, FileMark, made, mark, removed
from politburo.run.folder.lock import locked
from politburo.run.folder.sealed import FileName, Hash
from politburo.terms.errors import StoreError

Found = TypeVar("Found")


@dataclass(frozen=True, kw_only=True)
class Marker:
    """Says that a part of what a folder is for is finished, and vouches for the files in which it is kept.

    `identity` is that of the folder to which it belongs, None where the folder is for whatever is asked; `files` are
    marks by their names in that folder.
    """

    identity: Hash | None = None
    files: dict[FileName, FileMark] = Field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of its file, without an ending."""
        raise NotImplementedError

    @property
    def results(self) -> dict[str, object]:
        """What came out, by the name of each run in words: the same of the same run, wherever it was done."""
        raise NotImplementedError


Done = TypeVar("Done", bound=Marker)


class Markers(Generic[Done]):
    """The markers of one folder; what is of one kind of folder alone is said by its class."""

    parts: ClassVar[tuple[str, ...]] = ()
    """The folders in it, in which results are kept."""

    markers_name: ClassVar[str] = "."
    """The one of them in which markers are kept."""

    marker_kind: ClassVar[TypeAdapter[Any]]

    within: ClassVar["type[Markers[Any]] | None"] = None
    """The kind of the folders within it, which are put together with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[tuple[Any, ...], Any] = {}

    @classmethod
    def is_one(cls, folder: Path) -> bool:
        """Whether a folder is of this kind, finished or not."""
        raise NotImplementedError

    def marker_files(self) -> list[Path]:
        """The markers that are there, whether they are whole or not, in order."""
        return []

    def unfinished(self) -> list[Path]:
        """Files that a killed process left and that do not count."""
        return []

    def check_alike(self, others: Sequence[Any]) -> None:
        """Raise StoreError where others cannot be put together with this one."""

    def claimed_for_all(self, others: Sequence[Any]) -> AbstractContextManager[None]:
        """Hold the folder for all that others are for. Raises StoreError as `holding`."""
        return self.holding()

    @property
    def again(self) -> str:
        """What makes damaged results again, as a sentence."""
        return "Give the command that made the folder again: it does what is damaged once more."

    def read_marker(self, path: Path) -> Done:
        """What a marker says. Raises StoreError where it is not the one that was written, or belongs elsewhere."""
        return self._once(path, lambda: self._read_marker(path))

    def whole(self, path: Path) -> Done | None:
        """What a marker says, where it and all files that it vouches for are the ones that were written; else None."""
        try:
            marker = self.read_marker(path)
            for name, expected in marker.files.items():
                self.check(self.folder / name, expected)
        except StoreError:
            return None
        return marker

    def keep_marker(self, marker: Done) -> None:
        """Write a marker: what it vouches for counts from now on. Raises StoreError when the system refuses."""
        sealed.keep(self.folder / self.markers_name / f"{marker.name}.json", marker, indent=None)

    def check(self, path: Path, expected: FileMark, *, size_alone: bool = False) -> Path:
        """The path of a file that is the one expected. Raises StoreError, naming it, where it is not."""
        with sealed.reading(path, self.again):
            size = path.stat().st_size
            if size != expected.bytes:
                raise ValueError(f"{size} bytes instead of {expected.bytes}")
            if not size_alone and self._once(path, lambda: mark(path)) != expected:
                raise ValueError("it is not the one that was written")
        return path

    @contextmanager
    def holding(self, describe: Callable[[], object] = lambda: None, *, shared: bool = False) -> Iterator[None]:
        """Hold the folder for the length of the block: made if need be, described, and free of leftovers.

        With `shared`, others that share may be in it. Raises StoreError when it is in use by another process, or cannot
        be written.
        """
        made(self.folder)

        def prepare() -> None:
            describe()
            for part in self.parts:
                made(self.folder / part)
            removed(file for part in (".", *self.parts) for file in (self.folder / part).glob(f"*{PARTIAL}"))
            removed(self.unfinished())

        with locked(self.folder, shared=shared, prepare=prepare):
            yield

    def _read_marker(self, path: Path) -> Done:
        with sealed.reading(path, self.again):
            marker = self._opened_marker(path)
            if marker.name != path.stem:
                raise ValueError(f"it is that of {marker.name}")
            self._check_marker(marker)
            return marker

    def _opened_marker(self, path: Path) -> Done:
        """A marker, of this format or as one of it. Raises ValueError, KeyError or TypeError."""
        return sealed.opened(sealed.parsed(path), self.marker_kind)

    def _check_marker(self, marker: Done) -> None:
        """Raise ValueError where a marker says what cannot be in such a folder."""

    def _once(self, path: Path, find: Callable[[], Found]) -> Found:
        """What is found of a file, kept as long as it is the same file."""
        try:
            about = path.stat()
        except OSError:
            return find()
        key = (path.name, path.parent.name, about.st_size, about.st_mtime_ns, about.st_ino)
        if key not in self._known:
            self._known[key] = find()
        return self._known[key]
