-- Half of an amount: given, expected.
{{ failing_cases(exact('cast(given as numeric(12, 2)) / 2', 'numeric(12, 2)'), [
    ("2.01", "1.01"),
    ("-2.01", "-1.01"),
    ("2.00", "1.00"),
    ("0.58", "0.29"),
    (none, none),
]) }}
