"""Invented content for the gallery: one field of every kind, charts, shapes in the middle of no city."""

import math

from longbien.kernel.text import Text
from longbien.ui.charts import Chart, Point, Threshold
from longbien.ui.fields import Choice, Field, Offer, Ward

CURRENCY = "USD"

_COLOURS = tuple(
    Choice(code, Text.of(vi=vi, en=en))
    for code, vi, en in (
        ("river", "Ven sông", "By the river"),
        ("market", "Khu chợ", "The market"),
        ("campus", "Khuôn viên trường", "The campus"),
    )
)
_MANY = tuple(Choice(str(n), Text.of(vi=f"Lĩnh vực {n}", en=f"Field of work {n}")) for n in range(1, 10))
_WARDS = (
    Ward("1", "Phường Bến Sông", "Phường Chợ Cũ, Quận Bờ Đông"),
    Ward("2", "Phường Vườn Đào", "Phường Chợ Cũ, Quận Bờ Đông"),
)


def _find(written: str) -> tuple[Ward, ...]:
    named = tuple(ward for ward in _WARDS if ward.name == written)
    return named or _WARDS


FIELDS = (
    Field("title", "text", Text.of(vi="Tên sản phẩm", en="Name of the product"), required=True, maximum=80),
    Field(
        "summary",
        "longtext",
        Text.of(vi="Mô tả", en="Description"),
        hint=Text.of(vi="Sản phẩm làm gì, cho ai? Viết như nói.", en="What does it do, for whom? Plain words."),
        required=True,
    ),
    Field(
        "devices",
        "number",
        Text.of(vi="Số thiết bị", en="Devices"),
        minimum=1,
        maximum=50,
        unit=Text.of(vi="thiết bị", en="devices"),
    ),
    Field(
        "budget",
        "money",
        Text.of(vi="Kinh phí", en="Budget"),
        hint=Text.of(vi="Viết như 1,5 tỷ hoặc 1.500.000.000.", en="Write it like 1.5 billion or 1,500,000,000."),
        currency=CURRENCY,
        minimum=0,
    ),
    Field("start", "date", Text.of(vi="Ngày bắt đầu", en="First day"), required=True),
    Field("kind", "choice", Text.of(vi="Nơi thử", en="Where"), choices=_COLOURS, required=True),
    Field("field", "choice", Text.of(vi="Lĩnh vực", en="Field of work"), choices=_MANY),
    Field("groups", "choices", Text.of(vi="Ai tham gia", en="Who takes part"), choices=_COLOURS),
    Field("insured", "yesno", Text.of(vi="Đã có bảo hiểm?", en="Is it insured?"), required=True),
    Field(
        "windows",
        "group",
        Text.of(vi="Khung giờ", en="Hours"),
        hint=Text.of(vi="Mỗi khung giờ một mục.", en="One entry for each stretch of hours."),
        fields=(
            Field("from", "time", Text.of(vi="Từ", en="From"), required=True),
            Field("to", "time", Text.of(vi="Đến", en="To"), required=True),
        ),
        min_rows=1,
        max_rows=4,
    ),
    Field(
        "mail",
        "text",
        Text.of(vi="Thư điện tử", en="E-mail address"),
        input="email",
        autocomplete="email",
        known=Offer("mai@example.org", Text.of(vi="tài khoản của bạn", en="your account")),
    ),
    Field("home", "address", Text.of(vi="Địa chỉ", en="Address"), wards=_WARDS, find=_find),
    Field(
        "edge",
        "outline",
        Text.of(vi="Ranh giới", en="Boundary"),
        hint=Text.of(vi="Mỗi góc một dòng: kinh độ, vĩ độ.", en="One corner a line: longitude, latitude."),
    ),
    Field("total", "number", Text.of(vi="Tổng số giờ", en="Hours in all"), computed=True),
    Field("plan", "file", Text.of(vi="Bản vẽ", en="Drawing"), accept=(".pdf", "application/pdf"), max_bytes=2_000_000),
)
ANSWERS = {
    "title": "Đèn tín hiệu thích ứng",
    "devices": 12,
    "budget": {"minor": "150000000000", "currency": CURRENCY},
    "start": "2026-12-01",
    "kind": "river",
    "groups": ["market", "campus"],
    "home": {"street": "Số 1", "written": "Phường Chợ Cũ"},
    "total": 7,
    "windows": [{"from": "08:00", "to": "11:30"}, {"from": "13:30", "to": "17:00"}],
    "plan": {"document": "sample", "name": "ban-ve.pdf"},
}

