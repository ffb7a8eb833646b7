"""Files that packages carry for us, in the shape that pages need; no other host is ever asked."""

import hashlib
from collections.abc import Callable
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from fontTools import subset

WEIGHTS = {"400": "Regular", "500": "Medium", "600": "SemiBold"}
# Latin with the Vietnamese letters and marks, punctuation, the đồng and euro signs.
LETTERS = (
    "U+20-7E,U+A0-FF,U+102-103,U+110-111,U+128-129,U+168-169,U+1A0-1A1,U+1AF-1B0,U+300-303,U+309,U+323,U+1EA0-1EF9,"
    "U+2009,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2030,U+2032-2033,U+2039-203A,U+20AB,"
    "U+20AC,U+2122,U+2212,U+2248,U+2260,U+2264-2265"
)


def make(folder: Path, *, force: bool = False) -> list[Path]:
    """Write what is missing (or, with `force`, everything) below `folder`; answers what it wrote."""
    made = []
    for name, write in _recipes().items():
        path = folder / "ui" / name
        if force or not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(path.suffix + ".new")
            fresh.write_bytes(write())
            fresh.replace(path)
            made.append(path)
    return made


def fingerprint() -> str:
    """A digest of every static file's name, size and time: the same while nothing changed."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            size, changed = storage.size(name), storage.get_modified_time(name).timestamp()
            digest.update(f"{name}\0{size}\0{changed}\n".encode())
    return digest.hexdigest()


def _recipes() -> dict[str, Callable[[], bytes]]:
    fonts = {f"fonts/be-vietnam-pro-{weight}.woff2": _font(style) for weight, style in WEIGHTS.items()}
    return fonts | {
        "vendor/maplibre-gl.js": lambda: _maplibre("maplibre-gl.js"),
        "vendor/maplibre-gl.css": lambda: _maplibre("maplibre-gl.css"),
        "vendor/maplibre-worker.js": lambda: maplibre_worker(_maplibre("maplibre-gl.js").decode()).encode(),
        "vendor/htmx.js": (_package("django_htmx") / "static/django_htmx/htmx-2.min.js").read_bytes,
    }


def _package(name: str) -> Path:
    """The folder of an installed package, without running its code."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"the package {name} is not installed")
    return Path(spec.submodule_search_locations[0])


def _maplibre(name: str) -> bytes:
    # The source map it points to is not in the package, and hashing looks for it.
    return (_package("maplibre") / "srcjs" / name).read_bytes().partition(b"//# sourceMappingURL")[0]


def maplibre_worker(bundle: str) -> str:
    """MapLibre's worker as a file of its own, cut out of its bundle.

    The bundle starts its worker from a blob, which a strict `worker-src 'self'` forbids. It consists of three
    `define(name, dependencies, factory)` modules, shared, worker and index; the first two are the worker. ValueError
    when a new version of the bundle is built otherwise.
    """
    start, end = bundle.find('define("shared"'), bundle.find('define("index"')
    if not 0 <= start < bundle.find('define("worker"') < end:
        raise ValueError("maplibre-gl.js is built in another way than its worker is cut out of it")
    opening = "const modules = {};\nfunction define(name, dependencies, factory) { modules[name] = factory; }\n"
    closing = "const shared = {};\nmodules.shared(shared);\nmodules.worker(shared);\n"
    return opening + bundle[start:end] + closing


def _font(style: str) -> Callable[[], bytes]:
    def make_font() -> bytes:
        options = subset.Options(
            flavor="woff2", layout_features=["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "liga"]
        )
        source = _package("fontpkg_be_vietnam_pro") / "files" / f"BeVietnamPro-{style}.ttf"
        font = subset.load_font(BytesIO(source.read_bytes()), options)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=subset.parse_unicodes(LETTERS))
        cutter.subset(font)
        font.flavor = "woff2"
        written = BytesIO()
        subset.save_font(font, written, options)
        return written.getvalue()

    return make_font
