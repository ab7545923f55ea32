"""Writes the Parquet files that TableFormsTest reads: python make_parquet.py FOLDER (pyarrow)."""
import sys
import pyarrow as pa
import pyarrow.parquet as pq

table = pa.table({
    "item": pa.array([1, 2, 3], pa.int64()),
    "answer": ["Yes", None, "grün"],
    "tags": [["a", "b"], [], None],
    "messages": [[{"role": "user", "content": "hi"}], None, []],
    "share": [0.5, 1.0, None],
    "kept": [True, False, None],
})
for codec in ("none", "snappy", "zstd", "gzip"):
    pq.write_table(table, f"{sys.argv[1]}/{codec}.parquet", compression=codec)
