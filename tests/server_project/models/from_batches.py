import pyarrow


def model(dbt, session):
    letters = pyarrow.table({"letter": ["a", "b", None], "place": [1.0, 2.0, None]})
    return pyarrow.RecordBatchReader.from_batches(letters.schema, letters.to_batches())
