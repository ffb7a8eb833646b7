"""All tests: translations compiled, so that pages speak both languages. The environment is set in `environment.py`."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import cache

ROOT = Path(__file__).resolve().parents[1]

subprocess.run([sys.executable, ROOT / "tools/messages.py", "compile"], check=True)


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    """Rate limits start anew: all tests come from one address, and a fast run would look like a flood."""
    cache.clear()
