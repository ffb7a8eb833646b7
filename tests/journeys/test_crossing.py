"""One idea crosses the bridge: problem, application, review, venture, gate, licence, telemetry, suspension, resume,
exit, dossier, register. In both languages, with and without JavaScript, as the people who do it."""

import json
import re
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import ROOT, Server, wait_for
from tests.journeys.walk import Walk, answer, fill, proceed

FOUNDER, OFFICER = "Nhà sáng lập", "Cán bộ chương trình"
REVIEWERS = [f"Chuyên gia phản biện {n}" for n in (1, 2, 3)]
BOARD = [f"Thành viên hội đồng {n}" for n in (1, 2)]
AUTHORITY = "Cán bộ cấp phép"
INSIDE, OUTSIDE = (105.8460, 21.0050), (105.8600, 21.0050)

APPLICATION = {
    "title": "Minh hoạ: đội xe giao hàng nhường đường",
    "solution": "Đội xe giao hàng nhỏ tự đi trên vỉa hè và nhường đường, để bớt xe máy giao hàng trong giờ cao điểm.",
    "team_size": "4",
    "team-0-name": "Minh hoạ – Nhà sáng lập",
    "team-0-role": "Trưởng nhóm, mười năm làm robot",
    "kpis-0-measure": "Lượt giao bằng xe máy trong giờ cao điểm",
    "kpis-0-target": "giảm 10%",
    "kpis-0-month": "12",
    "budget": "450000000",
    "technology": "robotics",
}
REVIEW = {"impact": "4", "feasibility": "4", "team": "5", "opinion": "Giải pháp rõ, đo được, an toàn cho người đi bộ."}
GATE = {
    "title": "Minh hoạ: nguyên mẫu xe giao hàng",
    "summary": "Đã chạy thử trong khuôn viên, không va chạm.",
    "met-0-measure": "Số lần va chạm",
    "met-0-result": "0",
    "met-0-reached": "yes",
}
PLAN = {
    "title": "Minh hoạ: xe giao hàng quanh Bách Khoa",
    "summary": "Hai mươi xe nhỏ giao hàng trong khuôn viên, nhường người đi bộ.",
    "areas": "bach-khoa",
    "term_months": "36",
    "windows-0-days": "mon,tue,wed,thu,fri,sat,sun",
    "windows-0-from": "00:00",
    "windows-0-to": "23:59",
    "cap_participants": "3",
    "cap_devices": "20",
    "cap_value": "1200000000",
    "cap_speed_kmh": "10",
    "guardrails-0-measure": "emergency_stop",
    "guardrails-0-limit_per_site_day": "2",
    "stop_on": "area",
    "incident_contact": "0900 000 000",
}


def found(walk: Walk) -> str:
    """From a published problem to a venture: apply, screen, review, accept. The venture's address."""
    page = walk.go(FOUNDER, "/problems/")
    page.locator("main a[href*='/problems/0']").first.click()
    page.locator("main a[href$='/apply']").first.click()
    page.locator("main form button.button").first.click()
    case, title = walk.path(page), f"{APPLICATION['title']} {walk.tongue}{walk.javascript}"
    walk.act(FOUNDER, case, "submit", APPLICATION | {"title": title})
    walk.act(OFFICER, case, "pass")
    for reviewer in REVIEWERS:
        page = walk.go(reviewer, "/")
        with page.expect_navigation():
            page.locator("main a[href$='desk/']").click()
        tasks = page.locator("main :is(li, tr)", has_text=title).locator("a[href*='/tasks/']")
        if tasks.count():
            tasks.first.click()
            fill(page, REVIEW)
            proceed(page)
    walk.act(OFFICER, case, "approve", reason="Hai bản thẩm định đều trên ngưỡng.")
    page = walk.go(FOUNDER, case)
    page.locator("main a[href*='/ventures/0']").first.click()
    return walk.path(page)


def license_(walk: Walk, venture: str) -> str:
    """From a venture to a licensed trial: gate, plan, grant. The trial's address."""
    gate = walk.begin(FOUNDER, venture, "gate")
    walk.act(FOUNDER, gate, "submit", GATE)
    for member in BOARD:
        walk.act(member, gate, "advance", reason="Nguyên mẫu đạt chỉ tiêu đã hứa.")
    licence = walk.begin(FOUNDER, venture, "licence")
    today = (datetime.now(UTC) + timedelta(hours=7)).date().isoformat()
    page = walk.go(FOUNDER, licence)
    page.locator("main a[href$='/do/submit']").click()
    answer(page, PLAN | {"start": today})
    page.locator("main a[href*='f-term_months']").click()
    fill(page, {"term_months": "48"})
    proceed(page)
    expect(page.locator("main .summary")).to_contain_text(re.compile("Art. 25|Điều 25"))
    fill(page, {"term_months": "36"})
    proceed(page)
    page.wait_for_url(re.compile("/send$"))
    proceed(page)
    expect(page).to_have_url(re.compile(re.escape(licence) + r"/receipt/\d+$"))
    walk.act(AUTHORITY, licence, "grant", reason="Phương án nằm trong khuôn khổ thử nghiệm.")
    page = walk.go(FOUNDER, venture)
    page.locator("main a[href*='/trials/0']").first.click()
    return walk.path(page)


