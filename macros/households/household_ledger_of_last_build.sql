{# A query of the household ledger as the last build left it: every household that ever was, with the people whom it was
   last seen with, and how many these are. Before the first build it has no rows. #}
{% macro household_ledger_of_last_build() %}
    {%- if is_incremental() -%}
        select
            household_no,
            pin,
            lineage_id,
            run_no,
            count(*) over (partition by household_no) as people

        from {{ this }}
    {%- else -%}
        select
            cast(null as bigint) as household_no,
            cast(null as {{ dbt.type_string() }}) as pin,
            cast(null as {{ dbt.type_string() }}) as lineage_id,
            cast(null as bigint) as run_no,
            cast(null as bigint) as people

        where 1 = 0
    {%- endif -%}
{% endmacro %}
