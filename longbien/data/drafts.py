"""Where a file is written before it stands in its place: readers find it whole or not at all."""

import os
import threading
from pathlib import Path


def draft_of(file: Path) -> Path:
    """Beside it, of this process and this thread alone: two that make the same file at once don't meet."""
    return file.with_name(f"{file.name}.{os.getpid()}-{threading.get_ident()}")
