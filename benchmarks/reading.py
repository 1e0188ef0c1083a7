"""How well and how fast documents are read: ``uv run benchmarks/reading.py DIR [MODEL | ENCODER]``.

DIR is a folder laid out as the PolNeAR corpus (``data/SPLIT/text``, ``data/SPLIT/attributions``) with a scorer
``score.py`` whose ``load_polnear`` and ``doc_counts`` define the measures. MODEL is from ``winset reading train``;
without it one is trained on the train split first, with a network if ENCODER, the folder of a pretrained encoder, is
given. Prints precision, recall and F1 of attributions on the dev split and documents a CPU second, for rules alone, for
rules with the model's taggers, and with its network if it has one, and writes them to
``benchmarks/results/reading.json``. Rules and features are tuned on the train split; the dev split is only reported.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from time import process_time
from typing import Any

from winset.frozen import replace

RESULTS = Path(__file__).parent / "results" / "reading.json"
SHOWN = ("detect", "link", "relaxed", "strict")
SPLIT = "dev"


def main() -> None:
    """Score rules, then rules with the model, and print a table."""
    from winset.reading.model import file
    from winset.reading.reader import parser

    folder = Path(sys.argv[1])
    parser()
    given = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    trained = None
    if given is not None and given.is_file():
        model = file.load(given)
    else:
        model, trained = _trained(folder / "data" / "train", given)
        print(f"trained in {trained:.0f} CPU seconds")
    body: dict[str, Any] = {"split": SPLIT, "training_cpu_seconds": trained}
    used: dict[str, Any] = {"rules": None, "rules and taggers": replace(model, network=None)}
    if model.network is not None:
        used["rules, taggers and network"] = model
    for name, one in used.items():
        body[name] = _scored(folder, one)
        print(f"{name}: {body[name]['documents_per_cpu_second']:.1f} documents a CPU second")
        for measure in SHOWN:
            row = body[name][measure]
            shown = (f"{key[:9]:>10} {100 * row[key]:5.1f}" for key in ("precision", "recall", "f1"))
            print(f"  {measure:8}" + "".join(shown))
    RESULTS.write_text(json.dumps(body, indent=1) + "\n")


def _trained(folder: Path, encoder: Path | None) -> tuple[Any, float]:
    from winset.reading.model.corpus import corpus
    from winset.reading.model.training import AttributionExample, train
    from winset.reading.reader import in_place

    start = process_time()
    model = train([AttributionExample(in_place(one.text), one.attributions) for one in corpus(folder)], encoder=encoder)
    return model, process_time() - start


def _scored(folder: Path, model: Any) -> dict[str, Any]:
    """Score a split with the corpus's own measures; of several annotations of a document each counts its share."""
    from winset.reading.reader import read_text

    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    docs = score.load_polnear(str(folder), SPLIT)
    totals: dict[str, list[float]] = {}
    spent = 0.0
    for text, readings in docs.values():
        start = process_time()
        found = read_text(text, model=model)
        spent += process_time() - start
        predicted = [{role: [list(span) for span in getattr(one, role)] for role in score.ROLES} for one in found]
        for gold in readings:
            for measure, counts in score.doc_counts(text, gold, predicted).items():
                total = totals.setdefault(measure, [0.0] * 4)
                for place, count in enumerate(counts):
                    total[place] += count / len(readings)
    rows: dict[str, Any] = {"documents": len(docs), "documents_per_cpu_second": len(docs) / spent}
    for name in SHOWN:
        hit_p, predicted_n, hit_g, gold_n = totals[f"attr/{name}"]
        precision, recall = hit_p / predicted_n, hit_g / gold_n
        rows[name] = {"precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall)}
    return rows


if __name__ == "__main__":
    main()
