"""A folder of CSV files as a catalogue: each file a data set; one with a contract beside it is delivered under it."""

import csv
from collections.abc import Iterator
from pathlib import Path

from longbien.data.rules.harvest.faults import unread
from longbien.data.rules.harvest.told import External, external

MOST_FILES, LARGEST = 500, 32_000_000
HEADER = 64 * 1024


def files_in(folder: Path) -> list[Path]:
    """Its CSV files, by name; links that lead out of it are left aside. Refusal (422) when there are too many."""
    home = folder.resolve()
    found = [one for one in sorted(folder.glob("*.csv")) if one.is_file() and one.resolve().parent == home]
    if len(found) > MOST_FILES:
        raise unread(folder.name, vi=f"Hơn {MOST_FILES} tệp.", en=f"It holds more than {MOST_FILES} files.")
    return found


def contract_beside(file: Path) -> Path | None:
    found = file.with_suffix(".yaml")
    return found if found.is_file() and found.resolve().parent == file.parent.resolve() else None


def described(file: Path) -> External:
    """A file without a contract: its name and its columns. ValueError when it has no header."""
    with file.open("rb") as content:
        head = content.read(HEADER).decode("utf-8-sig", "replace")
    columns = next(csv.reader(head.splitlines()), [])
    if not columns:
        raise ValueError(f"{file.name} is empty")
    return external(file.name, {"": file.stem}, about={"": ", ".join(columns)})


def every(folder: Path) -> Iterator[External | ValueError]:
    for file in files_in(folder):
        if contract_beside(file) is None:
            try:
                yield described(file)
            except (ValueError, csv.Error) as error:
                yield ValueError(str(error))
