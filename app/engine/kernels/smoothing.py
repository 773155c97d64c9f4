"""Named kernels that move, blur or sharpen."""

from app.engine.kernels.named import NamedKernel, weights

MOVES = (
    NamedKernel(
        "identity",
        "Identity",
        weights("0 0 0; 0 1 0; 0 0 0"),
        "Copies every pixel, because only the middle one counts.",
        "move",
    ),
    NamedKernel(
        "shift-left",
        "Shift left",
        weights("0 0 0; 0 0 1; 0 0 0"),
        "Moves the picture one pixel to the left, because every pixel takes its right neighbour's value.",
        "move",
    ),
    NamedKernel(
        "shift-right",
        "Shift right",
        weights("0 0 0; 1 0 0; 0 0 0"),
        "Moves the picture one pixel to the right, because every pixel takes its left neighbour's value.",
        "move",
    ),
    NamedKernel(
        "shift-up",
        "Shift up",
        weights("0 0 0; 0 0 0; 0 1 0"),
        "Moves the picture one pixel up, because every pixel takes the value of the one below.",
        "move",
    ),
    NamedKernel(
        "shift-down",
        "Shift down",
        weights("0 1 0; 0 0 0; 0 0 0"),
        "Moves the picture one pixel down, because every pixel takes the value of the one above.",
        "move",
    ),
)

BLURS = (
    NamedKernel(
        "box-blur",
        "Box blur 3×3",
        weights("1 1 1; 1 1 1; 1 1 1", over=9),
        "Removes fine noise by giving every pixel the mean of its nine neighbours.",
        "blur",
        source="lecture L5",
    ),
    NamedKernel(
        "box-blur-5",
        "Box blur 5×5",
        weights("1 1 1 1 1; 1 1 1 1 1; 1 1 1 1 1; 1 1 1 1 1; 1 1 1 1 1", over=25),
        "Blurs more than 3×3, because each mean is taken over 25 pixels.",
        "blur",
    ),
    NamedKernel(
        "gaussian-3",
        "Gaussian blur 3×3",
        weights("1 2 1; 2 4 2; 1 2 1", over=16),
        "Blurs gently: near pixels count more than far ones, which leaves none of the boxy traces of a plain mean.",
        "blur",
    ),
    NamedKernel(
        "gaussian-5",
        "Gaussian blur 5×5",
        weights("1 4 6 4 1; 4 16 24 16 4; 6 24 36 24 6; 4 16 24 16 4; 1 4 6 4 1", over=256),
        "Blurs like gaussian-3 applied twice, because its binomial weights are that kernel convolved with itself.",
        "blur",
    ),
    NamedKernel(
        "motion-blur-horizontal",
        "Motion blur, horizontal",
        weights("1 1 1 1 1", over=5),
        "Smears along the row, as a camera does that moves sideways while the shutter is open.",
        "blur",
    ),
    NamedKernel(
        "motion-blur-vertical",
        "Motion blur, vertical",
        weights("1; 1; 1; 1; 1", over=5),
        "Smears along the column, as a camera does that moves up or down while the shutter is open.",
        "blur",
    ),
    NamedKernel(
        "motion-blur-diagonal",
        "Motion blur, diagonal",
        weights("1 0 0 0 0; 0 1 0 0 0; 0 0 1 0 0; 0 0 0 1 0; 0 0 0 0 1", over=5),
        "Smears from top left to bottom right, because only the pixels of that diagonal are averaged.",
        "blur",
    ),
)

SHARPENERS = (
    NamedKernel(
        "sharpen",
        "Sharpen",
        weights("0 -1 0; -1 5 -1; 0 -1 0"),
        "Makes edges stand out by adding to every pixel its difference from the four neighbours.",
        "sharpen",
    ),
    NamedKernel(
        "sharpen-strong",
        "Sharpen, strong",
        weights("-1 -1 -1; -1 9 -1; -1 -1 -1"),
        "Sharpens harder, and noise with it, by adding the difference from all eight neighbours.",
        "sharpen",
    ),
    NamedKernel(
        "unsharp",
        "Unsharp mask 5×5",
        weights("1 4 6 4 1; 4 16 24 16 4; 6 24 -476 24 6; 4 16 24 16 4; 1 4 6 4 1", over=-256),
        "Sharpens by taking the 5×5 Gaussian blur from twice the picture, which counts the fine detail twice.",
        "sharpen",
    ),
    NamedKernel(
        "high-pass",
        "High pass",
        weights("-1 -1 -1; -1 8 -1; -1 -1 -1", over=9),
        "Keeps only the detail, because it is the picture less its box blur.",
        "sharpen",
    ),
    NamedKernel(
        "emboss",
        "Emboss",
        weights("-2 -1 0; -1 1 1; 0 1 2"),
        "Gives depth: what brightens to the bottom right is raised; flat areas stay, because the weights sum to 1.",
        "sharpen",
    ),
)
