"""Binary table formats of customer files and results: Arrow, Parquet, XLSX."""
