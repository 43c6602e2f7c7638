-- Times: given, expected in UTC.
{{ failing_cases(timestamp_from_text('given', 'epoch_milliseconds'), [
    ("1709289190000", "2024-03-01 10:33:10"),
    ("x", none),
]) }}
