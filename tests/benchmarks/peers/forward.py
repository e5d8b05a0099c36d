"""One forward pass of a plain PyTorch module on one thread; prints its CPU seconds and the peak memory in MiB."""
import sys
import time

import torch

from networks import NETWORKS


def peak_memory():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:"))


def main():
    name, batch, side = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    torch.set_num_threads(1)
    network = NETWORKS[name]().eval()
    clips = torch.randn(batch, 3, 32, side, side)
    with torch.no_grad():
        network(clips)
        start = time.process_time()
        torch.softmax(network(clips), 1)
        taken = time.process_time() - start
    print(taken, peak_memory())


main()
