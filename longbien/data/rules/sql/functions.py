"""The functions a statement of outsiders may call, each reviewed: none reads files, settings, catalogue or statistics.

What is left out is left out on purpose: `stats`, `error`, `getenv`, `getvariable`, `current_setting` and everything of
`pg_…`, `duckdb_…`, `pragma_…`, `json_serialize…` (metadata); `query`, `read_…`, `glob`, `…_scan` (other sources);
`random`, `uuid`, `nextval`, `sleep_ms` (the same question has the same answer); `list_aggregate` (calls by name).
"""

OPERATORS = "+ - * / // % ** ^ & | ~ << >> || ~~ !~~ ~~* !~~* ~~~ ^@ @> <@ && ->> @ !__postfix"
LIKE = "like_escape not_like_escape ilike_escape not_ilike_escape"
NUMBERS = """
abs acos acosh add asin asinh atan atan2 atanh bin bit_count cbrt ceil ceiling cos cosh cot degrees divide even exp
factorial fdiv floor fmod gamma gcd greatest greatest_common_divisor hex isfinite isinf isnan lcm least
least_common_multiple lgamma ln log log10 log2 mod multiply nextafter pi pow power radians round round_even
roundbankers sign signbit sin sinh sqrt subtract tan tanh to_base trunc xor
"""
TEXTS = """
array_to_string ascii bar bit_length char_length character_length chr concat concat_ws contains damerau_levenshtein
editdist3 ends_with format formatReadableDecimalSize format_bytes hamming instr jaccard jaro_similarity
jaro_winkler_similarity lcase left left_grapheme len length length_grapheme levenshtein lower lpad ltrim md5 mismatches
nfc_normalize octet_length ord position prefix printf regexp_escape regexp_extract regexp_extract_all
regexp_full_match regexp_matches regexp_replace regexp_split_to_array repeat replace reverse right right_grapheme rpad
rtrim sha256 split split_part starts_with str_split str_split_regex string_split string_split_regex string_to_array
strip_accents strlen strpos substr substring substring_grapheme suffix translate trim ucase unicode upper
"""
TIMES = """
age century current_date current_localtime current_localtimestamp date_add date_diff date_part date_sub date_trunc
datediff datepart datesub datetrunc day dayname dayofmonth dayofweek dayofyear days_in_month decade epoch epoch_ms
epoch_ns epoch_us era get_current_time get_current_timestamp hour isodow isoyear julian last_day make_date make_time
make_timestamp make_timestamptz microsecond millennium millisecond minute month monthname normalized_interval now
quarter second strftime strptime time_bucket timezone timezone_hour timezone_minute to_centuries to_days to_decades
to_hours to_microseconds to_milliseconds to_minutes to_months to_quarters to_seconds to_timestamp to_weeks to_years
today try_strptime week weekday weekofyear year yearweek
"""
CHOICES = "nullif typeof equi_width_bins is_histogram_other_bin"
LISTS = """
array_append array_contains array_distinct array_extract array_has array_has_all array_has_any array_length
array_position array_prepend array_slice array_value array_where array_zip cardinality element_at flatten
generate_series list_any_value list_append list_apply list_avg list_cat list_concat list_contains list_count
list_distinct list_element list_extract list_filter list_first list_has list_has_all list_has_any list_indexof
list_intersect list_last list_max list_median list_min list_pack list_position list_prepend list_product list_reduce
list_reverse list_reverse_sort list_select list_slice list_sort list_stddev_pop list_stddev_samp list_sum
list_transform list_unique list_value list_var_pop list_var_samp list_where list_zip map map_concat map_contains
map_entries map_extract map_extract_value map_from_entries map_keys map_values range row struct_concat struct_extract
struct_extract_at struct_pack unnest
"""
DOCUMENTS = """
json_array_length json_exists json_extract json_extract_path json_extract_path_text json_extract_string json_keys
json_type json_valid json_value
"""
AGGREGATES = """
any_value approx_count_distinct approx_quantile approx_top_k arbitrary arg_max arg_min argmax argmin array_agg avg
bit_and bit_or bit_xor bool_and bool_or corr count count_if count_star countif covar_pop covar_samp entropy favg first
fsum geomean geometric_mean group_concat histogram kahan_sum kurtosis kurtosis_pop last list listagg mad max max_by
mean median min min_by mode product quantile quantile_cont quantile_disc regr_avgx regr_avgy regr_count
regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy sem skewness stddev stddev_pop stddev_samp string_agg sum
sumkahan var_pop var_samp variance wavg weighted_avg
"""
WINDOWS = "cume_dist dense_rank fill first_value lag last_value lead nth_value ntile percent_rank rank row_number"

GROUPS = {
    "operators": OPERATORS,
    "like": LIKE,
    "numbers": NUMBERS,
    "texts": TEXTS,
    "times": TIMES,
    "choices": CHOICES,
    "lists": LISTS,
    "documents": DOCUMENTS,
    "aggregates": AGGREGATES,
    "windows": WINDOWS,
}
ALLOWED = frozenset(name.lower() for group in GROUPS.values() for name in group.split())
IN_FROM = frozenset({"generate_series", "range", "unnest"})
"""What may stand in FROM as a function: it makes rows of what the statement itself gives."""

SPOKEN_VALUES = frozenset(
    {"current_catalog", "current_database", "current_query", "current_role", "current_schema", "current_user"}
    | {"session_user", "user"}
)
"""Words that look like a column and are answered as functions when there is no such column."""
