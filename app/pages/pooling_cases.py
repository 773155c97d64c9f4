"""Poolings that are taught, each a link: what is asked of the page, and what there is to see."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    title: str
    note: str
    query: str


FOUR = "grid=1,5,3,2;0,2,1,1;4,4,6,35;4,4,6,17"
SEVEN = "grid=1,6,2,8,1,2,7;1,6,2,8,1,2,5;0,5,8,1,5,7,1;1,7,1,3,5,8,0;5,2,4,4,5,8,4;8,2,3,7,3,8,2;1,2,3,6,5,9,6"
SMALL = "grid=2,0,1,3;1,1,0,2;0,2,1,1;3,1,2,0"
CHANNELS = "grid=0,1,2,3;3,4,5,6;6,7,8,0;0,1,2,3|0,2,4,6;2,4,6,8;4,6,8,1;6,8,1,3|0,3,6,0;1,4,7,1;2,5,8,2;3,6,0,3"
ARITHMETIC = "grid=3,3,2,1,0;0,0,1,3,1;3,1,2,2,3;2,0,0,2,2;2,0,0,0,1"
OPENING = f"{FOUR}&pool=max&window=2"

CASES = (
    Case("The largest of four", "5 3, 4 35: one number of each window is kept.", OPENING),
    Case("The average of four", "2 1.75, 4 16: every number has its share.", f"{FOUR}&pool=avg&window=2"),
    Case("One number for all", "Global average: 5.9375.", f"{FOUR}&pool=avg&window=4"),
    Case(
        "A rim that no window reaches", "7 is odd: the last row and column are left out.", f"{SEVEN}&pool=max&window=2"
    ),
    Case("Sums of the same grid", "14 20 6, 13 13 25, 17 18 24.", f"{SEVEN}&pool=sum&window=2"),
    Case("Averages of the same grid", "A quarter of each sum.", f"{SEVEN}&pool=avg&window=2"),
    Case(
        "Windows that overlap",
        "Stride 1: neighbours share their winner.",
        "grid=1,2,3;4,5,6;7,8,9&stride=1&pool=max&window=2",
    ),
    Case("Nine cells, max", "3 3 3, 3 3 3, 3 2 3: moved by one.", f"{ARITHMETIC}&stride=1&pool=max&window=3"),
    Case(
        "Nine cells, average",
        "1.7 1.7 1.7, 1 1.2 1.8, 1.1 0.8 1.3: moved by one.",
        f"{ARITHMETIC}&stride=1&pool=avg&window=3",
    ),
    Case("Small numbers, max", "2 3, 3 2.", f"{SMALL}&pool=max&window=2"),
    Case("Small numbers, average", "1 1.5, 1.5 1.", f"{SMALL}&pool=avg&window=2"),
    Case("Three channels", "Height and width change, never the channels.", f"{CHANNELS}&pool=max&window=2"),
    Case(
        "Padding in an average",
        "Counted, the corners shrink to a quarter; uncounted, they stay.",
        "grid=8,8,8;8,8,8;8,8,8&stride=2&padding=1&pool=avg&window=2",
    ),
    Case(
        "Five cells, three outputs",
        "Adaptive windows of 2, 3 and 2: 1.5 3 4.5.",
        "grid=1,2,3,4,5&pool=avg&window=adaptive:1,3",
    ),
    Case("A digit, half as high and wide", "28 × 28 becomes 14 × 14.", "image=three&size=28&pool=max&window=2"),
    Case("A picture, one number", "Global average: how bright it is.", "image=cat&pool=avg&window=global"),
)
