package org.videoaction.model.scoring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.videoaction.data.Pace;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipBatch;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipOrigin;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.Pass;
import org.videoaction.model.metrics.AveragePrecision;
import org.videoaction.model.network.BatchNormFolding;
import org.videoaction.model.network.BatchNormFolding.Folded;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.quantization.ChannelWeights;
import org.videoaction.model.quantization.Histogram;
import org.videoaction.model.quantization.Quantization;
import org.videoaction.model.quantization.QuantizedGraph;
import org.videoaction.model.quantization.QuantizedLayer;
import org.videoaction.model.quantization.Range;
import org.videoaction.model.quantization.SignalToNoise;
import org.videoaction.model.saved.Provenance;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.SampledNetwork;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.model.torch.ThisComputer;

/**
 * Makes a model compute in 8-bit integers: looks at the activations of some clips, rounds to what they reach, and compares both
 * networks on other clips, or on the same where there are no others. A network that looks into boxes sees one round each
 * clip's whole frame.
 */
public final class ModelQuantizer {

    /** The share of the time that it takes. */
    private static final double CALIBRATION = 0.1;

    private final VideoModel model;
    private final QuantizationSettings settings;
    private final Folded folded;
    private final QuantizedGraph graph;

    /** @throws IllegalArgumentException when the settings name a layer that the model does not have, or it is another program's */
    public ModelQuantizer(VideoModel model, QuantizationSettings settings) {
        if (model.isForeign()) {
            throw new IllegalArgumentException("The model, " + model.architecture().displayName()
                + ", was read from a file of another program and computes as that says; it cannot be quantized.");
        }
        this.model = model;
        this.settings = settings;
        this.folded = BatchNormFolding.of(model.architecture().network(), model.weights());
        this.graph = new QuantizedGraph(folded.network(), settings.exact());
    }

    /** Hears of clips that could be read. */
    @FunctionalInterface
    private interface Listener {

        /** @param index the clip's place in the source */
        void hear(ClipBatch clip, int index);
    }

    /**
     * @throws IOException when no clip can be read, or an activation is not finite
     * @throws IllegalArgumentException when the network does not take such clips
     * @throws CancellationException when {@code progress} says so
     */
    public QuantizedModel quantize(ClipSource clips, Progress progress) throws IOException {
        ClipSpec spec = clips.spec();
        model.architecture().checkClip(spec.frames(), Math.min(spec.height(), spec.width()));
        int[] calibrating = spread(IntStream.range(0, clips.size()).toArray(), settings.clips());
        Histogram[] histograms = IntStream.range(0, graph.ranged().size()).mapToObj(i -> new Histogram())
            .toArray(Histogram[]::new);
        int read = calibrate(clips, calibrating, histograms,
            (fraction, message) -> progress.report(CALIBRATION * fraction, message));
        Map<String, Range> ranges = new LinkedHashMap<>();
        for (int i = 0; i < histograms.length; i++) {
            ranges.put(name(graph.ranged().get(i)), settings.rule().of(histograms[i]));
        }
        Quantization quantization = new Quantization(settings.exact(), ranges);
        SignalToNoise[] errors = IntStream.range(0, histograms.length).mapToObj(i -> new SignalToNoise())
            .toArray(SignalToNoise[]::new);
        Optional<QuantizationLoss> loss = ScoringDevice.computesInBytes()
            ? Optional.of(compare(clips, others(clips.size(), calibrating), quantization, errors,
                (fraction, message) -> progress.report(CALIBRATION + (1 - CALIBRATION) * fraction, message)))
            : Optional.empty();
        return new QuantizedModel(model.with(quantization)
            .after(step(ClipOrigin.of(clips, calibrating, progress), loss)), layers(ranges, loss.isPresent(), errors), read,
            loss);
    }

    private Provenance.Step step(ClipOrigin calibrating, Optional<QuantizationLoss> loss) {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put("ranges", settings.rule().toString());
        rules.put("in 32-bit floats beside those that always are", settings.exact().toString());
        return Provenance.Step.now("quantized", Map.of(), rules)
            .computed(Map.of("calibration", calibrating), ThisComputer.libraries(), ThisComputer.hardware("CPU"))
            .giving(loss.map(lost -> Map.of("agreement", String.valueOf(lost.agreement()))).orElse(Map.of()));
    }

    private String name(int node) {
        return folded.network().nodes().get(node).name();
    }

    /** At most so many of some clips, at equal distances. */
    private static int[] spread(int[] clips, int most) {
        int count = Math.min(most, clips.length);
        return IntStream.range(0, count).map(i -> clips[(int) ((long) i * clips.length / count)]).toArray();
    }

    private int[] others(int size, int[] calibrating) {
        Set<Integer> used = new HashSet<>(Arrays.stream(calibrating).boxed().toList());
        int[] left = IntStream.range(0, size).filter(clip -> !used.contains(clip)).toArray();
        return spread(left.length == 0 ? calibrating : left, settings.compared());
    }

