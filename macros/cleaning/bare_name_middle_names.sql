{# What stands between forename and surname in a bare name, or null. #}
{% macro bare_name_middle_names(value) %}
    {%- set forenames = regex_replace(value, surname_at_end(), "", ignore_case=true) -%}
    {{- return("nullif(trim(" ~ regex_replace(forenames, "^[^ ]+", "") ~ "), '')") -}}
{% endmacro %}
