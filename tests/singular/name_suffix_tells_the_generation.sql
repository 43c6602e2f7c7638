-- Suffixes: given, expected.
{{ failing_cases(name_suffix('given'), [
    ("John Smith Jr", "Jr"),
    ("John Smith Jr.", "Jr"),
    ("John Smith, Junior", "Jr"),
    ("JOHN SMITH SNR", "Sr"),
    ("John Smith III", "III"),
    ("John Smith II", "II"),
    ("John Smith iv", "IV"),
    ("Henry 2nd", "II"),
    ("Junior", none),
    ("John Smith", none),
    ("Senior", none),
    ("", none),
    (none, none),
]) }}
