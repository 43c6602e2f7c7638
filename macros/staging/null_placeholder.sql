{# The column, or null where it holds a value that stands for "not known": a row of the CTE `placeholders`, or the word
   null, which dbt takes for no value in a seed. #}
{% macro null_placeholder(attribute, column=none) %}
    {%- set column = column or attribute -%}
    {%- set text = "lower(cast(" ~ column ~ " as " ~ dbt.type_string() ~ "))" -%}
    {%- set matches = [text ~ " = 'null'", is_placeholder(attribute, text)] -%}
    {%- if attribute == 'email' -%}
        {%- do matches.append(is_placeholder('email_local_part', dbt.split_part(column, "'@'", 1))) -%}
        {%- do matches.append(is_placeholder('email_domain', email_domain(column))) -%}
    {%- endif -%}
    {{- return("case when " ~ matches | join(" or ") ~ " then null else " ~ column ~ " end") -}}
{% endmacro %}

{# Whether a text is one of the placeholders of an attribute. #}
{% macro is_placeholder(attribute, text) %}
    {{- return(text ~ " in (select value from placeholders where attribute = '" ~ attribute ~ "')") -}}
{% endmacro %}
