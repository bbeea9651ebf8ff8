"""Damage to folders: one bit turned, a file cut short, emptied, lengthened or gone, files swapped or copied.

Files come from the folder itself, and from a twin: one of the same kind, made for another seed or question.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from politburo.run.folder.lock import LOCK

Chance = random.Random


def damage(folder: Path, twin: Path, chance: Chance) -> str:
    """Damage a folder in one way, and say which."""
    how = chance.choice(list(KINDS))
    return f"{how}: {KINDS[how](folder, twin, chance)}"


def files_of(folder: Path) -> list[Path]:
    """The files of a folder, in order of their names."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != LOCK)


def _one(folder: Path, chance: Chance) -> Path:
    """One of the files; each folder within is as likely as the other, however many files it has."""
    places: dict[Path, list[Path]] = {}
    for file in files_of(folder):
        places.setdefault(file.parent, []).append(file)
    return chance.choice(places[chance.choice(list(places))])


def _name(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix()


def _bit(folder: Path, _twin: Path, chance: Chance) -> str:
    file = _one(folder, chance)
    content = bytearray(file.read_bytes())
    byte, bit = chance.randrange(len(content)), chance.randrange(8)
    content[byte] ^= 1 << bit
    file.write_bytes(content)
    return f"bit {bit} of byte {byte} of {_name(file, folder)}"


def _cut(folder: Path, _twin: Path, chance: Chance) -> str:
    file = _one(folder, chance)
    content = file.read_bytes()
    length = chance.choice((0, len(content) - 1, chance.randrange(len(content))))
    file.write_bytes(content[:length])
    return f"{_name(file, folder)} to {length} of {len(content)} bytes"


def _longer(folder: Path, _twin: Path, chance: Chance) -> str:
    file = _one(folder, chance)
    content = file.read_bytes()
    more = chance.choice((b"\n", b"\0", b"0", content))
    file.write_bytes(content + more)
    return f"{_name(file, folder)} by {len(more)} bytes"


def _gone(folder: Path, _twin: Path, chance: Chance) -> str:
    file = _one(folder, chance)
    file.unlink()
    return _name(file, folder)


def _replaced(folder: Path, _twin: Path, chance: Chance) -> str:
    """By what is no file."""
    file = _one(folder, chance)
    file.unlink()
    if chance.random() < 0.5:
        file.mkdir()
        return f"{_name(file, folder)} by a folder"
    file.symlink_to(file.with_name("nowhere"))
    return f"{_name(file, folder)} by a link that leads nowhere"


def _swapped(folder: Path, _twin: Path, chance: Chance) -> str:
    one = _one(folder, chance)
    alike = [file for file in files_of(folder) if file.suffixes == one.suffixes and file != one] or files_of(folder)
    other = chance.choice(alike)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    return f"{_name(one, folder)} and {_name(other, folder)}"


def _copied(folder: Path, twin: Path, chance: Chance) -> str:
    one, source = _one(folder, chance), chance.choice((folder, twin))
    alike = [file for file in files_of(source) if file.suffixes == one.suffixes and file != one] or files_of(source)
    other = chance.choice(alike)
    one.write_bytes(other.read_bytes())
    return f"{_name(other, source)} of the {'folder' if source == folder else 'twin'} over {_name(one, folder)}"


def _same_of_twin(folder: Path, twin: Path, chance: Chance) -> str:
    """One file, or all of one name at its front (the series, events and marker of a run), or all of one folder."""
    one = _one(folder, chance)
    start = chance.choice((one.name, one.name.partition(".")[0], ""))
    chosen = [
        file
        for file in files_of(twin)
        if (file.name.startswith(start) if start else file.parent == twin / one.relative_to(folder).parent)
    ]
    for file in chosen:
        target = folder / file.relative_to(twin)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    return f"{', '.join(_name(file, twin) for file in chosen) or 'nothing'} of the twin"


def _renamed(folder: Path, _twin: Path, chance: Chance) -> str:
    """All files with one name at their front, such as those of a run, under another such name, or exchanged with it."""
    one = _one(folder, chance)
    fronts = sorted({file.name.partition(".")[0] for file in files_of(folder) if file.parent == one.parent})
    old, new = one.name.partition(".")[0], chance.choice([*fronts, "run-00000", "run-00001", "run-00002", "run-00010"])
    exchanged = chance.random() < 0.5
    contents: dict[Path, bytes] = {}
    for file in files_of(folder):
        front, _, rest = file.name.partition(".")
        if front == old:
            contents[file.with_name(f"{new}.{rest}")] = file.read_bytes()
        elif front == new and exchanged:
            contents[file.with_name(f"{old}.{rest}")] = file.read_bytes()
    for file, content in contents.items():
        file.write_bytes(content)
    return f"{old} and {new} exchanged" if exchanged else f"{old} copied to {new}"


KINDS: dict[str, Callable[[Path, Path, Chance], str]] = {
    "one bit": _bit,
    "cut": _cut,
    "lengthened": _longer,
    "gone": _gone,
    "replaced": _replaced,
    "swapped": _swapped,
    "copied": _copied,
    "from the twin": _same_of_twin,
    "renamed": _renamed,
}
"""Ways of damage; one bit is as likely as each of the others."""
