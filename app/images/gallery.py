"""All pictures under one roof: samples by name, uploads by content id, and the tensors made from them."""

import difflib
from dataclasses import dataclass
from typing import Final

from torch import Tensor

from app.images.cache import Cache
from app.images.channels import Channels, to_tensor
from app.images.decode import decode
from app.images.errors import UnknownImage
from app.images.fit import fit
from app.images.limits import Limits
from app.images.picture import Picture
from app.images.samples import SAMPLES, Sample
from app.images.store import Store, is_id

_SAMPLE_BYTES: Final = 32 << 20  # all samples together take 15 MB


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known about a picture. Uploads have no name, and their credit and licence are their owner's affair."""

    id: str
    name: str | None
    title: str
    account: str
    width: int
    height: int
    channels: int
    credit: str
    licence: str
    sample: bool


class Gallery:
    """Pictures by name or content id, and tensors of them: at most `cache_bytes` are kept, each made once."""

    def __init__(self, store: Store, limits: Limits, cache_bytes: int) -> None:
        self._store = store
        self.limits = limits
        self._tensors: Cache[Tensor] = Cache(cache_bytes, lambda tensor: tensor.nbytes)
        self._samples: Cache[Picture] = Cache(_SAMPLE_BYTES, lambda picture: picture.pixels.nbytes)
        self._samples_by_id: dict[str, Sample] = {}  # of those that were loaded so far

    @property
    def cached_bytes(self) -> int:
        return self._tensors.bytes

    def add(self, data: bytes) -> Entry:
        """Decode and keep an uploaded file. The same picture always gets the same entry."""
        picture = decode(data, self.limits)
        return _upload(self._store.add(picture), picture.pixels.shape)

    def samples(self) -> tuple[Entry, ...]:
        """Every sample, in the order in which they are shown."""
        return tuple(self._entry(sample) for sample in SAMPLES.values())

    def find(self, name_or_id: str) -> Entry:
        """What is known about a picture, without reading its pixels where it is an upload."""
        shape = self._store.shape(name_or_id)
        return self._entry(self._sample(name_or_id)) if shape is None else _upload(name_or_id, shape)

    def picture(self, name_or_id: str) -> Picture:
        """The whole picture, as it was decoded."""
        if self._store.shape(name_or_id) is not None:
            return self._store.open(name_or_id)
        return self._load(self._sample(name_or_id))

    def tensor(self, name_or_id: str, size: tuple[int, int] | None = None, channels: Channels = "gray") -> Tensor:
        """[C, H, W] in 0…1 at the working resolution. It is shared between callers: never write to it."""
        self._store.touch(name_or_id)  # a picture that is looked at is in use, wherever it is read from
        sample = self._samples_by_id.get(name_or_id)
        key = (sample.name if sample else name_or_id, size, channels)
        return self._tensors.get(key, lambda: to_tensor(fit(self.picture(name_or_id), size), channels))

    def _sample(self, name_or_id: str) -> Sample:
        if is_id(name_or_id) and name_or_id not in self._samples_by_id:
            for sample in SAMPLES.values():
                self._load(sample)
        found = SAMPLES.get(name_or_id) or self._samples_by_id.get(name_or_id)
        if found is None:
            raise _unknown(name_or_id)
        return found

    def _load(self, sample: Sample) -> Picture:
        picture = self._samples.get(sample.name, sample.load)
        self._samples_by_id[picture.id] = sample
        return picture

    def _entry(self, sample: Sample) -> Entry:
        picture = self._load(sample)
        return Entry(
            id=picture.id,
            name=sample.name,
            title=sample.title,
            account=sample.account,
            width=picture.width,
            height=picture.height,
            channels=picture.channels,
            credit=sample.credit,
            licence=sample.licence,
            sample=True,
        )


def _upload(content_id: str, shape: tuple[int, ...]) -> Entry:
    return Entry(
        id=content_id,
        name=None,
        title="Your picture",
        account="A picture that was uploaded.",
        width=shape[1],
        height=shape[0],
        channels=3 if len(shape) == 3 else 1,
        credit="Uploaded",
        licence="As its owner decides",
        sample=False,
    )


def _unknown(name_or_id: str) -> UnknownImage:
    if is_id(name_or_id):
        return UnknownImage("This upload is not here (any more). Please upload the picture again.", "image")
    close = difflib.get_close_matches(name_or_id, SAMPLES, n=1)
    hint = f"Did you mean “{close[0]}”?" if close else f"There are {', '.join(SAMPLES)}."
    return UnknownImage(f"There is no picture called “{name_or_id[:40]}”. {hint}", "image")
