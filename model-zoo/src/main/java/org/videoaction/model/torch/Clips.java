package org.videoaction.model.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** The clips of a batch, N x C x T x H x W, of which parts are brought to a device. */
sealed interface Clips {

    /** Some clips in a row. */
    NDArray array(NDManager manager, int from, int to);

    /** Bytes in direct memory. */
    record Bytes(ByteBuffer values, long... shape) implements Clips {

        @Override
        public NDArray array(NDManager manager, int from, int to) {
            int clip = (int) size(shape);
            return manager.create(values.slice(from * clip, (to - from) * clip), part(shape, from, to), DataType.UINT8);
        }
    }

    /** Values that are normalised already. */
    record Normalised(float[] values, long... shape) implements Clips {

        @Override
        public NDArray array(NDManager manager, int from, int to) {
            int clip = (int) size(shape);
            return manager.create(FloatBuffer.wrap(values, from * clip, (to - from) * clip).slice(),
                part(shape, from, to), DataType.FLOAT32);
        }
    }

    /** The values of one clip. */
    private static long size(long... shape) {
        long size = 1;
        for (int i = 1; i < shape.length; i++) {
            size *= shape[i];
        }
        return size;
    }

    private static Shape part(long[] shape, int from, int to) {
        long[] part = shape.clone();
        part[0] = to - from;
        return new Shape(part);
    }
}
