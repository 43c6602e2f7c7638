-- Identifiers: given, expected.
{{ failing_cases(clean_identifier('given'), [
    ("mb-1002 34", "MB100234"),
    ("63347259860", "63347259860"),
    ("63347259860.0", "63347259860"),
    ("6.33473E+10", none),
    ("6.33473E10", none),
    (" acc_12/x ", "ACC12X"),
    ("-", none),
    ("", none),
    (none, none),
]) }}
