"""What a team is attested when its venture has passed a gate."""

from django.conf import settings

from longbien.credentials.queries import Claims
from longbien.kernel.text import Text
from longbien.ventures.events import StagePassed
from longbien.ventures.models import Venture


def gate_claims(venture: Venture, passed: StagePassed, number: str) -> Claims:
    """In the first language of the hub; `number` is that of the case that decided."""
    language = settings.HUB.languages[0]
    stages = (settings.HUB.stages.get(code) for code in (passed.source, passed.target))
    source, target = (name.in_language(language) if name else "" for name in stages)
    made_up = f"{DEMONSTRATION.in_language(language)}: " if venture.is_demo else ""
    return Claims(
        name=f"{made_up}{NAME.in_language(language)}: {source} → {target}",
        description=f"{made_up}{MEANS.in_language(language)}",
        criteria=CRITERIA.in_language(language),
        language=language,
        number=number,
        facts=((VENTURE.in_language(language), venture.name),),
    )


DEMONSTRATION = Text.of(vi="Minh hoạ", en="Demonstration")
NAME = Text.of(vi="Đã qua cổng giai đoạn", en="A stage gate was passed")
MEANS = Text.of(
    vi="Hội đồng đã xem kết quả của nhóm và cho dự án sang giai đoạn sau.",
    en="The board looked at what the team had reached and let the venture go on to the next stage.",
)
CRITERIA = Text.of(vi="Đạt các chỉ tiêu của cổng giai đoạn.", en="The targets of the gate were met.")
VENTURE = Text.of(vi="Dự án", en="Venture")
