"""A judged statement in the words of another engine: nothing but the view, and nothing that wasn't judged."""

import pytest

from longbien.data.engines.translated import translated
from longbien.kernel.refusal import Refusal

NAMES = frozenset({"wards"})


@pytest.mark.parametrize(
    ("to", "statement", "written"),
    [
        ("spark", 'SELECT "a""b" FROM wards', 'SELECT `a"b` FROM wards'),
        ("spark", "SELECT 'it''s \\n' FROM wards", "SELECT 'it\\'s \\\\n' FROM wards"),
        ("clickhouse", "SELECT 'it''s \\n' FROM wards", "SELECT 'it''s \\\\n' FROM wards"),
        ("spark", "SELECT a::BIGINT // 2 FROM wards", "SELECT CAST(a AS BIGINT) DIV 2 FROM wards"),
    ],
)
def test_it_is_said_in_the_words_of_the_engine(to, statement, written):
    assert translated(statement, to, names=NAMES) == written


@pytest.mark.parametrize("to", ["spark", "clickhouse"])
@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("SELECT * FROM every_row_of_the_edition", "every_row_of_the_edition"),
        ("SELECT * FROM main.wards", "main.wards"),
        ("SELECT * FROM wards WHERE a IN (SELECT b FROM hidden)", "hidden"),
        ("SELECT * FROM 'file.parquet'", "file.parquet"),
        ("SELECT * FROM read_text('/etc/passwd')", "read_text"),
        ("SELECT file('/etc/passwd') FROM wards", ""),
        ("SELECT java_method('java.lang.System', 'getenv') FROM wards", "java_method()"),
        ("SELECT 1; SELECT 2", ""),
        ("", ""),
        ("DROP TABLE wards", ""),
        ("SELECT ((", ""),
    ],
)
def test_nothing_else_is_reached(to, statement, named):
    with pytest.raises(Refusal) as refused:
        translated(statement, to, names=NAMES)
    assert (refused.value.code, named.lower() in refused.value.what["en"].lower()) == ("no-word", True)


def test_a_statement_names_what_it_defines():
    assert "WITH own AS" in translated("WITH own AS (SELECT * FROM wards) SELECT * FROM own", "spark", names=NAMES)
