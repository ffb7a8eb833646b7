"""The kinds that the house ships, and those of a hub's folder; one that a hub calls by the same code replaces ours."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from longbien.kernel.hub import Files, Hub
from longbien.kernel.sourced import Unreadable, read_yaml
from longbien.trials.kinds.shape import faults
from longbien.trials.rules.kinds.kind import Kind, read_kind

SHIPPED = Path(__file__).parent
LANGUAGES = ("vi", "en")  # those of the files that the house ships


def files(folder: Path) -> Files:
    """The kinds' files of a folder, by name; each bears the name of its folder and itself."""
    return tuple(read_yaml(path, named=f"kinds/{path.name}") for path in sorted(folder.glob("*.yaml")))


def kinds(hub: Hub) -> dict[str, Kind]:
    """Every kind that a plan of the hub may be of, by code. A file with a fault offers none: `hub check` names it."""
    spoken = tuple(language for language in hub.languages if language in LANGUAGES) or LANGUAGES
    own = {path.stem: _read(path, path.stat().st_mtime_ns, hub.languages) for path in _own(hub)}
    return dict(sorted({**_shipped(spoken), **{code: kind for code, kind in own.items() if kind}}.items()))


def _own(hub: Hub) -> Iterator[Path]:
    return (hub.folder / "kinds").glob("*.yaml")


@lru_cache
def _shipped(languages: tuple[str, ...]) -> dict[str, Kind]:
    return {file.data["kind"]: read_kind(file.data, languages) for file in files(SHIPPED)}


@lru_cache(maxsize=256)
def _read(path: Path, changed_ns: int, languages: tuple[str, ...]) -> Kind | None:
    """A file as it was when it was changed last; None when it has faults, or is called otherwise than its kind."""
    try:
        file = read_yaml(path)
    except Unreadable:
        return None
    return None if faults(file, languages) or file.data["kind"] != path.stem else read_kind(file.data, languages)
