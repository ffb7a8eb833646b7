"""VietQR: the code that Vietnamese banking apps scan to fill in a transfer.

Source: NAPAS, QR code format for interbank fast transfers (QRIBFTTA), on EMVCo's merchant-presented mode: fields of
two digits, two digits of length, content; the last one is a CRC-16/CCITT-FALSE over all before it.
"""

from longbien.kernel.money import Money
from longbien.procedures.rules.fees import BankAccount

NAPAS = "A000000727"
TO_ACCOUNT = "QRIBFTTA"
DONG = "704"


def transfer_code(account: BankAccount, amount: Money, reference: str, bill: str = "") -> str:
    """The code for one transfer of an amount in đồng; empty for another currency or an account without a bank code."""
    if amount.currency != "VND" or not account.bank_code:
        return ""
    payee = _field("00", NAPAS) + _field("01", _field("00", account.bank_code) + _field("01", account.number))
    content = (
        _field("00", "01")
        + _field("01", "12")  # for this one payment
        + _field("38", payee + _field("02", TO_ACCOUNT))
        + _field("53", DONG)
        + _field("54", str(amount.minor))
        + _field("58", "VN")
        + _field("62", (_field("01", bill) if bill else "") + _field("08", reference))
        + "6304"
    )
    return f"{content}{crc16(content.encode()):04X}"


def _field(number: str, content: str) -> str:
    return f"{number}{len(content):02}{content}"


def crc16(content: bytes) -> int:
    """CRC-16/CCITT-FALSE: polynomial 0x1021, begun with 0xFFFF."""
    crc = 0xFFFF
    for byte in content:
        crc ^= byte << 8
        for _ in range(8):
            crc = ((crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc
