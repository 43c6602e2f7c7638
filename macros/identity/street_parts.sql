{# An address line in small letters and digits, words parted by one space: '12A, St. John''s Rd' is '12a st johns rd'.
   One without a letter a to z keeps the letters of its own script. #}
{% macro address_letters(value) %}
    {%- set spelled = "replace(replace(" ~ strip_accents(value) ~ ", '''', ''), '.', '')" -%}
    {%- set latin = "nullif(trim(" ~ regex_replace(spelled, "[^a-z0-9]+", " ") ~ "), '')" -%}
    {%- set other = "nullif(trim(" ~ regex_replace(spelled, "[[:punct:][:space:]]+", " ") ~ "), '')" -%}
    {{- return("case when " ~ regex_matches(spelled, "[a-z]") ~ " then " ~ latin ~ " else " ~ other ~ " end") -}}
{% endmacro %}

{# The numbers of an address in `address_letters` form: '12 3' of 'flat 12 3b high st'. #}
{% macro address_number(address) %}
    {{- return("nullif(trim(" ~ regex_replace(address, "[^0-9]+", " ") ~ "), '')") -}}
{% endmacro %}

{# The name of the street in an address in `address_letters` form, without numbers and kinds of street or dwelling:
   'high' of 'flat 12 3b high street'. An address of such words alone keeps none. #}
{% macro street(address) %}
    {%- set kinds = "st|street|rd|road|ave|avenue|av|cl|close|ct|court|dr|drive|ln|lane|pl|place|cres|crescent|gdns|gardens|"
        ~ "gdn|garden|gr|grove|tce|terrace|ter|sq|square|way|pk|park|hse|house|flat|apt|apartment|unit|the|of" -%}
    {%- set words = "' ' || replace(" ~ address ~ ", ' ', '  ') || ' '" -%}
    {%- set without_kinds = regex_replace("(" ~ words ~ ")", " (" ~ kinds ~ "|[0-9]+[a-z]?) ", "") -%}
    {{- return("nullif(trim(" ~ regex_replace(without_kinds, " +", " ") ~ "), '')") -}}
{% endmacro %}
