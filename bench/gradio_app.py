"""The peer: the same convolution as a Gradio app, its picture kept in the server. Runs in .venv-bench."""

import cv2
import gradio as gr
import numpy as np
from numpy.typing import NDArray

SEEN = np.random.default_rng(0).random((512, 512), dtype=np.float32)
KERNEL = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]], np.float32)


def convolve(bias: float) -> NDArray[np.uint8]:
    output: NDArray[np.float32] = cv2.filter2D(SEEN, -1, KERNEL) + bias
    return np.clip(output * 255, 0, 255).astype(np.uint8)


with gr.Blocks() as app:
    number, image, button = gr.Number(), gr.Image(), gr.Button()
    button.click(convolve, number, image, api_name="convolve")

if __name__ == "__main__":
    app.launch(quiet=True)
