"""What a bearer of a token may read, as an Iceberg table: its metadata, and the files that lead to the same rows."""

import json
from pathlib import Path
from typing import Any

from longbien.data.drafts import draft_of
from longbien.data.models import Agreement
from longbien.data.queries.shares import folder, newest_number, snapshot, versions
from longbien.data.rules.iceberg.table import Told, Version, asked, metadata, place
from longbien.kernel.extras import require
from longbien.kernel.ids import to_slug


def table(row: Agreement, number: int | None = None) -> tuple[str, dict[str, Any]] | None:
    """Where the metadata lies, and the metadata, up to an edition or the newest; None where there is none."""
    last = newest_number(row) if number is None else number
    made = snapshot(row, last) if last is not None else None
    if made is None:
        return None
    every = [Version(n, int(at.timestamp() * 1000)) for n, at in versions(row) if n <= made.number]
    told = Told(str(row.pk), to_slug(row.pk), made.fields, every, made.notes)
    return place(told.folder, made.number, "metadata.json"), metadata(told)


def file(row: Agreement, name: str) -> Path | None:
    """A file of the table by its name, made when it is first asked for; None for one that there isn't."""
    number, kind = asked(name) or (0, "")
    made = snapshot(row, number) if number else None
    if made is None:
        return None
    wanted = folder(row) / f"{number}.{kind}"
    if kind == "metadata.json" and (found := table(row, number)):
        draft = draft_of(wanted)
        draft.write_text(json.dumps(found[1], ensure_ascii=False))
        draft.replace(wanted)
    elif kind in ("manifest.avro", "snapshot.avro") and not wanted.exists():
        lake = require("longbien.data.lake.iceberg", extra="data")
        lake.write(made.file, folder=to_slug(row.pk), number=number, rows=made.rows, fields=made.fields)
    return wanted
