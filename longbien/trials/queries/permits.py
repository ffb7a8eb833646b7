"""The permit of a trial: the credential that its holder shows to whoever asks by what right a device is out there."""

from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from longbien.credentials.queries import Claims, CredentialCard, credentials_about
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.trials.queries.trials import TYPE, TrialView

PERMIT = "permit"


def permits(trial_id: UUID) -> tuple[CredentialCard, ...]:
    """Every permit of a trial, replaced and revoked ones included, newest first."""
    return tuple(one for one in credentials_about(Subject(TYPE, trial_id)) if one.kind.code == PERMIT)


def permit(trial_id: UUID) -> CredentialCard | None:
    """The permit that was issued last."""
    return next(iter(permits(trial_id)), None)


def permit_claims(trial: TrialView) -> Claims:
    """What the permit says, in the first language of the hub; days begin at midnight there."""
    language, card = settings.HUB.languages[0], trial.card
    with override(language):
        entry = settings.ENV.url + reverse("trials:registered", args=[card.slug])
    facts = {
        REGISTER: entry,
        REGIME: f"{trial.regime.rules.title.in_language(language)} ({trial.regime.code} {trial.regime.number})",
        TERM: f"{card.term_start:%d/%m/%Y} – {card.last_day:%d/%m/%Y}",
        AREAS: ", ".join(site.name.get(language, site.code) for site in trial.policy.sites),
        VERSION: f"{trial.version.number}, SHA-256 {trial.version.plan_sha256}",
    }
    return Claims(
        name=(DEMONSTRATION if card.is_demo else NAME).in_language(language),
        description=(OF_NO_EFFECT if card.is_demo else MEANS).in_language(language),
        criteria=CRITERIA.in_language(language),
        language=language,
        number=card.number,
        valid_from=midnight(card.term_start),
        valid_until=midnight(card.term_end),
        facts=tuple((name.in_language(language), said) for name, said in facts.items()),
    )


def midnight(day: date) -> datetime:
    """The instant at which a local day begins."""
    return datetime.combine(day, time(), ZoneInfo(settings.HUB.timezone)).astimezone(UTC)


NAME = Text.of(vi="Giấy phép thử nghiệm có kiểm soát", en="Licence for controlled testing")
MEANS = Text.of(
    vi="Tổ chức này được thử nghiệm trong khu vực, thời hạn và giới hạn mà sổ đăng ký công khai ghi.",
    en="The organisation may test within the areas, the term and the limits that the public register states.",
)
DEMONSTRATION = Text.of(
    vi="Minh hoạ: giấy phép thử nghiệm có kiểm soát", en="Demonstration: licence for controlled testing"
)
OF_NO_EFFECT = Text.of(
    vi="Dữ liệu minh hoạ: không có thử nghiệm nào và không ai được phép làm gì theo giấy này.",
    en="Demonstration data: there is no such trial, and nobody may do anything by this paper.",
)
CRITERIA = Text.of(
    vi="Phương án thử nghiệm nằm trong chế độ pháp lý và được cơ quan có thẩm quyền cấp phép.",
    en="The plan lies within its legal regime, and the authority in charge licensed it.",
)
REGISTER = Text.of(vi="Sổ đăng ký công khai", en="Public register")
REGIME = Text.of(vi="Chế độ pháp lý", en="Legal regime")
TERM = Text.of(vi="Thời hạn", en="Term")
AREAS = Text.of(vi="Khu vực", en="Areas")
VERSION = Text.of(vi="Phiên bản phương án", en="Plan version")
