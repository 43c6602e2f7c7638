{# Forenames (or middle names) for display: no title before them, initials without dots. Most are one plain word already,
   which a cheap test lets through. #}
{% macro clean_forename(value) %}
    {%- set alone = title_words() | replace("|col|", "|") | replace("|major|", "|") -%}
    {%- set titles = "^((the )?" ~ title_words() ~ "[.]? )*(" ~ alone ~ "[.]?$)?" -%}
    {%- set name = regex_replace(name_text(value), titles, "", ignore_case=true) -%}
    {%- set name = "nullif(trim(both ' ''-' from " ~ regex_replace(name, "[.,&/ ]+", " ") ~ "), '')" -%}
    {%- set is_title = regex_matches("lower(" ~ value ~ ")", "^" ~ title_words() ~ "$") -%}
    {{- return(
        "case when " ~ regex_matches(value, "^([A-Z][a-z]+|[A-Z]{2,})$") ~ " and not " ~ is_title ~ " then "
        ~ "upper(left(" ~ value ~ ", 1)) || lower(substring(" ~ value ~ ", 2)) else " ~ proper_case(name) ~ " end"
    ) -}}
{% endmacro %}
