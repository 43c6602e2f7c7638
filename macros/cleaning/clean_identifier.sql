{# An account, membership or loyalty number: capital letters and digits only. What a spreadsheet turned into '6.3E+10'
   has lost its digits and is null; '633.0' is 633. #}
{% macro clean_identifier(value) %}
    {%- set number = regex_replace("upper(" ~ value ~ ")", "[.]0+$|[^A-Z0-9]+", "") -%}
    {{- return(
        "case when not " ~ regex_matches("upper(" ~ value ~ ")", "^[0-9]+[.][0-9]+E[+]?[0-9]+$") ~ " then nullif("
        ~ number ~ ", '') end"
    ) -}}
{% endmacro %}
