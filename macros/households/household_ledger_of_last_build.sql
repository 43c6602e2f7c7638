{# A query of the household ledger as the last build left it: every household that ever was, with the people whom it was
   last seen with. Before the first build it has no rows. #}
{% macro household_ledger_of_last_build() %}
    {%- if is_incremental() -%}
        select household_no, pin, run_no from {{ this }}
    {%- else -%}
        select
            cast(null as bigint) as household_no,
            cast(null as {{ dbt.type_string() }}) as pin,
            cast(null as bigint) as run_no
        where 1 = 0
    {%- endif -%}
{% endmacro %}
