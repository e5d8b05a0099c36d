package org.videoaction.model.network;

import java.util.List;

/**
 * A network that nobody knows but its file: what it takes and gives. It scores; nothing of it can be trained or counted.
 *
 * @param name of the file, without its ending
 * @param form of the file, for people: ONNX or TorchScript
 * @param layout of the clips
 * @param views whether clips have one more side, of length 1, after the first
 * @param bytes whether it takes values from 0 to 255 as they are; else they are normalised
 * @param frames that each input takes, in the order of the inputs; several are pathways, which see frames at even distances
 * @param batch the number of clips that it takes at once, 0 for any
 * @param output which of its outputs has the classes, from 0
 * @param probabilities whether it gives those; else softmax or sigmoid, by the labels, makes them
 */
public record ForeignNetwork(String name, String form, ClipLayout layout, boolean views, boolean bytes,
    List<Integer> frames, int batch, int output, boolean probabilities, Labels labels, int classes)
    implements Architecture {

    /** The order of a clip's sides. */
    public enum ClipLayout {
        CHANNELS_FIRST("N x C x T x H x W", 1, 2, 3),
        FRAMES_FIRST("N x T x C x H x W", 2, 1, 3),
        CHANNELS_LAST("N x T x H x W x C", 4, 1, 2);

        private final String title;
        private final int channels;
        private final int time;
        private final int height;

        ClipLayout(String title, int channels, int time, int height) {
            this.title = title;
            this.channels = channels;
            this.time = time;
            this.height = height;
        }

        /** For people. */
        public String title() {
            return title;
        }

        /** The place of the channels among the sides. */
        public int channels() {
            return channels;
        }

        /** The place of the frames. */
        public int time() {
            return time;
        }

        /** The place of the height; the width follows. */
        public int height() {
            return height;
        }

        /** The sides of so many clips. */
        public long[] sides(long clips, long frames, long height, long width) {
            long[] sides = new long[5];
            sides[0] = clips;
            sides[channels] = ResNet.RGB;
            sides[time] = frames;
            sides[this.height] = height;
            sides[this.height + 1] = width;
            return sides;
        }
    }

    public ForeignNetwork {
        frames = List.copyOf(frames);
        ResNet.require(!frames.isEmpty() && frames.stream().allMatch(count -> count >= 1),
            "Each input of a network takes frames.");
        ResNet.require(classes >= 1 && batch >= 0 && output >= 0, "A network gives at least one class.");
    }

    @Override
    public String displayName() {
        return form + " network " + name;
    }

    @Override
    public Head head() {
        return labels == Labels.SEVERAL ? Head.MULTI_LABEL : Head.AVERAGE;
    }

    @Override
    public boolean slides() {
        return false;
    }

    /** What cannot be done with such networks, and why. */
    public String refusal() {
        return "The model, " + displayName()
            + ", was read from a file of another program that only says how to compute it. It "
            + "scores videos, but cannot be trained, quantized or exported.";
    }

    /** @throws IllegalArgumentException always: its classes are its own */
    @Override
    public Architecture with(Head newHead, int newClasses) {
        throw new IllegalArgumentException(refusal());
    }

    /** @throws IllegalArgumentException always: its file takes frames of one size */
    @Override
    public Architecture sliding(int clipFrames, int side) {
        throw new IllegalArgumentException(
            "The model, " + displayName() + ", takes crops of the size of its file, not whole "
                + "frames. Choose views of crops.");
    }

    /** @throws IllegalArgumentException always: its layers are not known */
    @Override
    public Network network() {
        throw new IllegalArgumentException(refusal());
    }

    /** The file's own sizes hold, which the model's input has. */
    @Override
    public void checkClip(int clipFrames, int side) {
        int most = frames.stream().mapToInt(Integer::intValue).max().orElseThrow();
        ResNet.require(clipFrames == most, "The model takes clips of " + most + " frames.");
    }
}
