"""Prove that a person is erased: look through every file that the platform keeps, also in a bucket."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings

from longbien.data.dependents import FOLDERS
from longbien.data.models import Agreement, DataSet
from longbien.data.queries.sets import folder_of
from longbien.kernel.extras import require

SKIPPED = ("static", "assets", "keys", "backup")


def proof(found: DataSet, column: str, wanted: Any) -> dict[str, Any]:
    """What was looked through: the files of the platform, which must hold nothing, and all other files of the state."""
    scanning = require("longbien.data.lake.scanning.scan", extra="data")
    wanted_forms = require("longbien.data.lake.scanning.needles", extra="data").needles(
        _forms(found, wanted), is_whole=_is_part(found, column, wanted)
    )
    root = Path(settings.VAR)
    own = scanning.scan(_files(root, FOLDERS), wanted_forms, root=root)
    with TemporaryDirectory() as folder:
        away = require("longbien.data.lake.places", extra="data").away(Path(folder))
        scanning.scan(away, wanted_forms, root=Path(folder), done=own)
    others = [one.name for one in sorted(root.iterdir()) if one.name not in (*FOLDERS, *SKIPPED)]
    rest = scanning.scan(_files(root, others), wanted_forms, root=root)
    return {
        "files": own.files,
        "bytes": own.bytes,
        "pages": own.pages,
        "raw": bool(wanted_forms.raw),
        "found": [list(one) for one in own.found],
        "elsewhere": sorted({Path(file).parts[0] for file, _ in rest.found}),
        "files_elsewhere": rest.files,
    }


def _is_part(found: DataSet, column: str, wanted: Any) -> bool:
    """Whether other persons have codes that hold this one: then bytes can't tell them apart."""
    newest = found.editions.order_by("-number").first()
    if newest is None or not isinstance(wanted, str):
        return False
    counted = require("longbien.data.lake.counted", extra="data")
    return bool(counted.is_part_of_others(folder_of(found.code), newest.version, column, wanted))


def _forms(found: DataSet, wanted: Any) -> list[Any]:
    """The value, and the code that each agreement has in its place."""
    keys = Agreement.objects.filter(data_set=found).values_list("key", flat=True)
    return [wanted, *(sha256(f"{key}:{wanted}".encode()).hexdigest()[:32] for key in keys)]


def _files(root: Path, folders: Any) -> Iterator[Path]:
    for one in folders:
        at = root / one
        yield from (file for file in sorted(at.rglob("*")) if file.is_file())
        if at.is_file():
            yield at
