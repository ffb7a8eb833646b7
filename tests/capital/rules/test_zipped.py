"""Packages of the format as ZIP archives: read with care, written the same every time."""

import zipfile
from datetime import date
from io import BytesIO
from uuid import UUID

import pytest

from longbien.capital.rules.captable.ocf import zipped as rules
from longbien.capital.rules.captable.ocf.making import Company, Holding, ShareClass, package_of
from longbien.capital.rules.captable.ocf.package import MANIFEST, canonical, read, written
from longbien.capital.rules.captable.ocf.zipped import unzipped, zipped
from longbien.kernel.money import Money
from longbien.kernel.refusal import Refusal

ABOUT = Company(UUID(int=7), "Công ty Mẫu", "VN", date(2026, 1, 1))
HELD = [Holding("CS-1", "Lan", "CS", 700, Money(10_000, "VND"), date(2026, 1, 1))]
PACKAGE = package_of(ABOUT, [ShareClass("CS", "Common", 700)], HELD, date(2026, 7, 1))


def archive(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def test_a_package_goes_out_and_comes_in_canonically_identical() -> None:
    files = written(PACKAGE)
    packed = zipped(files)
    assert packed == zipped(files)
    again = unzipped(packed)
    assert {path: canonical(one) for path, one in again.items()} == {
        path: canonical(one) for path, one in files.items()
    }
    assert read(lambda path: again[path]).company == "Công ty Mẫu"


def test_it_may_lie_in_a_folder_beside_other_things() -> None:
    files = {f"our/table/{path}": one for path, one in written(PACKAGE).items()}
    found = unzipped(archive({**files, "README.txt": b"!", "other/x.json": b"{}"}))
    assert set(found) == set(written(PACKAGE))


def test_what_is_no_package_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    good = archive(written(PACKAGE))
    for bad in (b"", b"PK nonsense", archive({"x.json": b"{}"}), good[:-40]):
        with pytest.raises(Refusal) as refused:
            unzipped(bad)
        assert refused.value.code == "bad-cap-table"
        assert refused.value.faults
    monkeypatch.setattr(rules, "MOST_BYTES", 10)
    with pytest.raises(Refusal):
        unzipped(good)
    assert MANIFEST in written(PACKAGE)
