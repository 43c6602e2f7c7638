{# A town for display: 'NEWCASTLE UPON TYNE' is 'Newcastle upon Tyne'. #}
{% macro clean_town(value) %}
    {%- set town = "nullif(trim(both ' ,.' from " ~ tidy_spaces(repair_mojibake(value)) ~ "), '')" -%}
    {%- set small_words = ['upon', 'on', 'under', 'by', 'in', 'of', 'the', 'and', 'le', 'super'] -%}
    {{- return(proper_case_if_needed(town, value, small_words)) -}}
{% endmacro %}
