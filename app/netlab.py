"""The lab of networks: says what is asked about them and about what they make of a picture. No HTTP, no bytes."""

from collections.abc import Mapping
from dataclasses import replace
from math import prod
from typing import Any

import torch
from torch import Tensor

from app.nets.analysis import analyse, parameters_of
from app.nets.description import read_architecture
from app.nets.errors import MissingWeights
from app.nets.fields import field_of
from app.nets.footprint import footprint
from app.nets.graph import INPUT, Graph, graph_of
from app.nets.patches import Box
from app.nets.placement import Placement
from app.nets.preparation import Prepared
from app.nets.sights import summaries
from app.nets.telling import as_maps, dead_among, filters_as_picture, prediction_of, ranges_of, scores_of, tensors_of
from app.nets.unit import needed_for, unit_of
from app.showroom import Showing, Showroom, preparation_of
from app.wire.answers import Answer, Meta
from app.wire.display import Look
from app.wire.edits import Edits
from app.wire.errors import QuestionError
from app.wire.networks import (
    LiveNetworkQuestion,
    MapsQuestion,
    PredictionQuestion,
    UnitQuestion,
    WeightsQuestion,
    WholeQuestion,
)
from app.wire.questions import Display


class NetLab:
    """Answers questions about the networks of one showroom; an answer has at most `most_values` numbers."""

    def __init__(self, room: Showroom, most_values: int) -> None:
        self.room = room
        self.zoo = room.zoo
        self.most_values = most_values

    def require(self, name: str, layer: str | None, layers: tuple[str, ...], edits: Edits) -> None:
        """Refuse beforehand what could not be answered about any picture."""
        self.room.require_edits(name, edits)
        self.zoo.weights_path(name)
        preparation_of(self.zoo.card(name))
        if layer is None:
            scores_of(self.zoo.graph(name), self.zoo.card(name))
            self._require_layers(name, layers)
        else:
            self._require_layer(name, layer)

    def cards(self) -> Meta:
        """Every network in a few words, and which cards cannot be read."""
        faults = self.zoo.faults()
        sound = [name for name in self.zoo.names() if name not in faults]
        return {
            "networks": [self._in_short(name) for name in sound],
            "broken": [{"name": name, "detail": fault} for name, fault in faults.items()],
        }

    def tag(self) -> str:
        """What the list of all networks depends on."""
        faults = self.zoo.faults()
        return " ".join(faults.get(name) or self.room.tag_of(name) for name in self.zoo.names())

    def describe(self, name: str) -> Meta:
        """One network in full: its card, and what its structure says without any weights."""
        card = self.zoo.card(name)
        told = card.model_dump(mode="json", exclude={"name"})
        return {"name": name, **self._availability(name), **told, **analyse(self.zoo.graph(name))}

    def prediction(self, name: str, question: PredictionQuestion) -> Answer:
        """What the network says that the picture shows."""
        scores, _ = scores_of(self.zoo.graph(name), self.zoo.card(name))
        return self._predicted(name, self.room.show(name, question, (scores,)))

    def prediction_about(self, name: str, image: Tensor, edits: Edits) -> Answer:
        """The same for a picture that is at hand, such as a camera's frame; nothing of it is kept."""
        scores, _ = scores_of(self.zoo.graph(name), self.zoo.card(name))
        return self._predicted(name, self.room.run(name, image, (scores,), edits=edits))

    def maps(self, name: str, layer: str, question: MapsQuestion, *, to_look_at: bool = False) -> Answer:
        """All maps of a layer; `to_look_at` shows of the input the picture itself."""
        self._require_layer(name, layer)
        showing = self.room.show(name, question, (layer,))
        return self._mapped(name, layer, showing, question, to_look_at)

    def maps_about(self, name: str, layer: str, image: Tensor, question: LiveNetworkQuestion) -> Answer:
        """The same for a picture that is at hand."""
        self._require_layer(name, layer)
        showing = self.room.run(name, image, (layer,), edits=question.edit)
        return self._mapped(name, layer, showing, question, to_look_at=False)

    def whole_about(self, name: str, layers: tuple[str, ...], image: Tensor, question: LiveNetworkQuestion) -> Answer:
        """The prediction and the maps of these layers, of one look at a picture that is at hand."""
        scores, _ = scores_of(self.zoo.graph(name), self.zoo.card(name))
        showing = self.room.run(name, image, {scores, *layers}, edits=question.edit)
        return self._whole(name, layers, showing, question)

    def whole(self, name: str, question: WholeQuestion) -> Answer:
        """The same of a picture that is here: one answer for a screen that shows them all."""
        self._require_layers(name, question.layers)
        scores, _ = scores_of(self.zoo.graph(name), self.zoo.card(name))
        showing = self.room.show(name, question, {scores, *question.layers})
        return self._whole(name, question.layers, showing, question)

    def _whole(
        self, name: str, layers: tuple[str, ...], showing: Showing, question: WholeQuestion | LiveNetworkQuestion
    ) -> Answer:
        said = self._predicted(name, showing)
        mapped = {layer: self._mapped(name, layer, showing, question, to_look_at=False) for layer in layers}
        tensors = {f"{what}.{layer}": one.tensors[what] for layer, one in mapped.items() for what in ("maps", "mean")}
        told = {
            layer: {about: one.meta[about] for about in ("ranges", "dead", "silenced")} for layer, one in mapped.items()
        }
        maps = tuple(f"maps.{layer}" for layer in layers)
        return Answer({**said.tensors, **tensors}, {**said.meta, "layers": told}, said.main, said.look, maps)

    def unit(self, name: str, layer: str, question: UnitQuestion) -> Meta:
        """One unit's whole arithmetic, and where in the picture it looks."""
        graph = self.zoo.graph(name)
        field = self._field(graph, layer, question.unit)  # refuses a unit that is not there, weights or no weights
        showing = self.room.show(name, question, needed_for(graph, layer))
        unit = unit_of(self.room.load(name, question.edit), showing.values, layer, question.unit)
        if layer == INPUT:
            unit["formula"], unit["numbers"] = "(pixel − mean) / deviation", self._pixel(name, showing, question.unit)
        return {
            "network": name,
            **unit,
            "receptive_field": {**field, "image_box": _seen_box(showing.prepared.placement, field["box"])},
        }

    def footprint(self, name: str, layer: str, question: UnitQuestion) -> Answer:
        """The measured receptive field of a unit: how much each pixel of the input weighs for it, here."""
        graph = self.zoo.graph(name)
        field = self._field(graph, layer, question.unit)
        network = self.room.load(name, question.edit)
        showing = self.room.show(name, question, (layer,))
        seen = footprint(network, showing.prepared.tensor, layer, question.unit)
        meta = {
            "network": name,
            "layer": layer,
            "unit": list(question.unit),
            "value": seen.value,
            "inside": seen.inside,
            "half": seen.half,
            "most": seen.most,
            "range": [0.0, float(seen.gradient.max())],
            "receptive_field": {**field, "image_box": _seen_box(showing.prepared.placement, field["box"])},
            "input_image_box": _whole_image_box(showing.prepared),
        }
        return Answer({"footprint": seen.gradient[None]}, meta, "footprint", _look(seen.gradient, "auto"))

    def weights(self, name: str, layer: str, question: WeightsQuestion, *, to_look_at: bool = False) -> Answer:
        """What a layer has learned; `to_look_at` lays its filters out beside each other."""
        self._require_layer(name, layer)
        tensors = tensors_of(self.room.load(name), layer)
        count = sum(tensor.numel() for tensor in tensors.values())
        if count > self.most_values:
            raise QuestionError(f"These are {count:,} weights; {self.most_values:,} are the most here.", "layer")
        main, first = next(iter(tensors.items()))
        meta = {
            "network": name,
            "layer": layer,
            "type": self.zoo.graph(name)[layer].type,
            "shapes": {ours: list(tensor.shape) for ours, tensor in tensors.items()},
            "range": [float(end) for end in torch.aminmax(first)],
        }
        if not to_look_at:
            return Answer(tensors, meta, main, Look())
        picture, together = filters_as_picture(first)
        automatic: Display = "min-max" if together else "signed"
        shown = automatic if question.values == "auto" else question.values
        return Answer({"picture": picture}, meta, "picture", replace(_look(picture, shown), as_colour=together))

    def receptive_fields(self, description: bytes) -> Meta:
        """The structure of any network that somebody describes."""
        return analyse(graph_of(read_architecture(description)))

    def _in_short(self, name: str) -> Meta:
        card, graph = self.zoo.card(name), self.zoo.graph(name)
        return {
            "name": name,
            "title": card.title,
            "summary": card.summary,
            **self._availability(name),
            "input": list(card.architecture.input),
            "layers": len(graph.nodes) - 1,
            "parameters": sum(parameters_of(node, graph.input_shapes(node)) for node in graph.nodes.values()),
            "classes": len(card.classes),
            "prepares": card.preparation.kind if card.preparation else None,
            "data": card.data.name if card.data else None,
            "accuracy": card.accuracy.value if card.accuracy else None,
            "url": f"/api/networks/{name}",
        }

    def _availability(self, name: str) -> dict[str, Any]:
        """Whether it can be asked, and what is to be done where it cannot."""
        try:
            self.zoo.weights_path(name)
        except MissingWeights as missing:
            return {"available": False, "missing": missing.message}
        return {"available": True, "missing": None}

    def _require_layer(self, name: str, layer: str) -> None:
        count = prod(self.zoo.graph(name)[layer].shape)
        if count > self.most_values:
            raise QuestionError(f"This layer makes {count:,} values; {self.most_values:,} are the most here.", "layer")

    def _require_layers(self, name: str, layers: tuple[str, ...]) -> None:
        count = sum(prod(self.zoo.graph(name)[layer].shape) for layer in layers)
        if count > self.most_values:
            raise QuestionError(f"These are {count:,} values; {self.most_values:,} are the most here.", "layers")

    def _field(self, graph: Graph, layer: str, unit: tuple[int, ...]) -> dict[str, Any]:
        seen = field_of(graph, layer, unit)
        sight = summaries(graph)[layer]
        return {
            "size": list(sight.size),
            "jump": list(sight.jump),
            "start": list(sight.start),
            "box": _box(seen.box),
            "unclipped_box": _box(seen.unclipped_box),
            "padding_share": seen.padding_share,
        }

    def _pixel(self, name: str, showing: Showing, unit: tuple[int, ...]) -> dict[str, Any]:
        preparation = preparation_of(self.zoo.card(name))
        channel = unit[0]
        return {
            "pixel": float(showing.prepared.picture[unit]),
            "mean": preparation.mean[channel],
            "deviation": preparation.deviation[channel],
        }

    def _predicted(self, name: str, showing: Showing) -> Answer:
        card, graph = self.zoo.card(name), self.zoo.graph(name)
        scores, _ = scores_of(graph, card)
        logits = as_maps(graph[scores], showing.values[scores]).flatten()
        probabilities, top = prediction_of(logits, card.classes)
        classes = list(card.classes) or [str(index) for index in range(len(logits))]
        meta = {"network": name, "classes": classes, "top": top, **_seen(showing.prepared)}
        return Answer({"logits": logits, "probabilities": probabilities}, meta, "probabilities", Look())

    def _mapped(
        self, name: str, layer: str, showing: Showing, question: MapsQuestion | LiveNetworkQuestion, to_look_at: bool
    ) -> Answer:
        node, shown = self.zoo.graph(name)[layer], question.values
        maps = as_maps(node, showing.values[layer])
        ranges, silenced = ranges_of(maps), question.edit.silenced(layer)
        meta = {
            "network": name,
            "layer": layer,
            "type": node.type,
            "shape": list(node.shape),
            "ranges": ranges,
            "dead": [channel for channel in dead_among(ranges) if channel not in silenced],
            "silenced": silenced,
            **_seen(showing.prepared),
        }
        if to_look_at and layer == INPUT and shown == "auto" and not silenced:
            look = Look("clip", (0.0, 1.0), as_colour=len(maps) == 3)
            return Answer({"picture": showing.prepared.picture}, meta, "picture", look)
        return Answer({"maps": maps, "mean": maps.mean(0)}, meta, "maps", _look(maps, shown))


