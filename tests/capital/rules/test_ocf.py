"""Cap tables in the Open Cap Table Format 1.2: read, reckoned, written; published samples where they are at hand."""

import json
import os
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from uuid import UUID

import pytest

from longbien.capital.rules.captable.ocf.holdings import holdings_on
from longbien.capital.rules.captable.ocf.making import Company, Holding, ShareClass, package_of
from longbien.capital.rules.captable.ocf.package import MANIFEST, File, Package, canonical, read, written
from longbien.capital.rules.captable.ocf.schemas import Schemas
from longbien.capital.rules.captable.ocf.zipped import unzipped, zipped
from longbien.kernel.money import Money
from longbien.kernel.refusal import Refusal

SUITE = Path(os.environ.get("LONGBIEN_CONFORMANCE", "none")) / "ocf"
needed = pytest.mark.skipif(not (SUITE / "schema").is_dir(), reason="not run: no ocf/schema in $LONGBIEN_CONFORMANCE")
COMPANY = Company(UUID(int=7), "Công ty Mẫu", "VN", date(2026, 1, 1))
CLASSES = [ShareClass("CS", "Common", 10**8), ShareClass("PS", "Series Seed", 10**7, is_preferred=True, seniority=2)]
HELD = [
    Holding("CS-1", "Lan", "CS", 6_000_000, Money.parse("0.01 USD"), date(2026, 1, 1)),
    Holding("CS-2", "Minh", "CS", 4_000_000, Money(100, "VND"), date(2026, 1, 1)),
    Holding("PS-1", "Quỹ Mẫu", "PS", 1_000_000, Money.parse("0.50 USD"), date(2026, 6, 1), is_person=False),
]
OURS = package_of(COMPANY, CLASSES, HELD, date(2026, 7, 1))
COMMON, PREFERRED = (one["id"] for one in OURS.objects("STOCK_CLASS"))
LAN, MINH, FUND = (one["id"] for one in OURS.objects("STAKEHOLDER"))
ONE, TWO, THREE = (one["security_id"] for one in OURS.objects("TX_STOCK_ISSUANCE"))
LATER = date(2030, 1, 1)


def tx(kind, on="2027-01-01", **data):
    return {"object_type": f"TX_{kind}", "id": kind.lower(), "date": on, **data}


def issued(security, holder, quantity, on="2027-01-01", **data):
    of = data or {"stock_class_id": COMMON}
    return tx("STOCK_ISSUANCE", on, security_id=security, stakeholder_id=holder, quantity=str(quantity), **of)


def after(*items, on=LATER):
    """Our package after more happened."""
    more = File("More.ocf.json", {"file_type": "OCF_TRANSACTIONS_FILE", "items": list(items)})
    return holdings_on(Package(OURS.manifest, (*OURS.files, more)), on)


def open_in(files):
    def open_(path):
        if path not in files:
            raise FileNotFoundError(2, "No such file or directory", path)
        return files[path]

    return open_


def test_ours_is_written_and_read_again():
    files = written(OURS)
    assert read(open_in(files)) == OURS
    assert written(read(open_in(files))) == files
    assert OURS.company == "Công ty Mẫu"
    assert holdings_on(OURS, date(2026, 5, 31)).table().shares == {"Lan": 6_000_000, "Minh": 4_000_000}
    assert holdings_on(OURS, LATER).table().part("Quỹ Mẫu") == Fraction(1, 11)


def test_a_transfer_ends_a_security_and_its_issuances_begin_others():
    moved = [
        tx(
            "STOCK_TRANSFER", security_id=ONE, quantity="1000000", resulting_security_ids=["a"], balance_security_id="b"
        ),
        issued("a", FUND, 1_000_000),
        issued("b", LAN, 5_000_000),
    ]
    assert after(*moved).table().shares == {"Minh": 4_000_000, "Quỹ Mẫu": 2_000_000, "Lan": 5_000_000}
    assert after(*moved, on=date(2026, 12, 31)).table().shares["Lan"] == 6_000_000


@pytest.mark.parametrize("kind", ["CANCELLATION", "REPURCHASE", "RETRACTION", "REISSUANCE"])
def test_what_ends_whole_is_gone(kind):
    assert "Lan" not in after(tx(f"STOCK_{kind}", security_id=ONE)).table().shares
    assert after(tx(f"STOCK_{kind}", security_id="unknown")).table().total == 11_000_000


