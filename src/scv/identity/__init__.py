"""Persistent identity: the PIN's form, and which PIN each record keeps."""
