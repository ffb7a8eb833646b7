"""Optional libraries: asked for by name, and missed in plain words."""

import importlib
from types import ModuleType

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text


def require(module: str, *, extra: str) -> ModuleType:
    """Import `module`, or refuse with how to add it: `require("pyxirr", extra="capital")`."""
    try:
        return importlib.import_module(module)
    except ImportError as missing:
        raise Refusal(
            "extra-missing",
            Text.of(
                vi=f"Tính năng này cần gói “{extra}”. Cài thêm: pip install 'longbien[{extra}]'.",
                en=f"This needs the extra “{extra}”. Add it: pip install 'longbien[{extra}]'.",
            ),
            status=501,
        ) from missing
