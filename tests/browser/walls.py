"""What is true of any figure that has the wall: its words can be read from the back row, and it is seen whole."""

from playwright.sync_api import Locator

# Texts with digits that are smaller than the back row can read, and what leaves the screen.
TOO_SMALL = """
(figure) => [...figure.querySelectorAll('*')]
  .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && /[0-9]/.test(node.textContent)))
  .filter((one) => one.offsetParent && !one.closest('dialog, .visually-hidden, option, sub, summary'))
  .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 27.9)
  .map((one) => one.textContent.trim())
"""

# Texts that do not fit where they stand.
CUT_OFF = """
(figure) => [...figure.querySelectorAll('figcaption :is(strong, span)')]
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
  .map((one) => one.textContent.trim())
"""

_WHOLE = "(room) => room.scrollHeight <= room.clientHeight + 1 && room.scrollWidth <= room.clientWidth + 1"


def is_whole(figure: Locator) -> bool:
    """Nothing of it has to be scrolled to."""
    whole: bool = figure.locator(".room").first.evaluate(_WHOLE)
    return whole
