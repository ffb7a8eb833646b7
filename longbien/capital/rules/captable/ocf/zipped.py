"""A package of the format as one file: a ZIP archive, read with care and written the same every time."""

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePosixPath

from longbien.capital.rules.captable.ocf.package import BROKEN, MANIFEST, fault
from longbien.kernel.refusal import Refusal

MOST_FILES, MOST_BYTES = 200, 20_000_000
EPOCH = (1980, 1, 1, 0, 0, 0)


def unzipped(content: bytes) -> dict[str, bytes]:
    """The JSON files of the archive by their path beside the manifest, wherever in the archive that lies.

    Refusal "bad-cap-table" for what is no archive, is locked, has no manifest, or unpacks to too much.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _read(archive)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise _bad("không phải là tệp ZIP đọc được", "is no ZIP file that can be read") from error


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The archive of these files: the same bytes for the same files."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            archive.writestr(zipfile.ZipInfo(path, EPOCH), files[path], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _read(archive: zipfile.ZipFile) -> dict[str, bytes]:
    listed = [one for one in archive.infolist() if one.filename.endswith(".json")]
    if len(listed) > MOST_FILES or sum(one.file_size for one in listed) > MOST_BYTES:
        raise _bad("chứa quá nhiều dữ liệu", "holds too much")
    manifests = sorted((one.filename for one in listed if PurePosixPath(one.filename).name == MANIFEST), key=len)
    if not manifests:
        raise _bad(f"thiếu {MANIFEST}", f"lacks {MANIFEST}")
    root = manifests[0].removesuffix(MANIFEST)
    return {
        one.filename.removeprefix(root): archive.read(one) for one in listed if one.filename.startswith(root)
    }  # fmt: skip


def _bad(vi: str, en: str) -> Refusal:
    return Refusal("bad-cap-table", BROKEN, faults=(fault("ZIP", vi, en),))
