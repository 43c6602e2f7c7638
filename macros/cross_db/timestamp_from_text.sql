{# The UTC timestamp that `value` says in `layout`, or null when it doesn't. The layouts are the raw systems' own:
   iso_date 2024-03-01, iso_8601 2024-03-01T12:33:10Z, sql_timestamp 2024-03-01 12:33:10, uk_date 01/03/2024,
   uk_timestamp 01/03/2024 12:33, short_date 01-Mar-24, rfc_2822 Fri, 01 Mar 2024 12:33:10 +0000,
   epoch_seconds, epoch_milliseconds, any (the first of the ISO and UK ones that reads it). #}
{% macro timestamp_from_text(value, layout) %}
    {{- return(adapter.dispatch('timestamp_from_text', 'scv')(value, layout)) -}}
{% endmacro %}

{# DuckDB: a cast straight to timestamp drops the offset, and one to timestamptz reads a time without offset
   in the session's own zone; so the offset decides the way. #}
{% macro duckdb__timestamp_from_text(value, layout) %}
    {%- set with_offset = "case when " ~ value ~ " like '%Z' then try_cast(" ~ value ~ " as timestamp)"
        ~ " when regexp_matches(" ~ value ~ ", '[+-][0-9]{2}:?[0-9]{2}$')"
        ~ " then try_cast(" ~ value ~ " as timestamptz) at time zone 'UTC'"
        ~ " else try_cast(" ~ value ~ " as timestamp) end" -%}
    {%- set readings = {
        'iso_date': "cast(try_cast(" ~ value ~ " as date) as timestamp)",
        'sql_timestamp': "try_cast(" ~ value ~ " as timestamp)",
        'iso_8601': with_offset,
        'uk_date': "try_strptime(" ~ value ~ ", '%d/%m/%Y')",
        'uk_timestamp': "try_strptime(" ~ value ~ ", ['%d/%m/%Y %H:%M', '%d/%m/%Y %H:%M:%S', '%d/%m/%Y'])",
        'short_date': "try_strptime(" ~ value ~ ", '%d-%b-%y')",
        'rfc_2822': "try_strptime(" ~ value ~ ", '%a, %d %b %Y %H:%M:%S %z') at time zone 'UTC'",
        'epoch_seconds': "make_timestamp(try_cast(" ~ value ~ " as bigint) * 1000000)",
        'epoch_milliseconds': "make_timestamp(try_cast(" ~ value ~ " as bigint) * 1000)",
        'any': "coalesce(" ~ with_offset ~ ", try_strptime(" ~ value
            ~ ", ['%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H:%M', '%d/%m/%Y', '%d-%b-%y', '%Y%m%d']))",
    } -%}
    {{- return("(" ~ readings[layout] ~ ")") -}}
{% endmacro %}

{# PostgreSQL: its own reading of a text depends on settings and takes more than the layout, so the form is checked first.
   A form that is right can still be no date (31/02/2024), which pg_input_is_valid() tells. #}
{% macro postgres__timestamp_from_text(value, layout) %}
    {%- set date = "([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})" -%}
    {%- set time = "(([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?)" -%}
    {%- set offset = "([+-][0-9]{2}:?[0-9]{2}|Z)" -%}
    {%- set uk = "^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})" -%}
    {%- set short = "^([0-9]{1,2}-[A-Za-z]{3})-" -%}
    {%- set iso = valid_time(value, "^" ~ date ~ "([ T]" ~ time ~ ")?$") -%}
    {%- set readings = {
        'iso_date': valid_time(value, "^" ~ date ~ "$"),
        'sql_timestamp': iso,
        'iso_8601': iso ~ valid_time(value, "^" ~ date ~ "[ T]" ~ time ~ offset ~ "$", has_offset=true),
        'uk_date': valid_time(value, uk ~ "$", "\\3-\\2-\\1"),
        'uk_timestamp': valid_time(value, uk ~ "( " ~ time ~ ")?$", "\\3-\\2-\\1\\4"),
        'short_date': valid_time(value, short ~ "(69|[789][0-9])$", "\\1-19\\2")
            ~ valid_time(value, short ~ "([0-9]{2})$", "\\1-20\\2"),
        'rfc_2822': valid_time(
            value, "^[A-Za-z]{3}, [0-9]{1,2} [A-Za-z]{3} [0-9]{4} " ~ time ~ " [+-][0-9]{4}$", has_offset=true
        ),
        'epoch_seconds': epoch_time(value, "second"),
        'epoch_milliseconds': epoch_time(value, "millisecond"),
        'any': valid_time(value, "^([0-9]{4})([0-9]{2})([0-9]{2})$", "\\1-\\2-\\3"),
    } -%}
    {%- set branches = [readings[layout]] -%}
    {%- if layout == 'any' -%}
        {%- set branches = [readings.iso_8601, readings.uk_timestamp, readings.short_date, readings.any] -%}
    {%- endif -%}
    {{- return("(case" ~ branches | join("") ~ " end)") -}}
{% endmacro %}

{# A branch of a case: the UTC time that a text of this form says, its parts put in the order of ISO 8601. #}
{% macro valid_time(value, form, parts=none, has_offset=false) %}
    {{- return(adapter.dispatch('valid_time', 'scv')(value, form, parts, has_offset)) -}}
{% endmacro %}

{% macro default__valid_time(value, form, parts, has_offset) %}
    {%- set data_type = "timestamptz" if has_offset else "timestamp" -%}
    {%- set iso = "regexp_replace(" ~ value ~ ", '" ~ form ~ "', '" ~ parts ~ "')" if parts else value -%}
    {{- return(
        " when " ~ value ~ " ~ '" ~ form ~ "' and pg_input_is_valid(" ~ iso ~ ", '" ~ data_type ~ "') then cast("
        ~ iso ~ " as " ~ data_type ~ ")" ~ (" at time zone 'UTC'" if has_offset else "")
    ) -}}
{% endmacro %}

{# A branch of a case: so many units after 1970. #}
{% macro epoch_time(value, unit) %}
    {{- return(
        " when " ~ value ~ " ~ '^[0-9]{1,15}$' then timestamp '1970-01-01' + cast(" ~ value ~ " as bigint) * interval '1 "
        ~ unit ~ "'"
    ) -}}
{% endmacro %}

{# Redshift: TRY_CAST tells a date from no date. #}
{% macro redshift__valid_time(value, form, parts, has_offset) %}
    {%- set data_type = "timestamptz" if has_offset else "timestamp" -%}
    {%- set iso = regex_replace(value, form, parts) if parts else value -%}
    {{- return(
        " when " ~ value ~ " ~ '" ~ form ~ "' then try_cast(" ~ iso ~ " as " ~ data_type ~ ")"
        ~ (" at time zone 'UTC'" if has_offset else "")
    ) -}}
{% endmacro %}
