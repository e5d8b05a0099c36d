package org.videoaction.model.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.videoaction.data.Progress;
import org.videoaction.data.list.Classes;
import org.videoaction.model.engine.ClipProgram;
import org.videoaction.model.engine.NetworkProgram;
import org.videoaction.model.engine.TensorNetwork;
import org.videoaction.model.engine.TensorNetwork.Port;
import org.videoaction.model.exchange.ForeignClips.Scores;
import org.videoaction.model.format.NumberType;
import org.videoaction.model.network.FiniteNumbers;
import org.videoaction.model.network.ForeignNetwork;
import org.videoaction.model.network.ForeignNetwork.ClipLayout;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.ScoringDevice;

/**
 * Makes a model of an ONNX or TorchScript file that another program wrote. What the file does not say is asked for or taken as
 * most networks have it, and tried on clips of noise.
 */
final class ForeignImport {

    private static final int FRAMES = 16;
    private static final int SIDE = 224;
    /** Frames of the video that a clip spans, where nobody says how many lie between its own. */
    private static final int SPAN = 64;
    /** How many times more frames the Fast pathway sees, as in most SlowFast networks. */
    private static final int ALPHA = 4;
    private static final int CLIP_SIDES = 5;
    private static final int RGB = 3;
    private static final int TRIED = 2;
    private static final double SUM_TOLERANCE = 1e-3;
    /** Sixteen-bit numbers round a one away. */
    private static final double SHARE_TOLERANCE = 1e-4;
    private static final Set<NumberType> BYTES = EnumSet.of(NumberType.UINT8, NumberType.INT32, NumberType.INT64);

    private final NetworkProgram program;
    private final String name;
    private final ImportRequest request;
    private final Progress progress;
    private final List<String> assumptions = new ArrayList<>();

    /** What is tried: the clips' form and size. */
    private record Trial(ClipLayout layout, boolean views, boolean bytes, List<Integer> frames, int batch, int output,
        int height, int width) {

        int longest() {
            return frames.stream().mapToInt(Integer::intValue).max().orElseThrow();
        }

        ForeignNetwork form(String name, String form, boolean probabilities, Labels labels, int classes) {
            return new ForeignNetwork(name, form, layout, views, bytes, frames, batch, output, probabilities, labels,
                classes);
        }
    }

    private ForeignImport(NetworkProgram program, String name, ImportRequest request, Progress progress) {
        this.program = program;
        this.name = name;
        this.request = request;
        this.progress = progress;
    }

