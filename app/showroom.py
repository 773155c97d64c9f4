"""Where networks are shown pictures: what their layers made of one is kept while there is room.

So whoever goes from unit to unit pays for one run. Networks are shared between threads and only ever read: whoever
edits one gets a variant.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import prod
from typing import Final

import torch
from torch import Tensor

from app.images.cache import Cache
from app.images.channels import Channels
from app.images.fit import DEFAULT_SIDE
from app.images.gallery import Gallery
from app.nets.cards import Card, Preparation
from app.nets.edits import Edit, Rewritten, Silenced, edited, require
from app.nets.errors import ImpossibleNetwork
from app.nets.module import Network
from app.nets.preparation import Prepared, prepare
from app.nets.zoo import Zoo
from app.wire.edits import Edits, Silence
from app.wire.networks import PictureQuestion, PredictionQuestion
from app.wire.to_engine import grid_tensor

MOST_SIDE: Final = 2048
"""A larger photograph is averaged down to this before it is prepared."""
KEPT_BYTES: Final = 512 * 2**20
UNEDITED: Final = Edits()


@dataclass(frozen=True, slots=True)
class Showing:
    """A picture as a network was shown it, and what its layers made of it: [1, C, H, W] or [1, N] by name."""

    prepared: Prepared
    values: Mapping[str, Tensor]


class Showroom:
    """Shows the pictures of one gallery to the networks of one zoo, on one device."""

    def __init__(self, zoo: Zoo, gallery: Gallery, device: torch.device, kept_bytes: int = KEPT_BYTES) -> None:
        self.zoo = zoo
        self.gallery = gallery
        self.device = device
        self._most_kept = kept_bytes
        self._digests: dict[str, tuple[Card, str]] = {}
        self._showings: Cache[Showing] = Cache(kept_bytes, _bytes_of)

    @property
    def kept_bytes(self) -> int:
        """What the layers' values take that are kept for further questions."""
        return self._showings.bytes

    def tag_of(self, name: str) -> str:
        """What every answer about this network depends on: its card and the file of its weights."""
        card = self.zoo.card(name)
        known, digest = self._digests.get(name, (None, ""))
        if known is not card:
            digest = hashlib.sha256(card.model_dump_json().encode()).hexdigest()[:32]
            self._digests[name] = card, digest
        return f"{name} {digest} {self._weights_tag(name)}"

    def _weights_tag(self, name: str) -> str:
        if not self.zoo.has_weights(name):
            return "no weights"
        file = self.zoo.weights_path(name)
        return f"{file} {file.stat().st_mtime_ns} {file.stat().st_size}"

    def content_of(self, question: PictureQuestion) -> str:
        """What is shown, by its content."""
        return self.gallery.find(question.image).id if question.image else f"grid {question.grid}"

    def channels_of(self, name: str) -> Channels:
        """The planes of a picture that the network is shown."""
        return "gray" if self.zoo.card(name).architecture.input[0] == 1 else "rgb"

    def load(self, name: str, edits: Edits = UNEDITED) -> Network:
        """The network with its weights, edited as asked; nobody may change it."""
        network = self.zoo.load(name, self.device)
        return edited(network, changes_of(edits)) if edits.all else network

    def require_edits(self, name: str, edits: Edits) -> None:
        """Refuse beforehand what this network does not have."""
        require(self.zoo.graph(name), changes_of(edits))

    def show(self, name: str, question: PredictionQuestion, needed: Iterable[str]) -> Showing:
        """Show the picture that is asked about, unless that was done a moment ago."""
        graph = self.zoo.graph(name)
        self.require_edits(name, question.edit)
        self.zoo.weights_path(name)  # refused before any work
        everything = 4 * sum(prod(node.shape) for node in graph.nodes.values())
        keep = tuple(graph.nodes) if everything <= self._most_kept else tuple(needed)
        key = (self.tag_of(name), self.content_of(question), question.edit, keep)

        def make() -> Showing:
            image, height, width = self._picture(question, name)
            return self.run(name, image, keep, (height, width), question.edit)

        return self._showings.get(key, make)

    def prepared(self, name: str, question: PictureQuestion) -> Prepared:
        """The picture as the network takes it; no weights are needed for that."""
        card = self.zoo.card(name)
        image, _, _ = self._picture(question, name)
        return prepare(image, preparation_of(card), card.architecture.input)

    def _picture(self, question: PictureQuestion, name: str) -> tuple[Tensor, int, int]:
        """The picture [C, H, W] in 0 … 1 at a working size, and the rows and columns of the original."""
        if question.grid is not None:
            image = grid_tensor(question.grid)
            return image, image.shape[1], image.shape[2]
        entry = self.gallery.find(str(question.image))
        longer = min(max(entry.height, entry.width), MOST_SIDE)
        fine = preparation_of(self.zoo.card(name)).kind == "photograph" and longer > DEFAULT_SIDE
        size = (longer, longer) if fine else None
        image = self.gallery.tensor(entry.id, size, self.channels_of(name))
        return image, entry.height, entry.width

    def run(
        self,
        name: str,
        image: Tensor,
        keep: Iterable[str],
        original: tuple[int, int] | None = None,
        edits: Edits = UNEDITED,
    ) -> Showing:
        """Show an image [C, H, W]; `original` is the size of the picture that it was made from. Nothing is kept."""
        card, network = self.zoo.card(name), self.load(name, edits)
        prepared = prepare(image.to(self.device), preparation_of(card), card.architecture.input)
        if original:
            prepared = replace(prepared, placement=prepared.placement.of_larger(*original))
        with torch.inference_mode():
            return Showing(prepared, network.run(prepared.tensor, tuple(keep)))


def preparation_of(card: Card) -> Preparation:
    if card.preparation is None:
        raise ImpossibleNetwork(f"The card of {card.name} does not say how a picture is prepared for it.")
    return card.preparation


def changes_of(edits: Edits) -> list[Edit]:
    return [
        Silenced(edit.layer, edit.channel)
        if isinstance(edit, Silence)
        else Rewritten(
            edit.layer, edit.filter, edit.channel, tuple(tuple(one.value for one in row) for row in edit.kernel)
        )
        for edit in edits.all
    ]


def _bytes_of(showing: Showing) -> int:
    """Bytes of the tensors together; a view, such as what flattening makes, takes none of its own."""
    storages = {tensor.untyped_storage().data_ptr(): tensor.untyped_storage() for tensor in showing.values.values()}
    return sum(storage.nbytes() for storage in storages.values())
