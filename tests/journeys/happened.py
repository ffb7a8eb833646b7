"""What a demonstration trial lacks on its first day, so that its pages can be looked at: an incident, a claim, a
shuttle that somebody had to take over …"""

import re
import subprocess
from datetime import datetime
from zoneinfo import ZoneInfo

import requests

from tests.journeys.conftest import ROOT, Server
from tests.journeys.crawl import session_of

DAY = "2026-11-09"
INCIDENT = {
    "measure": "near_miss", "site": "hoan-kiem", "severity": "minor",
    "description": "Minh hoạ: robot phải tránh một người đi bộ.",
}  # fmt: skip
TEXT = {
    "form": "text", "purpose": "Minh hoạ: đo khoảng cách an toàn",
    "words": "Minh hoạ: robot có camera đi gần bạn; hình được xoá sau 24 giờ; bạn rút lại được bất cứ lúc nào.",
}  # fmt: skip
CONSENT = {"form": "one", "did": "give", "code": "7K2M-9QXF-T3HB"}
INSURANCE = {
    "form": "insurance", "number": "MH-1", "insurer": "Bảo hiểm minh hoạ", "covers": "Thiệt hại của người thứ ba",
    "amount": "1000000000", "start": DAY, "last_day": "2026-12-31",
}  # fmt: skip
DISENGAGED = {
    "day": DAY, "vehicle": "xe-1", "driverless": "no", "driver_present": "yes", "initiated_by": "test_driver",
    "place": "street", "facts": "Minh hoạ: xe máy tạt đầu, người trực phanh lại.",
}  # fmt: skip
CLAIM = {"form": "claim", "told": "Minh hoạ: xe đạp bị xước do robot.", "claimed": "500000", "made_on": DAY}


def happened(server: Server, who: str = "Nhà sáng lập") -> None:
    """Everything told by the holder, through the same forms that people use."""
    session = session_of(server, who)
    listed = session.get(f"{server.base}/trials/").text
    trial = re.search(r'href="(/trials/[0-9a-z]{26})"', listed)
    assert trial, "the demonstration has no trial"
    for page, said in (("incident", INCIDENT), ("consent", TEXT), ("consent", CONSENT), ("cover", INSURANCE),
                       ("cover", CLAIM)):  # fmt: skip
        # Nothing happened to the trial before its licence began today, and nobody consents to a text that isn't there.
        now = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh"))
        when = {"day": f"{now:%Y-%m-%d}", "time": f"{now:%H:%M}"} if said in (INCIDENT, CONSENT) else {}
        _send(session, f"{server.base}{trial[1]}/{page}", {**said, **when})
    _shuttle(server, session)


def _shuttle(server: Server, session: requests.Session) -> None:
    """Trials of a kind whose disengagements are told one by one; that form is filled in, too."""
    command = [ROOT / ".venv/bin/python", "-m", "tests.journeys.shuttle"]
    ran = subprocess.run(command, env=server.env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    listed = session.get(f"{server.base}/trials/?state=running").text
    found = re.search(r'href="(/trials/[0-9a-z]{26})">Minh hoạ: xe đưa đón', listed)
    assert found, "there is no shuttle"
    _send(session, f"{server.base}{found[1]}/disengagements", DISENGAGED)


def _send(session: requests.Session, address: str, said: dict[str, str]) -> None:
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', session.get(address).text)
    assert token, address
    data = {"csrfmiddlewaretoken": token[1], **said}
    reply = session.post(address, data=data, headers={"Referer": address}, allow_redirects=False)
    assert reply.status_code == 302, (address, reply.status_code, re.findall(r"<li>.*?</li>", reply.text)[:5])
