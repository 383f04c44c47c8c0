"""Write the figures of data/models/card.json and curve.json into docs/tagger.md, between its <!-- table --> marks.

python scripts/tagger_card.py
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TITLES = {
    "annotations": "new annotation, all folders",
    "gold": "gold (dev and train), to which the rules were fitted",
}
RELIABILITY = {
    "reliability of the rules' names": "names of the rules",
    "reliability of names that only the tagger finds": "names that only the tagger finds",
}
Card = Mapping[str, Any]


def lines(card: Card) -> Iterator[str]:
    figures = card["figures"]
    for name in sorted(figures, key=lambda each: (each not in TITLES, each)):
        yield from _figures(TITLES.get(name, name), figures[name])
        yield ""
    least = card["least score of names that only the tagger finds"]
    told = ", ".join(f"{label} {score:g}" for label, score in sorted(least.items()))
    yield f"Least scores of names that only the tagger finds: {told or 'none is added'}."
    yield ""
    yield "| score | names | mean score | share right |"
    yield "|---|---|---|---|"
    for key, title in RELIABILITY.items():
        yield f"| **{title}** | | | |"
        for row in card[key]:
            yield f"| {row['from']}–{row['to']} | {row['facts']} | {row['mean score']:.2f} | {row['right']:.2f} |"
    if "learning curve" in card:
        yield ""
        yield from _curve(card["learning curve"])


def _figures(title: str, held: Card) -> Iterator[str]:
    """Rules alone and with the tagger by query; what the tagger would do by itself has fewer queries."""
    alone, both, own = held["rules alone"], held["rules with tagger"], held["tagger alone"]
    yield f"| {title} | facts | rules alone: P | R | F1 | with tagger: P | R | F1 | tagger alone, at its best: F1 |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for query in (name for name in alone if name != "macro"):
        cells = [f"{table[query][key]:.3f}" for table in (alone, both) for key in ("precision", "recall", "f1")]
        single = f"{own[query]:.3f}" if query in own else ""
        yield f"| {query} | {alone[query]['gold']} | {' | '.join(cells)} | {single} |"
    yield f"| macro | | | | {alone['macro']['f1']:.3f} | | | {both['macro']['f1']:.3f} | |"


def _curve(curve: Any) -> Iterator[str]:
    queries = list(curve[0]["rules with tagger"])
    names = [query.removeprefix("region-") for query in queries]
    yield f"| documents learned from | words | {' | '.join(f'{n}, alone' for n in names)} | {' | '.join(names)} |"
    yield f"|---|---|{'---|' * 2 * len(names)}"
    for row in curve:
        cells = [f"{row[who].get(q, 0.0):.3f}" for who in ("tagger alone", "rules with tagger") for q in queries]
        yield f"| {row['share']:.0%} | {row['words']:,} | {' | '.join(cells)} |"


def main() -> None:
    models = ROOT / "data" / "models"
    card = json.loads((models / "card.json").read_text(encoding="utf-8"))
    if (models / "curve.json").exists():  # of the last `train_tagger.py --curve`
        card |= json.loads((models / "curve.json").read_text(encoding="utf-8"))
    page = ROOT / "docs" / "tagger.md"
    table = "\n".join(["<!-- table -->", *lines(card), "<!-- end -->"])
    text = re.sub(r"<!-- table -->.*<!-- end -->", lambda _: table, page.read_text(encoding="utf-8"), flags=re.DOTALL)
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
