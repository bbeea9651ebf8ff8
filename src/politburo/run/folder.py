"""What all folders with results have in common: a manifest, what it was made from, one writer, and nothing foreign.

    manifest.json     what the folder is for, with the marks of the files beside it; written first
    scenario.toml     the scenario, with all that it extends, as it was when the folder was made
    country/          the files of its country
    ensemble.csv      the parameter sets under which its runs were made, where there are several

Every file is written beside its place and renamed into it, so a process can be killed at any moment: what is there is
whole. What is finished has a marker, which is written last: what has one counts, and what has none is done again. What
is read is checked against what vouches for it, once as long as it stays the same file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import TypeAdapter

from politburo.country.folder import FILES, LARGEST, CountryFiles, files_in
from politburo.run import sealed
from politburo.run.ensemble import MOST_BYTES, Ensemble, read_ensemble
from politburo.run.files import (
    LOCK,
    PARTIAL,
    FileMark,
    WrongFolderError,
    damaged,
    locked,
    made,
    mark,
    mark_of,
    matches,
    removed,
    write,
)
from politburo.run.manifest import Done, Said, differences, of_before
from politburo.run.plan import ENSEMBLE
from politburo.scenario import Scenario, parse, to_toml
from politburo.scenario.reader import LARGEST_WRITTEN
from politburo.terms.errors import CountryError, FileError, StoreError, UsageError
from politburo.terms.plugins import plugged_in

Found = TypeVar("Found")

SCENARIO, COUNTRY, SETS = "scenario.toml", "country", "ensemble.csv"


class Folder(Generic[Said, Done]):
    """The files of one folder with results; what is of one kind of folder alone is said by its class."""

    kind: ClassVar[str]
    """What such a folder is, in words."""

    holds: ClassVar[str]
    """What is in one that is for something else."""

    newest: ClassVar[int]
    """The format that is written; earlier ones are read."""

    vouching: ClassVar[int] = 2
    """The first format whose files vouch for themselves."""

    parts: ClassVar[tuple[str, ...]] = ()
    """The folders in it, in which results are kept."""

    manifest_name: ClassVar[str]
    manifest_kind: ClassVar[TypeAdapter[Any]]

    markers_name: ClassVar[str]
    """The folder in it where markers are kept, if there are any."""

    marker_kind: ClassVar[TypeAdapter[Any]]

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest_file = folder / self.manifest_name
        self.scenario_file = folder / SCENARIO
        self._known: dict[tuple[Any, ...], Any] = {}

    def manifest(self) -> Said:
        """What the folder is for. Raises StoreError when that cannot be read."""
        return self._once(self.manifest_file, self._read_manifest)

    def base(self) -> Scenario:
        """The scenario that is kept.

        Raises StoreError when it cannot be read or is not the one that was run, or was run with mechanisms of other
        packages than are installed.
        """
        manifest = self.manifest()
        self._check_mechanisms(manifest)
        country, content = self._country(manifest), self.kept(SCENARIO, LARGEST_WRITTEN)
        try:
            scenario = parse(content.decode(), str(self.scenario_file), country)
            scenario.plan  # noqa: B018 - whether it can be read
        except (ValueError, FileError) as error:
            if manifest.is_of_this_model or not isinstance(error, FileError):
                raise damaged(self.scenario_file, error) from error
            raise StoreError(f"{self.scenario_file} can be read only by {manifest.made_by}: {error}") from error
        # Another version of the model may hash the same scenario to another digest.
        if manifest.is_of_this_model and scenario.digest() != manifest.digest:
            raise damaged(self.scenario_file, "it is not the scenario that was run")
        if (scenario.seed, scenario.scale) != (manifest.seed, manifest.scale):
            raise damaged(self.scenario_file, f"its seed and scale are not those of {self.manifest_file.name}")
        return scenario

    def _country(self, manifest: Said) -> CountryFiles | None:
        """The files of the country that are kept; None in folders of earlier formats. Raises StoreError."""
        names = {file: f"{COUNTRY}/{file}" for file in FILES}
        contents = {file: self.kept(name, LARGEST) for file, name in names.items() if name in manifest.files}
        try:
            return files_in(contents, str(self.folder / COUNTRY)) if contents else None
        except CountryError as error:
            raise damaged(self.folder / COUNTRY, error) from error

    def ensemble(self) -> Ensemble | None:
        """The ensemble that is kept; None where all runs have the scenario's parameters.

        Raises StoreError where it is not the one under which runs were made.
        """
        manifest = self.manifest()
        return self._once(self.folder / SETS, lambda: self._ensemble(manifest)) if self.has_ensemble else None

    @property
    def has_ensemble(self) -> bool:
        """Whether its runs were made under an ensemble."""
        return ENSEMBLE in self.manifest().digests

    def _ensemble(self, manifest: Said) -> Ensemble:
        with sealed.reading(self.folder / SETS):
            try:
                found = read_ensemble(self.kept(SETS, MOST_BYTES).decode(), str(self.folder / SETS), called="")
            except UsageError as error:
                if manifest.is_of_this_model:
                    raise ValueError(str(error).removesuffix(".")) from error
                raise StoreError(f"{self.folder} can be read only by {manifest.made_by}: {error}") from error
            if found.digest != manifest.digests[ENSEMBLE]:
                raise ValueError("it is not the ensemble under which runs were made")
            return found

    def _check_mechanisms(self, manifest: Said) -> None:
        """What was simulated with mechanisms of other packages can be read with the same mechanisms only."""
        used, there = set(manifest.mechanisms), {mechanism.name for mechanism in plugged_in()}
        if used and used != there:
            raise StoreError(
                f"{self.folder} was made with {_mechanisms(used)} of other packages; installed and usable "
                f"{'is' if len(there) == 1 else 'are'} {_mechanisms(there)}. Read it where the same are installed."
            )

    def kept(self, name: str, most: int) -> bytes:
        """The content of a file that belongs to the folder, by its name in it, of at most so many bytes.

        Raises StoreError where it is not the one that the manifest vouches for, which that of an early format does not.
        """
        path, manifest = self.folder / name, self.manifest()
        with sealed.reading(path):
            content = sealed.limited(path, most)
            if manifest.format >= self.vouching and manifest.files.get(name) != mark_of(content):
                raise ValueError("it is not the one that was written")
            return content

    def check(self, path: Path, expected: FileMark, *, size_alone: bool = False) -> Path:
        """The path of a file that is the one expected. Raises StoreError, naming it, where it is not."""
        with sealed.reading(path, self.again):
            size = path.stat().st_size
            if size != expected.bytes:
                raise ValueError(f"{size} bytes instead of {expected.bytes}")
            if not size_alone and self._once(path, lambda: mark(path)) != expected:
                raise ValueError("it is not the one that was written")
        return path

    def marker_files(self) -> list[Path]:
        """The markers that are there, whether they are whole or not, in order."""
        return []

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
        write(self.folder / self.markers_name / f"{marker.name}.json", sealed.sealed(marker, indent=None))

    @property
    def again(self) -> str:
        """What makes damaged results again, as a sentence."""
        return "Give the command that made the folder again: it does what is damaged once more."

    @contextmanager
    def held(self, described: Callable[[], tuple[Said, Mapping[str, bytes]]], *, shared: bool) -> Iterator[None]:
        """Hold the folder for the length of the block: made if need be, with what belongs to it, and free of leftovers.

        `described` gives its manifest, and the contents of the files that belong to it. With `shared`, others that
        share may be in it, for the same. Raises StoreError when it is in use by another process, or cannot be written.
        """
        made(self.folder)

        def prepare() -> None:
            self.write_origin(*described())
            for part in self.parts:
                made(self.folder / part)
            removed(file for part in (".", COUNTRY, *self.parts) for file in (self.folder / part).glob(f"*{PARTIAL}"))
            removed(self.unfinished())

        with locked(self.folder, shared=shared, prepare=prepare):
            if described()[0] != self.manifest():
                raise StoreError(
                    f"{self.folder} is being written by others for {self.manifest().asked}: ask for as many, or wait "
                    "until they end."
                )
            yield

    def is_for(self, identity: str) -> bool:
        """Whether the folder is there, for this, and whole: then it is used as it is, even where nobody may write."""
        if not self.manifest_file.exists():
            return False
        found = self.manifest()
        return found.identity == identity and all(matches(self.folder / name, at) for name, at in found.files.items())

    def described(self, wanted: Said, contents: Mapping[str, bytes]) -> Said:
        """The manifest that the folder is to have: the one that is there, with as many runs, or else `wanted`.

        `contents` are those of the files that belong to it; of those that are whole, the marks stay. Raises StoreError
        when the folder holds anything else, or was written by an earlier version.
        """
        marks = {name: mark_of(content) for name, content in contents.items()}
        if not self.manifest_file.exists():
            self._refuse_foreign_files()
            return replace(wanted, files=marks)
        found = self.manifest()
        if found.format < self.newest:
            raise StoreError(
                f"{self.folder} was written by an earlier version ({found.made_by}, format {found.format}); nothing is "
                "added to it. Choose another folder with `out`."
            )
        if found.identity != wanted.identity:
            raise WrongFolderError(
                f"{self.folder} holds {self.holds} ({differences(found, wanted)}); it is left as it is. "
                "Choose another folder with `out`, or remove this one."
            )
        kept = {name: at for name, at in found.files.items() if name not in marks or matches(self.folder / name, at)}
        return replace(found, files=marks | kept, runs=max(found.runs, wanted.runs))

    def write_origin(self, manifest: Said, contents: Mapping[str, bytes]) -> None:
        """Write the manifest and the files that belong to it, as far as they are not there already.

        A new manifest is written first, since nothing counts without it; one that vouches for more, last.
        """
        new = not self.manifest_file.exists()
        if new:
            write(self.manifest_file, sealed.sealed(manifest))
        for name, content in contents.items():
            if not matches(self.folder / name, manifest.files[name]):
                made((self.folder / name).parent)
                write(self.folder / name, content)
        if not new and self.manifest() != manifest:
            write(self.manifest_file, sealed.sealed(manifest))

    def unfinished(self) -> list[Path]:
        """Files that a killed process left and that do not count."""
        return []

    def _refuse_foreign_files(self) -> None:
        """Raise StoreError when there is more in the folder than a killed process leaves before it has a manifest."""
        names = sorted(entry.name for entry in self.folder.iterdir() if entry.name != LOCK)
        foreign = [name for name in names if not (name.startswith(self.manifest_name) and name.endswith(PARTIAL))]
        if foreign:
            named = ", ".join(foreign[:3]) + (", …" if len(foreign) > 3 else "")
            raise WrongFolderError(
                f"{self.folder} is no {self.kind.partition(' ')[2]} and is not empty ({named}); it is left as it is. "
                "Choose a new or empty folder with `out`."
            )

    def _read_manifest(self) -> Said:
        path = self.manifest_file
        if not path.exists():
            raise WrongFolderError(f"{self.folder} is not {self.kind}: it has no {path.name}.")
        with sealed.reading(path, "Give the command that made the folder again with a new folder as `out`."):
            content = sealed.parsed(path)
            number = content.get("format")
            if not isinstance(number, int) or number < 1:
                raise ValueError("it says no format")
            if number > self.newest:
                raise StoreError(
                    f"{self.folder} has format {number}; this politburo reads formats up to {self.newest}. "
                    "It was written by a newer version: update politburo to read it."
                )
            if number >= self.vouching:
                return sealed.opened(content, self.manifest_kind)
            return self.manifest_kind.validate_python(of_before(content))

    def _read_marker(self, path: Path) -> Done:
        folder = self.manifest()
        with sealed.reading(path, self.again):
            marker = self._opened_marker(path, folder)
            if marker.identity != folder.identity:
                raise ValueError(f"it belongs to {self.holds}")
            if marker.name != path.name.partition(".")[0]:
                raise ValueError(f"it is that of {marker.name}")
            self._check_marker(marker, folder)
            return marker

    def _opened_marker(self, path: Path, _folder: Said) -> Done:
        """A marker, of this format or as one of it. Raises ValueError, KeyError or TypeError."""
        return sealed.opened(sealed.parsed(path), self.marker_kind)

    def _check_marker(self, marker: Done, folder: Said) -> None:
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


def _mechanisms(names: set[str]) -> str:
    """A list of mechanisms in words."""
    listed = ", ".join(map(repr, sorted(names)))
    return f"the mechanism{'s' if len(names) > 1 else ''} {listed}" if names else "none"


def origin_files(scenario: Scenario, ensemble: Ensemble | None = None) -> dict[str, bytes]:
    """What is kept of where results come from, by the names of the files."""
    sets = {} if ensemble is None else {SETS: ensemble.text.encode()}
    country = {f"{COUNTRY}/{name}": content for name, content in scenario.country_files.contents}
    return {SCENARIO: to_toml(scenario, f"./{COUNTRY}").encode(), **country, **sets}
