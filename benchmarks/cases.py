"""The pages of officers, supervisors and applicants with 1,000, 10,000 and 100,000 cases.

Prints the median and the 95 % of the time that a page takes by the clock, middleware and all, the processor time of
this process, and how many queries it asks (wanted: p95 ≤ 200 ms, ≤ 12 queries, the same at every size).
`cases.py 1000 200000` measures at other sizes.
"""

import os
import statistics
import sys
import tempfile
import time
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
os.environ.setdefault("LONGBIEN_VAR", tempfile.mkdtemp())
os.environ["LONGBIEN_DEVELOPMENT"] = "1"

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from loaded import Load
from measured import peak

from longbien.kernel.ids import to_slug
from longbien.people.models import HubRole, Person
from longbien.procedures.models import DeskCase
from tests.forced import show_two_factors

ROUNDS = 40
OFFICE = "group:programme-officer"


def pages(load: Load) -> dict[str, tuple[str, str]]:
    """Who asks for what, by name."""
    some = DeskCase.objects.filter(office=OFFICE).order_by("due")[:2000:37]
    case, last = some[0], list(some)[-1]
    after = f"{last.due.isoformat().replace('+', '%2B')}~{to_slug(last.case_id)}"
    return {
        "work list": ("officer", "/desk/"),
        "… far along": ("officer", f"/desk/?after={after}"),
        "… mine": ("officer", "/desk/?whose=mine"),
        "… nobody's": ("officer", "/desk/?whose=free"),
        "… a colleague's": ("officer", f"/desk/?whose={to_slug(load.officers[OFFICE][1])}"),
        "… overdue": ("officer", "/desk/?when=overdue"),
        "… by service and state": ("officer", f"/desk/?service={case.code}&state={case.state}"),
        "search: a number": ("officer", f"/desk/?q={case.case.number}"),
        "… a common word": ("officer", "/desk/?q=ngap"),
        "… two words, no marks": ("officer", "/desk/?q=robot+dong+da"),
        "… the beginning of a word": ("officer", "/desk/?q=g"),
        "… an applicant": ("officer", "/desk/?applicant=long+bien+77"),
        "… nothing": ("officer", "/desk/?q=khongcogi"),
        "… a word, mine, overdue": ("officer", "/desk/?q=giao&whose=mine&when=overdue"),
        "beside the form": ("officer", f"/cases/{to_slug(case.case_id)}/desk"),
        "supervisor": ("officer", "/desk/overview"),
        "… every office": ("admin", "/desk/overview?office=group:licensing-officer"),
        "catalogue": ("applicant", "/services/"),
        "my cases": ("applicant", "/cases/"),
        "notices": ("applicant", "/notices/"),
        "my page": ("officer", "/me"),
    }


def clients(load: Load) -> dict[str, Client]:
    admin = Person.objects.create(email=f"admin-{load.count}@example.org", name="Quản trị")
    HubRole.objects.create(person=admin, role="hub-admin", granted_at=admin.joined_at)
    wanted = {"officer": load.officers[OFFICE][0], "applicant": load.applicants[0][0], "admin": admin.pk}
    made = {}
    for name, person_id in wanted.items():
        made[name] = Client(headers={"host": "localhost:8000"})
        person = Person.objects.get(pk=person_id)
        made[name].force_login(person)
        show_two_factors(made[name], person)
    return made


def measured(client: Client, path: str) -> str:
    """Median and 95 % by the clock, the median of processor time, in milliseconds; and the number of queries."""
    taken, worked = [], []
    for _ in range(ROUNDS + 3):
        start, begun = time.perf_counter(), time.process_time()
        answer = client.get(path)
        taken.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - begun) * 1000)
        assert answer.status_code == 200, (path, answer.status_code)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    ranked = sorted(taken[3:])
    most = ranked[round(0.95 * (len(ranked) - 1))]
    return (
        f"{statistics.median(ranked):.0f} / {most:.0f} ms, CPU {statistics.median(worked[3:]):.0f} ms, {len(queries)}"
    )


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [1000, 10_000, 100_000]
    with redirect_stdout(StringIO()):
        call_command("start", "--demo", "--prepare-only")
    load = Load()
    found: dict[str, list[str]] = {}
    for size in sizes:
        start = time.perf_counter()
        load.grow(size)
        desk = DeskCase.objects.filter(office=OFFICE).count()
        print(f"{size:,} cases loaded in {time.perf_counter() - start:.0f} s, {desk:,} at the desk of one office")
        asking = clients(load)
        for name, (who, path) in pages(load).items():
            found.setdefault(name, []).append(measured(asking[who], path))
    print(f"| page: p50 / p95, processor, queries | {' | '.join(f'{size:,}' for size in sizes)} |")
    print("|---" * (len(sizes) + 1) + "|")
    for name, told in found.items():
        print(f"| {name} | {' | '.join(told)} |")
    print(peak())


if __name__ == "__main__":
    main()
