"""What a payer writes and scans."""

import pytest

from longbien.kernel.money import Money
from longbien.procedures.kinds.countries import transfer_code
from longbien.procedures.kinds.vn import crc16
from longbien.procedures.kinds.vn import transfer_code as vietqr
from longbien.procedures.rules.fees import BankAccount, all_settled, charges, needs_two, reference_of
from tests.procedures import make

# The example of NAPAS' own specification: 180.000 ₫ to account 0011012345678 at the bank numbered 970403.
NAPAS = (
    "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN"
    "62340107NPS68690819thanh toan don hang63042E2E"
)
ACCOUNT = BankAccount("Hub", "Bank", "0011012345678", "970403")


def test_the_code_is_that_of_the_specification():
    assert vietqr(ACCOUNT, Money(180_000, "VND"), "thanh toan don hang", bill="NPS6869") == NAPAS


def test_the_check_sum_is_that_of_the_catalogue():
    """CRC-16/CCITT-FALSE of "123456789" is 29B1 (Greg Cook's catalogue of parametrised CRC algorithms)."""
    assert crc16(b"123456789") == 0x29B1


def test_a_purpose_alone_ends_with_a_check_sum_of_its_own():
    code = vietqr(ACCOUNT, Money(1, "VND"), "HS202600001P2")
    assert "62170813HS202600001P26304" in code
    assert int(code[-4:], 16) == crc16(code[:-4].encode())


@pytest.mark.parametrize(
    ("country", "account", "amount"),
    [
        ("VN", ACCOUNT, Money(100, "USD")),
        ("VN", BankAccount("Hub", "Bank", "001"), Money(100, "VND")),
        ("FR", ACCOUNT, Money(100, "VND")),
    ],
)
def test_no_code_where_there_is_none(country, account, amount):
    assert transfer_code(country, account, amount, "X") == ""


def test_a_hub_of_the_country_has_one():
    assert transfer_code("VN", ACCOUNT, Money(1, "VND"), "X").startswith("000201")


@pytest.mark.parametrize(
    ("number", "seq", "reference"),
    [
        ("HS-2026-00012", 2, "HS202600012P2"),
        ("hs/2026/12", 13, "HS202612P13"),
        ("A" * 40, 2, "A" * 23 + "P2"),
        ("HỒ-SƠ-1", 1, "HS1P1"),
    ],
)
def test_the_reference_is_letters_and_digits_that_fit(number, seq, reference):
    assert reference_of(number, seq) == reference


def test_a_fee_is_waived_by_two_where_four_eyes_look_at_anything():
    eyes = make.changed(make.sample(), {"set": {"actions.approve.four_eyes": "submit"}})
    assert needs_two(make.definition(eyes))
    assert not needs_two(make.definition())
    assert not charges(make.definition())


@pytest.mark.parametrize(("states", "settled"), [([], True), (["paid", "waived"], True), (["paid", "due"], False)])
def test_nothing_is_owed_when_every_fee_is_settled(states, settled):
    assert all_settled(states) is settled
