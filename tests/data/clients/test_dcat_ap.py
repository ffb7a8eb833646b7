"""A catalogue of 500 data sets, as the running hub gives it, held against the official shapes of DCAT-AP 3.0.1.

They are read from $LONGBIEN_CONFORMANCE/dcat-ap (the folders `html/shacl` and `shacl` of release 3.0.1, its files
side by side); without them this isn't run.
"""

import os
from collections import Counter
from pathlib import Path

import pyshacl
import pytest
import requests
from rdflib import DCAT, RDF, SH, Graph

from longbien.data.models import DataSet, Edition
from longbien.data.rules.contract.contract import ACCESSES
from longbien.data.rules.contract.themes import THEMES
from longbien.data.rules.contract.vocabulary import FREQUENCIES
from longbien.kernel.ids import new_id
from tests.data.make import column, contract
from tests.people.make import NOW

SHAPES = Path(os.environ.get("LONGBIEN_CONFORMANCE", "/nowhere")) / "dcat-ap"
TOGETHER = (
    ("shapes.ttl", "range.ttl", "mdr-vocabularies.shape.ttl", "deprecateduris.ttl"), ("dcat-ap-SHACL.ttl",),
    ("ranges.ttl",),
)  # fmt: skip
SETS = 500
LICENCES = ("https://creativecommons.org/licenses/by/4.0/", "https://opensource.org/license/mit")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SHAPES.is_dir(), reason="not run: LONGBIEN_CONFORMANCE names no folder with dcat-ap/*.ttl"),
]


def many() -> None:
    """Sets of every theme, access, frequency and licence, with and without limits and an edition."""
    rows, editions = [], []
    for n in range(SETS):
        said = {"title": {"vi": f"Bộ số {n}", "en": f"Set no. {n}"}, "access": ACCESSES[n % 3],
                "publisher": {"vi": f"Sở {n % 7}", "en": f"Department {n % 7}"},
                "licence": LICENCES[n % 2]}  # fmt: skip
        said |= {"frequency": [*FREQUENCIES][n % len(FREQUENCIES)]} if n % 5 else {}
        said |= {"limits": {"vi": "Chỉ để thử.", "en": "A trial only."}} if n % 2 else {}
        theme = [*THEMES][n % len(THEMES)]
        data = contract(column("code", primaryKey=True), column("size", "integer"), **said)
        data |= {"id": f"set-{n}", "domain": theme, "version": f"1.{n}.0"}
        row = DataSet(code=f"set-{n}", contract=data, sha256=f"{n}", theme=theme, access=said["access"], found="",
                      publisher=f"so-{n % 7}", loaded_at=NOW)  # fmt: skip
        rows.append(row)
        if n % 4:
            editions.append(Edition(data_set=row, number=1 + n % 3, version=0, rows=n, sha256=f"{n}", at=NOW,
                                    contract_version="1.0.0", contract_sha256="", entry_id=new_id()))  # fmt: skip
    DataSet.objects.bulk_create(rows)
    Edition.objects.bulk_create(editions)


@pytest.fixture(scope="module")
def catalogue(hub: str) -> Graph:
    many()
    return Graph().parse(data=requests.get(f"{hub}/data/catalogue.ttl").content, format="turtle")


@pytest.mark.parametrize("names", TOGETHER, ids=lambda names: names[0])
def test_no_shape_is_violated(catalogue, names):
    assert len(set(catalogue.subjects(RDF.type, DCAT.Dataset))) >= SETS
    shapes = Graph()
    for name in names:
        shapes.parse(SHAPES / name, format="turtle")
    # What the published files name but nowhere describe can't be held against anything.
    for hollow in [one for one in shapes.triples((None, SH.property, None)) if (one[2], SH.path, None) not in shapes]:
        shapes.remove(hollow)
    _, report, _ = pyshacl.validate(catalogue, shacl_graph=shapes, inference="none")
    found = Counter(
        (str(report.value(one, SH.resultPath)), str(report.value(one, SH.sourceConstraintComponent)))
        for one in report.objects(None, SH.result)
        if report.value(one, SH.resultSeverity) == SH.Violation
    )
    assert not found
