{# A telephone number in E.164 form, or null when it is none. `country` is an expression (ISO 3166-1 alpha-2). #}
{% macro clean_phone(value, country=none) %}
    {{- return(regex_extract(regex_replace(regex_replace(value, "[^0-9+]", ""), "^0", "+44"), "^[+]44[0-9]{9,10}$")) -}}
{% endmacro %}
