"""What is installed, cached and where, and which problems there are; heavy libraries are not needed to say so."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from politburo.answer import Column, Listing, Table
from politburo.run.engines import usable_threads
from politburo.terms.leaders import plugins
from politburo.terms.plugins import package_of, plugged_in

SUPPORTED = ((3, 11), (3, 13))
"""First and last version of Python that politburo is tested with."""

PROMISED_MACHINES = ("x86_64", "AMD64")
"""Machines on which the same scenario and seed give the same bits."""

EXTRAS = {
    "cluster": "--workers, --cluster and --slurm",
    "sensitivity": "politburo sensitivity",
    "explore": "politburo explore",
    "lab": "politburo lab",
}
"""What can be installed besides, and what needs it."""

SCARCE_SPACE = 1e9
"""Bytes free on the disk of the results below which a long run may not fit."""


@dataclass(slots=True)
class Finding:
    """What was found: facts as (name, value) in the order to print, and warnings as sentences."""

    facts: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def installation(finding: Finding) -> Listing:
    """What was found, as an answer."""
    columns = Column("what"), Column("found")
    table = Table("installation", "What is installed, cached and where", columns, finding.facts, simulated=False)
    problems = () if finding.warnings else ("No problems found.",)
    return Listing("doctor", "The installation of politburo", (table,), problems, warnings=tuple(finding.warnings))


def examine(results: Path = Path("runs")) -> Finding:
    """Look at Python, the libraries, the machine, the compiled kernels and the folder for results; change nothing."""
    finding = Finding()
    _versions(finding)
    _extras(finding)
    _machine(finding)
    _kernels(finding)
    _leaders(finding)
    _mechanisms(finding)
    _results(finding, results)
    return finding


def _versions(finding: Finding) -> None:
    version = sys.version_info[:2]
    finding.facts.append(("politburo", f"{metadata.version('politburo')} in {Path(__file__).parents[1]}"))
    finding.facts.append(("Python", f"{platform.python_version()} at {sys.executable}"))
    if not SUPPORTED[0] <= version <= SUPPORTED[1]:
        span = " to ".join(f"{major}.{minor}" for major, minor in SUPPORTED)
        finding.warnings.append(f"Python {platform.python_version()} is untested: politburo is tested with {span}.")
    for library in libraries():
        try:
            finding.facts.append((library, metadata.version(library)))
        except metadata.PackageNotFoundError:
            finding.facts.append((library, "missing"))
            finding.warnings.append(f"{library} is missing: install it with `python -m pip install {library}`.")


def libraries(extra: str | None = None) -> tuple[str, ...]:
    """Names of the libraries that politburo needs at run time, or of those of an extra."""
    marked = re.compile(r"extra ==" if extra is None else rf"extra == ['\"]{extra}['\"]")
    entries = metadata.requires("politburo") or []
    needed = [entry for entry in entries if bool(marked.search(entry)) == (extra is not None)]
    return tuple(re.split(r"[^\w.-]", entry, maxsplit=1)[0] for entry in needed)


def _extras(finding: Finding) -> None:
    """What is not needed for a run: whether it is there, and how to get it."""
    for extra, used_for in EXTRAS.items():
        try:
            said = ", ".join(f"{library} {metadata.version(library)}" for library in libraries(extra))
        except metadata.PackageNotFoundError:
            said = f"not installed; for {used_for}: pip install 'politburo[{extra}]'"
        finding.facts.append((f"extra {extra}", said))


def _machine(finding: Finding) -> None:
    cores = usable_threads()
    finding.facts.append(("processor", f"{processor()} ({platform.machine()})"))
    finding.facts.append(("cores", f"{cores} usable of {os.cpu_count()}; one run on each at the same time"))
    if platform.machine() not in PROMISED_MACHINES:
        finding.warnings.append(
            f"On {platform.machine()} results may differ in the last bits from those of other machines: "
            "the same bits are promised on x86-64 only."
        )


def processor() -> str:
    """Name of the processor, as the system tells it."""
    try:
        names = re.findall(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        names = []
    return names[0] if names else platform.processor() or "unknown"


def _kernels(finding: Finding) -> None:
    try:
        from politburo.numerics.compile import cache_folder, is_cold
    except ImportError as error:
        finding.warnings.append(f"Nothing can be simulated, because a library cannot be imported: {error}.")
        return
    folder = cache_folder()
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    state = "none yet, the first run compiles them" if is_cold() else f"{size / 1e6:.1f} MB"
    finding.facts.append(("compiled kernels", f"{state}, in {folder}"))
    home = Path(os.environ.get("POLITBURO_CACHE") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    if not folder.resolve().is_relative_to(home.resolve()):
        finding.warnings.append(
            f"{home} cannot be written, so compiled kernels are kept in a temporary folder and may be compiled again; "
            "set POLITBURO_CACHE to a folder that can be written."
        )
    if os.environ.get("NUMBA_DISABLE_JIT", "0") != "0":
        finding.warnings.append("NUMBA_DISABLE_JIT is set: nothing is compiled, and runs take hours; unset it.")


def _leaders(finding: Finding) -> None:
    if not plugins():
        return
    try:
        from politburo.leader import broken_plugins
    except ImportError:  # a missing library, which is told above
        return
    broken = broken_plugins()
    usable = [f"{name} ({point.value})" for name, point in plugins().items() if name not in broken]
    finding.facts.append(("other leaders", ", ".join(usable) or "none that can be used"))
    finding.warnings += broken.values()


def _mechanisms(finding: Finding) -> None:
    others = [f"{mechanism.name} ({package_of(mechanism)})" for mechanism in plugged_in()]
    if others:
        finding.facts.append(("other mechanisms", ", ".join(others)))


def _results(finding: Finding, results: Path) -> None:
    folder = results.resolve()
    parent = next(path for path in (folder, *folder.parents) if path.is_dir())
    free = shutil.disk_usage(parent).free
    finding.facts.append(("results go to", f"{folder} ({free / 1e9:.1f} GB free)"))
    if not os.access(parent, os.W_OK):
        finding.warnings.append(f"{parent} cannot be written: run politburo elsewhere, or name a folder with --out.")
    if free < SCARCE_SPACE:
        finding.warnings.append(f"Only {free / 1e6:.0f} MB are free for results in {parent}.")
