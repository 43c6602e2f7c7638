"""Single customer view: record linkage, persistent customer PINs and the tools around `dbt build`."""
