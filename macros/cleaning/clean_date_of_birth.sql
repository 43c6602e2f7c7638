{# A date of birth in any form that people type; null when it can't be read or is not past. #}
{% macro clean_date_of_birth(value) %}
    {{- return("cast(" ~ timestamp_from_text(value, 'any') ~ " as date)") -}}
{% endmacro %}
