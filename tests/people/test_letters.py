"""Letters about changes of a way in: some leave only when the change is kept for good, so these tests really commit."""

import pytest
from django.core import mail

from tests.people.make import PASSWORD, person
from tests.people.signing import by_password, set_up_app


@pytest.mark.usefixtures("fresh_database")
def test_every_change_of_a_way_in_is_told_by_letter():
    client = by_password(person("Lan", email="lan@example.org"))
    new = "một cây cầu dài"
    passwords = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    changes = (
        ("hỏi mã của ứng dụng", lambda: set_up_app(client)),
        ("mã khôi phục mới", lambda: client.post("/accounts/2fa/recovery-codes/generate/")),
        ("không còn hỏi mã", lambda: client.post("/accounts/2fa/totp/deactivate/")),
        ("đã được đổi", lambda: client.post("/accounts/password/change/", passwords)),
    )
    for told, change in changes:
        change()
        assert told in mail.outbox[-1].body