def send(server: Server, trial: str, key: str, places: list[tuple[float, float]], begin: int) -> tuple[int, dict]:
    """One batch of telemetry as a fleet sends it; the status and the body of the answer."""
    now = datetime.now(UTC)
    lines = [
        {"id": f"{trial[-6:]}-{begin + n}", "device": "robot-01", "at": (now + timedelta(milliseconds=n)).isoformat(),
         "lon": lon, "lat": lat, "speed_kmh": 6.5, "participants": 1}
        for n, (lon, lat) in enumerate(places)
    ]  # fmt: skip
    request = urllib.request.Request(
        f"{server.base}/api/trials/{trial.rsplit('/', 1)[-1]}/telemetry",
        data="\n".join(map(json.dumps, lines)).encode(),
        headers={"Authorization": f"Bearer {key}", "Content-Type": "application/x-ndjson"},
    )
    try:
        with urllib.request.urlopen(request) as reply:
            return reply.status, json.load(reply)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def operate(walk: Walk, server: Server, trial: str) -> None:
    """Start, send telemetry, be stopped by the first step outside, be refused, be resumed by a named officer, go on."""
    walk.do(FOUNDER, trial, "start")
    page = walk.go(FOUNDER, f"{trial}/keys")
    fill(page, {"fleet": "Đội xe minh hoạ"})
    proceed(page)
    key = page.locator("main .notice code").first.inner_text()
    assert send(server, trial, key, [INSIDE] * 5, 0)[0] == 200
    status, body = send(server, trial, key, [INSIDE, OUTSIDE, INSIDE], 5)
    assert (status, body["stored"]) == (409, 3), body
    assert send(server, trial, key, [INSIDE], 8)[0] == 409
    page = walk.go(AUTHORITY, trial)
    expect(page.locator("main [data-tone=bad]").first).to_be_visible()
    walk.do(AUTHORITY, trial, "resume", "Đã đặt lại hàng rào ảo và kiểm tra hiện trường.")
    assert send(server, trial, key, [INSIDE], 9)[0] == 200
    walk.do(FOUNDER, trial, "close")
    page = walk.go(FOUNDER, f"{trial}/exit")
    page.locator("[name=results]").fill("Giao đủ hàng theo kế hoạch, không ai bị thương.")
    page.locator("[name=learnt]").fill("Hàng rào ảo cần một khoảng đệm.")
    proceed(page)
    expect(page).to_have_url(re.compile("/exit/confirm$"))
    page.locator("main form button.button").first.click()
    expect(page).to_have_url(re.compile(re.escape(trial) + "$"))


def prove(walk: Walk, server: Server, trial: str, folder: Path) -> None:
    """Draw up the dossier, take it away, verify it where there is no database."""
    page = walk.go(AUTHORITY, f"{trial}/dossier")
    page.locator("main form button.button").first.click()
    with page.expect_download() as download:
        page.locator("main a[href*='/dossier/']").first.click()
    folder.mkdir()
    download.value.save_as(folder / "trial.dossier")
    (folder / "hub.vkey").write_text(server.run("log", "key"))
    said = verify(folder)
    assert said[0] == 0, said
    (folder / "trial.dossier").write_bytes((folder / "trial.dossier").read_bytes().replace(b"robot-01", b"robot-02", 1))
    assert verify(folder)[0] == 1


def verify(folder: Path) -> tuple[int, str]:
    command = [ROOT / ".venv/bin/longbien", "dossier", "verify", "trial.dossier", "--key", "hub.vkey"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("tongue", "javascript"),
    [
        pytest.param("", True, id="vi-js"),
        pytest.param("/en", False, id="en-no-js"),
        pytest.param("/en", True, id="en-js", marks=pytest.mark.slow),
        pytest.param("", False, id="vi-no-js", marks=pytest.mark.slow),
    ],
)
def test_an_idea_crosses_the_bridge(
    open_as: Callable[..., Page], server: Server, tongue: str, javascript: bool, tmp_path: Path
) -> None:
    walk = Walk(open_as, tongue, javascript)
    venture = found(walk)
    trial = license_(walk, venture)
    operate(walk, server, trial)
    prove(walk, server, trial, tmp_path / "elsewhere")
    page = walk.go(None, "/register/")
    page.locator("main tbody a").first.click()
    expect(page.locator("main")).to_contain_text(PLAN["title"])
    page = walk.go(None, venture)
    expect(page.locator("main a[href*='/record/']").first).to_be_visible()
    wait_for(lambda: "all is as it was signed" in server.run("log", "verify"), seconds=20, what=lambda: "log verify")
