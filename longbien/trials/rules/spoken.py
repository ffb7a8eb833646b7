"""What the sender of a batch is told in words, beside its counts."""

from longbien.kernel.text import Text

STOP = Text.of(
    vi="Thử nghiệm không được phép hoạt động. Hãy dừng thiết bị. Dữ liệu đã được lưu, không gửi lại.",
    en="The trial may not operate. Stop the devices. All of this was stored: don't send it again.",
)
LIFTED = Text.of(
    vi="Một phần dữ liệu này thuộc thời gian thử nghiệm bị tạm dừng, và được ghi là vi phạm. Nay thử nghiệm đã được "
    "cho tiếp tục: thiết bị không phải dừng. Dữ liệu đã được lưu, không gửi lại.",
    en="Some of this happened while the trial was suspended, and is recorded as a violation. The trial may operate "
    "again by now: the devices need not stop. All of this was stored: don't send it again.",
)


def spoken(*, violations: int, suspended: bool, ended: bool) -> Text | None:
    """The word to stop while the trial is suspended, or where it operated after its end; of operation under a
    suspension that was lifted since, that; None where nothing has to be said.
    """
    if suspended or (ended and violations):
        return STOP
    return LIFTED if violations else None
