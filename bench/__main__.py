"""`python -m bench [NAME …]`: run the measurements, print them, keep them in bench/results/."""

import json
import platform
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import psutil
import torch

NAMES = ("routes", "roundtrip", "megapixels", "crowd", "uploads", "page", "networks", "network-page", "training")
RESULTS = Path(__file__).parent / "results"


def main(names: tuple[str, ...]) -> None:
    unknown = set(names) - set(NAMES)
    if unknown:
        sys.exit(f"No measurement is called {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}.")
    RESULTS.mkdir(exist_ok=True)
    for name in names:
        module = import_module(f"bench.{name.replace('-', '_')}")
        print(f"\n{name}: {(module.__doc__ or '').splitlines()[0]}", flush=True)
        result = {"machine": machine(), "result": rounded(module.main())}
        (RESULTS / f"{name}.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
        show(result["result"], indent=2)


def machine() -> dict[str, Any]:
    """What the figures were taken on; compare ratios, not milliseconds."""
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": psutil.cpu_count(),
        "load": psutil.getloadavg()[0],
        "python": platform.python_version(),
        "torch": torch.__version__,
        "device": torch.cuda.get_device_name() if torch.cuda.is_available() else "cpu",
    }


def rounded(value: Any) -> Any:  # noqa: ANN401 -- JSON-like
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(each) for each in value]
    return float(f"{value:.4g}") if isinstance(value, float) else value


def show(value: Any, indent: int) -> None:  # noqa: ANN401
    """Nested figures as an indented list."""
    for key, each in value.items():
        if isinstance(each, dict):
            print(f"{' ' * indent}{key}")
            show(each, indent + 2)
        else:
            print(f"{' ' * indent}{key:<28} {each}")


main(tuple(sys.argv[1:]) or NAMES)
