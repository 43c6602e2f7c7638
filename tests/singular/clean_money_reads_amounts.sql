-- Amounts: given, expected.
{{ failing_cases(clean_money('given'), [
    ("£25.00", "25.00"),
    ("1,234.5", "1234.50"),
    ("€ 12", "12.00"),
    ("-3.10", "-3.10"),
    ("25", "25.00"),
    ("abc", none),
    ("", none),
    ("£", none),
    (none, none),
]) }}
