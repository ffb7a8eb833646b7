"""Factories of the problems room."""

from datetime import UTC, datetime
from typing import Any

from longbien.kernel.text import Text
from longbien.problems.rules.vocabulary import Vocabulary

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

WORDS = Vocabulary(
    languages=("vi", "en"),
    groups={"urban-space": Text.of(vi="Không gian đô thị", en="Urban space")},
    sectors={"drainage": Text.of(vi="Thoát nước", en="Drainage")},
    technologies={"robotics": Text.of(vi="Robot", en="Robotics")},
    localities={"hoan-kiem": Text.of(vi="Hoàn Kiếm", en="Hoàn Kiếm")},
)


def statement(**changes: Any) -> dict[str, Any]:
    """A whole statement without a fault; `changes` replace its parts."""
    return {
        "title": {"vi": "Ngập úng phố cổ", "en": "Flooding in the old quarter"},
        "summary": {"vi": "Mưa lớn làm ngập.", "en": "Heavy rain floods it."},
        "group": "urban-space",
        "sector": "drainage",
        "localities": ["hoan-kiem"],
        "technologies": ["robotics"],
        "outputs": {"vi": "Dịch vụ cảnh báo", "en": "A warning service"},
        "kpis": [kpi()],
        "sources": [{"source": {"vi": "Công văn 12", "en": "Letter 12"}, "locator": "", "url": "", "as_of": "2026-11-01"}],
        **changes,
    }


def kpi(**changes: Any) -> dict[str, Any]:
    """A figure without a fault."""
    return {
        "name": {"vi": "Thời gian cảnh báo", "en": "Warning time"},
        "unit": {"vi": "phút", "en": "minutes"},
        "baseline": "",
        "target": "60",
        "is_demo": False,
        **changes,
    }
