"""How much may be spent under one agreement: no more than its own ε, and no more than its recipient has left.

A budget belongs to a recipient over the persons of one data set, for whoever reads two answers knows them both,
whichever agreement they came by (sequential composition: Dwork and Roth 2014, theorem 3.14). All numbers are millionths
of ε.
"""


def may_spend(left: int, *, whole: int, here: int) -> int:
    """`left` of the recipient's budget, `whole` is the ε of the agreement's terms, `here` what its answers took."""
    return max(0, min(left, whole - here))


def may_grant(left: int, *, whole: int, here: int) -> int:
    """How much more of it the agreement could use."""
    return max(0, whole - here - left)
