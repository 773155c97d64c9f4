"""What every page shares: its frame (title, navigation, scripts) and the one way to render it."""

import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from app.pages.manifest import Entry, Manifest

THEMES = ("light", "dark", "projector")


@dataclass(frozen=True, slots=True)
class NavItem:
    title: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a template may use; a page's own context adds its fields. Nothing else reaches a template."""

    title: str
    description: str
    nav: tuple[NavItem, ...]
    theme: str | None
    origin: str
    first: Entry
    entry: Entry


def code_spans(text: str) -> Markup:
    """Prose with `code` between backticks, as OpenAPI's descriptions have it.

    >>> code_spans("rows by `;` & `<`")
    Markup('rows by <code>;</code> &amp; <code>&lt;</code>')
    """
    return Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 -- escaped before


class Pages:
    """Renders contexts into templates."""

    NAVIGATION = (
        NavItem("Home", "/"),
        NavItem("Kernels", "/kernels"),
        NavItem("Arithmetic", "/arithmetic"),
        NavItem("Pooling", "/pooling"),
        NavItem("Signals", "/signals"),
        NavItem("Network", "/network"),
        NavItem("Receptive field", "/receptive-field"),
        NavItem("API", "/docs"),
    )

    def __init__(self, templates: Path, manifest: Manifest) -> None:
        self.manifest = manifest
        self.environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters["code_spans"] = code_spans

    def frame(self, request: Request, page: str = "home") -> dict[str, Any]:
        """The fields that every context shares."""
        theme = request.query_params.get("theme")
        return {
            "nav": tuple(NavItem(n.title, n.href, n.href == request.url.path) for n in self.NAVIGATION),
            "theme": theme if theme in THEMES else None,
            "origin": f"{request.url.scheme}://{request.url.netloc}",
            "first": self.manifest.entry("theme"),
            "entry": self.manifest.entry(page),
        }

    def render(self, template: str, context: Context, status: int = 200) -> HTMLResponse:
        named = {field.name: getattr(context, field.name) for field in fields(context)}
        html = self.environment.get_template(template).render(named)
        return HTMLResponse(html, status, {"Cache-Control": "no-cache"})
