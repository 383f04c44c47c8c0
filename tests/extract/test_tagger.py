"""The tagger's parts on sentences written for it, with a small model made here."""

from __future__ import annotations

import gzip
import math
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from kg import library, pipeline
from kg.cli import app
from kg.errors import DataError
from kg.extract import nlp, tagger
from kg.extract.tagger import inference, scoring, tokens, weights, words
from kg.extract.tagger.scoring import Evidence, Opinion, Scorer
from kg.library import Graph
from kg.model import Context, Document, Fact, FactKind, Genre, Kind, Mention, Parsed, Sentence, Span
from kg.resolve import places
from kg.view.report import built

STATES = ("O-PRG", "B-PRG", "I-PRG", "O-IND", "B-IND", "I-IND")
SPEAKER = Mention(Kind.REGION, "全省", None, "湖南省", "430000")
CONTEXT = Context(Genre.REPORT, SPEAKER, "2026", 2026)

ROWS = {
    ("here/edge", "O-PRG"): 9.0,
    ("quote/0", "O-PRG"): 2.0,
    ("here/edge", "O-IND"): 9.0,
    ("quote/0", "O-IND"): 2.0,
    ("before/w=实施", "B-PRG"): 6.0,
    ("here/w=行动", "I-PRG"): 6.0,
    ("closing/w=行动", "I-PRG"): 2.0,
    ("after/w=产业", "B-IND"): 7.0,
    ("here/w=产业", "I-IND"): 7.0,
    ("left/产业|输变电", "I-IND"): 1.0,
}


def model_text(rows: dict[tuple[str, str], float]) -> str:
    moves = dict.fromkeys(product(STATES, STATES), 0.0) | {("B-PRG", "I-PRG"): 1.5, ("O-IND", "O-IND"): 0.5}
    return weights.text(STATES, moves, rows)


@pytest.fixture
def model(tmp_path: Path) -> weights.Weights:
    """Names begin after 实施 and end with 行动; what stands before 产业 is an industry."""
    file = tmp_path / "names.tsv.gz"
    file.write_bytes(gzip.compress(model_text(ROWS).encode(), mtime=0))
    return weights.read(file)


def parsed(*texts: str) -> tuple[tuple[Parsed, ...], Document]:
    """The sentences side by side in a document, with the regions that they name settled."""
    whole = "".join(texts)
    starts = [sum(map(len, texts[:at])) for at in range(len(texts))]
    cut = [Sentence(Span(at, at + len(text)), text) for at, text in zip(starts, texts, strict=True)]
    document = Document("sample", "sample.txt", "0" * 64, "text/plain", whole)
    return places.settle(nlp.parse(cut), CONTEXT), document


def lattice(model: weights.Weights, *texts: str) -> inference.Lattice:
    held, _ = parsed(*texts)
    return inference.lattice(model, tagger.read(held))


# --- words and tokens


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("实施", "is=carry:carry"),
        ("专项行动", "is=programme:campaign"),
        ("水库", "last=库"),
        ("12.5", "form=number"),
        ("5G", "form=latin"),
        ("、", "form=mark"),
        ("", "edge"),
    ],
)
def test_features_of_words(word: str, expected: str) -> None:
    assert expected in words.features(word)


def test_no_feature_but_the_word_itself_holds_more_than_two_characters() -> None:
    held = [f.partition("=") for f in words.features("输变电装备制造") if f.startswith(("last", "first", "ending"))]
    assert held
    assert all(len(value) <= 2 for _, _, value in held)


def test_tokens_know_their_sentence_clause_and_neighbours() -> None:
    held, _ = parsed("我们实施春风行动，发展茶产业。", "长沙建成“智慧”平台。")
    given = tagger.read(held)
    spoken = [given.words.texts[at] for at in given.by_word["here"]]
    for (first, last), each in zip(given.sentences, held, strict=True):
        assert "".join(spoken[first:last]) == each.text
        assert [
            each.text[a:b] for a, b in zip(given.starts[first:last], given.ends[first:last], strict=True)
        ] == spoken[first:last]
    assert all("，" not in spoken[a:b] and "。" not in spoken[a:b] for a, b in given.clauses)
    at = spoken.index("行动")
    assert given.words.texts[given.by_word["verb"][at]] == "实施"
    assert given.words.texts[given.by_word["after"][at]] == "，"
    assert given.words.texts[given.by_word["opening"][at]] == "我们"
    assert given.flags["region"][spoken.index("长沙")] == 1
    assert given.flags["quote"][spoken.index("智慧")] == 1
    assert given.flags["quote"][spoken.index("平台")] == 0


