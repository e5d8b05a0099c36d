package org.videoaction.benchmarks;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.ModelZoo;

/**
 * A network with the clips that it computes.
 *
 * @param name what the peers' scripts call the network
 * @param batch clips at once
 * @param side their height and width
 */
record NetworkWork(String name, Architecture architecture, int batch, int side) implements Workload {

    static final int FRAMES = 32;
    private static final int CHANNELS = 3;

    private static final Architecture SLOWFAST = ModelZoo.entry("slowfast-4x16-r50").architecture();
    private static final Architecture CSN = ModelZoo.entry("ir-csn-50").architecture();

    /** One clip, as in testing. */
    static final NetworkWork SLOWFAST_VIEW = new NetworkWork("slowfast", SLOWFAST, 1, 224);
    static final NetworkWork CSN_VIEW = new NetworkWork("csn", CSN, 1, 224);
    /** A small batch of small clips, as in training. */
    static final NetworkWork SLOWFAST_BATCH = new NetworkWork("slowfast", SLOWFAST, 2, 112);
    static final NetworkWork CSN_BATCH = new NetworkWork("csn", CSN, 2, 112);

    /** The same network with other clips. */
    NetworkWork batch(int clips, int otherSide) {
        return new NetworkWork(name, architecture, clips, otherSide);
    }

    @Override
    public List<String> peerArguments() {
        return List.of(name, Integer.toString(batch), Integer.toString(side));
    }

    long[] shape() {
        return new long[] {batch, CHANNELS, FRAMES, side, side};
    }

    /** Clips of noise. */
    ByteBuffer clips() {
        byte[] bytes = new byte[batch * CHANNELS * FRAMES * side * side];
        new Random(1).nextBytes(bytes);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
