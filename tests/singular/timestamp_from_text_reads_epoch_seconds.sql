-- Times: given, expected in UTC.
{{ failing_cases(timestamp_from_text('given', 'epoch_seconds'), [
    ("1709289190", "2024-03-01 10:33:10"),
    ("17092e", "null"),
    ("", none),
]) }}
