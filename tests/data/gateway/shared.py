"""A small world of shared data: trips of riders, of which an agreement hides rows and a column; and wards."""

from pathlib import Path

import duckdb

from longbien.data.gateway.terms import Offer

MARK = "SECRETMARK"
NAMES = frozenset({"trips", "wards"})
TRIPS = """
    SELECT i AS id, 'w' || (i % 5) AS ward, i % 40 / 4.0 AS km, (i % 90 * 1000)::DECIMAL(12, 2) AS fare,
        i % 3 = 0 AS paid, TIMESTAMP '2026-01-01 05:00:00' + to_minutes(i * 7) AS started,
        DATE '2026-01-01' + (i % 60)::INT AS day, ['t' || (i % 2), 'all'] AS tags,
        CASE WHEN i % 11 <> 0 THEN (i % 50)::VARCHAR END AS note, '{mark}-' || i AS rider
    FROM range(1, 2001) t(i)
"""
HIDDEN = """
    SELECT -10_000 * i AS id, '{mark}-ward' AS ward, -1e9 - i AS km, 999999 AS fare, true AS paid,
        TIMESTAMP '1926-01-01' AS started, DATE '1926-01-01' AS day, ['{mark}'] AS tags, '{mark}-note' AS note,
        '{mark}-rider' AS rider
    FROM range(1, 2001) t(i)
"""
WARDS = "SELECT 'w' || i AS name, 1000 * (i + 1) AS people, 2.5 * (i + 1) AS area_km2 FROM range(5) t(i)"
SHOWN = "id, ward, km, fare, paid, started, day, tags, note"


def written(folder: Path, *, hidden: bool) -> dict[str, Path]:
    """The files of the world; `hidden` says whether rows that the agreement hides are there at all."""
    trips = f"({TRIPS}) UNION ALL ({HIDDEN})" if hidden else TRIPS
    tables = {"trips": trips.format(mark=MARK), "wards": WARDS, "seen": "SELECT 'w' || i AS ward FROM range(5) t(i)"}
    files = {name: folder / f"{name}.parquet" for name in tables}
    with duckdb.connect(":memory:") as engine:
        for name, select in tables.items():
            engine.execute(f"COPY ({select}) TO '{files[name]}' (FORMAT parquet)")
    return files


def offers(files: dict[str, Path]) -> tuple[Offer, ...]:
    """The views: trips in the wards that may be seen (which the engine would find out last), without the rider."""
    seen = f"upper(ward) IN (SELECT upper(ward) FROM read_parquet('{files['seen']}'))"
    trips = f"SELECT {SHOWN} FROM read_parquet('{files['trips']}') WHERE {seen}"
    wards = f"SELECT * FROM read_parquet('{files['wards']}')"
    return (Offer("trips", trips, (files["trips"], files["seen"])), Offer("wards", wards, (files["wards"],)))
