"""Wards of Vietnam since 1 July 2025, with the wards and districts of the map before it.

The data are those of the `vietnamadminunits` package (MIT). Its own code takes over a second to import and loads
libraries that aren't needed here, so only its data files are read: two milliseconds for a province.
"""

import json
import sqlite3
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from longbien.kernel.folding import fold
from longbien.places.rules.wards import Former, Ward

NOW = """SELECT wardCode, ward, wardShort, wardLon, wardLat, wardAreaKm2, provinceKey || '/' || wardKey, provinceKey
FROM admin_units WHERE provinceShortKey = ? ORDER BY wardCode"""
BEFORE = """SELECT provinceKey || '_' || districtKey || '_' || wardKey, ward, wardShort, district, districtShort
FROM admin_units_legacy"""


@cache
def wards(province: str) -> tuple[Ward, ...]:
    """Every ward of a province, given by its short name in any spelling ("Hà Nội", "ha noi"), by code."""
    key = fold(province).replace(" ", "")
    data = Path(str(find_spec("vietnamadminunits").origin)).parent / "data"  # type: ignore[union-attr]
    with sqlite3.connect(f"file:{data / 'dataset.db'}?mode=ro", uri=True) as base:
        now = base.execute(NOW, (key,)).fetchall()
        before = {old: Former(*names) for old, *names in base.execute(BEFORE)} if now else {}
    merged = _merged(data / "converter_2025.json", now[0][-1]) if now else {}
    return tuple(
        Ward(code, name, short, lon, lat, km2, tuple(before[old] for old in merged.get(ward, ()) if old in before))
        for code, name, short, lon, lat, km2, ward, _ in now
    )


def _merged(path: Path, province: str) -> dict[str, list[str]]:
    """By key of today's ward, the keys of the old wards that went into it, whole or in part."""
    data = json.loads(path.read_text())
    merged = {
        f"{province}/{ward}": list(olds)
        for ward, olds in data["DICT_PROVINCE_WARD_NO_DIVIDED"].get(province, {}).items()
    }
    for old, parts in data["DICT_PROVINCE_WARD_DIVIDED"].get(province, {}).items():
        for part in parts:
            merged.setdefault(f"{province}/{part['newWardKey']}", []).append(old)
    return merged
