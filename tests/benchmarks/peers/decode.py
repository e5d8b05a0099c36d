"""Decodes a video with PyAV and resizes every frame with OpenCV, on one thread; prints the CPU seconds of one pass."""
import sys
import time

import av
import cv2


def decode(video, width, height, most=None):
    with av.open(video) as container:
        stream = container.streams.video[0]
        stream.codec_context.thread_count = 1
        stream.codec_context.thread_type = "NONE"
        for number, frame in enumerate(container.decode(stream)):
            if number == most:
                break
            pixels = frame.to_ndarray(format="rgb24")
            cv2.resize(pixels, (width, height), interpolation=cv2.INTER_LINEAR)


def main():
    video, width, height = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    cv2.setNumThreads(1)
    decode(video, width, height, most=10)
    start = time.process_time()
    decode(video, width, height)
    print(time.process_time() - start)


main()
