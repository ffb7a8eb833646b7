"""What follows in this room: letters to those who are asked to pay in; holders of rights are asked, silence answers."""

from datetime import date, timedelta

from longbien.capital.actions.buy_outs.tell_sides import print_sides, tell_sides
from longbien.capital.actions.funds.accrue_fee import accrue_quarter
from longbien.capital.actions.funds.miss_payment import miss_payments
from longbien.capital.actions.funds.print_notices import print_notices
from longbien.capital.actions.funds.tell_investors import tell_of_call, tell_of_close, tell_of_missed
from longbien.capital.actions.investing.print_payouts import print_payouts
from longbien.capital.actions.investing.tell_payouts import tell_payouts
from longbien.capital.actions.orders import tell_parties as letters
from longbien.capital.actions.orders.accept_part import escalate_part, lapse_part
from longbien.capital.actions.orders.pay_part import late_payment
from longbien.capital.actions.rights.answer import lapse_right
from longbien.capital.actions.rights.ask import ask
from longbien.capital.events.buy_outs import PublicShareBought
from longbien.capital.events.funds import CallIssued, CloseHeld, PaymentMissed
from longbien.capital.events.investing import CarrySettled, Distributed
from longbien.capital.events.orders import (
    AcceptanceOverdue,
    OrderAgreed,
    OrderPrepared,
    OrderSigned,
    PartAccepted,
    PartDelivered,
    PartLapsed,
    PartRefused,
    PartReserved,
)
from longbien.capital.events.pilots import PartBegun, PartEnded, PartOwed, PartPaid, PaymentOverdue, PilotPrepared
from longbien.capital.events.rights import OfferMade, RightLapsed, RightNotified, RightWaived
from longbien.capital.queries.funds.notices import first_day_after
from longbien.capital.queries.orders.orders import is_to_be_decided
from longbien.capital.queries.orders.parts import moment_after
from longbien.capital.rules.funds.charges import next_quarter
from longbien.record.actions.schedule import schedule
from longbien.record.registry import Happened, on, timer

ONE_DAY = timedelta(days=1)


@on(CallIssued, slow=True)
def tell_of_notices(happened: Happened) -> None:
    """Each investor's own people, of their own notice."""
    tell_of_call(happened.what.call)


@on(CallIssued)
def watch_call(happened: Happened) -> None:
    schedule(call_over, event_id=happened.id, due_at=first_day_after(happened.what.due_on))


@timer
def call_over(happened: Happened) -> None:
    """Set when a call was issued; does nothing where everything was paid in time."""
    miss_payments(happened.what.call, at=happened.now)


@on(CloseHeld)
def watch_close(happened: Happened) -> None:
    schedule(close_over, event_id=happened.id, due_at=first_day_after(happened.what.due_on))


@timer
def close_over(happened: Happened) -> None:
    """The same, when the late investors of a close had to pay by then."""
    miss_payments(happened.what.close, at=happened.now)


@on(PaymentMissed, slow=True)
def tell_of_delay(happened: Happened) -> None:
    tell_of_missed(happened.what.notice)


@on(CallIssued, slow=True)
def print_call(happened: Happened) -> None:
    print_notices(happened.what.call, at=happened.now)


@on(CloseHeld, slow=True)
def print_close(happened: Happened) -> None:
    print_notices(happened.what.close, at=happened.now)


@on(CloseHeld, slow=True)
def tell_of_what_is_owed(happened: Happened) -> None:
    """Those who pay in because of a close."""
    tell_of_close(happened.what.close)


@on(Distributed, CarrySettled, slow=True)
def tell_of_distribution(happened: Happened) -> None:
    """Each investor's own people, of their own part."""
    tell_payouts(happened.what.distribution)


@on(Distributed, CarrySettled, slow=True)
def print_distribution(happened: Happened) -> None:
    print_payouts(happened.what.distribution, at=happened.now)


@on(PublicShareBought, slow=True)
def tell_of_buy_out(happened: Happened) -> None:
    """The people of each investor that it concerns, of their own part."""
    tell_sides(happened.what.buy_out)


@on(PublicShareBought, slow=True)
def print_buy_out(happened: Happened) -> None:
    print_sides(happened.what.buy_out, at=happened.now)


