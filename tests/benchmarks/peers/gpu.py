"""What a GPU does with plain PyTorch modules, eager or compiled; prints the seconds on the wall of a call or of all videos.

Clips come as bytes from the CPU's memory and are normalised on the GPU; bfloat16 is autocast on channels-last tensors.
"""
import signal
import sys
import time

import torch

from networks import NETWORKS

WARM_UP, ROUNDS = 3, 10


def mean(step):
    for _ in range(WARM_UP):
        step()
    torch.cuda.synchronize()
    start = time.perf_counter()
    for _ in range(ROUNDS):
        step()
    torch.cuda.synchronize()
    return (time.perf_counter() - start) / ROUNDS


class Computing:
    def __init__(self, network, how, precision):
        self.narrow = precision == "bf16"
        self.network = network.cuda()
        if self.narrow:
            self.network = self.network.to(memory_format=torch.channels_last_3d)
        self.call = torch.compile(self.network) if how == "compiled" else self.network

    def __call__(self, clips):
        x = (clips.cuda().float() / 255 - 0.45) / 0.225
        if self.narrow:
            x = x.contiguous(memory_format=torch.channels_last_3d)
        with torch.autocast("cuda", torch.bfloat16, enabled=self.narrow):
            return self.call(x).float()


def main():
    task, how, precision, limit, name, batch, frames, side = sys.argv[1:9]
    signal.signal(signal.SIGALRM, lambda *_: sys.exit("the time was up"))
    signal.alarm(int(limit))
    if not torch.cuda.is_available():
        sys.exit("PyTorch finds no GPU")
    batch, frames, side = int(batch), int(frames), int(side)
    network = NETWORKS[name]()
    clips = torch.randint(256, (batch, 3, frames, side, side), dtype=torch.uint8)
    if task == "train":
        computing = Computing(network.train(), how, precision)
        optimiser = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9, nesterov=True, weight_decay=1e-4)
        labels = torch.zeros(batch, dtype=torch.long, device="cuda")

        def step():
            optimiser.zero_grad()
            loss = torch.nn.functional.cross_entropy(computing(clips), labels)
            loss.backward()
            optimiser.step()
            loss.item()

        print(mean(step))
        return
    computing = Computing(network.eval(), how, precision)
    with torch.no_grad():
        if task == "score":
            print(mean(lambda: torch.softmax(computing(clips), 1).cpu()))
            return
        from score import score
        length, stride, clips_of_video, side, short_side = (int(argument) for argument in sys.argv[9:14])
        computing(clips[:10])
        torch.cuda.synchronize()
        start = time.perf_counter()
        for video in sys.argv[14:]:
            score(computing, video, length, stride, clips_of_video, side, short_side, normalised=False).cpu()
        print(time.perf_counter() - start)


main()
