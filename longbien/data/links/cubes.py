"""What the ledger says of a privacy budget."""

from collections.abc import Sequence

from longbien.data.queries.budgets import GRANTED, LEFT, SPENT
from longbien.kernel.text import Text
from longbien.ledger.wording import account_words, unit_word

NAMES = {
    GRANTED: Text.of(vi="Ngân sách riêng tư đã cấp", en="Privacy budget granted"),
    SPENT: Text.of(vi="Ngân sách riêng tư đã dùng", en="Privacy budget spent"),
    LEFT: Text.of(vi="Ngân sách riêng tư còn lại", en="Privacy budget left"),
}


def account_names(codes: Sequence[str]) -> dict[str, Text]:
    return {code: NAMES[what] for code in codes if (what := code.rpartition("/")[2]) in NAMES}


account_words("cube", account_names)
unit_word("EPSILON", Text.of(vi="ε", en="ε"))
