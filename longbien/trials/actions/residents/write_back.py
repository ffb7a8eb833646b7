"""Write to a resident who left an e-mail address: that their concern is received, and what the answer is."""

from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import translation

from longbien.kernel.text import Text
from longbien.trials.events import ConcernAnswered, ConcernRaised
from longbien.trials.queries.residents.concerns import ConcernView, concern, secret_of
from longbien.trials.queries.trials import TrialCard, card

LINE = " · "


def write_back(trial_id: UUID, happened: ConcernRaised | ConcernAnswered, entry_id: UUID) -> bool:
    """False when there is nowhere to write to: no address was left, or it was erased since."""
    answered = isinstance(happened, ConcernAnswered)
    told, about = concern(happened.concern if isinstance(happened, ConcernAnswered) else entry_id), card(trial_id)
    if told is None or about is None or not is_address(told.reach):
        return False
    said = ANSWERED if answered else RECEIVED
    subject = LINE.join([about.number, *_said(said)])
    EmailMessage(subject=subject, body="\n\n".join(_body(told, about, answered=answered)), to=[told.reach]).send()
    return True


def is_address(written: str) -> bool:
    try:
        validate_email(written)
    except ValidationError:
        return False
    return True


def _body(told: ConcernView, about: TrialCard, *, answered: bool) -> list[str]:
    """In every language of the hub, for nobody asked the resident which is theirs."""
    said = [f"{about.number} {about.title}", *_said(ANSWERED if answered else RECEIVED)]
    if answered:
        said.append(told.answer)
    said += _said(FOLLOW)
    for language in settings.HUB.languages:
        with translation.override(language):
            path = reverse("trials:follow", args=[told.entry_id, secret_of(told.entry_id)])
        said.append(settings.ENV.url + path)
    return said


def _said(words: Text) -> list[str]:
    return list(dict.fromkeys(words.in_language(language) for language in settings.HUB.languages))


RECEIVED = Text.of(vi="Chúng tôi đã nhận phản ánh của bạn.", en="We have received what you told.")
ANSWERED = Text.of(vi="Phản ánh của bạn đã được trả lời.", en="What you told has been answered.")
FOLLOW = Text.of(
    vi="Theo dõi tại địa chỉ riêng của bạn, đừng chia sẻ nó:",
    en="Follow it at your own address, which is not to be shared:",
)
