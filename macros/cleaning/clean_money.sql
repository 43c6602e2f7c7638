{# An amount of money as people and systems write it: '£25.00', '1,234.50', '-3'. Null when it is none. #}
{% macro clean_money(value) %}
    {{- return(try_cast("nullif(translate(" ~ value ~ ", '£$€, ', ''), '')", "numeric(12, 2)")) -}}
{% endmacro %}
