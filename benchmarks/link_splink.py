"""The same things and entities linked by Splink (MIT), fitted without judged answers as it is meant to be: its own time,
memory, and precision and recall beside the judged table. Needs `pip install splink`, which is no dependency here."""

import argparse
import resource
import time
from pathlib import Path
from typing import Any

from kg.link.gold import read_gold
from kg.link.names import forms
from kg.link.records import Name
from kg.link.subjects import read_subjects
from kg.link.targets.lines import Lines
from kg.namespaces import shorten
from kg.store.open import open_store


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("entities", type=Path, help="JSON lines of entities, .jsonl or .jsonl.gz")
    parser.add_argument("gold", type=Path, help="table of judged answers, as kg link evaluate reads it")
    args = parser.parse_args()
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    judged = {shorten(one.subject): one for one in read_gold(args.gold) if not one.unsure}
    subjects = read_subjects(open_store(()), with_graphs=("outside",))
    ours = [row(shorten(one.iri), one.names, one.countries) for one in subjects if shorten(one.iri) in judged]
    target = Lines(args.entities)
    theirs = [row(one.id, one.names, one.countries) for one in map(target.__getitem__, range(len(target)))]
    start = time.process_time()
    api = DuckDBAPI()
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="unique_id",
        blocking_rules_to_generate_predictions=[
            block_on("en"),
            block_on("zh"),
            block_on("substr(en, 1, 6)"),
        ],
        comparisons=[
            cl.JaroWinklerAtThresholds("en", [0.95, 0.88]),
            cl.ExactMatch("zh"),
            cl.ExactMatch("country"),
        ],
    )
    linker = Linker([table("ours", ours, api), table("theirs", theirs, api)], settings)
    linker.training.estimate_probability_two_random_records_match([block_on("en")], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("en"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("zh"))
    pairs = linker.inference.predict(threshold_match_probability=0.01).as_record_list()
    spent = time.process_time() - start
    best: dict[str, tuple[float, str]] = {}
    for pair in pairs:
        sides = {pair["source_dataset_l"]: pair["unique_id_l"], pair["source_dataset_r"]: pair["unique_id_r"]}
        subject, item = sides["ours"], sides["theirs"]
        best[subject] = max(best.get(subject, (0.0, "")), (pair["match_probability"], item))
    matches = sum(bool(judged[one["unique_id"]].targets) for one in ours)
    print(
        f"{len(ours):,} things, {len(theirs):,} entities, {len(pairs):,} pairs, {spent:.1f} s of the processor"
    )
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print("| accepted from | accepted | precision | recall |")
    print("|---|---|---|---|")
    for limit in (0.5, 0.9, 0.99, 0.999):
        given = {subject: item for subject, (score, item) in best.items() if score >= limit}
        right = sum(item in judged[subject].targets for subject, item in given.items())
        print(f"| {limit} | {len(given)} | {right / max(1, len(given)):.3f} | {right / matches:.3f} |")


def row(key: str, names: tuple[Name, ...], countries: tuple[str, ...]) -> dict[str, Any]:
    """The first name in each script, spelt as the linker compares them, and the country."""
    written = [forms(one.text) for one in names]
    return {
        "unique_id": key,
        "en": next((one.whole for one in written if one.whole and not one.han), None),
        "zh": next((one.whole for one in written if one.han), None),
        "country": countries[0] if countries else None,
    }


def table(name: str, rows: list[dict[str, Any]], api: Any) -> Any:
    import pyarrow as pa

    return api.register(pa.Table.from_pylist(rows), dataset_display_name=name)


if __name__ == "__main__":
    main()
