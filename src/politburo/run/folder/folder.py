"""A folder that is for one thing: a manifest that says for what, what its results were made from, and nothing foreign.

    manifest.json     what the folder is for, with the marks of the files beside it; written first
    scenario.toml     the scenario, with all that it extends, as it was when the folder was made
    country/          the files of its country
    ensemble.csv      the parameter sets under which its runs were made, where there are several

Every file is written beside its place and renamed into it, so a process can be killed at any moment: what is there is
whole. What is finished in it has markers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Generic

from pydantic import TypeAdapter

from politburo.country.folder import FILES, LARGEST, CountryFiles, files_in
from politburo.run.ensemble import MOST_BYTES, Ensemble, read_ensemble
from politburo.run.folder import sealed
from politburo.run.folder.files import PARTIAL, WrongFolderError, damaged, made, mark_of, matches, write
from politburo.run.folder.lock import LOCK
from politburo.run.folder.manifest import Said, differences, of_before
from politburo.run.folder.markers import Done, Markers
from politburo.run.plan import ENSEMBLE
from politburo.scenario import Scenario, parse, to_toml
from politburo.scenario.reader import LARGEST_WRITTEN
from politburo.terms.errors import CountryError, FileError, StoreError, UsageError
from politburo.terms.plugins import plugged_in

SCENARIO, COUNTRY, SETS = "scenario.toml", "country", "ensemble.csv"


class Folder(Markers[Done], Generic[Said, Done]):
    """The files of one folder with results; what is of one kind of folder alone is said by its class."""

    kind: ClassVar[str]
    """What such a folder is, in words."""

    holds: ClassVar[str]
    """What is in one that is for something else."""

    newest: ClassVar[int]
    """The format that is written; earlier ones are read."""

    vouching: ClassVar[int] = 2
    """The first format whose files vouch for themselves."""

    parts: ClassVar[tuple[str, ...]] = (COUNTRY,)
    manifest_name: ClassVar[str]
    manifest_kind: ClassVar[TypeAdapter[Any]]

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.manifest_file = folder / self.manifest_name
        self.scenario_file = folder / SCENARIO

    @classmethod
    def is_one(cls, folder: Path) -> bool:
        """Whether it has the manifest of one."""
        return (folder / cls.manifest_name).is_file()

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

    def ensemble(self) -> Ensemble | None:
        """The ensemble under which its runs were made; None where all have the scenario's parameters.

        Raises StoreError where the one that is kept is another.
        """
        manifest = self.manifest()
        return self._once(self.folder / SETS, lambda: self._ensemble(manifest)) if manifest.has_ensemble else None

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

    @contextmanager
    def held(self, described: Callable[[], tuple[Said, Mapping[str, bytes]]], *, shared: bool) -> Iterator[None]:
        """Hold the folder for the length of the block, as `holding`, for what a manifest says.

        `described` gives that, and the contents of the files that belong to it. With `shared`, others that share may be
        in it, for the same. Raises StoreError also when others that are in it are there for something else.
        """
        with self.holding(lambda: self.describe(*described()), shared=shared):
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

    def describe(self, manifest: Said, contents: Mapping[str, bytes] | None = None) -> None:
        """Write the manifest and the files that belong to it, as far as they are not there already.

        A new manifest is written first, since nothing counts without it; one that vouches for more, last. A finished
        folder is used where nothing can be written, too.
        """
        new = not self.manifest_file.exists()
        if new:
            sealed.keep(self.manifest_file, manifest)
        for name, content in (contents or {}).items():
            if not matches(self.folder / name, manifest.files[name]):
                made((self.folder / name).parent)
                write(self.folder / name, content)
        if not new and self.manifest() != manifest:
            sealed.keep(self.manifest_file, manifest)

    def check_alike(self, others: Sequence[Any]) -> None:
        """Raise StoreError when not all folders are for the same, or one is of another version or format."""
        for other in others:
            if other.manifest().identity != self.manifest().identity:
                raise WrongFolderError(
                    f"{other.folder} and {self.folder} are not for the same scenario, seed and version of the model, "
                    "and so cannot be merged; all are left as they are."
                )
        for other in others:
            found = other.manifest()
            if not found.is_of_this_model or found.format < self.newest:
                raise StoreError(
                    f"{other.folder} was made by another version of the model ({found.made_by}, format "
                    f"{found.format}): merge it with that version."
                )

    def _check_marker(self, marker: Done) -> None:
        if marker.identity != self.manifest().identity:
            raise ValueError(f"it belongs to {self.holds}")

    def _country(self, manifest: Said) -> CountryFiles | None:
        """The files of the country that are kept; None in folders of earlier formats. Raises StoreError."""
        names = {file: f"{COUNTRY}/{file}" for file in FILES}
        contents = {file: self.kept(name, LARGEST) for file, name in names.items() if name in manifest.files}
        try:
            return files_in(contents, str(self.folder / COUNTRY)) if contents else None
        except CountryError as error:
            raise damaged(self.folder / COUNTRY, error) from error

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


def _mechanisms(names: set[str]) -> str:
    """A list of mechanisms in words."""
    listed = ", ".join(map(repr, sorted(names)))
    return f"the mechanism{'s' if len(names) > 1 else ''} {listed}" if names else "none"


def origin_files(scenario: Scenario, ensemble: Ensemble | None = None) -> dict[str, bytes]:
    """What is kept of where results come from, by the names of the files."""
    sets = {} if ensemble is None else {SETS: ensemble.text.encode()}
    country = {f"{COUNTRY}/{name}": content for name, content in scenario.country_files.contents}
    return {SCENARIO: to_toml(scenario, f"./{COUNTRY}").encode(), **country, **sets}
