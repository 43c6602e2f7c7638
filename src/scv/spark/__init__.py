"""The linkage on Spark: a session, and the connection through which the linkage's own SQL runs on it."""
