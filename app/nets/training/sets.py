"""The data sets by name: what they are, who allows what with them, and where they come from."""

from dataclasses import dataclass
from typing import Final

from app.nets.recipe import DataName

DIGITS: Final = tuple("0123456789")
LETTERS: Final = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(frozen=True, slots=True)
class Source:
    """One file to fetch: its address (compressed by gzip), and the hash that the unpacked file must have."""

    url: str
    sha256: str

    @property
    def file(self) -> str:
        return self.url.rpartition("/")[2].removesuffix(".gz")


@dataclass(frozen=True, slots=True)
class DataSet:
    name: DataName
    title: str
    licence: str
    home: str
    classes: tuple[str, ...]
    idx_prefix: str = ""
    first_class: int = 0
    lying: bool = False
    sources: tuple[Source, ...] = ()


FILES: Final = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)


def _idx_files(folder: str, *hashes: str) -> tuple[Source, ...]:
    return tuple(Source(f"{folder}/{file}.gz", sha256) for file, sha256 in zip(FILES, hashes, strict=True))


SETS: Final[dict[DataName, DataSet]] = {
    one.name: one
    for one in (
        DataSet(
            "mnist",
            "MNIST handwritten digits",
            "CC BY-SA 3.0, Y. LeCun, C. Cortes and C. J. C. Burges",
            "http://yann.lecun.com/exdb/mnist/",
            DIGITS,
            sources=_idx_files(
                "https://ossci-datasets.s3.amazonaws.com/mnist",
                "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
            ),
        ),
        DataSet(
            "fashion-mnist",
            "Fashion-MNIST articles of clothing",
            "MIT, Zalando SE",
            "https://github.com/zalandoresearch/fashion-mnist",
            (
                "T-shirt/top",
                "Trouser",
                "Pullover",
                "Dress",
                "Coat",
                "Sandal",
                "Shirt",
                "Sneaker",
                "Bag",
                "Ankle boot",
            ),
            sources=_idx_files(
                "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com",
                "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
                "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
                "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
                "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
            ),
        ),
        DataSet(
            "emnist-letters",
            "EMNIST Letters, handwritten, both cases",
            "NIST Special Database 19, a work of the US government; G. Cohen et al. 2017",
            "https://www.nist.gov/itl/products-and-services/emnist-dataset",
            LETTERS,
            idx_prefix="emnist-letters-",
            first_class=1,
            lying=True,
        ),
        DataSet(
            "cifar10",
            "CIFAR-10 small photographs",
            "no licence stated; A. Krizhevsky 2009 asks for a citation",
            "https://www.cs.toronto.edu/~kriz/cifar.html",
            ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"),
        ),
        DataSet("glyphs", "Digits rendered by Kernelscope itself", "MIT, Kernelscope", "", DIGITS),
    )
}
