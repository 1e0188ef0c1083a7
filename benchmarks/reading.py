"""How well and how fast documents are read: ``uv run benchmarks/reading.py DIR [SPLIT]``.

DIR is a folder laid out as the PolNeAR corpus (``data/SPLIT/text``, ``data/SPLIT/attributions``) with a scorer
``score.py`` whose ``load_polnear`` and ``doc_counts`` define the measures. Prints precision, recall and F1 of
attributions, and documents a CPU second, and writes them to ``benchmarks/results/reading.json``. Rules are tuned on
the training split; the dev split is only reported.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from time import process_time

RESULTS = Path(__file__).parent / "results" / "reading.json"
SHOWN = ("detect", "link", "relaxed", "strict")


def main() -> None:
    """Score a split and print a table."""
    from winset.reading.reader import parser, read_text

    folder, split = Path(sys.argv[1]), (sys.argv[2] if len(sys.argv) > 2 else "dev")
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    docs = score.load_polnear(str(folder), split)
    parser()
    totals: dict[str, list[float]] = {}
    spent = 0.0
    for text, readings in docs.values():
        start = process_time()
        found = read_text(text)
        spent += process_time() - start
        predicted = [{role: [list(span) for span in getattr(one, role)] for role in score.ROLES} for one in found]
        for gold in readings:
            for measure, counts in score.doc_counts(text, gold, predicted).items():
                total = totals.setdefault(measure, [0.0] * 4)
                for place, count in enumerate(counts):
                    total[place] += count / len(readings)
    rows = {}
    print(f"{split}: {len(docs)} documents, {len(docs) / spent:.1f} documents a CPU second")
    for name in SHOWN:
        hit_p, predicted_n, hit_g, gold_n = totals[f"attr/{name}"]
        precision, recall = hit_p / predicted_n, hit_g / gold_n
        f1 = 2 * precision * recall / (precision + recall)
        rows[name] = {"precision": precision, "recall": recall, "f1": f1}
        print(f"attr/{name:8} P {100 * precision:5.1f}  R {100 * recall:5.1f}  F1 {100 * f1:5.1f}")
    body = {"split": split, "documents": len(docs), "documents_per_cpu_second": len(docs) / spent, "scores": rows}
    RESULTS.write_text(json.dumps(body, indent=1) + "\n")


if __name__ == "__main__":
    main()
