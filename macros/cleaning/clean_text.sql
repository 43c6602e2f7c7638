{# `value` without spaces at its ends or repeated within; null when nothing is left. #}
{% macro clean_text(value) %}
    {{- return("nullif(trim(" ~ regex_replace(repair_mojibake(value), "[[:space:]]{2,}|[[:cntrl:]]", " ") ~ "), '')") -}}
{% endmacro %}
