"""SlowFast 4x16 R50, ir-CSN-50 and X3D-S as plain PyTorch modules, as anybody would write them after the papers' tables."""
import torch
from torch import nn

BLOCKS = (3, 4, 6, 3)


def conv_bn(inputs, outputs, kernel, stride=(1, 1, 1), groups=1, eps=1e-5):
    padding = tuple(k // 2 for k in kernel)
    return nn.Sequential(
        nn.Conv3d(inputs, outputs, kernel, stride, padding, groups=groups, bias=False),
        nn.BatchNorm3d(outputs, eps=eps))


def stem(outputs, frames, eps=1e-5):
    return nn.Sequential(
        conv_bn(3, outputs, (frames, 7, 7), (1, 2, 2), eps=eps), nn.ReLU(inplace=True),
        nn.MaxPool3d((1, 3, 3), (1, 2, 2), (0, 1, 1)))


class Bottleneck(nn.Module):
    def __init__(self, inputs, inner, first, middle, stride, eps=1e-5):
        super().__init__()
        self.residual = nn.Sequential(
            conv_bn(inputs, inner, first, eps=eps), nn.ReLU(inplace=True),
            conv_bn(inner, inner, middle[0], stride, middle[1], eps=eps), nn.ReLU(inplace=True),
            conv_bn(inner, inner * 4, (1, 1, 1), eps=eps))
        self.shortcut = None
        if inputs != inner * 4 or stride != (1, 1, 1):
            self.shortcut = conv_bn(inputs, inner * 4, (1, 1, 1), stride, eps=eps)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x):
        shortcut = x if self.shortcut is None else self.shortcut(x)
        return self.relu(shortcut + self.residual(x))


class SlowFast(nn.Module):
    """SlowFast 4x16 R50; clips are N x 3 x 32 x H x W."""

    def __init__(self, classes=400, width=64, alpha=8, beta=8):
        super().__init__()
        self.alpha = alpha
        narrow = width // beta
        self.slow_stem, self.fast_stem = stem(width, 1), stem(narrow, 5)
        self.laterals, self.slow, self.fast = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        slow, fast = width, narrow
        for stage, blocks in enumerate(BLOCKS):
            self.laterals.append(nn.Sequential(
                conv_bn(fast, 2 * fast, (5, 1, 1), (alpha, 1, 1)), nn.ReLU(inplace=True)))
            frames = 1 if stage < 2 else 3
            self.slow.append(self.stage(slow + 2 * fast, width << stage, blocks, frames, stage))
            self.fast.append(self.stage(fast, narrow << stage, blocks, 3, stage))
            slow, fast = 4 * width << stage, 4 * narrow << stage
        self.dropout = nn.Dropout(0.5)
        self.fc = nn.Linear(slow + fast, classes)

    @staticmethod
    def stage(inputs, inner, blocks, frames, stage):
        layers = []
        for block in range(blocks):
            side = 2 if block == 0 and stage > 0 else 1
            layers.append(Bottleneck(inputs if block == 0 else inner * 4, inner, (frames, 1, 1),
                                     ((1, 3, 3), 1), (1, side, side)))
        return nn.Sequential(*layers)

    def forward(self, clip):
        chosen = torch.linspace(0, clip.shape[2] - 1, clip.shape[2] // self.alpha).long()
        x, y = self.slow_stem(clip[:, :, chosen]), self.fast_stem(clip)
        for lateral, slow, fast in zip(self.laterals, self.slow, self.fast):
            x = slow(torch.cat([x, lateral(y)], 1))
            y = fast(y)
        return self.fc(self.dropout(torch.cat([x.mean((2, 3, 4)), y.mean((2, 3, 4))], 1)))


class ChannelSeparated(nn.Module):
    """ir-CSN-50; clips are N x 3 x T x H x W."""

    def __init__(self, classes=400, width=64, eps=1e-3):
        super().__init__()
        layers = [stem(width, 3, eps)]
        inputs = width
        for stage, blocks in enumerate(BLOCKS):
            inner = width << stage
            for block in range(blocks):
                side = 2 if block == 0 and stage > 0 else 1
                layers.append(Bottleneck(inputs, inner, (1, 1, 1), ((3, 3, 3), inner), (side, side, side), eps))
                inputs = inner * 4
        self.features = nn.Sequential(*layers)
        self.dropout = nn.Dropout(0.5)
        self.fc = nn.Linear(inputs, classes)

    def forward(self, clip):
        return self.fc(self.dropout(self.features(clip).mean((2, 3, 4))))


class SqueezeExcitation(nn.Module):
    def __init__(self, channels, squeezed):
        super().__init__()
        self.weights = nn.Sequential(
            nn.AdaptiveAvgPool3d(1), nn.Conv3d(channels, squeezed, 1), nn.ReLU(inplace=True),
            nn.Conv3d(squeezed, channels, 1), nn.Sigmoid())

    def forward(self, x):
        return x * self.weights(x)


class InvertedBottleneck(nn.Module):
    def __init__(self, inputs, inner, outputs, side, squeezed):
        super().__init__()
        self.residual = nn.Sequential(
            conv_bn(inputs, inner, (1, 1, 1)), nn.ReLU(inplace=True),
            conv_bn(inner, inner, (3, 3, 3), (1, side, side), inner),
            SqueezeExcitation(inner, squeezed) if squeezed else nn.Identity(), nn.SiLU(inplace=True),
            conv_bn(inner, outputs, (1, 1, 1)))
        self.shortcut = None
        if inputs != outputs or side != 1:
            self.shortcut = conv_bn(inputs, outputs, (1, 1, 1), (1, side, side))
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x):
        shortcut = x if self.shortcut is None else self.shortcut(x)
        return self.relu(shortcut + self.residual(x))


class X3d(nn.Module):
    """X3D-S; clips are N x 3 x T x H x W."""

    def __init__(self, classes=400, stem=24, features=2048):
        super().__init__()
        layers = [nn.Conv3d(3, stem, (1, 3, 3), (1, 2, 2), (0, 1, 1), bias=False),
                  conv_bn(stem, stem, (5, 1, 1), groups=stem), nn.ReLU(inplace=True)]
        inputs = stem
        for blocks, outputs, squeezed in ((3, 24, 8), (5, 48, 8), (11, 96, 16), (7, 192, 32)):
            inner = outputs * 9 // 4
            for block in range(blocks):
                layers.append(InvertedBottleneck(inputs, inner, outputs, 2 if block == 0 else 1,
                                                 0 if block % 2 else squeezed))
                inputs = outputs
        layers += [conv_bn(inputs, inner, (1, 1, 1)), nn.ReLU(inplace=True), nn.AdaptiveAvgPool3d(1),
                   nn.Conv3d(inner, features, 1, bias=False), nn.ReLU(inplace=True)]
        self.features = nn.Sequential(*layers)
        self.dropout = nn.Dropout(0.5)
        self.fc = nn.Linear(features, classes)

    def forward(self, clip):
        return self.fc(self.dropout(self.features(clip).flatten(1)))


NETWORKS = {"slowfast": SlowFast, "csn": ChannelSeparated, "x3d": X3d}
