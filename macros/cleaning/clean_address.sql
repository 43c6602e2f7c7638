{# A line of an address for display: as people wrote it, with capitals when it has none or nothing else. #}
{% macro clean_address(value) %}
    {%- set line = "nullif(trim(both ' ,' from " ~ tidy_spaces(repair_mojibake(value)) ~ "), '')" -%}
    {{- return(proper_case_if_needed(line, value, ['of', 'the', 'and'])) -}}
{% endmacro %}