    /** @throws IOException when it is no network of clips, or does not run; the message names it and says what to do */
    static ImportedModel read(Path file, ImportRequest request, Progress progress) throws IOException {
        NetworkProgram program = NetworkProgram.read(file);
        String name = file.getFileName().toString().replaceFirst("\\.[A-Za-z]+$", "");
        try {
            return new ForeignImport(program, name, request, progress).read();
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("The network in " + file + " cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private ImportedModel read() throws IOException {
        progress.report(0, "loading the network");
        try (TensorNetwork network = TensorNetwork.open(program, ScoringDevice.CPU)) {
            return read(network);
        }
    }

    private ImportedModel read(TensorNetwork network) throws IOException {
        List<Trial> trials = network.inputs().isEmpty() ? ofUnknownInputs() : ofInputs(network.inputs(), network.outputs());
        List<String> failures = new ArrayList<>();
        for (Trial trial : trials) {
            progress.report(0.5, "trying it on clips of " + trial.layout().title());
            try {
                return model(network, trial, outputs(network, trial));
            } catch (IllegalArgumentException e) {
                failures.add(trial.layout().title() + " with " + trial.frames().stream().map(String::valueOf)
                    .collect(Collectors.joining(" and ")) + " frames of " + trial.height() + " x " + trial.width() + ", "
                    + (trial.bytes() ? "bytes" : "floats") + ": " + e.getMessage());
            }
        }
        throw new IOException("it does not compute clips. Tried were " + String.join("; ", failures)
            + ". Say the frames of its clips, their size and layout");
    }

    /** The rows of scores of different clips of noise. */
    private float[][] outputs(TensorNetwork network, Trial trial) {
        int clips = trial.batch() == 0 ? TRIED : 1;
        byte[] noise = new byte[clips * RGB * trial.longest() * trial.height() * trial.width()];
        new Random(1).nextBytes(noise);
        ByteBuffer frames = ByteBuffer.allocateDirect(noise.length).put(noise).flip();
        // closing it would close the network
        ClipProgram running = new ClipProgram(network,
            trial.form(name, program.kind().title(), true, Labels.ONE, 1), Preprocessing.KINETICS);
        return running.outputs(frames, clips, RGB, trial.longest(), trial.height(), trial.width());
    }

    private ImportedModel model(TensorNetwork network, Trial trial, float[][] scores) throws IOException {
        int classes = scores[0].length;
        if (!Stream.of(scores).allMatch(FiniteNumbers::are)) {
            throw new IOException("it gives scores of clips that are no numbers");
        }
        if (request.wantedClasses() > 0 && request.wantedClasses() != classes) {
            throw new IOException("it has " + classes + " classes, not " + request.wantedClasses()
                + "; the network of another program's file cannot get a new classifier");
        }
        Scores given = request.foreign().scores().orElseGet(() -> found(scores));
        boolean probabilities = given == Scores.PROBABILITIES;
        boolean several = given == Scores.FOR_SIGMOID || probabilities && !sumToOne(scores);
        ForeignNetwork form = trial.form(name, program.kind().title(), probabilities, several ? Labels.SEVERAL : Labels.ONE,
            classes);
        Preprocessing preprocessing = request.preprocessing().orElse(CodeBase.Means.IMAGENET);
        assume(trial, given);
        int stride = request.foreign().stride() > 0 ? request.foreign().stride() : Math.max(1, SPAN / trial.longest());
        VideoModel.Input input = new VideoModel.Input(trial.longest(), trial.height(), trial.width(), stride);
        Classes names = request.classNames().isEmpty() ? Classes.numbered(classes) : request.classNames();
        return new ImportedModel(VideoModel.foreign(form, program, preprocessing, input, names), origin(),
            List.of(remark(network, form)), assumptions, List.of(), List.of());
    }

    private String origin() {
        String written = program.producer().isEmpty() ? "another program" : program.producer();
        return program.operatorSet() == 0 ? written : written + ", operator set " + program.operatorSet();
    }

    private static String remark(TensorNetwork network, ForeignNetwork form) {
        return network.inputs().isEmpty() ? "It takes clips of " + form.layout().title()
            : "It takes " + titles(network.inputs()) + " and gives " + titles(network.outputs());
    }

    private static String titles(List<Port> ports) {
        return ports.stream().map(Port::title).collect(Collectors.joining(", "));
    }

    private void assume(Trial trial, Scores scores) {
        if (request.foreign().layout().isEmpty()) {
            assumptions.add("clips are " + trial.layout().title());
        }
        if (trial.bytes()) {
            assumptions.add("values of pixels are given as they are, from 0 to 255");
        } else if (request.preprocessing().isEmpty()) {
            assumptions.add("values of pixels are normalized as for ImageNet");
        }
        if (request.foreign().stride() == 0) {
            assumptions.add("a clip's frames are one of " + Math.max(1, SPAN / trial.longest()) + " of the video's");
        }
        if (request.foreign().scores().isEmpty()) {
            assumptions.add(switch (scores) {
                case PROBABILITIES -> "it gives probabilities, as its scores of noise are such";
                case FOR_SOFTMAX -> "softmax makes its scores probabilities, for those of noise are none";
                case FOR_SIGMOID -> "sigmoid makes its scores probabilities";
            });
        }
    }

    private static Scores found(float[][] scores) {
        for (float[] row : scores) {
            for (float score : row) {
                if (score < -SHARE_TOLERANCE || score > 1 + SHARE_TOLERANCE) {
                    return Scores.FOR_SOFTMAX;
                }
            }
        }
        return Scores.PROBABILITIES;
    }

    private static boolean sumToOne(float[][] scores) {
        return Stream.of(scores).allMatch(row -> {
            double sum = 0;
            for (float score : row) {
                sum += score;
            }
            return Math.abs(sum - 1) <= SUM_TOLERANCE;
        });
    }

    /** TorchScript says nothing of its inputs: the usual forms, one after the other. */
    private List<Trial> ofUnknownInputs() throws IOException {
        int frames = frames(0);
        int side = side(0);
        List<Trial> trials = new ArrayList<>();
        List<ClipLayout> layouts = request.foreign().layout().map(List::of)
            .orElse(List.of(ClipLayout.CHANNELS_FIRST, ClipLayout.FRAMES_FIRST));
        for (ClipLayout layout : layouts) {
            trials.add(new Trial(layout, false, false, List.of(frames), 0, 0, side, side));
        }
        ClipLayout first = layouts.get(0);
        trials.add(new Trial(first, false, false, List.of(Math.max(1, frames / ALPHA), frames), 0, 0, side, side));
        trials.add(new Trial(first, true, false, List.of(frames), 0, 0, side, side));
        layouts.forEach(layout -> trials.add(new Trial(layout, false, true, List.of(frames), 0, 0, side, side)));
        layouts.forEach(layout -> trials.add(new Trial(layout, false, false, List.of(frames), 1, 0, side, side)));
        return trials;
    }

    /** What an ONNX file says, with what it leaves open. */
    private List<Trial> ofInputs(List<Port> inputs, List<Port> outputs) throws IOException {
        if (inputs.size() > 2) {
            throw new IOException(
                "it takes " + inputs.size() + " tensors (" + titles(inputs) + "); a network of clips takes one, "
                    + "or Slow and Fast");
        }
        List<List<Long>> shapes = new ArrayList<>();
        for (Port input : inputs) {
            shapes.add(sides(input));
        }
        boolean views = inputs.get(0).shape().size() > CLIP_SIDES;
        boolean bytes = BYTES.contains(inputs.get(0).type());
        List<Trial> trials = new ArrayList<>();
        for (ClipLayout layout : layouts(shapes)) {
            List<Long> sides = shapes.get(0);
            int height = side(sides.get(layout.height()));
            int width = side(sides.get(layout.height() + 1));
            if (height != width) {
                throw new IOException("it takes frames of " + height + " x " + width + " pixels; clips here are square");
            }
            List<Integer> frames = frames(shapes.stream().map(shape -> shape.get(layout.time())).toList());
            int output = output(outputs);
            if (sides.get(0) > 0) {
                trials.add(new Trial(layout, views, bytes, frames, sides.get(0).intValue(), output, height, width));
            } else {
                trials.add(new Trial(layout, views, bytes, frames, 0, output, height, width));
                trials.add(new Trial(layout, views, bytes, frames, 1, output, height, width));
            }
        }
        return trials;
    }

    /** The first that may be a row of scores a clip. */
    private static int output(List<Port> outputs) {
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).shape().size() == 2) {
                return i;
            }
        }
        return 0;
    }

    private List<Long> sides(Port input) throws IOException {
        List<Long> shape = input.shape();
        boolean views = shape.size() == CLIP_SIDES + 1 && Math.abs(shape.get(1)) == 1;
        if (shape.size() != CLIP_SIDES && !views) {
            throw new IOException("its input " + input.title() + " is no clip, which has five sides: clips, colors, frames, "
                + "height and width");
        }
        return views ? Stream.concat(Stream.of(shape.get(0)), shape.stream().skip(2)).toList() : shape;
    }

    /** Those in which the channels may be three. */
    private List<ClipLayout> layouts(List<List<Long>> shapes) throws IOException {
        List<ClipLayout> wanted = request.foreign().layout().map(List::of).orElse(List.of(ClipLayout.values()));
        List<ClipLayout> said = wanted.stream()
            .filter(layout -> shapes.stream().allMatch(shape -> shape.get(layout.channels()) == RGB)).toList();
        if (!said.isEmpty()) {
            return said;
        }
        List<ClipLayout> possible = wanted.stream()
            .filter(layout -> shapes.stream().allMatch(shape -> shape.get(layout.channels()) < 0)).toList();
        if (possible.isEmpty()) {
            throw new IOException("none of its input's sides are three colors" + request.foreign().layout()
                .map(layout -> " where " + layout.title() + " has them").orElse(""));
        }
        return possible;
    }

    private List<Integer> frames(List<Long> said) throws IOException {
        if (said.size() == 1) {
            return List.of(frames(said.get(0)));
        }
        long most = Math.max(said.get(0), said.get(1));
        int fast = frames(most);
        if (said.stream().allMatch(count -> count < 0)) {
            return List.of(Math.max(1, fast / ALPHA), fast);
        }
        return said.stream().map(count -> count > 0 ? count.intValue() : Math.max(1, fast / ALPHA)).toList();
    }

    private int frames(long said) throws IOException {
        int wanted = request.foreign().frames();
        if (said > 0) {
            if (wanted > 0 && wanted != said) {
                throw new IOException("it takes clips of " + said + " frames, not " + wanted);
            }
            return Math.toIntExact(said);
        }
        if (wanted == 0) {
            assumeOnce("clips have " + FRAMES + " frames");
        }
        return wanted > 0 ? wanted : FRAMES;
    }

    private int side(long said) throws IOException {
        if (said > 0) {
            if (request.side() > 0 && request.side() != said) {
                throw new IOException("it takes frames of " + said + " pixels, not " + request.side());
            }
            return Math.toIntExact(said);
        }
        if (request.side() == 0) {
            assumeOnce("frames have " + SIDE + " x " + SIDE + " pixels");
        }
        return request.side() > 0 ? request.side() : SIDE;
    }

    private void assumeOnce(String assumption) {
        if (!assumptions.contains(assumption)) {
            assumptions.add(assumption);
        }
    }
}
