"""What every action on access begins with."""

from longbien.data.models import DataSet
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text

HANDLED = Text.of(vi="Hãy xem lại các mục được đánh dấu.", en="Look again at what is marked.")
NO_SET = Text.of(vi="Chọn một bộ dữ liệu của danh mục.", en="Choose a data set of the catalogue.")


def set_of(code: str) -> DataSet:
    """Refusal (422) at the question when there is none."""
    found = DataSet.objects.filter(code=code).first()
    if found is None:
        raise Refusal("no-data-set", NO_SET, faults=(Fault("/data_set", NO_SET),))
    return found


def first_fault(what: Text, faults: tuple[Fault, ...]) -> None:
    """Refuse (422) with every fault, if there is any."""
    if faults:
        raise Refusal("terms", what, faults=faults)
