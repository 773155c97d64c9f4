"""Named kernels that the lectures print, under the lectures' own names."""

from app.engine.kernels.named import NamedKernel, weights

LESSONS = (
    NamedKernel(
        "edge-8",
        "Edge filter of lecture 1",
        weights("-1 -1 -1; -1 8 -1; -1 -1 -1"),
        "Finds edges in every direction, because a pixel equal to its eight neighbours answers 0.",
        "lessons",
        source="lecture L1",
        alias_of="outline",
    ),
    NamedKernel(
        "ones-3",
        "Nine ones",
        weights("1 1 1; 1 1 1; 1 1 1"),
        "Adds up nine neighbours, so that the first sums can be done in the head.",
        "lessons",
        source="lecture L2",
    ),
    NamedKernel(
        "pair-1-2",
        "The pair 1, 2",
        weights("1 2"),
        "Adds to a number twice the next one: on a row it shows that networks do not flip the kernel.",
        "lessons",
        source="lecture L3",
    ),
    NamedKernel(
        "handmade-5",
        "Hand-made 5×5",
        weights("0 0 -1 0 0; 0 -1 -2 -1 0; -1 -2 16 -2 -1; 0 -1 -2 -1 0; 0 0 -1 0 0"),
        "Finds the edges of a handwritten digit: the middle must beat the ring, so flat ink and flat paper answer 0.",
        "lessons",
        source="lecture L3",
    ),
    NamedKernel(
        "vertical-edge",
        "Vertical edge",
        weights("1 0 -1; 1 0 -1; 1 0 -1"),
        "Finds vertical edges, because the left column counts for and the right column against.",
        "lessons",
        source="lecture L5",
        alias_of="prewitt-x",
    ),
    NamedKernel(
        "l5-first",
        "First kernel of lecture 5",
        weights("0 -1 0; -1 4 -1; 0 -1 0"),
        "Finds edges and bright dots: four times the middle less its four neighbours.",
        "lessons",
        source="lecture L5",
    ),
    NamedKernel(
        "l5-second",
        "Second kernel of lecture 5",
        weights("-2 -1 0; -1 1 1; 0 1 2"),
        "Embosses: what brightens towards the bottom right is raised.",
        "lessons",
        source="lecture L5",
        alias_of="emboss",
    ),
)
