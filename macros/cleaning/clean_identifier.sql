{# An account, membership or loyalty number: capital letters and digits only. #}
{% macro clean_identifier(value) %}
    {{- return("nullif(" ~ regex_replace("upper(" ~ value ~ ")", "[^A-Z0-9]+", "") ~ ", '')") -}}
{% endmacro %}
