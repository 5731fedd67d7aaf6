# SPDX-License-Identifier: Apache-2.0
"""An ONNX model inside stage 1 against the library's bare forward pass of the same file."""
from measure import BUILD, Line, draw, median, run, say

CARD = """name = "bench-mobile"
version = "1"
citation = "Weights from a fixed sequence, written by Lumen's benchmarks"
licence = "Apache-2.0"
input = "whole"
width = 224
height = 224
channels = "RGB"
layout = "NCHW"
resize = "stretch"
scale = 0.00392156862745098
mean = [0.485, 0.456, 0.406]
std = [0.229, 0.224, 0.225]
output = "softmax"
labels = ["acne", "wrinkles", "pores", "healthy"]
"""


def model_rows(folder, sizes):
    width, height = sizes.large_photo
    photo = draw(folder, f"large-{width}x{height}", width, height, 4)
    model, card = folder / "mobile.onnx", folder / "mobile.toml"
    run(BUILD / "lumen-test-onnx", "mobile", model)
    card.write_text(CARD)
    text = run(BUILD / "lumen-bench-onnx", model, card, photo, max(3, sizes.uploads * 2))
    rounds = [tuple(map(float, line.split())) for line in text.splitlines()]
    inside_ms, bare_ms = median([one[0] for one in rounds]), median([one[1] for one in rounds])
    ratio = median([inside / bare for inside, bare in rounds])
    say(f"model inside stage 1 {inside_ms:.2f} ms, bare {bare_ms:.2f} ms")
    return [Line("an ONNX model of MobileNetV2's shape inside stage 1 : OpenCV's bare forward pass of it, round by round",
                 f"{inside_ms:.2f} ms", f"{bare_ms:.2f} ms", ratio, "at most", 1.1)]
