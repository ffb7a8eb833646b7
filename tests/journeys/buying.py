"""Two funds of the demonstration whose public share may be bought: one that waits for it, one that was bought out.

Run as a program of its own beside the server: `python -m tests.journeys.buying`, in the server's environment. It prints
the address of the portfolio of the first one.
"""

import os
from datetime import UTC, datetime, timedelta
from typing import Any

import django


def dong(minor: int) -> dict[str, str]:
    return {"minor": str(minor), "currency": "VND"}


INVESTORS = (("treasury", "public", 390), ("first-investor", "private", 250), ("second-investor", "private", 160))
ONE, TWO = {"by": "fund-officer-1"}, {"by": "fund-officer-2"}
SCENES: list[dict[str, Any]] = [
    *({"do": "commit", **ONE, "days_ago": 820, "investor": who, "source": source, "amount": dong(billions * 10**9)}
      for who, source, billions in INVESTORS),
    {"do": "close", **ONE, "days_ago": 810},
    {"do": "confirm-close", **TWO, "days_ago": 809},
    {"do": "call", **ONE, "days_ago": 800, "due_in": 15, "amount": dong(200 * 10**9), "text": "Minh hoạ: đợt đầu"},
    {"do": "confirm-call", **TWO, "days_ago": 800},
    *({"do": "receipt", **ONE, "days_ago": 790, "investor": who, "text": "MH-1"} for who, _, _ in INVESTORS),
    {"do": "invest", **ONE, "days_ago": 700, "company": "robots", "kind": "equity", "share": "15",
     "amount": dong(90 * 10**9), "text": "Minh hoạ: vòng hạt giống"},
    {"do": "confirm-invest", **TWO, "days_ago": 699},
    {"do": "proceeds", **ONE, "days_ago": 300, "company": "robots", "kind": "dividend", "amount": dong(12_345_678_901),
     "text": "Minh hoạ: cổ tức"},
    {"do": "confirm-proceeds", **TWO, "days_ago": 299},
    {"do": "distribute", **ONE, "days_ago": 290},
    {"do": "confirm-distribution", **TWO, "days_ago": 289},
    {"do": "pay-out", **ONE, "days_ago": 285, "number": 1},
]  # fmt: skip


def script(name: str) -> dict[str, Any]:
    waterfall = {"carry": "20%", "hurdle": {"rate": "8%"}, "catch_up": {"share": "100%"}}
    schedule = [{"rate": "1%", "until_years": 4}, {"rate": "5%"}]
    terms = {
        "term_years": 10, "notice_days": 10, "grace_days": 15, "equalisation_percent": "8",
        "fee_percent": [["5", "2"]],
        "distribution": {
            "waterfall": waterfall,
            "public": {"buy-out": {"after_years": 2, "until_years": 8, "schedule": schedule}},
        },
    }  # fmt: skip
    return {
        "fund": "buying", "name": {"vi": name, "en": name}, "rules": "startup-fund", "charter": dong(10**12),
        "board_seats": 5, "terms": terms, "scenes": SCENES,
    }  # fmt: skip


def stage() -> str:
    """Both funds, played as on the pages; the second is bought out, too."""
    from django.urls import reverse

    from longbien.capital import models
    from longbien.capital.actions.buy_outs.buy_out import Buying, confirm_buy_out, prepare_buy_out
    from longbien.capital.actions.investing.deciding import Paper
    from longbien.capital.actions.play import play
    from longbien.capital.rules.funds.script import read_script
    from longbien.people.queries import actor_for, demonstration

    now = datetime.now(UTC)
    people = {one.code: one.person.id for one in demonstration()}
    waits, bought = "Minh hoạ: quỹ chờ mua lại phần vốn công", "Minh hoạ: quỹ đã mua lại phần vốn công"
    for name in (bought, waits):
        play(read_script(script(name)), at=now)
    fund = models.Vehicle.objects.get(name=bought)
    if not models.BuyOut.objects.filter(vehicle=fund).exists():
        first = fund.commitments.filter(source="private").order_by("place").first()
        assert first is not None
        asked = Buying((now - timedelta(days=2)).date(), {first.pk: 390 * 10**9})
        paper = Paper("minh-hoa.txt", ("Minh hoạ: đã trả giá mua lại".encode(),))
        officers = [actor_for(people[code]) for code in ("fund-officer-1", "fund-officer-2")]
        key = prepare_buy_out(fund.pk, asked, paper=paper, by=officers[0], at=now)
        confirm_buy_out(key, by=officers[1], at=now)
    waiting = models.Vehicle.objects.get(name=waits)
    return str(reverse("investing:portfolio", args=[waiting.pk]))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
    django.setup()
    print(stage())
