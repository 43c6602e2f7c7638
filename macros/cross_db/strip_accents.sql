{# `value` in small letters without accents. Letters that no accent explains are spelled out for every engine alike. #}
{% macro strip_accents(value) %}
    {%- set small = "translate(lower(" ~ value ~ "), 'øłđıðþ’', 'oldidt''''')" -%}
    {{- return(adapter.dispatch('strip_accents', 'scv')(small)) -}}
{% endmacro %}

{# PostgreSQL and Redshift have no built-in: the accented letters of Latin-1 and Latin Extended-A, one by one. #}
{% macro default__strip_accents(value) %}
    {{- return(
        "translate(" ~ value ~ ", 'àáâãäåāăąçćĉċčďèéêëēĕėęěĝğġģĥìíîïĩīĭįĵķĺļľñńņňòóôõöōŏőŕŗřśŝşšţťùúûüũūŭůűųŵýÿŷźżž',"
        ~ " 'aaaaaaaaacccccdeeeeeeeeegggghiiiiiiiijklllnnnnoooooooorrrssssttuuuuuuuuuuwyyyzzz')"
    ) -}}
{% endmacro %}

{% macro duckdb__strip_accents(value) %}
    {{- return("strip_accents(" ~ value ~ ")") -}}
{% endmacro %}
