package org.videoaction.benchmarks;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Complexity;
import org.videoaction.model.network.ModelZoo;

/**
 * A network with the clips that it computes.
 *
 * @param name what the peers' scripts call the network
 * @param batch clips at once
 * @param frames of a clip
 * @param side their height and width
 */
record NetworkWork(String name, Architecture architecture, int batch, int frames, int side) implements Workload {

    static final int CHANNELS = 3;

    private static final Architecture SLOWFAST = ModelZoo.entry("slowfast-4x16-r50").architecture();
    private static final Architecture CSN = ModelZoo.entry("ir-csn-50").architecture();

    private static final Architecture X3D = ModelZoo.entry("x3d-s").architecture();

    /** One clip, as in testing. */
    static final NetworkWork SLOWFAST_VIEW = new NetworkWork("slowfast", SLOWFAST, 1, 32, 224);
    static final NetworkWork CSN_VIEW = new NetworkWork("csn", CSN, 1, 32, 224);
    static final NetworkWork X3D_VIEW = new NetworkWork("x3d", X3D, 1, 13, 160);
    /** A small batch of small clips, as in training. */
    static final NetworkWork SLOWFAST_BATCH = new NetworkWork("slowfast", SLOWFAST, 2, 32, 112);
    static final NetworkWork CSN_BATCH = new NetworkWork("csn", CSN, 2, 32, 112);
    static final NetworkWork X3D_BATCH = new NetworkWork("x3d", X3D, 2, 13, 160);

    /** The same network with other clips. */
    NetworkWork batch(int clips, int otherSide) {
        return new NetworkWork(name, architecture, clips, frames, otherSide);
    }

    @Override
    public List<String> peerArguments() {
        return List.of(name, Integer.toString(batch), Integer.toString(frames), Integer.toString(side));
    }

    long[] shape() {
        return new long[] {batch, CHANNELS, frames, side, side};
    }

    /** The multiplications and additions of a forward pass, in 1e9. */
    double gigaFlops() {
        return 2e-9 * batch * Complexity.of(architecture.network(), frames, side).multiplyAccumulates();
    }

    /** Clips of noise. */
    ByteBuffer clips() {
        byte[] bytes = new byte[batch * CHANNELS * frames * side * side];
        new Random(1).nextBytes(bytes);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
