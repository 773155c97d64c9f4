"""What Vite built: for a page's entry, the script, styles and fonts to name in its head."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ASSETS = "/assets/"


@dataclass(frozen=True, slots=True)
class Entry:
    """The addresses that one page loads; scripts that it imports are fetched early."""

    script: str
    styles: tuple[str, ...] = ()
    preload: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()


class Manifest:
    """Vite's manifest, read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = folder / ".vite" / "manifest.json"
        if not path.exists():
            raise FileNotFoundError(f"The front end is not built: {path} is missing. `make build` builds it.")
        self._chunks: dict[str, dict[str, Any]] = json.loads(path.read_text())

    def entry(self, page: str) -> Entry:
        """The entry `src/pages/PAGE/main.ts` with all that it pulls in."""
        key = f"src/pages/{page}/main.ts"
        reached = self._reached(key, [])
        chunks = [self._chunks[name] for name in reached]
        return Entry(
            script=ASSETS + self._chunks[key]["file"],
            styles=unique(ASSETS + file for chunk in chunks for file in chunk.get("css", ())),
            preload=unique(ASSETS + chunk["file"] for chunk in chunks[1:]),
            fonts=unique(
                ASSETS + file
                for chunk in chunks
                for file in chunk.get("assets", ())
                if file.endswith(".woff2") and "normal" in file
            ),
        )

    def _reached(self, name: str, found: list[str]) -> list[str]:
        if name not in found:
            found.append(name)
            for imported in self._chunks[name].get("imports", ()):
                self._reached(imported, found)
        return found


def unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
