"""Who was erased from a set and has not agreed anew: their rows are not taken in again."""

from uuid import UUID

from longbien.data.models import ConsentNote, Receipt


def withheld(data_set_id: UUID) -> frozenset[str]:
    """Keyed hashes. A consent given after the erasure brings a person back."""
    erased = dict(Receipt.objects.filter(data_set=data_set_id, kind="erasure").order_by("at").values_list("mac", "at"))
    if not erased:
        return frozenset()
    given = ConsentNote.objects.filter(data_set=data_set_id, is_given=True, mac__in=erased).values_list("mac", "at")
    back = {mac for mac, at in given if at > erased[mac]}
    return frozenset(erased.keys() - back)
