"""Lengths of working time in words."""

from longbien.kernel.text import Text


def working_time(seconds: int, a_day: int) -> Text:
    """A length of working time as people say it: “4,5 ngày làm việc”, “2 working hours”; `a_day` is one of seconds."""
    if seconds >= a_day:
        count, vi, en = seconds / a_day, "ngày làm việc", "working day"
    elif seconds >= 3600:
        count, vi, en = seconds / 3600, "giờ làm việc", "working hour"
    else:
        count, vi, en = seconds / 60, "phút làm việc", "working minute"
    shown = f"{count:.0f}" if count >= 10 or count == round(count) else f"{count:.1f}"
    return Text.of(vi=f"{shown.replace('.', ',')} {vi}", en=f"{shown} {en}{'' if shown == '1' else 's'}")
