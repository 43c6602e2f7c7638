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
