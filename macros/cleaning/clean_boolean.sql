{# Yes or no as systems write it (Y, yes, true, 1, ...); null when it says neither, for unknown is not no. #}
{% macro clean_boolean(value) %}
    {{- return(
        "case when lower(trim(" ~ value ~ ")) in ('y', 'yes', 'true', 't', '1', 'on') then true"
        ~ " when lower(trim(" ~ value ~ ")) in ('n', 'no', 'false', 'f', '0', 'off') then false end"
    ) -}}
{% endmacro %}
