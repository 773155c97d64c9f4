"""How well a network does on examples it has not learned from."""

from dataclasses import dataclass

import torch
from torch import Tensor

from app.nets.cards import Preparation
from app.nets.module import Network
from app.nets.training.readers import Examples


@dataclass(frozen=True, slots=True)
class Measured:
    accuracy: float
    confusion: tuple[tuple[int, ...], ...]


def normalised(images: Tensor, preparation: Preparation) -> Tensor:
    """(value - mean) / deviation for images u8 [B, C, H, W], channel by channel."""
    mean, deviation = (
        torch.tensor(numbers)[:, None, None].to(images.device) for numbers in (preparation.mean, preparation.deviation)
    )
    return (images.float() / 255 - mean) / deviation


def measure(network: Network, preparation: Preparation, examples: Examples, batch: int = 500) -> Measured:
    """Classify all of them: rows of the confusion are the truth, columns the answers."""
    classes = network.graph.output.shape[0]
    device = next(network.parameters()).device
    pairs = torch.zeros(classes * classes, dtype=torch.int64)
    was_training = network.training
    network.eval()
    with torch.inference_mode():
        for start in range(0, len(examples), batch):
            images = torch.from_numpy(examples.images[start : start + batch]).to(device)
            answers = network(normalised(images, preparation)).argmax(1).cpu()
            truth = torch.from_numpy(examples.labels[start : start + batch])
            pairs += torch.bincount(truth * classes + answers, minlength=classes * classes)
    network.train(was_training)
    table = pairs.view(classes, classes)
    right = int(table.diagonal().sum())
    return Measured(right / len(examples), tuple(tuple(row) for row in table.tolist()))
