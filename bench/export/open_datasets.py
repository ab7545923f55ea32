"""Opens datasets that were exported as folders with the tools that people use, and says what each of them found.

    python bench/export/open_datasets.py FOLDER...

Needs pandas, pyarrow and datasets; mlcroissant is used where it is installed. Exits with 1 when a tool finds other rows
than the manifest counts.
"""
import json
import os
import sys
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_DATASETS_OFFLINE"] = "1"
failures = 0


def say(folder, tool, what, found, expected):
    global failures
    right = found == expected
    failures += not right
    print(f"{folder.name}: {tool} {what}: {found} rows{'' if right else f', and the manifest counts {expected}: WRONG'}")


def total(rows, table):
    return sum(count for name, count in rows.items() if name == table or name.startswith(table + "/"))


def open_csv(folder, rows):
    import pandas

    for name, count in rows.items():
        if name.endswith(".csv"):
            say(folder, "pandas", name, len(pandas.read_csv(folder / name, keep_default_na=False)), count)


def open_parquet(folder, rows):
    import pandas
    import pyarrow.dataset

    for name, count in rows.items():
        if name.endswith(".parquet"):
            say(folder, "pandas", name, len(pandas.read_parquet(folder / name)), count)
    if (folder / "answers").is_dir():
        answers = pyarrow.dataset.dataset(folder / "answers", partitioning="hive")
        say(folder, "pyarrow", "answers", answers.count_rows(), total(rows, "answers"))
        frame = pandas.read_parquet(folder / "answers")
        say(folder, "pandas", "answers", len(frame), total(rows, "answers"))
        assert "question" in frame.columns


def open_json(folder, rows):
    import pandas

    for name, count in rows.items():
        if name.endswith(".jsonl"):
            with open(folder / name, encoding="utf-8") as lines:
                say(folder, "json", name, sum(1 for line in lines if json.loads(line)), count)
        elif name.endswith(".json"):
            records = json.loads((folder / name).read_text(encoding="utf-8"))
            say(folder, "json", name, len(records), count)
            if name != "annotators_meta.json":
                frame = pandas.DataFrame.from_dict(records, orient="index")
                say(folder, "pandas", name, len(frame[["annotators", "annotations", "soft_label"]]), count)


def open_hugging_face(folder, rows):
    import tempfile

    import datasets

    with tempfile.TemporaryDirectory() as cache:
        for name in datasets.get_dataset_config_names(str(folder)):
            table = datasets.load_dataset(str(folder), name, split="train", cache_dir=cache)
            say(folder, "datasets", name, len(table), rows[f"data/{name}.parquet"])


def open_croissant(folder, rows):
    try:
        import mlcroissant
    except ImportError:
        print(f"{folder.name}: mlcroissant is not installed: croissant.json is held against the specification's shape alone")
        described = json.loads((folder / "croissant.json").read_text(encoding="utf-8"))
        files = {file["@id"]: file for file in described["distribution"]}
        assert described["@type"] == "sc:Dataset" and described["name"] and described["conformsTo"]
        for table in described["recordSet"]:
            for field in table["field"]:
                assert field["source"]["fileObject"]["@id"] in files and field["dataType"].startswith("sc:")
        return
    described = mlcroissant.Dataset(jsonld=folder / "croissant.json")
    for table in described.metadata.record_sets:
        expected = next(count for name, count in rows.items() if Path(name).stem == table.name)
        say(folder, "mlcroissant", table.name, sum(1 for _ in described.records(table.uuid)), expected)


for argument in sys.argv[1:]:
    place = Path(argument)
    counted = json.loads((place / "manifest.json").read_text(encoding="utf-8"))["rows"]
    open_csv(place, counted)
    open_parquet(place, counted)
    open_json(place, counted)
    if (place / "data").is_dir():
        open_hugging_face(place, counted)
    if (place / "croissant.json").is_file():
        open_croissant(place, counted)
sys.exit(1 if failures else 0)