def test_a_sentence_has_the_same_tokens_alone_and_among_others() -> None:
    texts = ("我们实施春风行动，发展茶、竹等产业。", "“双高”建设有序。", "甲乙丙丁。")
    held, _ = parsed(*texts)
    together = tagger.read(held)
    rows = list(tokens.attributes(together))
    for (first, last), each in zip(together.sentences, held, strict=True):
        alone = tagger.read([each])
        (start, end), *_ = alone.sentences
        assert list(tokens.attributes(alone))[start:end] == rows[first:last]


def test_emissions_are_the_sums_of_what_the_learner_sees(model: weights.Weights) -> None:
    held, _ = parsed("我们实施春风行动，发展输变电产业。", "实施提升行动。")
    given = tagger.read(held)
    total = weights.emissions(model, given)
    for at, row in enumerate(tokens.attributes(given)):
        expected = [sum(ROWS.get((attribute, state), 0.0) for attribute in row) for state in STATES]
        assert np.allclose(total[at], expected)


# --- the lattice


def paths(
    model: weights.Weights, held: inference.Lattice, clause: tuple[int, int], label: str
) -> Iterator[tuple[list[str], float]]:
    """Every path of a label's states through a clause with its probability, by counting all of them."""
    at = [n for n, state in enumerate(STATES) if state.endswith(label)]
    total = weights.emissions(model, held.held)[clause[0] : clause[1], at]
    found = []
    for path in product(range(3), repeat=len(total)):
        names = ["OBI"[state] for state in path]
        if not any(b == "I" and a == "O" for a, b in zip(["O", *names], names, strict=False)):
            moved = sum(float(model.transitions[at[a], at[b]]) for a, b in pairwise(path))
            found.append((names, math.exp(moved + sum(total[n, state] for n, state in enumerate(path)))))
    whole = sum(p for _, p in found)
    yield from ((names, p / whole) for names, p in found)


@pytest.mark.parametrize("label", ["PRG", "IND"])
def test_probabilities_are_those_of_all_paths_counted(label: str, model: weights.Weights) -> None:
    held = lattice(model, "实施春风行动，发展茶产业。", "实施输变电行动。")
    for clause in held.held.clauses:
        every = list(paths(model, held, clause, label))
        for at in range(*clause):
            for part in "OBI":
                expected = sum(p for names, p in every if names[at - clause[0]] == part)
                assert held.states[f"{part}-{label}"][at] == pytest.approx(expected)
        for start in range(*clause):
            for end in range(start + 1, clause[1] + 1):
                span = ["B", *["I"] * (end - start - 1)]
                a, b = start - clause[0], end - clause[0]
                expected = sum(p for names, p in every if names[a:b] == span and names[b : b + 1] != ["I"])
                assert held.score(start, end, label) == pytest.approx(expected)
                inside = [sum(p for names, p in every if names[at] != "O") for at in range(a, b)]
                assert held.coverage(start, end, label) == pytest.approx(sum(inside) / len(inside))


def test_the_words_of_a_batch_do_not_depend_on_what_was_read_before(model: weights.Weights) -> None:
    text = "我们实施春风行动，发展输变电产业。"
    first = lattice(model, text).states
    lattice(model, "别的词语先来。", "又一些生僻的字眼。")
    tokens._Held.words = tokens.Words()  # as where they got too many
    again = lattice(model, text).states
    assert all(np.array_equal(first[state], again[state]) for state in first)


def test_names_are_found_and_do_not_overlap(model: weights.Weights) -> None:
    held = lattice(model, "我们实施春风行动，发展输变电产业。")
    spoken = [held.held.words.texts[at] for at in held.held.by_word["here"]]
    sure = [("".join(spoken[n.start : n.end]), n.label) for n in held.names() if n.score > 0.5]
    assert sure == [("春风行动", "PRG"), ("输变电产业", "IND")]
    for label in ("PRG", "IND"):
        names = [n for n in held.names() if n.label == label]
        assert all(a.end <= b.start for a, b in pairwise(names))


