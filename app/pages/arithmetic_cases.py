"""Arithmetic that is taught, each case a link: the figures of conv_arithmetic, and five lectures in their order."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice, permutations


@dataclass(frozen=True, slots=True)
class Case:
    title: str
    note: str
    query: str
    fragment: str = ""
    """The part of the page that the case is about."""


@dataclass(frozen=True, slots=True)
class CaseGroup:
    title: str
    cases: tuple[Case, ...]


def cells(height: int, width: int, of: Callable[[int, int], int]) -> str:
    """A plane in the grammar's words.

    >>> cells(2, 3, lambda row, column: 10 * row + column)
    '0,1,2;10,11,12'
    """
    return ";".join(",".join(str(of(row, column)) for column in range(width)) for row in range(height))


def mixed(height: int, width: int) -> str:
    """Numbers from 0 to 3 without an order that could be mistaken for one of the case's.

    >>> mixed(2, 4)
    '0,2,0,2;3,2,1,0'
    """
    return cells(height, width, lambda row, column: ((row + 2) * column - row) % 4)


def sides(height: int, width: int | None = None) -> str:
    return f"grid={mixed(height, width or height)}"


THREE = "kernel=0,1,2;2,1,0;1,1,1"
FOUR = "kernel=0,1,2,0;2,1,0,2;1,1,1,1;0,1,2,0"
FIGURES = "grid=3,3,2,1,0;0,0,1,3,1;3,1,2,2,3;2,0,0,2,2;2,0,0,0,1&kernel=0,1,2;2,2,0;0,1,2"

CONV_ARITHMETIC = (
    Case("No padding, unit strides", "The kernel stays inside: the output is smaller.", f"{sides(4)}&{THREE}"),
    Case("Arbitrary padding, unit strides", "Two rings around, and it grows.", f"{sides(5)}&{FOUR}&padding=2"),
    Case("Half padding (same)", "Half a kernel on each side keeps the size.", f"{sides(5)}&{THREE}&padding=1"),
    Case("Full padding", "Every place where kernel and input meet at all.", f"{sides(5)}&{THREE}&padding=2"),
    Case("No padding, strides", "Every second place, in both directions.", f"{sides(5)}&{THREE}&stride=2"),
    Case("Padding, strides", "One ring, every second place.", f"{sides(5)}&{THREE}&stride=2&padding=1"),
    Case(
        "Padding, strides (odd)",
        "The last row and column are never reached: the floor in the formula.",
        f"{sides(6)}&{THREE}&stride=2&padding=1",
    ),
    Case("Dilation", "Gaps between the weights: 3 × 3 sees 5 × 5.", f"{sides(7)}&{THREE}&dilation=2"),
    Case(
        "No padding, unit strides, transposed",
        "Each cell stamps the kernel; the stamps overlap.",
        f"{sides(2)}&{THREE}&transposed=1",
    ),
    Case(
        "Arbitrary padding, unit strides, transposed",
        "Padding cuts the edge of the output away.",
        f"{sides(6)}&{FOUR}&padding=2&transposed=1",
    ),
    Case(
        "Half padding, transposed",
        "What keeps the size keeps it back as well.",
        f"{sides(5)}&{THREE}&padding=1&transposed=1",
    ),
    Case("Full padding, transposed", "Back to the smaller input.", f"{sides(7)}&{THREE}&padding=2&transposed=1"),
    Case("No padding, strides, transposed", "Stamps two cells apart.", f"{sides(2)}&{THREE}&stride=2&transposed=1"),
    Case(
        "Padding, strides, transposed",
        "Stamps two cells apart, one ring cut away.",
        f"{sides(3)}&{THREE}&stride=2&padding=1&transposed=1",
    ),
    Case(
        "Padding, strides, transposed (odd)",
        "One row and column more, which the stride had lost: output padding.",
        f"{sides(3)}&{THREE}&stride=2&padding=1&output_padding=1&transposed=1",
    ),
    Case("Numerical: no padding, unit strides", "Their figure in numbers: 12, 12, 17 …", FIGURES),
    Case("Numerical: padding, strides", "Their figure in numbers: 6, 17, 3 …", f"{FIGURES}&stride=2&padding=1"),
)

SQUARE = "grid=0,0,0,0,0,0;0,1,1,1,1,0;0,1,1,1,1,0;0,1,1,1,1,0;0,1,1,1,1,0;0,0,0,0,0,0"
SHAPE = f"grid={cells(7, 8, lambda row, column: {(1, 1): 2, (1, 2): 1, (2, 1): 3}.get((row, column), 0))}"
MOVED = f"grid={cells(7, 8, lambda row, column: {(2, 3): 2, (2, 4): 1, (3, 3): 3}.get((row, column), 0))}"
FOUR_SUMS = "grid=1,2;3,4&kernel=1,2,3;4,5,6;7,8,9&padding=1"
CUBE = (
    "grid=1,0,2,1;0,1,1,0;2,1,0,1;1,0,1,2|0,1,0,2;1,2,1,0;0,1,3,1;2,0,1,0|1,1,0,0;0,2,1,1;1,0,1,2;0,1,0,1"
    "&kernel=1,0,-1;1,0,-1;1,0,-1|0,1,0;1,-4,1;0,1,0|1,1,1;0,0,0;-1,-1,-1"
)

LECTURE_1 = (
    Case("The edge filter on a bright square", "Nothing inside, something at the rim.", f"{SQUARE}&kernel=edge-8"),
    Case("The same sums in numbers", "A 2 × 2 image, padded by one.", FOUR_SUMS),
    Case("The same sums in letters", "w, x, y, z under a … i, in their order.", f"{FOUR_SUMS}&view=cells=abc"),
    Case("The same sums, kernel turned by 180°", "The true convolution: other numbers.", f"{FOUR_SUMS}&flip=1"),
    Case(
        "Two filters make two maps",
        "Sobel across and down, one map for each.",
        "grid=0,0,1,3,3;2,2,3,5,5;2,2,3,5,5;4,4,5,7,7&kernel=sobel-x||sobel-y",
    ),
    Case("A cube slides in a cube", "Three channels, one filter as deep, one map.", CUBE),
    Case(
        "Zero padding keeps height and width",
        "Nine ones add up nine neighbours; less at the edge.",
        f"grid={cells(4, 5, lambda row, column: 5 * row + column + 1)}&kernel=ones-3&padding=same",
    ),
    Case(
        "A layer: weigh, add a bias, activate",
        "g(W ∗ h + b), every step in numbers.",
        "grid=8,5,1,3;8,6,3,3;8,7,2,3;8,5,1,3&kernel=sobel-x&bias=-10&activation=relu",
    ),
    Case("A shape at its place", "See where the response lies …", f"{SHAPE}&kernel=emboss&padding=same"),
    Case(
        "A shape moved by 1 down and 2 right",
        "… and that it moves along: equivariance.",
        f"{MOVED}&kernel=emboss&padding=same",
    ),
    Case(
        "MNIST, first convolution",
        "Padded by one: 28 × 28 stay, for a pooling to halve.",
        f"{sides(28)}&{THREE}&padding=1",
    ),
    Case("MNIST, second convolution", "Padded by one: 14 × 14 stay.", f"{sides(14)}&{THREE}&padding=1"),
    Case("As one matrix product", "im2col: every window a column.", f"{sides(4)}&{THREE}", "unrolled"),
)

STEP = f"grid={cells(5, 6, lambda _, column: 9 if column < 3 else 0)}"
SEVENS = (
    "grid=1,6,2,8,1,2,7;1,6,2,8,1,2,5;0,5,8,1,5,7,1;1,7,1,3,5,8,0;5,2,4,4,5,8,4;8,2,3,7,3,8,2;1,2,3,6,5,9,6"
    "&kernel=ones-3"
)
TWO_CHANNELS = "grid=1,2,0;0,1,3;2,1,1|0,1,1;2,0,1;1,3,0"

LECTURE_2 = (
    Case("Sobel on a step", "Large where brightness falls, else nothing.", f"{STEP}&kernel=sobel-x"),
    Case("Sobel on a step, truly convolved", "Turned by 180°, the sign turns too.", f"{STEP}&kernel=sobel-x&flip=1"),
    Case("Nine ones over the 7×7 grid", "The first row: 31, 46, 36 …", SEVENS),
    Case("The 7×7 grid, zero padded", "14 in the corner, 31 in the second row.", f"{SEVENS}&padding=same"),
    Case("The 7×7 grid, stride 2", "31, 36: every second place.", f"{SEVENS}&stride=2"),
    Case("A stride in place of a pooling", "Seven become four.", f"{SEVENS}&stride=2&padding=same"),
    Case("A dilated kernel sees farther", "Nine weights over 5 × 5 cells.", f"{SEVENS}&dilation=2"),
    Case("LeNet, first convolution", "28 + 2·2 − 5 + 1 = 28.", f"{sides(28)}&kernel={mixed(5, 5)}&padding=2"),
    Case("LeNet, second convolution", "14 − 5 + 1 = 10.", f"{sides(14)}&kernel={mixed(5, 5)}"),
    Case("Width 3 over five units", "Three weights for all five.", "grid=1,2,3,4,5&kernel=1,-2,1&padding=same"),
    Case(
        "Many channels, many filters",
        "Two channels in, three maps out.",
        f"{TWO_CHANNELS}&kernel=1,0;0,1|1,1;-1,-1||0,1;1,0|2,0;0,-2||1,1;1,1|0,0;0,1",
    ),
    Case(
        "Two groups",
        "Each filter sees its own channels.",
        f"{TWO_CHANNELS}&kernel=1,0;0,1||1,1;-1,-1&groups=2",
    ),
    Case(
        "A transposed convolution grows the map",
        "Kernel 2, stride 2: stamps side by side.",
        "grid=1,2;3,4&kernel=1,2;3,4&stride=2&transposed=1",
    ),
)

ROW = "grid=1,2,3,4,5,6&kernel=1,2"
LETTERS = "grid=1,2,3;4,5,6;7,8,9&kernel=1,2;3,4"
EXERCISE = "grid=2,0,1,3;1,1,0,2;0,2,1,1;3,1,2,0"

RING = cells(28, 28, lambda row, column: int(36 <= (row - 13.5) ** 2 + (column - 13.5) ** 2 <= 100))
FIVES = ("box-blur-5", "gaussian-5", "log-5", "handmade-5")
TEN_FILTERS = "||".join(map("|".join, islice(permutations(FIVES, 3), 10)))
COLOURS = "|".join(
    cells(32, 32, rule)
    for rule in (
        lambda row, column: (row + column) // 8 % 4,
        lambda row, column: (row // 8 + column // 4) % 4,
        lambda row, column: abs(row - column) // 8,
    )
)

LECTURE_3 = (
    Case("A row of numbers with 1, 2", "5, 8, 11, 14, 17: as networks do it.", ROW),
    Case("A row of numbers with 1, 2, truly convolved", "4, 7, 10, 13, 16.", f"{ROW}&flip=1"),
    Case("A 3×3 grid with 2×2 weights", "Four sums of four products.", LETTERS),
    Case("The same in letters", "Every sum in x and w.", f"{LETTERS}&view=cells=letters"),
    Case("Exercise: 4×4 with 2×2", "How large is the output?", f"{EXERCISE}&kernel=1,0;0,-1"),
    Case("Exercise: 4×4 with 3×3", "And now?", f"{EXERCISE}&kernel=1,0,1;0,1,0;1,0,1"),
    Case("Exercise: 4×3 with 2×2", "Not a square.", "grid=2,0,1;1,1,0;0,2,1;3,1,2&kernel=1,-1;2,0"),
    Case(
        "The hand-made filter on a three",
        "A 5 × 5 filter finds the strokes.",
        "grid=0,0,0,0,0,0,0;0,1,1,1,1,0,0;0,0,0,0,1,0,0;0,0,1,1,1,0,0;0,0,0,0,1,0,0;0,1,1,1,1,0,0;0,0,0,0,0,0,0"
        "&kernel=handmade-5&padding=same",
    ),
    Case("n − f + 1", "10 cells, 3 weights: 8.", f"{sides(10)}&{THREE}"),
    Case("n + 2p − f + 1", "Two rings of padding: 12.", f"{sides(10)}&{THREE}&padding=2"),
    Case(
        "(n + 2p − f + s) / s, floored",
        "Padded and strided.",
        f"grid={cells(6, 6, lambda row, column: (3 * column + 2 * row) % 5)}"
        "&kernel=1,0,-1;0,2,0;-1,0,1&stride=2&padding=1",
    ),
    Case(
        "A template as large as the image", "28 × 28 on 28 × 28: one place, one number.", f"grid={RING}&kernel={RING}"
    ),
    Case(
        "What a layer costs",
        "3 × 32 × 32, ten 5 × 5 filters: 768,000 multiplications.",
        f"grid={COLOURS}&kernel={TEN_FILTERS}&padding=same&bias=1",
        "numbers",
    ),
)

VOLUME = "|".join(
    cells(7, 7, rule)
    for rule in (
        lambda row, column: (2 * row + column) % 4,
        lambda row, column: (1 - row - column) % 4,
        lambda _, column: (2 + column) % 4,
    )
)
TWO_FILTERS = (
    "-1,1,0,-1;0,-1,1,0;1,0,-1,1|-1,-1,-1,-1;0,0,0,0;1,1,1,1|-1,0,1,-1;0,1,-1,0;1,-1,0,1"
    "||0,-1,1,0;-1,1,0,-1;1,0,-1,1|0,0,0,0;-1,-1,-1,-1;1,1,1,1|0,1,-1,0;-1,0,1,-1;1,-1,0,1"
)

LECTURE_4 = (
    Case(
        "7×7×3 with two filters of 3×4×3", "Five rows, four columns, two maps.", f"grid={VOLUME}&kernel={TWO_FILTERS}"
    ),
    Case(
        "SAME for a 3×4 kernel",
        "Three columns of padding: the odd one goes to the right.",
        "grid=0,3,0,3,0;4,1,4,1,4;2,5,2,5,2;0,3,0,3,0&kernel=1,0,0,2;0,1,0,0;0,0,1,-1&padding=same",
    ),
    Case(
        "7×7 with a 3×4 kernel, SAME",
        "2 rows and 3 columns of padding.",
        f"{sides(7)}&kernel=1,0,0,2;0,1,0,0;0,0,1,-1&padding=same",
    ),
    Case(
        "i − k + 1 for a 3×4 kernel", "Rows and columns differ: 5 and 4.", f"{sides(7)}&kernel=1,0,0,2;0,1,0,0;0,0,1,-1"
    ),
    Case(
        "7×6 with 3×3, SAME, stride 2",
        "⌊(i + p − k) / s⌋ + 1: four rows, three columns.",
        "grid=0,2,4,6,0,2;1,4,7,2,5,0;2,6,2,6,2,6;3,0,5,2,7,4;4,2,0,6,4,2;5,4,3,2,1,0;6,6,6,6,6,6"
        "&kernel=ones-3&stride=2&padding=same",
    ),
)

SIXES = "grid=3,0,1,2,7,4;1,5,8,9,3,1;2,7,2,5,1,3;0,1,3,1,7,8;4,2,1,6,2,8;2,4,5,2,3,9"
EDGE = f"{SIXES}&kernel=vertical-edge"
COLOUR = "grid=0,1,2,3;3,4,5,6;6,7,8,0;0,1,2,3|0,2,4,6;2,4,6,8;4,6,8,1;6,8,1,3|0,3,6,0;1,4,7,1;2,5,8,2;3,6,0,3"

LECTURE_5 = (
    Case(
        "The vertical-edge kernel",
        "10 falls to 2: the columns between light up.",
        f"grid={cells(4, 6, lambda _, column: 10 if column < 3 else 2)}&kernel=vertical-edge",
    ),
    Case(
        "Removing a speck of noise",
        "9 is shared out to nine cells.",
        f"grid={cells(5, 5, lambda row, column: 9 if row == column == 2 else 0)}&kernel=box-blur",
    ),
    Case("A kernel moves step by step", "Stride 1: four by four places.", EDGE),
    Case("A kernel moves two steps at a time", "Stride 2: two by two.", f"{EDGE}&stride=2"),
    Case("A padding of 2", "The window may leave the image.", f"{EDGE}&padding=2"),
    Case(
        "Replicated borders make no false edges",
        "An even image stays even, to its rim.",
        f"grid={cells(4, 4, lambda _row, _column: 5)}&kernel=l5-first&padding=same&border=replicate",
    ),
    Case("Weights [2, 1, 3, 3]", "Two filters for one channel.", f"{SIXES}&kernel=l5-first||l5-second"),
    Case("Weights [1, 3, 3, 3]", "One kernel per colour, summed.", f"{COLOUR}&kernel=prewitt-right|l5-second|box-blur"),
)

GROUPS = (
    CaseGroup("The figures of conv_arithmetic", CONV_ARITHMETIC),
    CaseGroup("Lecture 1 · Pictures first: channels, padding, layers", LECTURE_1),
    CaseGroup("Lecture 2 · Computer vision: edges, strides, groups", LECTURE_2),
    CaseGroup("Lecture 3 · Statistics: sums, letters, sizes", LECTURE_3),
    CaseGroup("Lecture 4 · Mathematics: volumes, SAME", LECTURE_4),
    CaseGroup("Lecture 5 · Practice: step by step", LECTURE_5),
)
