"""The functions that AWS's reference has and sqlglot has no class for: c_SQL_functions, by chapter."""

from __future__ import annotations

KNOWN_FUNCTIONS = frozenset(
    """
    any_value approximate listagg median percentile_cont percentile_disc stddev_samp stddev_pop var_samp var_pop
    bit_and bit_or bool_and bool_or
    array array_concat array_flatten get_array_length split_to_array subarray object object_transform
    lower_attribute_names
    bpcharcmp bttext_pattern_cmp chr collate concat crc32 difference initcap left len length lpad ltrim
    octet_length octetindex position quote_ident quote_literal regexp_count regexp_instr regexp_replace regexp_substr
    repeat replace replicate reverse right rpad rtrim soundex split_part strpos strtol substring textlen translate trim
    add_months convert_timezone date_cmp date_cmp_timestamp date_part date_part_year date_trunc dateadd date_add
    datediff
    date_diff datepart extract getdate interval_cmp last_day months_between next_day sysdate timeofday timestamp_cmp
    timezone to_timestamp trunc to_date
    checksum farmhash64 fnv_hash func_sha1 md5 sha sha1 sha2 murmur3_32_hash
    can_json_parse is_valid_json is_valid_json_array json_array_length json_extract_array_element_text
    json_extract_path_text json_parse json_serialize json_serialize_to_varbyte json_size json_typeof
    abs acos asin atan atan2 cbrt ceiling ceil cos cot degrees dexp dlog1 dlog10 exp floor ln mod pi power radians
    random
    round sign sin sqrt tan trunc
    decimal_precision decimal_scale is_array is_bigint is_boolean is_char is_decimal is_float is_integer is_object
    is_scalar is_smallint is_varchar
    from_hex from_varbyte to_hex to_varbyte
    current_database current_setting current_aws_account current_namespace current_user_id has_assumerole_privilege
    has_database_privilege has_schema_privilege has_table_privilege last_user_query_id pg_backend_pid pg_get_cols
    pg_get_grantee_by_iam_role pg_get_iam_role_by_user pg_get_late_binding_view_cols pg_get_session_roles
    pg_last_copy_count pg_last_copy_id pg_last_unload_id pg_last_query_id pg_last_unload_count role_is_member_of
    slice_num user_is_member_of version pg_cancel_backend pg_terminate_backend set_config
    ratio_to_report nvl2 greatest least coalesce nvl decode nullif
    text_to_int_alt text_to_numeric_alt to_char to_number cast convert try_cast
    format_type has_any_column_privilege pg_get_viewdef pg_get_userbyid pg_table_is_visible
    hll hll_cardinality hll_combine hll_create_sketch
    """.split()
)

# Functions of PostgreSQL that sqlglot has a class for, or PostgreSQL a keyword, and AWS's reference doesn't list.
UNKNOWN_FUNCTIONS = (
    "concat_ws starts_with normalize to_json row_to_json json_build_object json_agg json_object_agg jsonb_build_object"
    " make_date make_timestamp date_bin array_to_string string_to_array array_length unnest cardinality"
    " regexp_like num_nonnulls"
).split()
