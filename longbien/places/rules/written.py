"""An outline as a person writes it: GeoJSON, or the corners, one a line."""

import json
import re
from typing import Any

from longbien.kernel.text import Text
from longbien.places.rules.geometry import Bounds, Where, area_m2, outline_faults

NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
BETWEEN = re.compile(r"[\s,;()\[\]]*")
TOLD = 3  # faults: who reads of three corners knows what to look for in the others


class Unreadable(ValueError):
    """What is written is no outline; `what` says why."""

    def __init__(self, what: Text) -> None:
        super().__init__(str(what))
        self.what = what


def read_outline(written: str, bounds: Bounds | None, largest_km2: float | None = None) -> dict[str, Any]:
    """A valid Polygon or MultiPolygon within `bounds`, in WGS 84. Unreadable for anything else.

    Corners are `longitude, latitude` with a decimal point, in order around the area; the last one need not be the first
    again.
    """
    text = written.strip()
    geometry = _geojson(text) if text.startswith("{") else _corners(text)
    faults = [_placed(path, what, geometry) for path, what in outline_faults(geometry, bounds)]
    if faults:
        raise Unreadable(_joined(faults[:TOLD]))
    if largest_km2 is not None and area_m2(geometry) > largest_km2 * 1_000_000:
        raise Unreadable(_too_large(area_m2(geometry) / 1_000_000, largest_km2))
    return {"type": geometry["type"], "coordinates": geometry["coordinates"]}


def _geojson(text: str) -> Any:
    """The geometry of a GeoJSON text; of a feature or a collection of one, its own."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(NO_JSON) from error
    if found.get("type") == "FeatureCollection":
        features = found.get("features")
        found = features[0] if isinstance(features, list) and len(features) == 1 else {}
    if isinstance(found, dict) and found.get("type") == "Feature":
        found = found.get("geometry")
    return found


def _corners(text: str) -> dict[str, Any]:
    ring = [read_corner(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if ring and ring[0] != ring[-1]:
        ring.append(list(ring[0]))
    if len(ring) < 4:
        raise Unreadable(TOO_FEW)
    return {"type": "Polygon", "coordinates": [ring]}


def read_corner(number: int, line: str) -> list[float]:
    """`longitude, latitude` of one line. Unreadable for anything else."""
    found = NUMBER.findall(line)
    if len(found) != 2 or any(not BETWEEN.fullmatch(rest) for rest in NUMBER.split(line)):
        raise Unreadable(
            Text.of(
                vi=f"Dòng {number}: cần hai số, kinh độ rồi vĩ độ, dùng dấu chấm thập phân (105.8412, 21.0021).",
                en=f"Line {number}: two numbers are needed, longitude then latitude, such as 105.8412, 21.0021.",
            )
        )
    return [float(one) for one in found]


def _placed(path: Where, what: Text, geometry: Any) -> Text:
    """The fault with the number of its corner, counted from 1 as people do."""
    if "coordinates" not in path or len(path) < (4 if geometry["type"] == "MultiPolygon" else 3):
        return what
    corner = int(path[-1]) + 1
    return Text.of(vi=f"góc {corner}: {what['vi']}", en=f"corner {corner}: {what['en']}")


def _joined(faults: list[Text]) -> Text:
    vi, en = ("; ".join(fault[language] for fault in faults) for language in ("vi", "en"))
    return Text.of(vi=f"Ranh giới chưa dùng được: {vi}.", en=f"The boundary can't be used: {en}.")


def _too_large(km2: float, largest: float) -> Text:
    vi, en = f"{km2:.1f}".replace(".", ","), f"{km2:.1f}"
    return Text.of(
        vi=f"Khu vực rộng {vi} km², lớn hơn mức {largest:g} km² của một khu thử nghiệm.",
        en=f"The area measures {en} km², more than the {largest:g} km² of one testing area.",
    )


NO_JSON = Text.of(vi="Đoạn GeoJSON này không đọc được.", en="This GeoJSON can't be read.")
TOO_FEW = Text.of(vi="Cần ít nhất ba góc, mỗi góc một dòng.", en="At least three corners are needed, one a line.")
