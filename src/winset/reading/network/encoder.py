"""A pretrained encoder of the BERT family: what a folder of one holds, and what it computes.

The layers are those of Devlin et al. (2019), "BERT: Pre-training of Deep Bidirectional Transformers for Language
Understanding". They are written for any array module, so that NumPy reads with what JAX has learned.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from winset.errors import UsageError
from winset.frozen import Frozen
from winset.reading.network.pieces import LONGEST, Pieces

Array = Any  # of NumPy or of JAX
Weights = dict[str, Array]
Drop = Callable[[Array], Array]

LAYERS = 4  # the lowest ones of an encoder are used: enough for who says what, and twice as fast as a dozen
MOST_LAYERS = 48
LARGEST = 2 * 1024 * 1024 * 1024
_FILES = ("config.json", "vocab.txt", "model.safetensors")
_NAMES = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "mixed",
    "attention.output.LayerNorm": "norm of attention",
    "intermediate.dense": "wide",
    "output.dense": "narrow",
    "output.LayerNorm": "norm of output",
}
_SMALL = 1e-12


class EncoderShape(Frozen):
    """The sizes of an encoder: its layers, attention heads and pieces, and the widths of its vectors and in between."""

    layers: int
    heads: int
    width: int
    wide: int
    words: int
    places: int

    def __post_init__(self) -> None:
        if not 0 < self.layers <= MOST_LAYERS or self.heads < 1 or self.width % self.heads or self.places < LONGEST:
            raise ValueError("the sizes of the encoder do not fit")


def kept(values: Array) -> Array:
    """Drop nothing."""
    return values


def linear(weights: Weights, name: str, values: Array) -> Array:
    """Multiply by a matrix and add a constant."""
    return values @ weights[f"{name} matrix"] + weights[f"{name} bias"]


def normal(xp: Any, weights: Weights, name: str, values: Array) -> Array:
    """Normalise each vector, then scale and shift it."""
    values = values - values.mean(axis=-1, keepdims=True)
    spread = xp.sqrt((values * values).mean(axis=-1, keepdims=True) + _SMALL)
    return values / spread * weights[f"{name} matrix"] + weights[f"{name} bias"]


def layer(xp: Any, weights: Weights, name: str, values: Array, hidden: Array, heads: int, drop: Drop = kept) -> Array:
    """Compute one layer: attention, then two linear maps, each added to what came in.

    Parameters
    ----------
    xp : module
        ``numpy`` or ``jax.numpy``.
    weights : dict of str to array
        With keys that begin with ``name``.
    name : str
        Of the layer.
    values : array, sequence x place x width
    hidden : array, sequence x 1 x 1 x place
        0 for places that are seen, a large negative number for those that are not.
    heads : int
        How many attentions the width is divided among.
    drop : callable, optional
        What sets some values to zero in training.
    """
    sequences, length, width = values.shape

    def apart(part: str) -> Array:
        mapped = linear(weights, f"{name} {part}", values)
        return mapped.reshape(sequences, length, heads, width // heads).swapaxes(1, 2)

    near = apart("query") @ apart("key").swapaxes(2, 3) * (heads / width) ** 0.5 + hidden
    strength = xp.exp(near - _constant(xp, near.max(axis=-1, keepdims=True)))
    seen = strength @ apart("value") / strength.sum(axis=-1, keepdims=True)
    seen = seen.swapaxes(1, 2).reshape(sequences, length, width)
    values = normal(xp, weights, f"{name} norm of attention", values + drop(linear(weights, f"{name} mixed", seen)))
    wide = _gelu(xp, linear(weights, f"{name} wide", values))
    return normal(xp, weights, f"{name} norm of output", values + drop(linear(weights, f"{name} narrow", wide)))


def _constant(xp: Any, values: Array) -> Array:
    """Keep values out of the derivative: what is taken off all of them cancels out, and halves the time of learning."""
    if xp is np:
        return values
    from jax.lax import stop_gradient

    return stop_gradient(values)


def _gelu(xp: Any, values: Array) -> Array:
    """The Gaussian error linear unit, by its usual approximation (Hendrycks and Gimpel 2016)."""
    return 0.5 * values * (1 + xp.tanh(0.7978845608 * (values + 0.044715 * values * values * values)))


def embedded(xp: Any, weights: Weights, pieces: Array) -> Array:
    """Look up pieces: sequence x place to sequence x place x width."""
    values = weights["words"][pieces] + weights["places"][: pieces.shape[1]]
    return normal(xp, weights, "embedding", values)


def encoded(xp: Any, weights: Weights, values: Array, hidden: Array, shape: EncoderShape, drop: Drop = kept) -> Array:
    """Compute all layers of an encoder on embedded pieces."""
    for number in range(shape.layers):
        values = layer(xp, weights, f"layer {number}", values, hidden, shape.heads, drop)
    return values


def layer_shapes(name: str, width: int, wide: int) -> dict[str, tuple[int, ...]]:
    """Give the shapes of a layer's weights, by their names."""
    maps = dict.fromkeys(("query", "key", "value", "mixed"), (width, width))
    found: dict[str, tuple[int, ...]] = {}
    for part, (here, there) in {**maps, "wide": (width, wide), "narrow": (wide, width)}.items():
        found |= {f"{name} {part} matrix": (here, there), f"{name} {part} bias": (there,)}
    for part in ("norm of attention", "norm of output"):
        found |= {f"{name} {part} matrix": (width,), f"{name} {part} bias": (width,)}
    return found


