{# A surname for display: no suffix or honours after it, particles small, O'Neill for O NEILL. #}
{% macro clean_surname(value) %}
    {%- set ranks = "^(baronet|bt|esq|esquire)[.]?$" -%}
    {%- set after_name = ",? (" ~ generation_words() ~ "|" ~ honour_words() ~ ")[.]?$|" ~ ranks -%}
    {%- set name = regex_replace(name_text(value), after_name, "", ignore_case=true) -%}
    {%- set name = regex_replace(name, "^(o) ([a-z]{2,})", "\\1''\\2", ignore_case=true) -%}
    {%- set name = "nullif(trim(both ' ''-' from " ~ regex_replace(name, "[.,&/ ]+", " ") ~ "), '')" -%}
    {%- set is_rank = regex_matches("lower(" ~ value ~ ")", ranks) -%}
    {{- return(
        "case when " ~ regex_matches(value, "^([A-Z][a-z]+|[A-LN-Z][A-Z]+)$") ~ " and not " ~ is_rank
        ~ " then upper(left(" ~ value ~ ", 1)) || lower(substring(" ~ value ~ ", 2)) else trim("
        ~ proper_case("' ' || " ~ name, surname_small_words()) ~ ") end"
    ) -}}
{% endmacro %}
