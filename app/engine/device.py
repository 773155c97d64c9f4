"""Where the tensors live: one choice, exact float32 there, and memory that is kept for the next answer."""

import ctypes
import platform

import torch

from app.engine.errors import InvalidParameter

NAMES = ("auto", "cpu", "cuda", "mps")
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # as in <malloc.h>


def choose_device(preference: str | None = None) -> torch.device:
    """The device of that name; `auto` takes a CUDA card, else Apple's GPU, else the processor.

    Sums stay float32 on it: TF32, which keeps 10 bits of 23, is switched off.

    >>> choose_device("cpu")
    device(type='cpu')
    """
    device = torch.device(_best()) if preference in (None, "auto") else _named(str(preference))
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    keep_freed_memory()
    return device


def keep_freed_memory() -> None:
    """Tells glibc to keep up to 128 MB of what is freed, in blocks below 32 MB, instead of giving it back at once.

    Otherwise every answer asks for new pages, which is two thirds of the time of a 3 × 3 convolution of 512².
    """
    if platform.libc_ver()[0] == "glibc":
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(M_MMAP_THRESHOLD, 32 * 2**20)
        mallopt(M_TRIM_THRESHOLD, 128 * 2**20)


def _best() -> str:
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _named(name: str) -> torch.device:
    kind, colon, number = name.partition(":")
    if kind not in NAMES[1:] or (colon and not (kind == "cuda" and number.isascii() and number.isdigit())):
        raise InvalidParameter(
            f"A device is {', '.join(NAMES)} or a numbered card such as cuda:1, not {name!r}.", "device"
        )
    if kind == "cuda" and not torch.cuda.is_available():
        raise InvalidParameter("This machine has no CUDA card that torch can use.", "device")
    if kind == "mps" and not torch.backends.mps.is_available():
        raise InvalidParameter("This machine has no Apple GPU that torch can use.", "device")
    if number and int(number) >= torch.cuda.device_count():
        raise InvalidParameter(
            f"There is no {name}: the cards here end with {torch.cuda.device_count() - 1}.", "device"
        )
    return torch.device(name)
