"""All tests: translations compiled, so that pages speak both languages. The environment is set in `environment.py`."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

subprocess.run([sys.executable, ROOT / "tools/messages.py", "compile"], check=True)
