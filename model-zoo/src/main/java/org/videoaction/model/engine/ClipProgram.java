package org.videoaction.model.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.videoaction.model.format.NDTensor;
import org.videoaction.model.format.NumberType;
import org.videoaction.model.network.ForeignNetwork;
import org.videoaction.model.network.ForeignNetwork.ClipLayout;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.model.torch.ScoringNetwork;
import org.videoaction.model.torch.TooLittleMemory;

/** A network of another program that scores clips: they are brought into its form, and its scores into probabilities. */
public final class ClipProgram implements AutoCloseable {

    private static final int CHANNELS = 3;
    private static final int BYTES = 256;

    private final ForeignNetwork form;
    private final TensorNetwork network;
    private final float[][] normalised = new float[CHANNELS][BYTES];

    /** @throws IllegalArgumentException when it cannot be computed here; the message says why */
    public ClipProgram(NetworkProgram program, ForeignNetwork form, Preprocessing preprocessing, ScoringDevice device) {
        this(TensorNetwork.open(program, device), form, preprocessing);
    }

    /** @param network is closed with this */
    public ClipProgram(TensorNetwork network, ForeignNetwork form, Preprocessing preprocessing) {
        this.form = form;
        this.network = network;
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int value = 0; value < BYTES; value++) {
                normalised[channel][value] = form.bytes() ? value
                    : (float) ((value / 255.0 - preprocessing.mean().get(channel))
                        / preprocessing.deviation().get(channel));
            }
        }
    }

    /**
     * Class probabilities; what the classifier takes is not known, so features are none.
     *
     * @param clips N x 3 x T x H x W bytes
     * @param shape these sides
     * @throws IllegalArgumentException when the network does not take them; the message says why
     * @throws TooLittleMemory when memory is too small for N clips; fewer may be scored
     */
    public ScoringNetwork.Scored score(ByteBuffer clips, long... shape) {
        float[][] rows = outputs(clips, shape);
        for (float[] row : rows) {
            if (row.length != form.classes()) {
                throw new IllegalArgumentException("The model, " + form.displayName() + ", gave " + row.length
                    + " scores of a clip, not " + form.classes() + ".");
            }
            if (!form.probabilities()) {
                makeProbabilities(row);
            }
        }
        return new ScoringNetwork.Scored(rows, new float[rows.length][0]);
    }

    /** A row of scores for each clip, as the network gives them. */
    public float[][] outputs(ByteBuffer clips, long... shape) {
        int count = Math.toIntExact(shape[0]);
        int atOnce = form.batch() == 0 ? count : form.batch();
        int clipBytes = clips.capacity() / count;
        float[][] rows = new float[count][];
        for (int first = 0; first < count; first += atOnce) {
            int given = Math.min(atOnce, count - first);
            float[][] part = rows(
                network.run(inputs(clips.slice(first * clipBytes, given * clipBytes), given, atOnce, shape)),
                atOnce);
            System.arraycopy(part, 0, rows, first, given);
        }
        return rows;
    }

    private float[][] rows(List<NDTensor> results, int clips) {
        if (results.size() <= form.output()) {
            throw new IllegalArgumentException("The network gives " + results.size() + " tensors.");
        }
        float[] values = results.get(form.output()).values();
        if (values.length == 0 || values.length % clips != 0) {
            throw new IllegalArgumentException("The network gives " + results.get(form.output()).shape()
                + " scores for " + clips + " clips.");
        }
        int columns = values.length / clips;
        float[][] rows = new float[clips][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(values, row * columns, (row + 1) * columns));
        return rows;
    }

    /** A tensor for each pathway; what is missing to a batch of fixed size stays empty. */
    private List<NDTensor> inputs(ByteBuffer clips, int given, int atOnce, long[] shape) {
        List<NDTensor> inputs = new ArrayList<>();
        for (int frames : form.frames()) {
            inputs.add(input(clips, given, atOnce, shape, frames));
        }
        return inputs;
    }

    private NDTensor input(ByteBuffer clips, int given, int atOnce, long[] shape, int frames) {
        int all = (int) shape[2];
        int height = (int) shape[3];
        int width = (int) shape[4];
        long[] sides = form.layout().sides(atOnce, frames, height, width);
        int size = form.bytes() ? 1 : Float.BYTES;
        long numbers = LongStream.of(sides).reduce(1, Math::multiplyExact);
        if (numbers * size > Integer.MAX_VALUE) {
            throw new TooLittleMemory("There is no room for so many clips at once.", null);
        }
        ByteBuffer room = ByteBuffer.allocateDirect((int) (numbers * size)).order(ByteOrder.nativeOrder());
        long[] strides = strides(sides);
        ClipLayout layout = form.layout();
        int pixels = height * width;
        long step = strides[layout.height() + 1];
        for (int clip = 0; clip < given; clip++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                float[] table = normalised[channel];
                for (int frame = 0; frame < frames; frame++) {
                    int from = ((clip * CHANNELS + channel) * all + seen(frame, frames, all)) * pixels;
                    int to = (int) (clip * strides[0] + channel * strides[layout.channels()]
                        + frame * strides[layout.time()]);
                    for (int pixel = 0; pixel < pixels; pixel++) {
                        byte value = clips.get(from + pixel);
                        int place = to + (int) (pixel * step);
                        if (form.bytes()) {
                            room.put(place, value);
                        } else {
                            room.putFloat(place * Float.BYTES, table[value & 0xff]);
                        }
                    }
                }
            }
        }
        return new NDTensor(form.bytes() ? NumberType.UINT8 : NumberType.FLOAT32, room,
            form.views() ? LongStream.concat(LongStream.of(sides[0], 1), Arrays.stream(sides).skip(1)).boxed().toList()
                : Arrays.stream(sides).boxed().toList());
    }

    /** The frame that is the so many-th of a pathway: at even distances from the first to the last, as in PySlowFast. */
    private static int seen(int frame, int frames, int all) {
        return frames == all ? frame : frames == 1 ? 0 : (int) ((long) frame * (all - 1) / (frames - 1));
    }

    private static long[] strides(long[] sides) {
        long[] strides = new long[sides.length];
        long stride = 1;
        for (int i = sides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= sides[i];
        }
        return strides;
    }

    private void makeProbabilities(float[] scores) {
        if (form.labels() == Labels.SEVERAL) {
            for (int i = 0; i < scores.length; i++) {
                scores[i] = (float) (1 / (1 + Math.exp(-scores[i])));
            }
            return;
        }
        float largest = Float.NEGATIVE_INFINITY;
        for (float score : scores) {
            largest = Math.max(largest, score);
        }
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp(score - largest);
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) (Math.exp(scores[i] - largest) / sum);
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
