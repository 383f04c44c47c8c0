"""Write the figures of data/models/card.json into docs/tagger.md, between its <!-- table --> marks.

python scripts/tagger_card.py
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RELIABILITY = {
    "reliability of the rules' names": "names of the rules, score without the model",
    "reliability of the rules' names, with the tagger's opinion": "names of the rules, score with its opinion",
    "reliability of names that only the tagger finds": "names that the tagger finds by itself",
}


def lines(card: dict[str, dict[str, dict[str, float]]]) -> Iterator[str]:
    alone, both = card["rules alone"], card["rules with tagger"]
    yield "| query | gold | rules alone: P | R | F1 | with tagger: P | R | F1 |"
    yield "|---|---|---|---|---|---|---|---|"
    for query in (name for name in alone if name != "macro"):
        cells = [f"{table[query][key]:.3f}" for table in (alone, both) for key in ("precision", "recall", "f1")]
        yield f"| {query} | {alone[query]['gold']} | {' | '.join(cells)} |"
    yield f"| macro | | | | {alone['macro']['f1']:.3f} | | | {both['macro']['f1']:.3f} |"
    yield ""
    yield "| score | names | mean score | share right |"
    yield "|---|---|---|---|"
    for key, title in RELIABILITY.items():
        yield f"| **{title}** | | | |"
        for row in card[key]:
            yield f"| {row['from']}–{row['to']} | {row['facts']} | {row['mean score']:.2f} | {row['right']:.2f} |"


def main() -> None:
    card = json.loads((ROOT / "data" / "models" / "card.json").read_text(encoding="utf-8"))
    page = ROOT / "docs" / "tagger.md"
    table = "\n".join(["<!-- table -->", *lines(card), "<!-- end -->"])
    text = re.sub(r"<!-- table -->.*<!-- end -->", lambda _: table, page.read_text(encoding="utf-8"), flags=re.DOTALL)
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
