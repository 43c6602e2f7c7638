{# A full name in the order forename, middle names, surname, without title, suffix and honours:
   'DR SMITH-JONES, ANNA M.' is 'Anna M Smith-Jones', 'Mr & Mrs J Smith' is 'J Smith'. Most are two plain words already,
   which a cheap test lets through. #}
{% macro bare_name(value) %}
    {%- set peerage = ",? [0-9]+(st|nd|rd|th)( .*)?$|, ?" ~ peerage_words() ~ "( .*)?$" -%}
    {%- set after_name = ",? " ~ honour_words() ~ "[.]?$|" ~ peerage -%}
    {%- set generation = ",? " ~ generation_words() ~ "[.]?$" -%}
    {%- set titles = title_words() ~ "[.]?( ?(&|and|/) ?" ~ title_words() ~ "[.]?)*" -%}
    {%- set name = namespace(sql=name_text(value)) -%}
    {%- set name.sql = regex_replace(name.sql, after_name, "", ignore_case=true) -%}
    {%- set name.sql = regex_replace(name.sql, generation, "", ignore_case=true) -%}
    {%- set name.sql = regex_replace(name.sql, "^([^,]+), ?([^,]+).*$", "\\2 \\1") -%}
    {%- set name.sql = regex_replace(name.sql, "(^| )(the )?(" ~ titles ~ " )+", "\\1", ignore_case=true) -%}
    {%- set name.sql = regex_replace(name.sql, "^([^ ]+) (&|and) [^ ]+ ", "\\1 ", ignore_case=true) -%}
    {%- set name.sql = regex_replace(name.sql, "[.,&/ ]+", " ") -%}
    {%- set name.sql = "nullif(trim(both ' ''-' from " ~ name.sql ~ "), '')" -%}
    {%- set around = "^" ~ title_words() ~ " | (" ~ generation_words() ~ "|" ~ honour_words() ~ ")$" -%}
    {{- return(
        "case when " ~ regex_matches(value, "^[A-Z][a-z]+ [A-Z][a-z]+$") ~ " and not "
        ~ regex_matches("lower(" ~ value ~ ")", around) ~ " then " ~ value
        ~ " else " ~ proper_case(name.sql, surname_small_words()) ~ " end"
    ) -}}
{% endmacro %}

{# Parts of a surname that have no capital. #}
{% macro surname_small_words() %}
    {{- return(['van', 'von', 'der', 'den', 'de', 'het', 'ter', 'ten', 'du', 'dos', 'das', 'bin', 'binti', 'ibn']) -}}
{% endmacro %}
