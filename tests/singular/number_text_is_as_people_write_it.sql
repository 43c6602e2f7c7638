-- Numbers: given, expected.
{{ failing_cases(number_text('cast(given as double precision)'), [
    ("0.5", "0.5"),
    ("10", "10"),
    ("0", "0"),
    ("-5.0", "-5"),
    ("100.25", "100.25"),
    ("0.33333", "0.3333"),
    (none, none),
]) }}
