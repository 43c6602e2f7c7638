{# A postcode: capitals, and in the UK's form ('SW1A 1AA') where it is one; O for 0 and I for 1 are put right where their
   place in it tells. Another country's passes through in capitals. `country` is an expression, null when not known. #}
{% macro clean_postcode(value, country='null') %}
    {%- set text = "upper(trim(" ~ value ~ "))" -%}
    {%- set passed = "nullif(trim(" ~ regex_replace("upper(" ~ value ~ ")", "[[:space:]]+", " ") ~ "), '')" -%}
    {%- set code = namespace(sql=regex_replace("upper(" ~ value ~ ")", "[^A-Z0-9]+", "")) -%}
    {%- for wrong, right in [
        ('^([A-Z0-9]{2,4})O([A-Z0-9]{2})$', '\\10\\2'), ('^([A-Z0-9]{2,4})[IL]([A-Z0-9]{2})$', '\\11\\2'),
        ('^([A-Z0-9]{3,5})0([A-Z0-9])$', '\\1O\\2'), ('^([A-Z0-9]{3,5})1([A-Z0-9])$', '\\1I\\2'),
        ('^([A-Z0-9]{4,6})0$', '\\1O'), ('^([A-Z0-9]{4,6})1$', '\\1I'),
        ('^([A-Z])0([0-9])', '\\1O\\2'), ('^([A-Z]{1,2})O([0-9][A-Z]{2})$', '\\10\\2'),
        ('^([A-Z]{1,2}[0-9])O([0-9][A-Z]{2})$', '\\10\\2'), ('^([A-Z]{1,2})[IL]([0-9][A-Z]{2})$', '\\11\\2'),
        ('^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$', '\\1 \\2'),
    ] -%}
        {%- set code.sql = regex_replace(code.sql, wrong, right) -%}
    {%- endfor -%}
    {%- set in_uk_form = regex_extract(code.sql, "^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$") -%}
    {{- return(
        "case when " ~ regex_matches(text, "^[A-Z]{1,2}[0-9][0-9A-HJKMNPR-Y]? [0-9][A-Z]{2}$") ~ " then " ~ text
        ~ " when coalesce(" ~ country ~ ", 'GB') <> 'GB' then " ~ passed
        ~ " else coalesce(" ~ in_uk_form ~ ", " ~ passed ~ ") end"
    ) -}}
{% endmacro %}
