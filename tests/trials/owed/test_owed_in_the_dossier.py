"""The dossier says how much of what was owed came late, and a forged lateness shows."""

from datetime import timedelta

import pytest

from longbien.record.keys import verifier
from longbien.record.rules.leaf import FORMAT, canonical
from longbien.trials.actions.owed.file_incident_report import file_incident_report
from longbien.trials.rules.dossier.owed import check_owed
from longbien.trials.rules.dossier.verify import verify
from tests.trials.evidence import built, make_key
from tests.trials.make import NOW, running
from tests.trials.owed.test_incident_reports import DAY, SAID, happened
from tests.trials.test_leaving import worked

LATE = "is said wrongly to be late, or not to"
TOLD = {"incident": "i1", "due_by": "2026-11-24T02:00:00.000000Z"}


def leaf(kind: str, at: str, **fields) -> dict:
    """A line of a timeline as far as these checks read it."""
    said = {
        "v": FORMAT, "type": f"trials.incident-{kind}/1", "id": "0", "at": f"2026-11-{at}:00:00.000000Z", "actor": None,
        "subject": "trials.trial:t", "open": {**TOLD, **fields}, "sealed": {},
        "chain": {"of": "trials.trial:t", "seq": 7, "prev": ""},
    }  # fmt: skip
    return {"leaf": canonical(said).decode(), "openings": {}}


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ([], None),
        ([leaf("reported", "23T02", due_by=None)], None),
        ([leaf("reported", "23T02")], []),
        ([leaf("reported", "23T02"), leaf("report-filed", "24T02", late=False)], []),
        ([leaf("reported", "23T02"), leaf("report-missed", "24T02"), leaf("report-filed", "24T03", late=True)], []),
        ([leaf("reported", "23T02", due_by=None), leaf("report-filed", "29T02", due_by=None, late=False)], []),
        (
            [leaf("reported", "23T02"), leaf("report-filed", "24T03", late=False)],
            [LATE],
        ),
        ([leaf("reported", "23T02"), leaf("report-filed", "24T02", late=True)], [LATE]),
        ([leaf("reported", "23T02"), leaf("report-missed", "24T01")], ["was recorded before the time was over"]),
        (
            [leaf("reported", "23T02"), *[leaf("report-filed", "24T01", late=False)] * 2],
            ["was filed twice"],
        ),
        (
            [leaf("reported", "23T02"), leaf("report-filed", "24T01", late=False, due_by=None)],
            ["doesn't go by the time that was recorded"],
        ),
        ([leaf("report-filed", "24T01", late=False)], ["doesn't go by the time that was recorded"]),
        ([{"leaf": "no leaf", "openings": {}}], None),
    ],
)
def test_lateness_is_computed_anew(lines, wrong):
    found = check_owed({"timeline": lines})
    if wrong is None:
        assert found == []
    else:
        [one] = found
        assert [told["en"].startswith(f"Entry 7 {said}") for told, said in zip(one.wrong, wrong, strict=True)] == [
            True for _ in wrong
        ]


@pytest.mark.django_db
def test_it_says_what_was_late_and_is_borne_out(tmp_path, settings):
    settings.VAR = tmp_path
    make_key()
    trial = running()
    late, _missed = happened(trial), happened(trial)
    worked(NOW + DAY)
    file_incident_report(trial.id, late, SAID, by=trial.holder, at=NOW + 2 * DAY)
    file = built(trial, NOW + 3 * DAY)
    checks = verify(file, verifier())
    assert [check for check in checks if not check.passed] == []
    said = [check.what["en"] for check in checks if "Full reports" in check.what["en"]]
    assert said == ["Full reports of incidents with a time set: 2; filed late 1, overdue and not filed 1 (recomputed)"]
    assert SAID.harm.encode() not in file


@pytest.mark.django_db
def test_a_dossier_of_a_trial_without_incidents_says_nothing_of_it(tmp_path, settings):
    settings.VAR = tmp_path
    make_key()
    file = built(running(), NOW + timedelta(hours=1))
    assert [check for check in verify(file, verifier()) if "Full reports" in check.what["en"]] == []
