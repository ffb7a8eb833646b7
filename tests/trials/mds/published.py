"""The published OpenAPI documents of MDS, from $LONGBIEN_CONFORMANCE/mds, where they are there."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from tools.mds_mends import mend

BROKEN = {"event"}  # is no JSON Schema as it is published
FOLDER = Path(os.environ.get("LONGBIEN_CONFORMANCE", "/nowhere")) / "mds"
needed = pytest.mark.skipif(not FOLDER.is_dir(), reason="not run: LONGBIEN_CONFORMANCE names no folder with mds")


def faults(model: str, data: Any) -> list[str]:
    """What the published schema of `models/<model>.yaml` has against some data."""
    return [f"{error.instance_path}: {error.message}" for error in _validator(model).iter_errors(data)]


@lru_cache
def _validator(model: str) -> Any:
    root = (FOLDER / "models" / f"{model}.yaml").as_uri()
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": root}
    return jsonschema_rs.validator_for(schema, retriever=_mended if model in BROKEN else _read)


def _read(address: str) -> Any:
    return yaml.safe_load(Path(address.removeprefix("file://")).read_text())


def _mended(address: str) -> Any:
    return mend(_read(address))
