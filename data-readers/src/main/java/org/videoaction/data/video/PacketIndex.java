package org.videoaction.data.video;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The packets of a video stream in the order in which they are stored, without their content. Where every packet has
 * its own presentation time, the rank of that time is the index of the frame that the packet becomes.
 */
final class PacketIndex {

    static final long NO_TIME = Long.MIN_VALUE;
    /** Packets of fewer bytes only say that the last frame is shown again, or nothing at all. */
    private static final int EMPTY_BYTES = 8;

    private final BitSet keys = new BitSet();
    private final BitSet hidden = new BitSet();
    private long[] shown = new long[256];
    private long[] ranked;
    private int packets;
    private int empty;
    private long lastShown = NO_TIME;
    private long lastTicks;

    /**
     * @param ticks how long the packet's frame is shown, 0 where unknown
     * @param hidden whether an edit list keeps the packet's frame from being shown
     */
    void add(long pts, long ticks, int size, boolean key, boolean hidden) {
        if (packets == shown.length) {
            shown = Arrays.copyOf(shown, 2 * packets);
        }
        shown[packets] = pts;
        keys.set(packets, key);
        this.hidden.set(packets, hidden);
        if (!hidden && size < EMPTY_BYTES) {
            empty++;
        }
        if (!hidden && pts > lastShown) {
            lastShown = pts;
            lastTicks = ticks;
        }
        packets++;
    }

    /** No more packets come. */
    void finish() {
        ranked = new long[packets - hidden.cardinality()];
        int next = 0;
        for (int packet = hidden.nextClearBit(0); packet < packets; packet = hidden.nextClearBit(packet + 1)) {
            ranked[next++] = shown[packet];
        }
        Arrays.sort(ranked);
    }

    /** The packets whose frames should be shown. */
    int frames() {
        return ranked.length;
    }

    /** The packets whose frames should be shown and that hold more than a mark that nothing changed. */
    int pictures() {
        return ranked.length - empty;
    }

    /** All stored packets. */
    int packets() {
        return packets;
    }

    /** Whether every packet has a presentation time of its own. */
    boolean timed() {
        if (ranked.length == 0 || ranked[0] == NO_TIME) {
            return false;
        }
        for (int i = 1; i < ranked.length; i++) {
            if (ranked[i] == ranked[i - 1]) {
                return false;
            }
        }
        return true;
    }

    /**
     * When each frame is shown, where every packet has a time of its own.
     *
     * @param rate ticks a second
     */
    FrameTimes times(double rate) {
        return new FrameTimes(ranked, lastTicks, rate);
    }

    /** The index of the frame shown at a time, or a negative number where none is. */
    int frameAt(long pts) {
        return Arrays.binarySearch(ranked, pts);
    }

    /** When the frame of a stored packet is shown, in the stream's time base. */
    long shownAt(int packet) {
        return shown[packet];
    }

    /**
     * The stored packet from which on decoding gives a frame and all shown after it: the last key packet that is shown
     * no later than the frame and stored before all that are; packet 0 where there is none.
     */
    int entryFor(int frame) {
        long wanted = ranked[frame];
        int entry = 0;
        for (int packet = hidden.nextClearBit(0); packet < packets; packet = hidden.nextClearBit(packet + 1)) {
            if (keys.get(packet) && shown[packet] <= wanted) {
                entry = packet;
            }
            if (shown[packet] >= wanted) {
                break;
            }
        }
        return entry;
    }
}