def test_a_name_may_stand_in_one_of_another_kind(model: weights.Weights) -> None:
    held = lattice(model, "实施输变电产业提升行动。")
    spoken = [held.held.words.texts[at] for at in held.held.by_word["here"]]
    found = {n.label: "".join(spoken[n.start : n.end]) for n in held.names() if n.score > 0.3}
    assert found == {"PRG": "输变电产业提升行动", "IND": "输变电产业"}


# --- files and scores


@pytest.mark.parametrize(
    "content", [b"no gzip", gzip.compress(b"something else"), gzip.compress(b"kg names 2\nO\nO\t1\t2\n")]
)
def test_a_broken_model_names_its_file_and_the_way_out(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "names.tsv.gz"
    file.write_bytes(content)
    with pytest.raises(DataError, match="make model"):
        weights.read(file)


@pytest.mark.parametrize("content", ["", "[]", '{"weights": {"PRG": "x"}, "least": {}}'])
def test_broken_scores_name_their_file_and_the_way_out(content: str, tmp_path: Path) -> None:
    file = tmp_path / "scores.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match="make model"):
        scoring.read(file)


def test_a_score_grows_with_what_speaks_for_the_name() -> None:
    scorer = Scorer({"PRG": 0.5, "exact": 0.3, "coverage": 0.2, "given": 0.1}, {})
    scores = [scorer.score(Evidence("PRG", 0.9, Opinion(p, p))) for p in (0.0, 0.1, 0.5, 0.9, 1.0)]
    assert scores == sorted(scores)
    assert scores[0] < scores[-1]
    assert all(0 < score < 1 for score in scores)


# --- the stage


def rule_fact(document: Document, text: str) -> Fact:
    start = document.text.index(text)
    name = Mention(Kind.PROGRAMME, text, Span(start, start + len(text)))
    span = Span(0, document.text.index("。") + 1)
    return Fact(FactKind.REGION_PROGRAMME, {"region": SPEAKER, "programme": name}, span, "programmes.plain")


@pytest.fixture
def installed(model: weights.Weights, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = {"exact": 0.5, "exact added": 0.5}
    monkeypatch.setattr(weights, "load", lambda: model)
    monkeypatch.setattr(tagger, "available", lambda: True)
    monkeypatch.setattr(scoring, "load", lambda: Scorer(ready, {"PRG": 0.6, "IND": 0.6}))


@pytest.mark.usefixtures("installed")
def test_facts_are_scored_and_sure_names_added() -> None:
    held, document = parsed("长沙实施春风行动，发展输变电产业。")
    given = rule_fact(document, "春风行动")
    first, *rest = tagger.facts(document, held, CONTEXT, [given], learned=True)
    assert first.roles == given.roles
    assert 0 < first.score < 1
    assert [(f.rule, f.mention("industry").text, f.mention("region").name) for f in rest] == [
        ("tagger:industry", "输变电产业", "长沙市")
    ]
    assert all(f.score >= 0.6 for f in rest)


@pytest.mark.usefixtures("installed")
def test_nothing_is_added_where_a_rule_has_a_name_or_in_policy_documents() -> None:
    held, document = parsed("长沙实施春风行动，发展输变电产业。")
    assert not [
        f
        for f in tagger.facts(document, held, CONTEXT, [rule_fact(document, "实施春风行动")], learned=True)
        if f.rule == "tagger:programme"
    ]
    policy = Context(Genre.POLICY, SPEAKER)
    assert list(tagger.facts(document, held, policy, [], learned=True)) == []


@pytest.mark.usefixtures("installed")
def test_other_facts_keep_their_scores() -> None:
    held, document = parsed("长沙实施春风行动，发展输变电产业。")
    ranking = Fact(
        FactKind.RANKING,
        {"about": SPEAKER, "metric": Mention(Kind.METRIC, "产值"), "rank": 1, "scope": SPEAKER},
        Span(0, 2),
        "statistics.rank",
    )
    assert next(tagger.facts(document, held, CONTEXT, [ranking], learned=True)) == ranking


@pytest.mark.usefixtures("installed")
def test_nobody_asks_the_tagger_unawares() -> None:
    held, document = parsed("长沙实施春风行动，发展输变电产业。")
    given = rule_fact(document, "春风行动")
    assert list(tagger.facts(document, held, CONTEXT, [given])) == [given]
    made = pipeline.extract(document, ())
    assert not [fact for fact in made.facts if fact.rule.startswith("tagger:")]
    learned = pipeline.extract(document, (), learned=True)
    assert [fact for fact in learned.facts if fact.rule.startswith("tagger:")]


def test_to_import_it_loads_no_arrays() -> None:
    code = "import sys, kg.extract.tagger; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def none(*_: object) -> None:
    return None


def test_without_a_model_the_facts_stay_as_they_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(weights, "load", none)
    monkeypatch.setattr(scoring, "model", lambda: tmp_path / "names.tsv.gz")
    held, document = parsed("长沙实施春风行动。")
    given: Sequence[Fact] = [rule_fact(document, "春风行动")]
    assert list(tagger.facts(document, held, CONTEXT, given, learned=True)) == given
    monkeypatch.setattr(scoring, "load", none)
    assert list(tagger.facts(document, held, CONTEXT, given, learned=True)) == given
    assert not tagger.available()


@pytest.mark.usefixtures("installed")
def test_the_component_writes_names_with_scores() -> None:
    from spacy.tokens import Span as Words

    from kg.extract.tagger import component

    language = nlp.language()
    docs = list(language.pipe(["我们实施春风行动，发展输变电产业。", "甲。"]))
    rule = docs[0].char_span(4, 8, label="PRG", span_id="programmes.plain")
    assert isinstance(rule, Words)
    docs[0].spans["rules"] = [rule]
    made = component.create(language, component.NAME)
    first, second = made.pipe(docs)
    names = [(span.text, span.label_, span.id_) for span in first.spans["names"]]
    assert names == [("春风行动", "PRG", "programmes.plain"), ("输变电产业", "IND", "tagger")]
    scores = first.spans["names"].attrs["scores"]
    assert len(scores) == 2
    assert all(0 < score < 1 for score in scores)
    assert list(second.spans["names"]) == []


def test_the_component_is_registered_with_what_it_needs_and_gives() -> None:
    from spacy.language import Language

    from kg.extract.tagger import component

    meta = Language.get_factory_meta(component.NAME)
    assert (list(meta.assigns), list(meta.requires)) == (["doc.spans"], ["doc.spans"])


# --- a build


def sample(folder: Path) -> Path:
    text = "湖南省政府工作报告\n（2026年1月）\n各位代表：\n长沙实施春风行动，发展输变电产业。\n"
    (folder / "report.txt").write_text(text, encoding="utf-8")
    return folder / "report.txt"


def names(store: Path) -> list[object]:
    rows = Graph.open(store).query("region-industries")
    return [row["industry"] for row in rows]


@pytest.mark.usefixtures("installed")
def test_a_build_asks_the_tagger_unless_told_not_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(pipeline.EXTRACTORS, "industries", lambda *_: iter(()))
    with_it = pipeline.build([sample(tmp_path)], tmp_path / "with")
    without = pipeline.build([sample(tmp_path)], tmp_path / "without", learned=False)
    assert names(tmp_path / "with") == ["输变电产业"]
    assert names(tmp_path / "without") == []
    assert not with_it.untaught
    assert not without.untaught
    assert (with_it.settings.learned, without.settings.learned) == (True, False)


def test_a_build_without_a_model_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(scoring, "model", lambda: tmp_path / "names.tsv.gz")
    report = pipeline.build([sample(tmp_path)], tmp_path / "store")
    assert report.untaught
    assert [line for line in built(report) if "no model of the tagger" in line and "make model" in line]
    silent = pipeline.build([sample(tmp_path)], tmp_path / "store", learned=False)
    assert not [line for line in built(silent) if "tagger" in line]


def test_the_command_has_a_switch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[object] = []

    def build(*_: object, **options: object) -> object:
        asked.append(options["learned"])
        return pipeline.build([sample(tmp_path)], tmp_path / "store", learned=False)

    monkeypatch.setattr(library, "build", build)
    for options in ([], ["--tagger"], ["--no-tagger"]):
        done = CliRunner().invoke(app, ["build", str(tmp_path / "report.txt"), *options])
        assert done.exit_code == 0
    assert asked == [True, True, False]
