{# A date of birth in any form that people type, day before month unless that can't be; two-digit years are the last
   hundred. Null when it can't be read, is not past, or lies before the var `earliest_birth_year`. #}
{% macro clean_date_of_birth(value) %}
    {%- set day = "([0-9]{1,2})" -%}
    {%- set year = "([0-9]{4}|[0-9]{2})" -%}
    {%- set words = namespace(sql=regex_replace("lower(" ~ value ~ ")", "([0-9])(st|nd|rd|th)", "\\1")) -%}
    {%- for month in ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] -%}
        {%- set words.sql = regex_replace(words.sql, month ~ "[a-z]*", "#" ~ "%02d" | format(loop.index)) -%}
    {%- endfor -%}
    {%- set words.sql = regex_replace(words.sql, "[^0-9#]+", "-") -%}
    {%- set words.sql = regex_replace(words.sql, "^-?" ~ day ~ "-?#([0-9]{2})-?" ~ year ~ "$", "\\1-\\2-\\3") -%}
    {%- set words.sql = regex_replace(words.sql, "^-?#([0-9]{2})-?" ~ day ~ "-" ~ year ~ "$", "\\2-\\1-\\3") -%}
    {%- set words.sql = regex_replace(words.sql, "^-?([0-9]{4})-?#([0-9]{2})-?" ~ day ~ "$", "\\1-\\2-\\3") -%}
    {%- set has_words = regex_matches("lower(" ~ value ~ ")", "[a-z]{3}") -%}
    {%- set numbers = namespace(sql="case when " ~ has_words ~ " then " ~ words.sql ~ " else " ~ value ~ " end") -%}
    {%- set this_year = "%02d" | format(run_started_at.year % 100) -%}
    {%- set recent = "([0-" ~ (this_year[0] | int - 1) ~ "][0-9]|" ~ this_year[0] ~ "[0-" ~ this_year[1] ~ "])" -%}
    {%- for wrong, right in [
        ('[T ]+[0-9]{1,2}:[0-9]{2}.*$|[.]0+$', ''), ('^[^0-9]+|[^0-9]+$', ''), ('[^0-9]+', '-'),
        ('^(1[0-9]{3}|20[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])$', '\\1-\\2-\\3'),
        ('^([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})$', '\\1-\\2-\\3'),
        ("^" ~ day ~ "-" ~ day ~ "-" ~ recent ~ "$", '20\\3-\\2-\\1'),
        ("^" ~ day ~ "-" ~ day ~ "-([0-9]{2})$", '19\\3-\\2-\\1'),
        ("^" ~ day ~ "-" ~ day ~ "-([0-9]{4})$", '\\3-\\2-\\1'),
        ("^([0-9]{4})-(1[3-9]|2[0-9]|3[01])-" ~ day ~ "$", '\\1-\\3-\\2'),
    ] -%}
        {%- set numbers.sql = regex_replace(numbers.sql, wrong, right) -%}
    {%- endfor -%}
    {%- set iso = regex_extract(numbers.sql, "^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$") -%}
    {%- set plain = "^[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{2}$" -%}
    {%- set plain_uk = "^(0[1-9]|[12][0-9]|3[01])/(0[1-9]|1[0-2])/[0-9]{4}$" -%}
    {%- set day_text = "case when " ~ regex_matches(value, plain) ~ " then " ~ value
        ~ " when " ~ regex_matches(value, plain_uk) ~ " then substring(" ~ value ~ ", 7, 4) || '-' || substring(" ~ value
        ~ ", 4, 2) || '-' || substring(" ~ value ~ ", 1, 2) else " ~ iso ~ " end" -%}
    {%- set earliest = "date '" ~ "%04d" | format(var('earliest_birth_year')) ~ "-01-01'" -%}
    {{- return(within_dates(try_cast(day_text, "date"), earliest, "current_date")) -}}
{% endmacro %}

{# `value` where it lies from `first` to `last`, else null; the value is written once, for it may be a long expression.
   Null goes through: least() and greatest() pass over it, and the bound that they give instead is taken out again. #}
{% macro within_dates(value, first, last) %}
    {%- set before = "cast(" ~ dbt.dateadd('day', -1, first) ~ " as date)" -%}
    {%- set after = "cast(" ~ dbt.dateadd('day', 1, last) ~ " as date)" -%}
    {%- set bounded = "greatest(least(" ~ value ~ ", " ~ after ~ "), " ~ before ~ ")" -%}
    {{- return("nullif(nullif(" ~ bounded ~ ", " ~ before ~ "), " ~ after ~ ")") -}}
{% endmacro %}