@on(CloseHeld)
def watch_fee(happened: Happened) -> None:
    """From the first close on, the fee of each quarter is accrued once it is over."""
    if happened.what.number == 1:
        _watch_quarter(happened, happened.what.day)


@timer
def quarter_over(happened: Happened) -> None:
    """Its key is the first day that does not count any more. Ends with the last step of the fee."""
    until = date.fromisoformat(happened.key)
    if accrue_quarter(happened.subject.id, until=until, at=happened.now):
        _watch_quarter(happened, until)


def _watch_quarter(happened: Happened, day: date) -> None:
    until = next_quarter(day)
    schedule(quarter_over, event_id=happened.id, due_at=first_day_after(until - ONE_DAY), key=until.isoformat())


@on(OfferMade, slow=True)
def ask_first(happened: Happened) -> None:
    """Write to the first holder."""
    ask(happened.subject.id, at=happened.now)


@on(RightWaived, RightLapsed, slow=True)
def ask_next(happened: Happened) -> None:
    """Write to the next one in rank."""
    ask(happened.what.offer, at=happened.now)


@on(RightNotified)
def start_clock(happened: Happened) -> None:
    schedule(silence_over, event_id=happened.id, due_at=happened.what.due_by)


@timer
def silence_over(happened: Happened) -> None:
    """Set when a holder received a notice; does nothing when they answered in time."""
    lapse_right(happened.what.offer, happened.subject.id, at=happened.now)


@on(PartReserved, PartBegun)
def watch_part(happened: Happened) -> None:
    schedule(part_over, event_id=happened.id, due_at=moment_after(happened.what.due_on))


@timer
def part_over(happened: Happened) -> None:
    """Set when an order was signed; does nothing when the part was delivered in time."""
    lapse_part(happened.what.part, at=happened.now)


@on(PartDelivered)
def watch_acceptance(happened: Happened) -> None:
    schedule(acceptance_over, event_id=happened.id, due_at=happened.what.due_by)


@timer
def acceptance_over(happened: Happened) -> None:
    """Set when a part was delivered; does nothing when it was accepted or refused in time."""
    escalate_part(happened.what.part, at=happened.now)


@on(AcceptanceOverdue, slow=True)
def tell_the_programme(happened: Happened) -> None:
    """Its officers may accept in place of the body that ordered."""
    letters.tell_programme(happened.subject.id, letters.OVERDUE)


@on(PartOwed)
def watch_payment(happened: Happened) -> None:
    schedule(payment_over, event_id=happened.id, due_at=happened.what.due_by)


@timer
def payment_over(happened: Happened) -> None:
    """Set when a part of a pilot was accepted; does nothing when its payment was recorded in time."""
    late_payment(happened.what.part, at=happened.now)


SUPPLIER = {
    OrderPrepared: letters.TO_AGREE, PilotPrepared: letters.TO_AGREE, OrderSigned: letters.IS_SIGNED,
    PartAccepted: letters.PAID, PartRefused: letters.NOT_YET, PartLapsed: letters.RAN_OUT,
    PartOwed: letters.ACCEPTED, PartPaid: letters.PAID_BY, PartEnded: letters.RAN_OUT,
    PaymentOverdue: letters.NOT_PAID,
}  # fmt: skip


@on(*SUPPLIER, slow=True)
def tell_supplier(happened: Happened) -> None:
    letters.tell_supplier(happened.subject.id, SUPPLIER[type(happened.what)])


BUYER = {OrderAgreed: letters.TO_SIGN, PartDelivered: letters.TO_ACCEPT, PartOwed: letters.TO_PAY,
         PaymentOverdue: letters.PAY_LATE}  # fmt: skip


@on(*BUYER, slow=True)
def tell_officer(happened: Happened) -> None:
    """Whoever may sign, accept or pay."""
    letters.tell_second_officer(happened.subject.id, BUYER[type(happened.what)])


@on(PartAccepted, PartLapsed, PartPaid, PartEnded, slow=True)
def tell_who_decides(happened: Happened) -> None:
    """Once the last part is closed."""
    if is_to_be_decided(happened.subject.id):
        letters.tell_second_officer(happened.subject.id, letters.TO_DECIDE)