CHARTS = (
    Chart(
        title="Betting e-process, site-days",
        points=tuple(Point(n, f"{n + 1}/11", math.exp(0.16 * n - 0.9 * math.sin(n / 3))) for n in range(30)),
        kind="step",
        thresholds=(Threshold(20, "1/α = 20"),),
        x_title="Day",
        unit="e",
        log=True,
    ),
    Chart(
        title="Mean speed, km/h",
        points=tuple(Point(n, f"{6 + n}:00", 3.2 + math.sin(n / 2)) for n in range(15)),
        thresholds=(Threshold(6, "6 km/h"),),
        unit="km/h",
    ),
    Chart(
        title="Events judged, per site",
        points=tuple(
            Point(n, name, value) for n, (name, value) in enumerate((("A", 1840), ("B", 960), ("C", 2310), ("D", 420)))
        ),
        kind="bar",
    ),
    Chart(
        title="Open cases by handler",
        points=tuple(Point(n, f"Handler number {n + 1}", 23 - 4 * n) for n in range(5)),
        kind="rows",
        thresholds=(Threshold(15, "fair share"),),
    ),
    Chart(
        title="Who gets the profit",
        points=tuple(
            Point(n, name, sum(parts), parts=parts)
            for n, (name, parts) in enumerate((("Side by side", (40.0, 40.0, 20.0)), ("Capped", (66.0, 14.0, 20.0))))
        ),
        kind="rows",
        unit="million",
        legend=("Private", "Public", "Manager"),
    ),
    Chart(
        title="Seconds saved a vehicle, with its interval",
        points=tuple(
            Point(n, f"{n + 1}/11", 2.1 + 0.2 * math.sin(n), 2.1 - 9 / (n + 2), 2.1 + 9 / (n + 2)) for n in range(30)
        ),
        thresholds=(Threshold(0, "no difference"), Threshold(3, "wanted")),
        x_title="Day",
        unit="s",
    ),
)


def _ring(lon: float, lat: float, radius: float, corners: int) -> list[list[float]]:
    turn = [2 * math.pi * n / corners for n in range(corners)]
    spots = [[lon + radius * math.cos(angle), lat + 0.8 * radius * math.sin(angle)] for angle in turn]
    return [*spots, spots[0]]


SHAPES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"kind": "water"},
            "geometry": {
                "type": "LineString",
                "coordinates": [[0.02, 0.05], [0.024, 0.03], [0.019, 0.012], [0.025, 0.0]],
            },
        },
        {
            "type": "Feature",
            "properties": {"title": "Khu A", "tone": "ok", "code": "a", "href": "#main"},
            "geometry": {"type": "Polygon", "coordinates": [_ring(0.01, 0.03, 0.008, 6)]},
        },
        {
            "type": "Feature",
            "properties": {"title": "Khu B", "tone": "bad", "code": "b"},
            "geometry": {"type": "Polygon", "coordinates": [_ring(0.036, 0.02, 0.009, 5)]},
        },
        {
            "type": "Feature",
            "properties": {"title": "Robot 3", "tone": "warn"},
            "geometry": {"type": "Point", "coordinates": [0.034, 0.022]},
        },
        {
            "type": "Feature",
            "properties": {"kind": "track", "title": "08:00–09:00"},
            "geometry": {"type": "LineString", "coordinates": [[0.008, 0.031], [0.013, 0.033], [0.034, 0.022]]},
        },
    ],
}
