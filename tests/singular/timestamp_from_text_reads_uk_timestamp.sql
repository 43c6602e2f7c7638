-- Times: given, expected in UTC.
{{ failing_cases(timestamp_from_text('given', 'uk_timestamp'), [
    ("01/03/2024 12:33", "2024-03-01 12:33:00"),
    ("01/03/2024 9:05", "2024-03-01 09:05:00"),
    ("01/03/2024", "2024-03-01 00:00:00"),
    ("31/02/2024 10:00", none),
    ("2024-03-01", none),
    ("", none),
]) }}
