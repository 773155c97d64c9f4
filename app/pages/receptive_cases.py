"""Stacks and networks that are taught, each a link of /receptive-field: what is built, and what there is to see."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    title: str
    note: str
    query: str


OPENING_LAYERS = "conv:3,p1~conv:3,p1~conv:3,p1"

CASES = (
    Case("3, 5, 7, …", "Every 3 × 3 layer adds two columns.", f"input=1,16&layers={OPENING_LAYERS}"),
    Case("Without depth", "Dilation 1, 2, 4: three layers see 15.",
         "input=1,32&layers=conv:3,same~conv:3,d2,same~conv:3,d4,same"),
    Case("Dilation with gaps", "Dilation 2 twice: every other column is never read.",
         "input=1,16&layers=conv:3,d2,same~conv:3,d2,same"),
    Case("Stride instead", "Stride 2 doubles the jump; behind it every layer grows twice as fast.",
         "input=1,32&layers=conv:3,s2,p1~conv:3,s2,p1~conv:3,p1"),
    Case("Neighbours are redundant", "Units beside each other share 4 of 5 columns; a pool keeps one of two.",
         "input=1,16&layers=conv:5,same~max:2"),
    Case("What a layer costs", "3 × 32 × 32, ten 5 × 5 filters: 750 weights, 10 biases, 768,000 multiply-adds.",
         "input=3,32&layers=conv:5,same,f10"),
    Case("Do the channels match?", "A filter made for 3 channels meets 8: the server says where it goes wrong.",
         "input=3,32&layers=conv:3,p1~conv:3,p1,f16,i3"),
    Case("Two kernels on one channel", "Weights [2, 1, 3, 3], then [4, 2, 3, 3]: what comes out is what goes in.",
         "input=1,16&layers=conv:3,p1,f2~conv:3,p1,f4"),
    Case("A way around", "The sum sees what its body sees; the shortcut alone would see one column.",
         "input=8,16&layers=conv:3,p1~conv:3,p1~skip:2"),
    Case("Down and up again", "A transposed convolution steps by half a column.",
         "input=1,16&layers=conv:3,s2,p1~up:3,s2,p1,o1"),
    Case("A small ConvNet for digits", "Twice 3 × 3 and a pool: a unit sees 10 of 28.",
         "input=1,28&layers=conv:3,p1,f32~max:2~conv:3,p1,f64~max:2"),
    Case("LeNet", "Twice 5 × 5 and an average: a unit sees 16 of 28.", "network=lenet5"),
    Case("AlexNet", "11 × 11, stride 4 to begin with: 195 of 224.", "network=alexnet"),
    Case("VGG-16", "Thirteen 3 × 3 layers and five pools: 212 of 224.", "network=vgg16"),
    Case("ResNet-18", "Ways around; the last unit sees more than the picture.", "network=resnet18"),
    Case("ResNet-152", "The deepest: its field is mostly beyond the picture.", "network=resnet152"),
)  # fmt: skip
