"""Which texts are outlines that can be drawn and asked for: GeoJSON geometries (RFC 7946) in degrees."""

import json

import numpy as np
import pyarrow as pa
import shapely

DRAWN = ("Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon")


def are_outlines(texts: pa.ChunkedArray) -> pa.Array:
    """Of each text; a missing one is none."""
    said = texts.to_pylist()
    with np.errstate(all="ignore"):
        shapes = shapely.from_geojson(np.array(said, dtype=object), on_invalid="ignore")
    west, south, east, north = shapely.bounds(shapes).T
    inside = (west >= -180) & (east <= 180) & (south >= -90) & (north <= 90)
    return pa.array(bool(fits) and _kind(text) in DRAWN for text, fits in zip(said, inside, strict=True))


def _kind(text: str) -> str:
    """A feature around a geometry is read as one, and is none."""
    return str(json.loads(text).get("type"))
