"""The environment of every test, set before anything reads it: state in a temporary folder, the demonstration's hub.

Loaded by `-p tests.environment` in pyproject.toml: pytest-django reads the settings before it reads conftest.py.
"""

import os
import tempfile

os.environ["LONGBIEN_VAR"] = tempfile.mkdtemp(prefix="longbien-test-")
os.environ.setdefault("LONGBIEN_HUB", "hubs/hanoi")
os.environ.setdefault("LONGBIEN_DEVELOPMENT", "1")
os.environ.setdefault("LONGBIEN_SECRET_KEY", "only-for-tests")
# The browser of the journeys keeps an event loop standing in its worker; the tests after them are no less synchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
