"""Print a licence: the version in force as a sealed PDF, in every language of the hub."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.timezone import localdate

from longbien.credentials.actions.render_and_seal import render_and_seal
from longbien.kernel.actor import SYSTEM
from longbien.kernel.text import Text
from longbien.kernel.written import day
from longbien.trials import queries
from longbien.trials.queries.public.printed import printed, printed_number
from longbien.trials.rules.prose.articles import articles
from longbien.trials.rules.regime import Regime
from longbien.trials.rules.standing import last_day

TEMPLATE = Path(__file__).parent.parent / "letters" / "licence.typ"


def print_licence(trial_id: UUID, *, at: datetime) -> None:
    """Draw, seal and keep it; nothing when the version in force is printed already. It takes a second: a slow reaction.

    Refusal 503 when the seal can't be had; the worker tries again.
    """
    if printed(trial_id) is not None:
        return
    trial = queries.trial(trial_id)
    number, language = printed_number(trial.card.number, trial.version.number), settings.HUB.languages[0]
    render_and_seal(
        template=TEMPLATE.read_text(),
        data={
            "number": number,
            "is_demo": trial.card.is_demo,
            "said": [_said(trial, language) for language in settings.HUB.languages],
        },
        number=number,
        title=TITLE.in_language(language),
        language=language,
        subject=trial.subject,
        by=SYSTEM,
        at=at,
    )


def _said(trial: queries.TrialView, language: str) -> dict[str, Any]:
    return {
        "language": language,
        "hub": settings.HUB.name.in_language(language),
        "title": TITLE.in_language(language),
        "demo": DEMO.in_language(language),
        "foot": FOOT.in_language(language),
        "facts": [[name.in_language(language), value.in_language(language)] for name, value in _facts(trial)],
        "articles": [
            {"title": one.title.in_language(language), "lines": [line.in_language(language) for line in one.lines]}
            for one in articles(trial.policy)
        ],
    }


def _facts(trial: queries.TrialView) -> list[tuple[Text, Text]]:
    regime, version, holder = trial.regime.rules, trial.version, trial.card.holder.name
    granted = day(localdate(version.granted_at, ZoneInfo(settings.HUB.timezone)))
    last = day(last_day(trial.policy.term))
    return [
        (Text.of(vi="Đơn vị được cấp phép", en="Holder"), Text.of(vi=holder, en=holder)),
        (Text.of(vi="Cơ quan có thẩm quyền", en="Authority"), regime.authority),
        (Text.of(vi="Căn cứ", en="Law"), Text.of(vi=_basis(regime, "vi"), en=_basis(regime, "en"))),
        (
            Text.of(vi="Phiên bản", en="Version"),
            Text.of(
                vi=f"{version.number}, cấp ngày {granted['vi']}, hiệu lực đến hết {last['vi']}",
                en=f"{version.number}, granted on {granted['en']}, in force to the end of {last['en']}",
            ),
        ),
        (Text.of(vi="Liên hệ khi có sự cố", en="Contact in an incident"), CONTACT),
    ]


def _basis(regime: Regime, language: str) -> str:
    laws = "; ".join(law.in_language(language) for law in regime.basis)
    return f"{laws}." if regime.verified else f"{laws}. {UNVERIFIED[language]}"


TITLE = Text.of(vi="Giấy phép thử nghiệm có kiểm soát", en="Licence for a controlled trial")
DEMO = Text.of(vi="Dữ liệu minh hoạ: không phải giấy phép thật.", en="Demonstration data: not a real licence.")
UNVERIFIED = Text.of(
    vi="Đọc qua bản tóm lược, chưa được pháp chế xác nhận.", en="Read in summary, not yet verified by counsel."
)
CONTACT = Text.of(
    vi="Tên và số điện thoại là dữ liệu cá nhân, nằm trong hồ sơ xin cấp phép do cơ quan cấp phép giữ. Người dân báo "
    "qua trang của thử nghiệm trong sổ đăng ký công khai.",
    en="Name and telephone are personal data and stand in the application, which the licensing authority keeps. "
    "Residents report on the page of the trial in the public register.",
)
FOOT = Text.of(
    vi="Tình trạng hiện nay của giấy phép (đang chạy, tạm dừng, thu hồi) xem ở sổ đăng ký công khai.",
    en="How the licence stands now (running, suspended, revoked) is told by the public register.",
)
