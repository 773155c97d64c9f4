"""The lab of dreams: pictures that a network's units would like to see. No HTTP, no bytes.

Steps that were dreamt are kept while there is room, so whoever asks for more of them goes on from there.
"""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any, Final

import torch
from torch import Tensor

from app.nets.analysis import macs_of
from app.nets.dream import COPIES, Dream, Dreamer, Tick
from app.nets.graph import Graph
from app.nets.patches import patch_of
from app.nets.telling import as_maps, prediction_of, scores_of
from app.nets.wish import Wish
from app.showroom import Showroom, preparation_of
from app.wire.answers import Answer
from app.wire.display import Look
from app.wire.errors import QuestionError
from app.wire.networks import MOST_DREAMT, DreamQuestion

MOST_WORK: Final = 10**12
"""Multiply-adds of one dream, there and back: a minute or so."""
LEAST_STEPS: Final = 8
KEPT_BYTES: Final = 64 * 2**20


class DreamLab:
    """Dreams about the networks of one showroom."""

    def __init__(self, room: Showroom, kept_bytes: int = KEPT_BYTES) -> None:
        self.room = room
        self._kept = KeptDreams(kept_bytes)

    def dream(self, name: str, layer: str, question: DreamQuestion, tick: Tick = lambda _: None) -> Answer:
        """The picture after so many steps, and what the number was and is that it was dreamt for."""
        graph = self.room.zoo.graph(name)
        wish = Wish(graph, layer, _index(graph, layer, question))
        most = most_steps(graph)
        if question.steps > most:
            raise QuestionError(f"A dream of {name} is at most {most} steps long here, it is that large.", "steps")
        self.room.require_edits(name, question.edit)
        card = self.room.zoo.card(name)
        dreamer = Dreamer(self.room.load(name, question.edit), preparation_of(card), wish)
        key = self.room.tag_of(name), question.edit, layer, wish.index
        dreams = [self._dreamt(key, dreamer, steps, tick) for steps in (0, question.steps)]
        pictures = [dreamer.picture(dream) for dream in dreams]
        scored = scores_of(graph, card)[0] if card.classes else layer
        (start, _), (value, scores) = (self._judged(dreamer, picture, scored) for picture in pictures)
        meta = {
            "network": name,
            "layer": layer,
            **({"channel": question.channel} if question.unit is None else {"unit": list(question.unit)}),
            "steps": question.steps,
            "most_steps": most,
            "climbed": wish.climbed,
            "start": start,
            "value": value,
            "box": dict(zip(("top", "left", "bottom", "right"), wish.box, strict=True)),
            "top": prediction_of(scores, card.classes)[1] if card.classes else None,
        }
        look = Look("clip", (0.0, 1.0), as_colour=len(pictures[1]) == 3)
        return Answer({"picture": pictures[1]}, meta, "picture", look)

    def _dreamt(self, key: Hashable, dreamer: Dreamer, steps: int, tick: Tick) -> Dream:
        dream = dreamer.to(steps, self._kept.nearest(key, steps), tick)
        self._kept.keep(key, dream)
        return dream

    def _judged(self, dreamer: Dreamer, picture: Tensor, scored: str) -> tuple[float, Tensor]:
        """The number that the unit itself has for a picture, and what the layer with the logits makes of it."""
        graph, wish = dreamer.network.graph, dreamer.wish
        with torch.inference_mode():
            values = dreamer.network.run(dreamer.prepared(picture)[None], {wish.layer, scored})
            as_maps(graph[wish.layer], values[wish.layer])  # refuses what is too large to be a number
            return float(wish.of(values[wish.layer])), values[scored].flatten()


class KeptDreams:
    """The dreams that were asked for last, at most so many bytes of them; several threads may ask at once."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._dreams: OrderedDict[tuple[Hashable, int], Dream] = OrderedDict()
        self._lock = Lock()
        self.bytes = 0

    def nearest(self, key: Hashable, steps: int) -> Dream | None:
        """The one that has come farthest towards so many steps, and not beyond."""
        with self._lock:
            kept = [done for done in range(steps, -1, -1) if (key, done) in self._dreams]
            if not kept:
                return None
            self._dreams.move_to_end((key, kept[0]))
            return self._dreams[key, kept[0]]

    def keep(self, key: Hashable, dream: Dream) -> None:
        with self._lock:
            if (key, dream.steps) in self._dreams or dream.bytes > self._most:
                return
            self._dreams[key, dream.steps] = dream
            self.bytes += dream.bytes
            while self.bytes > self._most:
                _, oldest = self._dreams.popitem(last=False)
                self.bytes -= oldest.bytes


def most_steps(graph: Graph) -> int:
    """How long a dream of this network may be."""
    macs = sum(macs_of(node, graph.input_shapes(node)) for node in graph.nodes.values())
    return max(LEAST_STEPS, min(MOST_DREAMT, MOST_WORK // max(1, 3 * COPIES * macs)))


def _index(graph: Graph, layer: str, question: DreamQuestion) -> tuple[Any, ...]:
    if question.unit is None:
        return (question.channel,)
    patch_of(graph[layer], question.unit)  # a whole map is asked for by its channel
    return question.unit
