"""What an answer of a cube costs: through the platform, from the question to the ledger, against OpenDP alone.

A cube of 50 districts by 24 months over a million rows of 100,000 people is published once. Then different questions
are asked, each paid in the ledger and written into the record; and the same vectors are given to OpenDP directly.

    python benchmarks/cube.py [rows]
"""

import os
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
os.environ["LONGBIEN_VAR"] = tempfile.mkdtemp(prefix="longbien-bench-")

import django

django.setup()

import pyarrow as pa
from django.core.management import call_command

from longbien.data.actions.cubes.publish import publish
from longbien.data.actions.cubes.release import release
from longbien.data.cubes.noise import noised
from longbien.data.lake import tables
from longbien.data.models import Agreement, DataSet, Edition
from longbien.data.queries.sets import folder_of
from longbien.data.rules.agreement.terms import Cube, Dimension, Mask, Shown, Terms
from longbien.data.rules.agreement.written import digest, write_terms
from longbien.data.rules.cube.accuracy import sensitivity
from longbien.data.rules.cube.asking import Question
from longbien.data.rules.cube.counted import labels
from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import new_id
from longbien.record.actions.act import act
from tests.data.cubes import DATA
from tests.people.make import organisation

ROWS, PEOPLE, AT = 1_000_000, 100_000, datetime.now(UTC)
DISTRICTS = tuple(f"district-{n}" for n in range(50))
MONTHS = tuple(f"{2025 + n // 12}-{n % 12 + 1:02d}-01" for n in range(24))
CUBE = Cube(
    "person", (Dimension(Shown("district"), DISTRICTS), Dimension(Shown("day", Mask("month")), MONTHS)), (), most=5,
    epsilon=10_000_000,
)  # fmt: skip
QUESTIONS = (
    [Question("rows", ("district", "day"))]
    + [Question("rows", ("district",), (("day", (month,)),)) for month in MONTHS]
    + [Question("rows", ("day",), (("district", (district,)),)) for district in DISTRICTS]
)


@act
def agreed(rows: int) -> Agreement:
    """An agreement in force on a table of `rows`, written past its signatures: they are not what is measured."""
    days = [date(2025 + n // 365, 1 + n % 12, 1 + n % 28) for n in range(730)]
    table = pa.table(
        {
            "person": [f"P{n * 7919 % PEOPLE}" for n in range(rows)],
            "district": [DISTRICTS[n * 31 % 50] for n in range(rows)],
            "day": [days[n * 17 % 730] for n in range(rows)],
            "minutes": list(range(rows)), "share": [0.5] * rows, "seen": [AT] * rows, "ok": [True] * rows,
        }
    )  # fmt: skip
    found = DataSet.objects.create(
        code="trial-set", contract=DATA, sha256="", theme="GOVE", access="restricted", found="", loaded_at=AT
    )
    Edition.objects.create(
        data_set=found, number=1, version=tables.write(folder_of("trial-set"), table), rows=rows, sha256="",
        contract_version="1.0.0", contract_sha256="", at=AT, entry_id=new_id(),
    )  # fmt: skip
    terms = Terms("trial-set", (), (), "to measure", date(2100, 1, 1), cube=CUBE)
    made = Agreement.objects.create(
        data_set=found, organisation_id=organisation().pk, terms=write_terms(terms), contract_version="1.0.0",
        digest=digest(terms), until=terms.until, key="k" * 64, proposed_by=new_id(), proposed_at=AT, entry_id=new_id(),
    )  # fmt: skip
    for side in ("publisher", "recipient"):
        made.signatures.create(side=side, person_id=new_id(), method="", second_factor=True, proved_at=AT, at=AT,
                               entry_id=new_id())  # fmt: skip
    return made


def timed(what) -> tuple[float, float]:
    """Milliseconds by the clock and of the processor."""
    begun, used = time.perf_counter(), time.process_time()
    what()
    return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - used)


def said(name: str, taken: list[tuple[float, float]]) -> None:
    clock, used = (sorted(one) for one in zip(*taken, strict=True))
    late = clock[int(len(clock) * 0.95)]
    print(f"{name:40} median {median(clock):7.1f} ms, p95 {late:7.1f} ms, CPU {median(used):6.1f} ms, n {len(clock)}")


def main(rows: int) -> None:
    call_command("migrate", verbosity=0)
    made = agreed(rows)
    said(f"published, {rows:,} rows", [timed(lambda: publish(made.pk, by=SYSTEM, at=AT))])
    release(made.pk, Question("people"), 1_000, by=SYSTEM, at=AT)  # the library is loaded
    asked = [(one, timed(lambda one=one: release(made.pk, one, 50_000, by=SYSTEM, at=AT))) for one in QUESTIONS]
    said("answer of 1,200 cells, paid and recorded", [asked[0][1]])
    said("answers of 24 or 50 cells", [taken for _, taken in asked[1:]])
    said("asked again", [timed(lambda one=one: release(made.pk, one, 50_000, by=SYSTEM, at=AT)) for one in QUESTIONS])
    vectors = [[0] * len(labels(one, CUBE)) for one in QUESTIONS]
    change = sensitivity(CUBE, "rows")
    direct = [timed(lambda v=v: noised(v, sensitivity=change, epsilon=50_000)) for v in vectors]
    said("OpenDP alone, 1,200 numbers", direct[:1])
    said("OpenDP alone, 24 or 50 numbers", direct[1:])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
