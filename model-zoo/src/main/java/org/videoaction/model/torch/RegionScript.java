package org.videoaction.model.torch;

/**
 * RoI align as TorchScript: features are read along height and along width by one matrix each, {@code Wy * F * Wx^T}. That
 * is exact, because the mean over a grid of bilinear samples falls apart into the two axes.
 */
final class RegionScript {

    private RegionScript() {
    }

    /** The methods {@code align}, of features {@code N x C x 1 x H x W} and boxes {@code K x 5}, and {@code reading}. */
    static String text() {
        return """
              def align(self: __torch__.Network, x: Tensor, boxes: Tensor, size: int, stride: int, offset: float, least: float) -> Tensor:
                clips = torch.to(torch.select(boxes, 1, 0), 4)
                features = torch.squeeze(torch.index_select(x, 0, clips), 2)
                corners = torch.sub(torch.div(torch.slice(boxes, 1, 1, 5), stride), offset)
                high = (self).reading(torch.select(corners, 1, 1), torch.select(corners, 1, 3), size, torch.size(features, 2), least, )
                wide = (self).reading(torch.select(corners, 1, 0), torch.select(corners, 1, 2), size, torch.size(features, 3), least, )
                rows = torch.matmul(torch.unsqueeze(high, 1), features)
                return torch.unsqueeze(torch.matmul(rows, torch.transpose(torch.unsqueeze(wide, 1), 2, 3)), 2)
              def reading(self: __torch__.Network, low: Tensor, high: Tensor, bins: int, positions: int, least: float) -> Tensor:
                device = ops.prim.device(low)
                bin = torch.reshape(torch.div(torch.clamp(torch.sub(high, low), least), bins), [-1, 1, 1])
                count = torch.ceil(bin)
                most = ops.prim.max(int(torch.max(count)), 1)
                sample = torch.reshape(torch.arange(most, dtype=6, device=device), [1, 1, -1])
                number = torch.reshape(torch.arange(bins, dtype=6, device=device), [1, -1, 1])
                samples = torch.clamp(count, 1.)
                offset = torch.add(number, torch.div(torch.add(sample, 0.5), samples))
                at = torch.add(torch.reshape(low, [-1, 1, 1]), torch.mul(offset, bin))
                inside = torch.logical_and(torch.ge(at, -1), torch.le(at, positions))
                used = torch.to(torch.logical_and(inside, torch.lt(sample, count)), 6)
                grid = torch.arange(positions, dtype=6, device=device)
                distance = torch.abs(torch.sub(torch.unsqueeze(torch.clamp(at, 0., float(torch.sub(positions, 1))), 3), grid))
                weight = torch.mul(torch.relu(torch.rsub(distance, 1.)), torch.unsqueeze(used, 3))
                return torch.div(torch.sum(weight, [2]), samples)
            """.stripTrailing();
    }
}
