{# `value` in small letters without accents. Letters that no accent explains are spelled out for every engine alike. #}
{% macro strip_accents(value) %}
    {%- set small = "translate(lower(" ~ value ~ "), 'øłđıðþ’', 'oldidt''''')" -%}
    {{- return(adapter.dispatch('strip_accents', 'scv')(small)) -}}
{% endmacro %}

{# Without a built-in: the accented letters of Latin-1 and Latin Extended-A, of Greek and Cyrillic, one by one. #}
{% macro default__strip_accents(value) %}
    {{- return(
        "translate(" ~ value ~ ", 'àáâãäåāăąçćĉċčďèéêëēĕėęěĝğġģĥìíîïĩīĭįĵķĺļľñńņňòóôõöōŏőŕŗřśŝşšţťùúûüũūŭůűųŵýÿŷźżž"
        ~ "άέήίϊΐόύϋΰώйїё',"
        ~ " 'aaaaaaaaacccccdeeeeeeeeegggghiiiiiiiijklllnnnnoooooooorrrssssttuuuuuuuuuuwyyyzzz"
        ~ "αεηιιιουυυωиіе')"
    ) -}}
{% endmacro %}

{% macro duckdb__strip_accents(value) %}
    {{- return("strip_accents(" ~ value ~ ")") -}}
{% endmacro %}

{# PostgreSQL: letters and their accents apart (Unicode NFD), then the accents gone. #}
{% macro postgres__strip_accents(value) %}
    {{- return("regexp_replace(normalize(" ~ value ~ ", NFD), '[\u0300-\u036f]', '', 'g')") -}}
{% endmacro %}

{# Redshift can't take letters and accents apart. #}
{% macro redshift__strip_accents(value) %}
    {{- return(default__strip_accents(value)) -}}
{% endmacro %}
