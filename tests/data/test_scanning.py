"""The scan finds a value wherever it can stand: raw, packed, in a dictionary that no row points to, in a manifest."""

import gzip
import io
import json
import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from longbien.data.lake.scanning.needles import needles
from longbien.data.lake.scanning.scan import PIECE, scan
from longbien.data.lake.scanning.thrift import Damaged, page_at

VALUE = "THE-0007-XUÂN"
WANTED = needles([VALUE])


def found(folder: Path, *files: Path) -> list[str]:
    return [how for _, how in scan(files, WANTED, root=folder).found]


@pytest.mark.parametrize("codec", ["NONE", "SNAPPY", "GZIP", "ZSTD", "LZ4", "BROTLI"])
@pytest.mark.parametrize("version", ["1.0", "2.0"])
@pytest.mark.parametrize("dictionary", [True, False])
def test_in_a_page_of_every_codec(tmp_path, codec, version, dictionary):
    file = tmp_path / "a.parquet"
    table = pa.table({"card": [f"THE-{n:04}-ANH" for n in range(2_000)] + [VALUE, None], "n": range(2_002)})
    pq.write_table(
        table, file, compression=codec, data_page_version=version, use_dictionary=dictionary, write_statistics=False,
        row_group_size=900, data_page_size=4_000,
    )  # fmt: skip
    told = scan([file], WANTED, root=tmp_path)
    assert {"page", "column card"} <= {how for _, how in told.found}
    clean = tmp_path / "b.parquet"
    pq.write_table(table.slice(0, 2_000), clean, compression=codec, data_page_version=version)
    assert found(tmp_path, clean) == []


def test_in_a_dictionary_that_no_row_points_to(tmp_path):
    file = tmp_path / "a.parquet"
    column = pa.DictionaryArray.from_arrays(pa.array([1, 1, 1]), pa.array([VALUE, "THE-0001-ANH"]))
    pq.write_table(pa.table({"card": column}), file, compression="ZSTD", write_statistics=False, store_schema=False)
    assert set(found(tmp_path, file)) - {"bytes"} == {"page"}


def test_in_the_least_and_greatest_of_a_footer(tmp_path):
    file = tmp_path / "a.parquet"
    pq.write_table(pa.table({"card": ["THE-0001-ANH", VALUE]}), file, compression="ZSTD")
    assert "bytes" in found(tmp_path, file)


def test_as_a_part_of_a_longer_text(tmp_path):
    file = tmp_path / "a.parquet"
    pq.write_table(pa.table({"note": [f"call {VALUE} back"]}), file)
    assert "column note" in found(tmp_path, file)


def long(number: int) -> bytes:
    number, out = number << 1, b""
    while number > 127:
        out, number = out + bytes([number & 127 | 128]), number >> 7
    return out + bytes([number])


@pytest.mark.parametrize(
    ("codec", "pack"),
    [
        ("deflate", lambda body: zlib.compress(body, wbits=-15)), ("null", bytes),
        ("zstandard", lambda body: pa.compress(body, "zstd", asbytes=True)),
    ],
)  # fmt: skip
def test_in_a_manifest(tmp_path, codec, pack):
    def text(said: str) -> bytes:
        return long(len(said)) + said.encode()

    body = pack(f"lower bound {VALUE} of a file".encode())
    meta = long(2) + text("avro.codec") + text(codec) + text("avro.schema") + text('"string"') + long(0)
    file = tmp_path / "manifest.avro"
    file.write_bytes(b"Obj\x01" + meta + b"s" * 16 + long(1) + long(len(body)) + body + b"s" * 16)
    assert "block" in found(tmp_path, file)


def test_in_other_files(tmp_path):
    for name, body in (
        ("log.json", json.dumps({"minValues": {"card": VALUE}}).encode()),
        ("cut.bin", b"x" * (PIECE - 5) + VALUE.encode()),
        ("wide.bin", VALUE.encode("utf-16-le")), ("card=THE-0007-XU%C3%82N.txt", b""),
    ):  # fmt: skip
        file = tmp_path / name
        file.write_bytes(body)
        assert found(tmp_path, file) == ["name" if name.endswith("txt") else "bytes"]
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as out:
        out.write(b"x" * 10_000 + VALUE.encode())
    file = tmp_path / "log.json.gz"
    file.write_bytes(packed.getvalue())
    assert found(tmp_path, file) == ["unpacked"]


def test_a_short_value_and_a_number_are_looked_for_in_cells_alone(tmp_path):
    file = tmp_path / "a.parquet"
    pq.write_table(pa.table({"card": ["17"], "n": [17], "s": ["x"], "f": [0.5]}), file)
    assert needles(["17", 17]).raw == ()
    assert scan([file], needles([17]), root=tmp_path).found == [("a.parquet", "column n")]
    assert scan([file], needles(["17"]), root=tmp_path).found == [("a.parquet", "column card")]


NO_PAGES = (b"", b"\x15", b"\x00", b"\x1d\x00", b"\x17\x00", b"\x15\x06\x15\x00\x15\x00\x58\x02\x00", b"\xff" * 20)


@pytest.mark.parametrize("data", NO_PAGES)
def test_what_is_no_page(data):
    with pytest.raises(Damaged):
        page_at(memoryview(data), 0)


def test_what_can_not_be_unpacked_is_told(tmp_path):
    for name, body in (("a.parquet", b"PAR1 and no more"), ("a.gz", b"\x1f\x8b cut"), ("a.avro", b"Obj\x01\x02")):
        file = tmp_path / name
        file.write_bytes(body)
        assert found(tmp_path, file) == ["unreadable"]
