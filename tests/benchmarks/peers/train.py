"""One step of training of a plain PyTorch module on one thread; prints its CPU seconds."""
import sys
import time

import torch

from networks import NETWORKS


def step(network, optimiser, clips, labels):
    optimiser.zero_grad()
    loss = torch.nn.functional.cross_entropy(network(clips), labels)
    loss.backward()
    optimiser.step()


def main():
    name, (batch, frames, side) = sys.argv[1], map(int, sys.argv[2:])
    torch.set_num_threads(1)
    network = NETWORKS[name]().train()
    optimiser = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9, nesterov=True, weight_decay=1e-4)
    clips, labels = torch.randn(batch, 3, frames, side, side), torch.zeros(batch, dtype=torch.long)
    step(network, optimiser, clips, labels)
    start = time.process_time()
    step(network, optimiser, clips, labels)
    print(time.process_time() - start)


main()
