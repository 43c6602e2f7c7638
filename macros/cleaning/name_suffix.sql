{# The generation that a name ends with: Jr, Sr, II, III. #}
{% macro name_suffix(value) %}
    {{- return("nullif(trim(" ~ value ~ "), '')") -}}
{% endmacro %}
