"""A forward pass on one thread; prints its CPU seconds and the peak memory in MiB.

Ways: a plain PyTorch module run eagerly; torch.compile with frozen weights; ONNX Runtime. The last two take the median of
five passes after two that warm up.
"""
import io
import statistics
import sys
import time

import torch

from networks import NETWORKS


def peak_memory():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:"))


def timed(run):
    start = time.process_time()
    run()
    return time.process_time() - start


def eager(network, clips):
    network(clips)
    return timed(lambda: torch.softmax(network(clips), 1))


def median(run):
    run(), run()
    return statistics.median(timed(run) for _ in range(5))


def compiled(network, clips):
    import torch._inductor.config
    torch._inductor.config.freezing = True
    network = torch.compile(network)
    return median(lambda: torch.softmax(network(clips), 1))


def onnx(network, clips):
    import onnxruntime
    file = io.BytesIO()
    torch.onnx.export(network, (clips,), file, dynamo=False)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(file.getvalue(), options, providers=["CPUExecutionProvider"])
    inputs = {session.get_inputs()[0].name: clips.numpy()}
    return median(lambda: session.run(None, inputs))


def main():
    way, name, (batch, frames, side) = sys.argv[1], sys.argv[2], map(int, sys.argv[3:])
    torch.set_num_threads(1)
    network = NETWORKS[name]().eval()
    clips = torch.randn(batch, 3, frames, side, side)
    with torch.no_grad():
        print({"eager": eager, "compiled": compiled, "onnx": onnx}[way](network, clips), peak_memory())


main()
