{# A town for display: 'NEWCASTLE UPON TYNE' is 'Newcastle upon Tyne'. #}
{% macro clean_town(value) %}
    {%- set town = "nullif(trim(both ' ,.' from " ~ regex_replace(repair_mojibake(value), "[[:space:]]{2,}|[[:cntrl:]]", " ") ~ "), '')" -%}
    {{- return(proper_case_if_needed(town, value, ['upon', 'on', 'under', 'by', 'in', 'of', 'the', 'and', 'le', 'super'])) -}}
{% endmacro %}
