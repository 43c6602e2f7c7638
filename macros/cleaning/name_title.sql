{# The title that a name (or a field of its own) holds, also after a comma: 'SMITH, MRS JANE'. Null when there is none,
   which a single cheap test finds for most names. #}
{% macro name_title(value) %}
    {%- set title = title_words() ~ "[.]?" -%}
    {%- set titles = "(^ *|, ?)(the )?" ~ title ~ "(( | ?(&|and|/) ?)" ~ title ~ ")*([ ,]|$)" -%}
    {%- set found = regex_extract("lower(" ~ value ~ ")", titles) -%}
    {%- set joined = regex_replace(regex_replace(found, "^[, ]*(the )?|[., ]+$|[.]", ""), " ?(&|and|/) ?", " & ") -%}
    {{- return(
        "case when " ~ value ~ " in ('Mr', 'Mrs', 'Ms', 'Miss', 'Dr') then " ~ value
        ~ " when " ~ regex_matches("lower(" ~ value ~ ")", titles) ~ " then " ~ initial_capitals(joined) ~ " end"
    ) -}}
{% endmacro %}