def encoder_shapes(shape: EncoderShape) -> dict[str, tuple[int, ...]]:
    """Give the shapes of an encoder's weights, by their names."""
    found: dict[str, tuple[int, ...]] = {
        "words": (shape.words, shape.width),
        "places": (shape.places, shape.width),
        "embedding matrix": (shape.width,),
        "embedding bias": (shape.width,),
    }
    for number in range(shape.layers):
        found |= layer_shapes(f"layer {number}", shape.width, shape.wide)
    return found


def pretrained(folder: Path, layers: int = LAYERS) -> tuple[Pieces, EncoderShape, Weights]:
    """Read the lowest layers of an encoder from a folder as Hugging Face lays it out.

    Returns
    -------
    tuple of Pieces, EncoderShape, dict of str to array
        Its vocabulary, its sizes and its weights.

    Raises
    ------
    UsageError
        If the folder holds no such encoder.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    hint = f"It needs {', '.join(_FILES)} of an encoder of the BERT family."
    for name in _FILES:
        if not (folder / name).is_file():
            raise UsageError(f"there is no {name} in {folder}", hint)
        if (folder / name).stat().st_size > LARGEST:
            raise UsageError(f"{folder / name} is larger than {LARGEST // 1024**3} GB")
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
        names = tuple((folder / "vocab.txt").read_text("utf-8").rstrip("\n").split("\n"))
        shape = EncoderShape(
            min(layers, int(config["num_hidden_layers"])),
            int(config["num_attention_heads"]),
            int(config["hidden_size"]),
            int(config["intermediate_size"]),
            len(names),
            int(config["max_position_embeddings"]),
        )
        weights = _weights(load_file(folder / "model.safetensors"), shape.layers)
        check(weights, encoder_shapes(shape))
        return Pieces(names, _lower(folder)), shape, weights
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, SafetensorError) as error:
        raise UsageError(f"{folder} holds no encoder that can be read: {error}", hint) from None


def check(weights: Weights, shapes: dict[str, tuple[int, ...]]) -> None:
    """Raise KeyError or ValueError unless there are weights of all names, in their shapes."""
    for name, wanted in shapes.items():
        if weights[name].shape != wanted:
            raise ValueError(f"'{name}' has the shape {weights[name].shape}, not {wanted}")


def _lower(folder: Path) -> bool:
    path = folder / "tokenizer_config.json"
    return not path.is_file() or json.loads(path.read_text("utf-8")).get("do_lower_case", True) is not False


def _weights(stored: dict[str, Any], layers: int) -> Weights:
    """Name the weights as ``layer`` wants them, with matrices to multiply from the right."""
    bare = {key.removeprefix("bert."): value.astype(np.float32) for key, value in stored.items()}
    weights = {
        "words": bare["embeddings.word_embeddings.weight"],
        "places": bare["embeddings.position_embeddings.weight"] + bare["embeddings.token_type_embeddings.weight"][0],
        "embedding matrix": bare["embeddings.LayerNorm.weight"],
        "embedding bias": bare["embeddings.LayerNorm.bias"],
    }
    for number in range(layers):
        for theirs, ours in _NAMES.items():
            key = f"encoder.layer.{number}.{theirs}"
            weights[f"layer {number} {ours} matrix"] = np.ascontiguousarray(bare[f"{key}.weight"].T)
            weights[f"layer {number} {ours} bias"] = bare[f"{key}.bias"]
    return weights
