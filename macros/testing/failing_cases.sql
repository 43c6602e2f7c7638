{# The literal cases in which `cleaned`, an expression over `given` (and `country`), is not as expected: an empty result
   passes. A case is (given, expected) or (given, country, expected); none stands for null. #}
{% macro failing_cases(cleaned, cases) %}
    {%- set rows = [] -%}
    {%- for case in cases -%}
        {%- set country = case[1] if case | length == 3 else none -%}
        {%- do rows.append("select " ~ text_literal(case[0]) ~ " as given, " ~ text_literal(country) ~ " as country, "
            ~ text_literal(case[-1]) ~ " as expected") -%}
    {%- endfor -%}
    with

    cases as (

        {{ rows | join("\n        union all ") }}

    ),

    answers as (

        select
            cases.*,
            cast({{ cleaned }} as {{ dbt.type_string() }}) as answer

        from cases

    )

    select * from answers
    where coalesce(answer, 'null') <> coalesce(expected, 'null')
{% endmacro %}

{# A text literal, or a typed null. #}
{% macro text_literal(value) %}
    {%- if value is none -%}
        {{- return("cast(null as " ~ dbt.type_string() ~ ")") -}}
    {%- endif -%}
    {{- return("cast('" ~ value | replace("'", "''") ~ "' as " ~ dbt.type_string() ~ ")") -}}
{% endmacro %}
