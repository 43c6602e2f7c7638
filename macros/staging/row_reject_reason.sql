{# Why a raw row can't be used, by the rules in the meta of its source; null when it can. Copies are judged later. #}
{% macro row_reject_reason(channel, table) %}
    {%- set rules = raw_definition(channel, table).meta -%}
    {%- set tests = [] -%}
    {%- do tests.append(("missing key", "nullif(trim(" ~ rules.primary_key ~ "), '') is null")) -%}
    {%- do tests.append(("broken encoding", has_broken_encoding(raw_columns(channel, table)))) -%}
    {%- for column, layout in rules.get('required_times', {}).items() -%}
        {%- do tests.append(("unreadable date", timestamp_from_text(column, layout) ~ " is null")) -%}
    {%- endfor -%}
    {%- for column in rules.get('required_numbers', []) -%}
        {%- do tests.append(("not a number", clean_money(column) ~ " is null")) -%}
    {%- endfor -%}
    {%- for column in rules.get('optional_numbers', []) -%}
        {%- do tests.append(("not a number", column ~ " <> '' and " ~ clean_money(column) ~ " is null")) -%}
    {%- endfor -%}
    {%- for attribute, columns in rules.get('test_record_columns', {}).items() -%}
        {%- do tests.append(("test record", is_test_record(attribute, columns))) -%}
    {%- endfor -%}
    {%- set branches = [] -%}
    {%- for reason, condition in tests -%}
        {%- do branches.append("when " ~ condition ~ " then '" ~ reason ~ "'") -%}
    {%- endfor -%}
    {{- return("case " ~ branches | join(" ") ~ " end") -}}
{% endmacro %}

{# Whether the columns, put together, are one of the organisation's own test records. #}
{% macro is_test_record(attribute, columns) %}
    {%- set parts = [] -%}
    {%- for column in ([columns] if columns is string else columns) -%}
        {%- do parts.append("coalesce(" ~ column ~ ", '')") -%}
    {%- endfor -%}
    {{- return(
        "lower(trim(" ~ parts | join(" || ' ' || ") ~ ")) in (select value from " ~ ref('test_records')
        ~ " where attribute = '" ~ attribute ~ "')"
    ) -}}
{% endmacro %}
