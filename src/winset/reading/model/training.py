"""Training the model on annotated documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from winset.errors import UsageError
from winset.frozen import Frozen
from winset.reading.features.cues import cue_features
from winset.reading.features.labels import cue_labels, role_labels
from winset.reading.features.roles import cue_of, role_features, seen
from winset.reading.features.view import ParseView
from winset.reading.model.model import Model
from winset.reading.model.scoring import PrecisionRecall, scores
from winset.reading.model.tagger import Rows, trained
from winset.reading.rules import by_rules
from winset.reading.spans import Attribution, Doc

if TYPE_CHECKING:
    from winset.reading.network.network import Network

ROUNDS = 12
Step = Callable[[str, int, int], None]  # what is being done, how far it is, how far it goes


class AttributionExample(Frozen):
    """A parsed text and the attributions that people found in it."""

    doc: Doc
    attributions: tuple[Attribution, ...]


def train(examples: Sequence[AttributionExample], step: Step = lambda *_: None, encoder: Path | None = None) -> Model:
    """Train a model.

    Parameters
    ----------
    examples : sequence of AttributionExample
        What to learn from.
    step : callable, optional
        Told what is being done, how far it is, and how far it goes.
    encoder : Path, optional
        The folder of a pretrained encoder, to teach a network as well.

    Raises
    ------
    UsageError
        If there is nothing to learn from, or no encoder in the folder.
    """
    if not any(one.cue for example in examples for one in example.attributions):
        hint = "Annotate some, or review claims: winset record export CASE --format standoff writes them to learn from."
        raise UsageError("there is no attribution with a cue to learn from", hint)
    views = [ParseView(example.doc, by_rules(example.doc)) for example in examples]
    pairs = list(zip(views, examples, strict=True))
    network = None if encoder is None else _network(encoder, pairs, step)
    return Model(
        trained(_cue_sequences(pairs), ROUNDS, _counting("Learning cues", step)),
        trained(_role_sequences(pairs), ROUNDS, _counting("Learning sources and contents", step)),
        network,
    )


def _network(encoder: Path, pairs: Sequence[tuple[ParseView, AttributionExample]], step: Step) -> Network:
    from winset.reading.network.encoder import pretrained
    from winset.reading.network.learning import learned

    found = [(view, example.attributions) for view, example in pairs]
    return learned(*pretrained(encoder), found, lambda done, total: step("Teaching the network", done, total))


def folds(
    examples: Sequence[AttributionExample], number: int, step: Step = lambda *_: None, encoder: Path | None = None
) -> dict[str, PrecisionRecall]:
    """Score models that were trained on all parts but one, each on the part it has not seen.

    Parameters
    ----------
    examples : sequence of AttributionExample
        What to learn from.
    number : int
        Of parts.
    step, encoder : optional
        As of ``train``.
    """
    pairs = []
    for part in range(number):
        model = train([one for place, one in enumerate(examples) if place % number != part], step, encoder)
        for example in examples[part::number]:
            found = model.joined(example.doc, by_rules(example.doc))
            pairs.append((example.doc.text, found, example.attributions))
    return scores(pairs)


def _counting(label: str, step: Step) -> Callable[[], None]:
    count = iter(range(1, ROUNDS + 1))
    return lambda: step(label, next(count, ROUNDS), ROUNDS)


def _cue_sequences(pairs: Iterable[tuple[ParseView, AttributionExample]]) -> Iterator[tuple[Rows, Sequence[str]]]:
    for view, example in pairs:
        labels = cue_labels(view, example.attributions)
        for first, last in view.sentences:
            yield cue_features(view, (first, last)), labels[first:last]


def _role_sequences(pairs: Iterable[tuple[ParseView, AttributionExample]]) -> Iterator[tuple[Rows, Sequence[str]]]:
    for view, example in pairs:
        for one in example.attributions:
            if tokens := view.tokens(one.cue):
                cue = cue_of(view, tokens)
                yield role_features(view, cue, seen(view, cue)), role_labels(view, one, cue)
