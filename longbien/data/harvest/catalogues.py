"""A source as a whole: page after page until its end, everything that it lists, and what of it couldn't be read."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from longbien.data.harvest import dcat, folders
from longbien.data.harvest.fetching import LARGEST, Limits, fetch
from longbien.data.rules.harvest.faults import unread
from longbien.data.rules.harvest.packages import packages_of, read_package
from longbien.data.rules.harvest.told import External

PER_PAGE, MOST_PAGES, MOST_SETS, MOST_FAULTS, MOST_SECONDS = 100, 200, 20_000, 50, 600
Read = Iterator[External | ValueError]


@dataclass(frozen=True)
class Catalogue:
    """What a source lists, each by its key once, and what couldn't be read."""

    sets: tuple[External, ...]
    faults: tuple[str, ...]


def read(kind: str, address: str, *, inside: tuple[str, int] | None = None) -> Catalogue:
    """All of it. Refusal (422) when any page of it can't be had: half a catalogue says nothing of what is gone."""
    found: dict[str, External] = {}
    faults: list[str] = []
    late = time.monotonic() + MOST_SECONDS
    for one in READERS[kind](address, Limits(inside=inside)):
        if time.monotonic() > late:
            where = address if "://" in address else Path(address).name
            raise unread(where, vi=f"Lâu hơn {MOST_SECONDS} giây.", en=f"It takes longer than {MOST_SECONDS} seconds.")
        if isinstance(one, External):
            found[one.key] = one
        elif len(faults) < MOST_FAULTS:
            faults.append(str(one)[:200])
        if len(found) > MOST_SETS:
            raise unread(address, vi=f"Hơn {MOST_SETS} bộ dữ liệu.", en=f"It lists more than {MOST_SETS} data sets.")
    return Catalogue(tuple(found.values()), tuple(faults))


def _ckan(address: str, limits: Limits) -> Read:
    site, start = address.rstrip("/"), 0
    for _ in range(MOST_PAGES):
        query = urlencode({"rows": PER_PAGE, "start": start, "sort": "id asc"})
        answer = fetch(f"{site}/api/3/action/package_search?{query}", "application/json", limits)
        try:
            count, packages = packages_of(json.loads(answer.content))
        except (ValueError, RecursionError) as error:
            raise unread(site, vi="Đây không phải CKAN.", en=f"This is no CKAN: {error}"[:300]) from None
        yield from map(_package, packages, [site] * len(packages))
        start += len(packages)
        if start >= count or not packages:
            return
    raise unread(site, vi=f"Hơn {MOST_PAGES} trang.", en=f"It has more than {MOST_PAGES} pages.")


def _package(data: Any, site: str) -> External | ValueError:
    try:
        return read_package(data, site)
    except ValueError as error:
        return error


def _dcat(address: str, limits: Limits) -> Read:
    seen: set[str] = set()
    while address and address not in seen:
        seen.add(address)
        if len(seen) > MOST_PAGES:
            raise unread(address, vi=f"Hơn {MOST_PAGES} trang.", en=f"It has more than {MOST_PAGES} pages.")
        content, form = _document(address, limits)
        graph = dcat.graph_of(content, form, address if "://" in address else Path(address).resolve().as_uri())
        yield from dcat.sets_of(graph)
        address = dcat.next_page(graph) if "://" in address else ""


def _document(address: str, limits: Limits) -> tuple[bytes, str]:
    if "://" in address:
        answer = fetch(address, dcat.ACCEPT, limits)
        return answer.content, dcat.form_of(answer.media, answer.url)
    file = Path(address)
    if not file.is_file() or file.stat().st_size > LARGEST:
        raise unread(
            file.name, vi="Không có tệp này, hoặc tệp quá lớn.", en="There is no such file, or it is too large."
        )
    return file.read_bytes(), dcat.form_of("", file.name)


def _folder(address: str, limits: Limits) -> Read:
    folder = Path(address)
    if not folder.is_dir():
        raise unread(folder.name, vi="Không có thư mục này.", en="There is no such folder.")
    return folders.every(folder)


READERS = {"ckan": _ckan, "dcat": _dcat, "folder": _folder}
