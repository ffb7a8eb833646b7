"""A contract to try things on, as a hub's file would hold it."""

from typing import Any


def own(**values: Any) -> list[dict[str, Any]]:
    return [{"property": name, "value": value} for name, value in values.items()]


def column(name: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    return {"name": name, "logicalType": kind, "customProperties": own(title={"vi": name, "en": name}), **more}


def check(metric: str, **bound: Any) -> dict[str, Any]:
    return {"type": "library", "metric": metric, **bound}


def contract(*columns: dict[str, Any], quality: tuple[Any, ...] = (), **more: Any) -> dict[str, Any]:
    said = {"title": {"vi": "Bộ thử", "en": "A trial set"}, "about": {"vi": "Để thử.", "en": "To try."},
            "publisher": {"vi": "Trung tâm", "en": "The hub"}, "access": "open",
            "licence": "https://creativecommons.org/publicdomain/zero/1.0/", "source": "hub.calendar"}  # fmt: skip
    return {
        "apiVersion": "v3.1.0", "kind": "DataContract", "id": "trial-set", "name": "trial", "version": "1.0.0",
        "status": "active", "domain": "GOVE", "customProperties": own(**{**said, **more}),
        "schema": [{"name": "rows", "logicalType": "object", "physicalType": "table", "properties": list(columns),
                    **({"quality": list(quality)} if quality else {})}],
    }  # fmt: skip
