{# A name with letters, digits, spaces and the marks that belong in names ('.,&/-): accents composed, quotes straight,
   no remarks in brackets, no emoji. What the other name macros begin with. #}
{% macro name_text(value) %}
    {%- set marks = "'\u2019\u2018`\u00b4_\u00a0\u2010\u2011\u2013\u2014', '''''''''  ----'" -%}
    {%- set straight = compose_accents("translate(" ~ repair_mojibake(value) ~ ", " ~ marks ~ ")") -%}
    {%- set emoji = "\u2600-\u27bf\u2b50\ufe0f\u200b-\u200f\U0001f000-\U0001faff" -%}
    {%- set unwanted = "[(][^)]*[)]|[][\"!#$%*+;<=>?@^{|}~():" ~ emoji ~ "]" -%}
    {%- set tidied = "trim(" ~ tidy_spaces(regex_replace(straight, unwanted, " ")) ~ ")" -%}
    {{- return(
        "case when " ~ regex_matches(value, "^[A-Za-z]+([ -][A-Za-z]+)*$") ~ " then " ~ value ~ " else " ~ tidied ~ " end"
    ) -}}
{% endmacro %}