def _look(values: Tensor, shown: Display) -> Look:
    """White for 0 where there are signs; else black for 0 and white for the largest."""
    if shown == "auto":
        shown = "signed" if bool((values < 0).any()) else "clip"
    return Look(shown, (0.0, max(float(values.max()), 0.0) or 1.0))


def _seen(prepared: Prepared) -> dict[str, Any]:
    """Which part of the picture the whole input stands for."""
    return {"input_image_box": _whole_image_box(prepared), "empty": prepared.empty}


def _whole_image_box(prepared: Prepared) -> dict[str, float] | None:
    height, width = prepared.picture.shape[1:]
    return _told(prepared.placement.image_box(0, 0, height, width))


def _seen_box(placement: Placement, box: Mapping[str, int] | None) -> dict[str, float] | None:
    return _told(placement.seen_box(box["top"], box["left"], box["bottom"], box["right"])) if box else None


def _told(box: tuple[float, float, float, float]) -> dict[str, float] | None:
    top, left, bottom, right = box
    if top >= bottom or left >= right:  # it looks at the margin alone that the preparation has put around a drawing
        return None
    return {"top": top, "left": left, "bottom": bottom, "right": right}


def _box(box: Box | None) -> dict[str, int] | None:
    return dict(zip(("top", "left", "bottom", "right"), box, strict=True)) if box else None
