package org.videoaction.model.format;

import java.io.IOException;
import java.util.List;

/** Tensors that have a shape and no numbers, for tests of names. */
public final class ShapedTensors {

    private ShapedTensors() {
    }

    public static Tensor of(List<Integer> shape) throws IOException {
        List<Long> sides = shape.stream().map(Integer::longValue).toList();
        return Tensor.whole(new Storage(NumberType.FLOAT32, Tensor.size(sides), () -> {
            throw new IOException("there are no numbers");
        }), sides);
    }
}
