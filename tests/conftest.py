"""All tests: state in a temporary folder, the hub of the demonstration, both databases by DATABASE_URL."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# Settings are read at import, so the environment is set before Django is.
os.environ["LONGBIEN_VAR"] = tempfile.mkdtemp(prefix="longbien-test-")
os.environ.setdefault("LONGBIEN_HUB", "hubs/hanoi")
os.environ.setdefault("LONGBIEN_DEVELOPMENT", "1")
os.environ.setdefault("LONGBIEN_SECRET_KEY", "only-for-tests")
subprocess.run([sys.executable, ROOT / "tools/messages.py", "compile"], check=True)