def test_a_part_without_a_balance_security_leaves_the_rest():
    assert after(tx("STOCK_CANCELLATION", security_id=ONE, quantity="1")).table().shares["Lan"] == 5_999_999
    ended = after(tx("STOCK_CONVERSION", security_id=ONE, quantity_converted="6000000")).table()
    assert "Lan" not in ended.shares


def test_a_split_is_of_its_class_alone():
    ratio = {"numerator": "3", "denominator": "2"}
    found = after(tx("STOCK_CLASS_SPLIT", stock_class_id=PREFERRED, split_ratio=ratio)).table()
    assert found.shares == {"Lan": 6_000_000, "Minh": 4_000_000, "Quỹ Mẫu": 1_500_000}


def test_options_warrants_and_the_pool_count_when_diluted():
    plan = {"object_type": "STOCK_PLAN", "id": "p", "initial_shares_reserved": "1000"}
    option = tx("EQUITY_COMPENSATION_ISSUANCE", security_id="o", stakeholder_id=MINH, quantity="300", stock_plan_id="p")
    warrant = tx("WARRANT_ISSUANCE", security_id="w", stakeholder_id="stranger", quantity="50")
    loan = tx("CONVERTIBLE_ISSUANCE", security_id="c", stakeholder_id=FUND)
    used = tx(
        "EQUITY_COMPENSATION_EXERCISE", "2028-01-01", security_id="o", quantity="100", resulting_security_ids=["s"]
    )
    shares = issued("s", MINH, 100, "2028-01-01", stock_class_id=COMMON, stock_plan_id="p")
    granted = after(plan, option, warrant, loan)
    assert granted.table().shares["pool"] == 700
    assert granted.table().shares["Minh"] == 4_000_300
    assert granted.table().shares["stranger"] == 50
    assert granted.table(diluted=False).total == 11_000_000
    exercised = after(plan, option, used, shares)
    assert exercised.table().total == 11_001_000
    assert exercised.table(diluted=False).total == 11_000_100
    more = tx("STOCK_PLAN_POOL_ADJUSTMENT", stock_plan_id="p", shares_reserved="2000")
    back = tx("STOCK_PLAN_RETURN_TO_POOL", stock_plan_id="p", quantity="200")
    assert after(plan, option, more, back).pool == 1_900
    assert (
        after(plan, tx("STOCK_PLAN_POOL_ADJUSTMENT", stock_plan_id="p", shares_reserved="0")).table().total
        == 11 * 10**6
    )


@pytest.mark.parametrize(
    "wrong",
    [
        issued("a", LAN, "many"),
        {"object_type": "TX_STOCK_ISSUANCE", "id": "stock_issuance", "date": "2027-01-01"},
        {"object_type": "TX_STOCK_CANCELLATION", "id": "stock_issuance"},
        tx("STOCK_CLASS_SPLIT", stock_class_id=COMMON, split_ratio={"numerator": "1", "denominator": "0"}),
    ],
)
def test_what_cannot_be_reckoned_is_named(wrong):
    with pytest.raises(Refusal) as refused:
        after(wrong)
    assert refused.value.code == "bad-cap-table"
    assert refused.value.faults[0].where == f"{wrong['object_type']} {wrong['id']}"


def changed(path, data):
    return {**written(OURS), path: data if isinstance(data, bytes) else json.dumps(data).encode()}


@pytest.mark.parametrize(
    ("path", "data", "words"),
    [
        (MANIFEST, b"{", "Manifest.ocf.json is no JSON"),
        (MANIFEST, [], "is no manifest"),
        (MANIFEST, {**OURS.manifest, "ocf_version": "1.1.0"}, "is of version 1.1.0, not 1.2"),
        (MANIFEST, {**OURS.manifest, "issuer": {}}, "lacks the company's name"),
        (MANIFEST, {**OURS.manifest, "stakeholders_files": [{"filepath": "../a"}]}, "outside of the package: ../a"),
        (MANIFEST, {**OURS.manifest, "stakeholders_files": ["a"]}, "outside of the package: "),
        (MANIFEST, {**OURS.manifest, "stakeholders_files": [{"filepath": "./b.json"}]}, "b.json can't be opened"),
        ("Stakeholders.ocf.json", {"file_type": "OCF_TRANSACTIONS_FILE", "items": []}, "is no OCF_STAKEHOLDERS_FILE"),
        ("Stakeholders.ocf.json", {"file_type": "OCF_STAKEHOLDERS_FILE", "items": [{}, 5]}, "items/1 lacks"),
    ],
)
def test_a_broken_package_says_where(path, data, words):
    with pytest.raises(Refusal) as refused:
        read(open_in(changed(path, data)))
    assert any(words in f"{one.where} {one.what['en']}" for one in refused.value.faults)
    assert all(one.what["vi"] != one.what["en"] for one in refused.value.faults)


