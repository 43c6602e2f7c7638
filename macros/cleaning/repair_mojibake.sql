{# Text that was UTF-8 and was read as Latin-1 or Windows-1252 on its way: 'ZoÃ«' is Zoë, 'Oâ€™Neill' is O’Neill. The
   test for the marks it leaves is cheap, so that text without them is not searched. #}
{% macro repair_mojibake(value) %}
    {{- return(
        "case when " ~ value ~ " like '%Ã%' or " ~ value ~ " like '%â€%' or " ~ value ~ " like '%Â%' or " ~ value
        ~ " like '%Å%' then " ~ replace_all(value, mojibake_pairs()) ~ " else " ~ value ~ " end"
    ) -}}
{% endmacro %}

{# Broken sequence and what it was, for the characters that occur in European names and addresses. #}
{% macro mojibake_pairs() %}
    {{- return([
        ('â€™', '’'), ('â€œ', '“'), ('â€“', '–'), ('â€”', '—'), ('Ã\u00a0', 'à'), ('Ã¡', 'á'), ('Ã¢', 'â'), ('Ã£', 'ã'),
        ('Ã¤', 'ä'), ('Ã¥', 'å'), ('Ã¦', 'æ'), ('Ã§', 'ç'), ('Ã¨', 'è'), ('Ã©', 'é'), ('Ãª', 'ê'), ('Ã«', 'ë'),
        ('Ã¬', 'ì'), ('Ã\u00ad', 'í'), ('Ã®', 'î'), ('Ã¯', 'ï'), ('Ã±', 'ñ'), ('Ã²', 'ò'), ('Ã³', 'ó'), ('Ã´', 'ô'),
        ('Ãµ', 'õ'), ('Ã¶', 'ö'), ('Ã¸', 'ø'), ('Ã¹', 'ù'), ('Ãº', 'ú'), ('Ã»', 'û'), ('Ã¼', 'ü'), ('Ã½', 'ý'),
        ('Ã€', 'À'), ('Ã\u0081', 'Á'), ('Ã‚', 'Â'), ('Ã„', 'Ä'), ('Ã…', 'Å'), ('Ã‡', 'Ç'), ('Ãˆ', 'È'), ('Ã‰', 'É'),
        ('ÃŠ', 'Ê'), ('Ã‹', 'Ë'), ('Ã\u008d', 'Í'), ('ÃŽ', 'Î'), ('Ã“', 'Ó'), ('Ã”', 'Ô'), ('Ã–', 'Ö'), ('Ã˜', 'Ø'),
        ('Ãš', 'Ú'), ('Ãœ', 'Ü'), ('ÃŸ', 'ß'), ('Å‚', 'ł'), ('Å\u0081', 'Ł'), ('Å›', 'ś'), ('Åš', 'Ś'), ('Å¡', 'š'),
        ('Å\u00a0', 'Š'), ('Å¾', 'ž'), ('Å½', 'Ž'), ('Â£', '£'),
    ]) -}}
{% endmacro %}
