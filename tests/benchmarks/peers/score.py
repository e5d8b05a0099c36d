"""Scores videos by ten clips of three crops each with PyAV, OpenCV and a plain PyTorch module, on one thread.

As MMAction2's test pipeline does it: decode, resize to the short side, three crops along the long side, normalise, score, and
average the probabilities. A video is decoded once for all its views. Prints the CPU seconds and the wall-clock seconds.
"""
import sys
import time

import av
import cv2
import numpy
import torch

from networks import NETWORKS

MEAN = numpy.array([0.45, 0.45, 0.45], numpy.float32)
DEVIATION = numpy.array([0.225, 0.225, 0.225], numpy.float32)
CLIPS_AT_ONCE = 10


def decode(video, short_side):
    frames = []
    with av.open(video) as container:
        stream = container.streams.video[0]
        stream.codec_context.thread_count = 1
        stream.codec_context.thread_type = "NONE"
        for frame in container.decode(stream):
            pixels = frame.to_ndarray(format="rgb24")
            scale = short_side / min(pixels.shape[:2])
            size = (round(pixels.shape[1] * scale), round(pixels.shape[0] * scale))
            frames.append(cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR))
    return frames


def views(frames, length, stride, clips, side, normalised):
    last = max(0, len(frames) - (length - 1) * stride - 1)
    for start in numpy.linspace(0, last, clips).astype(int):
        chosen = numpy.stack([frames[(start + t * stride) % len(frames)] for t in range(length)])
        height, width = chosen.shape[1:3]
        for crop in range(3):
            y, x = (height - side) // 2 * crop, (width - side) // 2
            if width >= height:
                y, x = (height - side) // 2, (width - side) // 2 * crop
            pixels = chosen[:, y:y + side, x:x + side]
            yield torch.from_numpy((pixels.astype(numpy.float32) / 255 - MEAN) / DEVIATION
                                   if normalised else pixels).permute(3, 0, 1, 2)


def score(network, video, length, stride, clips, side, short_side, normalised=True):
    batch = list(views(decode(video, short_side), length, stride, clips, side, normalised))
    probabilities = [torch.softmax(network(torch.stack(batch[i:i + CLIPS_AT_ONCE])), 1)
                     for i in range(0, len(batch), CLIPS_AT_ONCE)]
    return torch.cat(probabilities).mean(0)


def main():
    length, stride, clips, side, short_side = (int(argument) for argument in sys.argv[1:6])
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    network = NETWORKS["slowfast"]().eval()
    with torch.no_grad():
        network(torch.zeros(1, 3, length, side, side))
        cpu, wall = time.process_time(), time.perf_counter()
        for video in sys.argv[6:]:
            score(network, video, length, stride, clips, side, short_side)
        print(time.process_time() - cpu, time.perf_counter() - wall)


if __name__ == "__main__":
    main()
