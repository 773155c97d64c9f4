"""Named kernels that find edges, curvature, lines and corners.

All are written as a network applies them (cross-correlation): a positive weight marks where the picture
should be bright.
"""

from app.engine.kernels.named import NamedKernel, weights

EDGES = (
    NamedKernel(
        "sobel-x",
        "Sobel, horizontal change",
        weights("1 0 -1; 2 0 -2; 1 0 -1"),
        "Finds vertical edges by taking right from left, smoothed along the edge: positive where the left is bright.",
        "edges",
        source="lecture L2",
    ),
    NamedKernel(
        "sobel-y",
        "Sobel, vertical change",
        weights("1 2 1; 0 0 0; -1 -2 -1"),
        "Finds horizontal edges by taking below from above, smoothed along the edge: positive where the top is bright.",
        "edges",
    ),
    NamedKernel(
        "sobel-left",
        "Left Sobel",
        weights("1 0 -1; 2 0 -2; 1 0 -1"),
        "Lights up edges whose bright side is on the left, because the left column counts for and the right against.",
        "edges",
        alias_of="sobel-x",
    ),
    NamedKernel(
        "sobel-right",
        "Right Sobel",
        weights("-1 0 1; -2 0 2; -1 0 1"),
        "Lights up edges whose bright side is on the right, because the right column counts for and the left against.",
        "edges",
    ),
    NamedKernel(
        "sobel-top",
        "Top Sobel",
        weights("1 2 1; 0 0 0; -1 -2 -1"),
        "Lights up edges whose bright side is on top, because the top row counts for and the bottom against.",
        "edges",
        alias_of="sobel-y",
    ),
    NamedKernel(
        "sobel-bottom",
        "Bottom Sobel",
        weights("-1 -2 -1; 0 0 0; 1 2 1"),
        "Lights up edges whose bright side is at the bottom, because the bottom row counts for and the top against.",
        "edges",
    ),
    NamedKernel(
        "prewitt-x",
        "Prewitt, horizontal change",
        weights("1 0 -1; 1 0 -1; 1 0 -1"),
        "Finds vertical edges: three rows vote alike on how much brighter the left is than the right.",
        "edges",
    ),
    NamedKernel(
        "prewitt-y",
        "Prewitt, vertical change",
        weights("1 1 1; 0 0 0; -1 -1 -1"),
        "Finds horizontal edges: three columns vote alike on how much brighter the top is than the bottom.",
        "edges",
    ),
    NamedKernel(
        "prewitt-right",
        "Right Prewitt",
        weights("-1 0 1; -1 0 1; -1 0 1"),
        "Lights up vertical edges whose bright side is on the right: prewitt-x with its sign turned.",
        "edges",
        source="lecture L5",
    ),
    NamedKernel(
        "scharr-x",
        "Scharr, horizontal change",
        weights("3 0 -3; 10 0 -10; 3 0 -3"),
        "Finds vertical edges as Sobel does, with weights chosen so that slanted edges answer almost as strongly.",
        "edges",
    ),
    NamedKernel(
        "scharr-y",
        "Scharr, vertical change",
        weights("3 10 3; 0 0 0; -3 -10 -3"),
        "Finds horizontal edges as Sobel does, with weights chosen so that slanted edges answer almost as strongly.",
        "edges",
    ),
    NamedKernel(
        "roberts-diagonal",
        "Roberts, main diagonal",
        weights("1 0; 0 -1"),
        "Finds edges across the main diagonal from only two pixels: top left less bottom right.",
        "edges",
    ),
    NamedKernel(
        "roberts-antidiagonal",
        "Roberts, other diagonal",
        weights("0 1; -1 0"),
        "Finds edges across the other diagonal from only two pixels: top right less bottom left.",
        "edges",
    ),
    NamedKernel(
        "outline",
        "Outline",
        weights("-1 -1 -1; -1 8 -1; -1 -1 -1"),
        "Draws outlines in every direction: eight times the middle less its neighbours is 0 wherever all are alike.",
        "edges",
    ),
)

CURVATURES = (
    NamedKernel(
        "laplacian-4",
        "Laplacian, 4 neighbours",
        weights("0 1 0; 1 -4 1; 0 1 0"),
        "Finds places darker than their four neighbours: the sum of the second differences along row and column.",
        "curvature",
    ),
    NamedKernel(
        "laplacian-8",
        "Laplacian, 8 neighbours",
        weights("1 1 1; 1 -8 1; 1 1 1"),
        "Finds places darker than their eight neighbours, because the second differences of both diagonals count too.",
        "curvature",
    ),
    NamedKernel(
        "log-5",
        "Laplacian of Gaussian 5×5",
        weights("0 0 1 0 0; 0 1 2 1 0; 1 2 -16 2 1; 0 1 2 1 0; 0 0 1 0 0"),
        "Finds dark spots and edges through noise, because it blurs a little before it takes second differences.",
        "curvature",
    ),
)

LINES = (
    NamedKernel(
        "line-0",
        "Line, horizontal",
        weights("-1 -1 -1; 2 2 2; -1 -1 -1"),
        "Finds bright horizontal lines one pixel thick, because a row must beat the rows above and below.",
        "lines",
    ),
    NamedKernel(
        "line-45",
        "Line, rising at 45°",
        weights("-1 -1 2; -1 2 -1; 2 -1 -1"),
        "Finds bright lines that rise to the right, because that diagonal must beat everything beside it.",
        "lines",
    ),
    NamedKernel(
        "line-90",
        "Line, vertical",
        weights("-1 2 -1; -1 2 -1; -1 2 -1"),
        "Finds bright vertical lines one pixel thick, because a column must beat the columns left and right.",
        "lines",
    ),
    NamedKernel(
        "line-135",
        "Line, falling at 45°",
        weights("2 -1 -1; -1 2 -1; -1 -1 2"),
        "Finds bright lines that fall to the right, because that diagonal must beat everything beside it.",
        "lines",
    ),
    NamedKernel(
        "corner",
        "Corner",
        weights("1 -2 1; -2 4 -2; 1 -2 1"),
        "Finds corners and dots, but no upright or level edge, because each of its rows and columns sums to 0.",
        "lines",
    ),
)
