{# A postcode in capitals, in the UK's form where it is one. #}
{% macro clean_postcode(value, country=none) %}
    {{- return(regex_replace("upper(replace(trim(" ~ value ~ "), ' ', ''))", "^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$", "\\1 \\2")) -}}
{% endmacro %}