    private int calibrate(ClipSource clips, int[] order, Histogram[] histograms, Progress progress) throws IOException {
        try (SampledNetwork network = SampledNetwork.exact(folded, model.preprocessing(), graph)) {
            return each(clips, order, "calibrating", progress, (clip, index) -> {
                List<float[]> values = sample(network, clip, clips.spec()).values();
                for (int i = 0; i < histograms.length; i++) {
                    try {
                        histograms[i].add(values.get(i));
                    } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException("The model cannot be quantized: in the layer "
                            + name(graph.ranged().get(i)) + " " + e.getMessage() + ", for a clip of "
                            + clips.video(index) + ".", e);
                    }
                }
            });
        }
    }

    private SampledNetwork.Sample sample(SampledNetwork network, ClipBatch clip, ClipSpec spec) {
        float[] wholeFrame = folded.network().detects() ? new float[] {0, 0, 0, spec.width(), spec.height()} : null;
        return network.sample(clip.frames(), wholeFrame, clip.size(), spec.channels(), spec.frames(), spec.height(),
            spec.width());
    }

    /** @return how many could be read */
    private static int each(ClipSource clips, int[] order, String what, Progress progress, Listener listener)
        throws IOException {
        Pace pace = new Pace("clips", order.length);
        int read = 0;
        int done = 0;
        String[] problem = {""};
        try (ClipBatches batches = clips.batches(new Pass(order, 1, 0),
            (clip, broken) -> problem[0] = ", first " + clips.video(clip) + ": " + broken.reason())) {
            while (batches.hasNext()) {
                int now = done++;
                Runnable report = () -> progress.report(pace.fraction(now), what + ", " + pace.message(now));
                report.run();
                ClipBatch clip = batches.next(report);
                if (clip.size() > 0) {
                    listener.hear(clip, clip.indices().get(0));
                    read++;
                }
            }
        }
        if (read == 0) {
            throw new IOException("None of the clips can be read" + problem[0] + ".");
        }
        return read;
    }

    private QuantizationLoss compare(ClipSource clips, int[] order, Quantization quantization, SignalToNoise[] errors,
        Progress progress) throws IOException {
        Comparison comparison = new Comparison(clips);
        try (SampledNetwork exact = SampledNetwork.exact(folded, model.preprocessing(), graph);
            SampledNetwork integers = SampledNetwork.inBytes(folded, model.preprocessing(), quantization)) {
            int read = each(clips, order, "comparing", progress, (clip, index) -> {
                SampledNetwork.Sample expected = sample(exact, clip, clips.spec());
                SampledNetwork.Sample found = sample(integers, clip, clips.spec());
                for (int i = 0; i < errors.length; i++) {
                    errors[i].add(expected.values().get(i), found.values().get(i));
                }
                comparison.add(expected.probabilities()[0], found.probabilities()[0], clips.labels(index));
            });
            return comparison.loss(read);
        }
    }

    /** What the two networks say of the same clips. */
    private final class Comparison {

        private final boolean several = folded.network().labels() == Labels.SEVERAL;
        private final int[] places;
        private final List<double[]> before = new ArrayList<>();
        private final List<double[]> after = new ArrayList<>();
        private final List<boolean[]> shown = new ArrayList<>();
        private int same;
        private double largest;

        Comparison(ClipSource clips) {
            this.places = clips.spec().classes().places(model.classes());
        }

        void add(float[] expected, float[] found, List<Integer> labels) {
            same += top(expected) == top(found) ? 1 : 0;
            for (int i = 0; i < expected.length; i++) {
                largest = Math.max(largest, Math.abs(expected[i] - found[i]));
            }
            List<Integer> known = labels.stream().map(label -> places[label]).filter(place -> place >= 0).toList();
            if (!known.isEmpty()) {
                before.add(doubles(expected));
                after.add(doubles(found));
                shown.add(model.classes().holding(known));
            }
        }

        QuantizationLoss loss(int clips) {
            return new QuantizationLoss(clips, (double) same / clips, largest, shown.size(), several ? "mAP" : "top-1",
                accuracy(before), accuracy(after));
        }

        private Optional<Double> accuracy(List<double[]> scores) {
            if (scores.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(several
                ? AveragePrecision.of(scores.toArray(double[][]::new), shown.toArray(boolean[][]::new)).mean()
                : IntStream.range(0, scores.size()).filter(clip -> shown.get(clip)[top(scores.get(clip))]).count()
                    / (double) scores.size());
        }

        private static double[] doubles(float[] values) {
            return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
        }

        private static int top(float[] values) {
            return top(doubles(values));
        }

        private static int top(double[] values) {
            return IntStream.range(0, values.length).reduce(0, (best, i) -> values[i] > values[best] ? i : best);
        }
    }

    private List<QuantizedLayer> layers(Map<String, Range> ranges, boolean measured, SignalToNoise[] errors) {
        List<Integer> ranged = graph.ranged();
        List<QuantizedLayer> layers = new ArrayList<>();
        for (int i = 0; i < folded.network().nodes().size(); i++) {
            Node node = folded.network().nodes().get(i);
            int result = graph.end(i);
            boolean convolution = node.layer() instanceof Layer.Convolution;
            if (!convolution && (result != i || graph.step(i) != null || !graph.inBytes(i))) {
                continue;
            }
            int place = ranged.indexOf(result);
            layers.add(new QuantizedLayer(node.name(), convolution ? graph.computesInBytes(i) : graph.givesBytes(i),
                place < 0 ? Optional.empty() : Optional.of(graph.range(result, ranges)),
                graph.computesInBytes(i) ? Optional.of(weightError(node)) : Optional.empty(),
                place < 0 || !measured ? Optional.empty() : Optional.of(errors[place].decibels())));
        }
        return layers;
    }

    private double weightError(Node node) {
        float[] weights = folded.of(node.parameters().get(0));
        return ChannelWeights.of(weights, ((Layer.Convolution) node.layer()).out()).against(weights).decibels();
    }
}
