"""Note that somebody agreed, or took it back: under a purpose and the code that they have in the set, with no name."""

from datetime import datetime

from longbien.data.events.duties import DataConsentNoted
from longbien.data.models import ConsentNote, DataSet
from longbien.data.policy import DUTIES
from longbien.data.queries.duties.keyed import mac_of
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit

BLANK = Text.of(vi="Không được để trống.", en="This can't be left blank.")
NEVER = Text.of(vi="Mã này chưa từng đồng ý mục đích này.", en="This code never agreed to this purpose.")


@act
def note_consent(  # noqa: PLR0913 - who, when, how, for which purpose
    code: str, *, purpose: str, person: str, is_given: bool, how: str, by: Actor, at: datetime
) -> None:
    """Refusal: no such set (404), something left blank (422), withdrawn by who never agreed (409)."""
    check(by, "keep", None, type=DUTIES)
    found = DataSet.objects.filter(code=code).first()
    if found is None:
        raise not_found()
    told = {"purpose": purpose.strip(), "person": person.strip(), "how": how.strip()}
    if faults := tuple(Fault(name, BLANK) for name, said in told.items() if not said):
        raise Refusal("blank", BLANK, faults=faults)
    mac = mac_of(code, told["person"])
    hold(f"data.consent {mac}")
    standing = ConsentNote.objects.filter(data_set=found, purpose=told["purpose"], mac=mac).order_by("at", "pk").last()
    if standing is None and not is_given:
        raise conflict("never", NEVER)
    if standing is not None and standing.is_given == is_given:
        return
    subject = Subject("data.set", found.pk)
    event = DataConsentNoted(code, is_given, told["how"], told["purpose"], mac)
    entry_id = emit(event, subject=subject, by=by, at=at, chain=subject)
    ConsentNote.objects.create(
        data_set=found, purpose=told["purpose"], mac=mac, is_given=is_given, how=told["how"], at=at, entry_id=entry_id
    )
