"""CNN Explainer's fault 13, the part about a unit's evidence: no saliency, no feature visualisation. Here are both."""

import numpy as np
from playwright.sync_api import Page, expect
from safetensors.numpy import load

from tests.browser.network_page import dreams_of, grown, opened, read
from tests.browser.test_network_dream import climbed, pixels
from tests.conftest import Server

QUERY = "network=lenet5&image=three"


def test_13_how_much_each_pixel_weighs_for_a_class_is_measured_and_shown_on_the_picture(
    page: Page, server: Server
) -> None:
    opened(page, server, f"{QUERY}&layer=linear3&unit=3")
    page.get_by_role("button", name="Measure what it really depends on").click()
    expect(page.get_by_text("Measured here, by gradient")).to_be_visible()
    answer = server.client.get(f"/api/networks/lenet5/layers/linear3/footprint?{QUERY.split('&')[1]}&unit=3")
    measured = load(answer.content)["footprint"][0]
    shown = pixels(page.locator("#layer"), "Measured footprint")
    assert shown.shape[:2] == measured.shape
    brightness = shown[..., :3].sum(-1)  # viridis grows lighter all the way
    assert brightness[np.unravel_index(measured.argmax(), measured.shape)] == brightness.max()
    assert np.corrcoef(brightness.ravel(), measured.ravel())[0, 1] > 0.9


def test_13_what_a_class_would_like_to_see_is_grown_from_grey_and_beats_the_picture_shown(
    page: Page, server: Server
) -> None:
    ends = grown(dreams_of(opened(page, server, f"{QUERY}&view=classes=3"), "What it takes for a class"))
    before, after = climbed(ends)
    real = read(ends.get_by_text("for the picture shown").inner_text().split(" for ")[0])
    assert before < real < after
    expect(ends).to_contain_text("It calls this: 3")
    expect(ends).to_contain_text("No picture that it has seen: what its numbers add up to")
    assert np.ptp(pixels(ends, "What 3 would like to see, after 64 steps")[..., 0]) > 200


def test_13_what_a_map_would_like_to_see_is_grown_too(page: Page, server: Server) -> None:
    dreams = dreams_of(opened(page, server, f"{QUERY}&layer=conv2&view=dream=2"), "What it would like to see")
    before, after = climbed(grown(dreams))
    assert after > before
    assert after > 0
