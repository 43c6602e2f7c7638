{# The literal cases in which `cleaned`, an expression over `given` (and `country`), is not as expected: an empty result
   passes. A case is (given, expected) or (given, country, expected); none stands for null. #}
{% macro failing_cases(cleaned, cases) %}
    {%- set rows = [] -%}
    {%- for case in cases -%}
        {%- do rows.append((case[0], case[1] if case | length == 3 else none, case[-1])) -%}
    {%- endfor -%}
    with

    cases as (

        {{ literal_rows(['given', 'country', 'expected'], rows) }}

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
