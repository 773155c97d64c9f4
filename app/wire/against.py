"""`against=image:seven`: what a network at work is compared with. Twin of `static/src/state/network/against.ts`."""

import re
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from app.wire.questions import text_field
from app.wire.values import shortened

AGAINST: Final = re.compile(r"(image|network):([a-z0-9][a-z0-9_-]{0,63})|(trained)")


@dataclass(frozen=True, slots=True)
class Against:
    """Another picture before the same network, another network before the same picture, or the network as trained."""

    kind: Literal["image", "network", "trained"]
    name: str = ""


def read_against(text: str) -> Against:
    """
    >>> read_against("image:seven"), read_against("trained")
    (Against(kind='image', name='seven'), Against(kind='trained', name=''))
    """
    match AGAINST.fullmatch(text):
        case None:
            raise ValueError(
                f"{shortened(text)} is nothing to compare with; write against=image:seven or against=network:lenet5."
            )
        case found if found[3]:
            return Against("trained")
        case found:
            return Against("image" if found[1] == "image" else "network", found[2])


def write_against(against: Against) -> str:
    """
    >>> write_against(Against("network", "lenet5"))
    'network:lenet5'
    """
    return f"{against.kind}:{against.name}" if against.name else against.kind


AgainstField = Annotated[Against, *text_field(read_against, write_against, pattern=f"^({AGAINST.pattern})$")]