def test_objects_are_held_against_schemas():
    """Tiny schemas of our own: by a constant type, by one that was renamed, and of nothing."""
    base = "https://example.org"
    schemas = [
        {"$id": f"{base}/text", "type": "string"},
        {"$id": f"{base}/m", "properties": {"file_type": {"const": "OCF_MANIFEST_FILE"}, "as_of": {"$ref": "text"}}},
        {"$id": f"{base}/s", "properties": {"object_type": {"enum": ["STAKEHOLDER", "HOLDER"]}}, "required": ["tax"]},
        {"$id": f"{base}/c", "properties": {"object_type": {"const": "STOCK_CLASS"}}},
    ]
    found = list(Schemas.of(json.dumps(one).encode() for one in schemas).faults(OURS))
    told = [f"{one.where}: {one.what['en']}" for one in found]
    assert told[-1] == 'Stakeholders.ocf.json/items/2: does not fit its schema: "tax" is a required property'
    assert told[0] == "Transactions.ocf.json/items/0: the format has no type TX_STOCK_ISSUANCE"
    assert len(told) == 6


@needed
def test_the_published_samples_go_through_unchanged():
    package = read(lambda path: (SUITE / "samples" / path).read_bytes())
    schemas = Schemas.of(path.read_bytes() for path in sorted((SUITE / "schema").rglob("*.schema.json")))
    assert list(schemas.faults(package)) == []
    files = written(package)
    assert len(files) == 9
    for path, source in files.items():
        assert canonical(source) == canonical((SUITE / "samples" / path).read_bytes()), path
    assert list(schemas.faults(read(open_in(files)))) == []
    assert list(schemas.faults(OURS)) == []


def test_order_of_keys_and_spaces_are_not_compared():
    assert canonical(b'{"b": 1, "a": [ 2 ]}') == canonical(b'{"a":[2],"b":1}')
    assert canonical(b"[1]") != canonical(b"[2]")
    summed, other = written(OURS)[MANIFEST], written(Package(OURS.manifest, OURS.files[::-1]))[MANIFEST]
    assert canonical(summed) == canonical(other)
    assert b'"md5":""' in canonical(summed)
    assert replace(OURS, files=()) != OURS


HOSTILE = {
    "a number of a billion digits": issued("S", "H", "1e999999999"),
    "a number that is a list": issued("S", "H", ["1"]),
    "fewer than no shares": issued("S", "H", -5),
    "results that are a number": tx("STOCK_TRANSFER", security_id="S", resulting_security_ids=5),
    "a name that is a text": {"object_type": "STAKEHOLDER", "id": "H", "name": "Lan"},
}


@pytest.mark.parametrize("said", HOSTILE)
def test_what_makes_no_sense_is_refused_never_an_accident(said):
    with pytest.raises(Refusal) as refused:
        after(HOSTILE[said])
    assert refused.value.faults


def test_a_holder_that_nobody_named_is_called_by_what_stands_there():
    assert after({**issued("S", "H", 1), "stakeholder_id": {"a": 1}}).table().shares["{'a': 1}"] == 1


@pytest.mark.parametrize("source", [b"[" * 100_000, b'{"a": "\\ud800"}', b'{"a": NaN}', b'{"a": 1e999}'])
def test_what_cannot_be_written_again_is_not_read(source):
    files = written(OURS)
    with pytest.raises(Refusal) as refused:
        read(open_in({**files, OURS.files[0].path: source}))
    assert refused.value.faults[0].where == OURS.files[0].path


def test_a_manifest_names_lists():
    with pytest.raises(Refusal):
        read(open_in({MANIFEST: json.dumps({**OURS.manifest, "transactions_files": 5}).encode()}))


@needed
def test_published_samples_go_out_and_come_in_as_an_archive():
    folder = SUITE / "samples"
    files = {one.name: one.read_bytes() for one in folder.glob("*.json")}
    again = unzipped(zipped(files))
    package = read(open_in(again))
    out = written(package)
    assert {path: canonical(one) for path, one in out.items()} == {path: canonical(again[path]) for path in out}
