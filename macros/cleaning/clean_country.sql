{# A country as ISO 3166-1 alpha-2, from a code or a name; null when it is neither. #}
{% macro clean_country(value) %}
    {%- set names = {
        'GB': ['UK', 'GBR', 'UNITED KINGDOM', 'GREAT BRITAIN', 'ENGLAND', 'SCOTLAND', 'WALES', 'NORTHERN IRELAND', 'U.K.'],
        'IE': ['IRL', 'IRELAND', 'EIRE', 'REPUBLIC OF IRELAND'],
        'FR': ['FRA', 'FRANCE'],
        'DE': ['DEU', 'GER', 'GERMANY', 'DEUTSCHLAND'],
        'US': ['USA', 'UNITED STATES', 'UNITED STATES OF AMERICA', 'U.S.A.'],
        'CA': ['CAN', 'CANADA'], 'AU': ['AUS', 'AUSTRALIA'], 'NZ': ['NZL', 'NEW ZEALAND'],
        'ES': ['ESP', 'SPAIN'], 'IT': ['ITA', 'ITALY'], 'NL': ['NLD', 'NETHERLANDS', 'THE NETHERLANDS', 'HOLLAND'],
        'BE': ['BEL', 'BELGIUM'], 'PT': ['PRT', 'PORTUGAL'], 'CH': ['CHE', 'SWITZERLAND'], 'AT': ['AUT', 'AUSTRIA'],
        'SE': ['SWE', 'SWEDEN'], 'NO': ['NOR', 'NORWAY'], 'DK': ['DNK', 'DENMARK'], 'PL': ['POL', 'POLAND'],
    } -%}
    {%- set text = "upper(trim(" ~ value ~ "))" -%}
    {%- set branches = [] -%}
    {%- for code, spellings in names.items() -%}
        {%- do branches.append("when " ~ text ~ " in ('" ~ spellings | join("', '") ~ "') then '" ~ code ~ "'") -%}
    {%- endfor -%}
    {{- return(
        "case when " ~ value ~ " <> 'UK' and " ~ regex_matches(value, "^[A-Z]{2}$") ~ " then " ~ value ~ " "
        ~ branches | join(" ") ~ " when " ~ regex_matches(text, "^[A-Z]{2}$") ~ " then " ~ text ~ " end"
    ) -}}
{% endmacro %}
