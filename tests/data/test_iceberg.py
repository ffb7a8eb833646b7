"""The Iceberg catalogue: what its rules say, how requests are signed, and what each address refuses."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from longbien.data.actions.agreements.make_profile import make_profile
from longbien.data.drafts import draft_of
from longbien.data.models import DataSet
from longbien.data.rules.iceberg.signing import Signed, is_signed, key_of
from longbien.data.rules.iceberg.table import BUCKET, Told, Version, asked, metadata, place, schema
from longbien.kernel.ids import to_slug
from tests.data.test_asking import Shared

FIELDS = (("name", "string"), ("at", "timestamp"))
TOLD = Told("an-id", "folder", FIELDS, (Version(1, 1_000), Version(3, 2_000)))
# The example of "Authenticating Requests: Using the Authorization Header", Amazon S3 API Reference: GET Object.
SECRET, NOW = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", datetime(2013, 5, 24, tzinfo=UTC)
EXAMPLE = Signed(
    "GET", "/test.txt", "",
    {
        "host": "examplebucket.s3.amazonaws.com", "range": "bytes=0-9", "x-amz-date": "20130524T000000Z",
        "x-amz-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "authorization": "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
        "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
        "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    },
)  # fmt: skip
# … and "List Objects (GET Bucket)" of the same page, whose query is signed too.
LISTING = Signed(
    "GET", "/", "prefix=J&max-keys=2",
    EXAMPLE.headers | {
        "authorization": "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
        "SignedHeaders=host;x-amz-content-sha256;x-amz-date,"
        "Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
    },
)  # fmt: skip


def changed(request, **headers):
    return replace(request, headers=request.headers | {name.replace("_", "-"): said for name, said in headers.items()})


@pytest.mark.parametrize("example", [EXAMPLE, LISTING])
def test_the_published_examples_are_signed(example):
    assert key_of(example) == "AKIAIOSFODNN7EXAMPLE"
    assert is_signed(example, secret=SECRET, at=NOW)
    assert is_signed(example, secret=SECRET, at=NOW - timedelta(minutes=15))


@pytest.mark.parametrize(
    ("request_", "secret", "late"),
    [
        (EXAMPLE, "another", 0), (EXAMPLE, SECRET, 16), (EXAMPLE, SECRET, -16),
        (replace(EXAMPLE, method="HEAD"), SECRET, 0), (replace(EXAMPLE, path="/other.txt"), SECRET, 0),
        (replace(EXAMPLE, query="acl"), SECRET, 0), (changed(EXAMPLE, range="bytes=0-99"), SECRET, 0),
        (changed(EXAMPLE, x_amz_date="20130524T000001Z"), SECRET, 0), (changed(EXAMPLE, x_amz_date="now"), SECRET, 0),
        (changed(EXAMPLE, x_amz_date="20130525T000000Z"), SECRET, 24 * 60),
        (changed(EXAMPLE, authorization="Bearer x"), SECRET, 0),
        (changed(EXAMPLE, authorization=EXAMPLE.headers["authorization"].replace("host;", "")), SECRET, 0),
    ],
)  # fmt: skip
def test_what_was_changed_or_is_old_is_not(request_, secret, late):
    assert not is_signed(request_, secret=secret, at=NOW + timedelta(minutes=late))


def test_without_a_signature_there_is_no_key():
    assert key_of(changed(EXAMPLE, authorization="")) == ""


def test_the_metadata_has_a_snapshot_an_edition():
    told = metadata(TOLD)
    first, second = told["snapshots"]
    assert ("parent-snapshot-id" in first, second["parent-snapshot-id"]) == (False, 1)
    assert [one["summary"]["operation"] for one in (first, second)] == ["append", "overwrite"]
    assert second["manifest-list"] == f"s3://{BUCKET}/folder/3.snapshot.avro"
    assert (told["current-snapshot-id"], told["last-sequence-number"], told["last-updated-ms"]) == (3, 3, 2_000)
    assert told["schemas"] == [schema(FIELDS)]
    assert [(one["id"], one["type"]) for one in schema(FIELDS)["fields"]] == [(1, "string"), (2, "timestamptz")]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("1.parquet", (1, "parquet")), ("12.snapshot.avro", (12, "snapshot.avro")), ("0.parquet", None),
        ("../1.parquet", None), ("1.parquet.123", None), ("1.csv", None), ("9999999999.parquet", None),
    ],
)  # fmt: skip
def test_which_file_is_asked_for(name, said):
    assert asked(name) == said
    assert said is None or place("folder", *said).endswith(f"/folder/{name}")


class Reader:
    """A client with the token of a profile."""

    def __init__(self, shared):
        self.token = make_profile(shared.id, by=shared.lead, at=datetime.now(UTC)).token
        self.table = f"/iceberg/v1/namespaces/{to_slug(shared.id)}/tables/trial_set"

    def ask(self, address, method="get", **data):
        return getattr(Client(), method)(address, data, headers={"Authorization": f"Bearer {self.token}"})

    def error(self, address, method="get", **data):
        reply = self.ask(address, method, **data)
        error = reply.json()["error"]
        assert error["code"] == reply.status_code
        return reply.status_code, error["type"]


@pytest.mark.django_db
def test_what_is_not_offered_is_refused_as_the_specification_says():
    shared = Shared()
    reader, root = Reader(shared), "/iceberg/v1"
    assert Client().get(f"{root}/config").json()["error"]["type"] == "NotAuthorizedException"
    assert reader.ask(f"{root}/config", warehouse="hanoi").json()["endpoints"][0] == "GET /v1/{prefix}/namespaces"
    assert reader.error(f"{root}/config", warehouse="other") == (404, "NoSuchWarehouseException")
    for method, address in (("post", f"{root}/namespaces"), ("delete", reader.table), ("post", f"{root}/oauth/tokens"),
                            ("get", f"{root}/namespaces/x/views"), ("post", f"{reader.table}/metrics")):  # fmt: skip
        assert reader.error(address, method) == (406, "UnsupportedOperationException")
    for address in (f"{root}/namespaces/none", f"{root}/namespaces/none/tables", f"{root}/namespaces?parent=none"):
        assert reader.error(address) == (404, "NoSuchNamespaceException")
    for address in (f"{reader.table}s", f"{reader.table}s/credentials"):
        assert reader.error(address) == (404, "NoSuchTableException")
    assert [reader.ask(one, "head").status_code for one in (reader.table, f"{reader.table}s")] == [204, 404]
    told = reader.ask(reader.table, snapshots="refs").json()
    assert [len(told["metadata"]["snapshots"]), told["storage-credentials"][0]["prefix"]] == [
        1, f"s3://{BUCKET}/{to_slug(shared.id)}"
    ]  # fmt: skip
    assert reader.ask(f"{reader.table}/credentials").json()["storage-credentials"][0]["config"].keys() == (
        told["config"].keys()
    )
    DataSet.objects.update(access="restricted")
    assert reader.error(reader.table) == (401, "NotAuthorizedException")


@pytest.mark.django_db
def test_before_the_first_edition_there_is_no_table():
    shared = Shared(rows=0)
    assert Reader(shared).error(f"/iceberg/v1/namespaces/{to_slug(shared.id)}/tables/trial_set")[0] == 404


@pytest.mark.django_db
def test_files_are_for_who_signs_with_a_key_of_theirs():
    shared = Shared()
    reader = Reader(shared)
    config = reader.ask(reader.table).json()["config"]
    address = f"/{BUCKET}/{to_slug(shared.id)}/1.parquet"
    told = {"x-amz-security-token": config["s3.session-token"]}
    for headers in ({}, told, {"x-amz-security-token": "x"}, told | {"authorization": "AWS4-HMAC-SHA256 x"}):
        reply = Client().get(address, headers=headers)
        assert (reply.status_code, b"<Code>AccessDenied</Code>" in reply.content) == (403, True)
    assert Client().put(address, b"x").status_code == 405


def test_two_that_make_the_same_file_at_once_write_two_drafts():
    file, found = Path("1.parquet"), [draft_of(Path("1.parquet"))]
    other = threading.Thread(target=lambda: found.append(draft_of(file)))
    other.start()
    other.join()
    assert len({file, *found}) == 3
