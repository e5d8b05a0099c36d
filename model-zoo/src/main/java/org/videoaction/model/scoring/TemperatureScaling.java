package org.videoaction.model.scoring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipOrigin;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.model.metrics.Accuracy;
import org.videoaction.model.metrics.Calibration;
import org.videoaction.model.metrics.LabelledScores;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.Provenance;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.saved.ViewRule;
import org.videoaction.model.torch.ThisComputer;

/**
 * The one number by which a model's scores before the softmax are divided, so that it is as sure as it is right
 * (temperature scaling; Guo et al., On Calibration of Modern Neural Networks, 2017): of all numbers the one with which
 * videos that were held out have the highest likelihood, their views put together as the model is tested.
 *
 * @param temperature above 1 for a model that was too sure
 * @param accuracy top-1 of the videos as they were; a single view's order of classes never changes
 * @param videos how many were measured
 * @param data what was measured
 * @param machine where
 */
public record TemperatureScaling(double temperature, double accuracy, int videos, Calibration before, Calibration after,
    Optional<ClipOrigin> data, Map<String, String> machine) {

    /** Why a network that averages windows of a frame has no temperature. */
    public static final String WINDOWS = "The model gives the mean of the probabilities of several windows of a frame, which "
        + "no temperature of its scores foretells. Read its weights for clips of the size that it was trained on, and "
        + "calibrate that.";

    private static final double LARGEST_LOGARITHM = Math.log(100);
    private static final double PRECISION = 1e-4;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** Probabilities of the views of a video, one a class each, and the index of its class. */
    record Viewed(List<float[]> views, int label) {}

    /**
     * @param clips with labels; videos without one, and those that cannot be read, are passed over
     * @throws IllegalArgumentException when several classes may be right at once, the network averages windows, or no video has a label and scores
     */
    public static TemperatureScaling of(VideoModel model, ClipSource clips, ScoringSettings settings, Progress progress)
        throws IOException {
        if (model.architecture().network().labels() != Labels.ONE) {
            throw new IllegalArgumentException("The model says of each class whether it holds; a temperature is for models "
                + "that choose one class of several.");
        }
        if (model.architecture().averagesWindows()) {
            throw new IllegalArgumentException(WINDOWS);
        }
        List<Viewed> videos = new ArrayList<>();
        List<float[]> views = new ArrayList<>();
        ScoringReport report = new VideoScorer(model, settings.withClips()).score(clips, progress,
            clip -> views.add(clip.probabilities()),
            score -> {
                int label = score.label() == null ? -1 : model.classes().index(score.label());
                if (score.problem() == null && label >= 0) {
                    videos.add(new Viewed(List.copyOf(views), label));
                }
                views.clear();
            });
        if (videos.isEmpty()) {
            throw new IllegalArgumentException("None of the clips' videos has both scores and a label that is one of the "
                + "model's classes.");
        }
        TemperatureScaling found = of(videos, settings.rule(model));
        return new TemperatureScaling(found.temperature, found.accuracy, found.videos, found.before, found.after,
            Optional.of(ClipOrigin.of(clips, progress)), ThisComputer.hardware(report.device()));
    }

    static TemperatureScaling of(List<Viewed> videos, ViewRule rule) {
        int[] truth = videos.stream().mapToInt(Viewed::label).toArray();
        double temperature = Math.exp(lowest(logarithm -> at(videos, rule, truth, Math.exp(logarithm)).logLoss(),
            -LARGEST_LOGARITHM, LARGEST_LOGARITHM));
        List<double[]> asTheyWere = together(videos, rule, 1);
        int right = 0;
        for (int i = 0; i < truth.length; i++) {
            right += Accuracy.best(asTheyWere.get(i)) == truth[i] ? 1 : 0;
        }
        return new TemperatureScaling(temperature, right / (double) truth.length, truth.length,
            Calibration.of(truth, asTheyWere), at(videos, rule, truth, temperature), Optional.empty(), Map.of());
    }

    private static Calibration at(List<Viewed> videos, ViewRule rule, int[] truth, double temperature) {
        return Calibration.of(truth, together(videos, rule, temperature));
    }

    private static List<double[]> together(List<Viewed> videos, ViewRule rule, double temperature) {
        return videos.stream().map(video -> {
            ViewAverage average = new ViewAverage(rule, Labels.ONE, video.views().get(0).length);
            video.views().forEach(view -> average.add(divided(view, temperature)));
            return LabelledScores.values(average.probabilities());
        }).toList();
    }

    /** The probabilities of scores that are divided. */
    private static float[] divided(float[] probabilities, double temperature) {
        double largest = probabilities[Accuracy.best(probabilities)];
        double[] powers = new double[probabilities.length];
        double sum = 0;
        for (int c = 0; c < powers.length; c++) {
            powers[c] = Math.pow(probabilities[c] / largest, 1 / temperature);
            sum += powers[c];
        }
        float[] result = new float[powers.length];
        for (int c = 0; c < powers.length; c++) {
            result[c] = (float) (powers[c] / sum);
        }
        return result;
    }

    /** Where a function that falls and then rises is lowest. */
    private static double lowest(DoubleUnaryOperator function, double from, double to) {
        double low = from;
        double high = to;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double ofLeft = function.applyAsDouble(left);
        double ofRight = function.applyAsDouble(right);
        while (high - low > PRECISION) {
            if (ofLeft <= ofRight) {
                high = right;
                right = left;
                ofRight = ofLeft;
                left = high - GOLDEN * (high - low);
                ofLeft = function.applyAsDouble(left);
            } else {
                low = left;
                left = right;
                ofLeft = ofRight;
                right = low + GOLDEN * (high - low);
                ofRight = function.applyAsDouble(right);
            }
        }
        return (low + high) / 2;
    }

    /** The model whose classifier's weights and biases are divided by the temperature; all else is the same. */
    public VideoModel calibrated(VideoModel model) {
        Network network = model.architecture().network();
        Map<String, float[]> values = new LinkedHashMap<>(model.weights().values());
        for (Parameter parameter : network.nodes().get(network.nodes().size() - 1).parameters()) {
            values.computeIfPresent(parameter.name(), (name, learned) -> divided(learned));
        }
        return new VideoModel(model.architecture(), model.preprocessing(), model.input(), model.test(), model.classes(),
            new Weights(values), model.history(), model.quantization(), model.program(), model.provenance()).after(step());
    }

    private Provenance.Step step() {
        Map<String, ClipOrigin> clips = data.map(of -> Map.of("calibration", of)).orElse(Map.of());
        return Provenance.Step.now("calibrated", Map.of(), Map.of())
            .computed(clips, ThisComputer.libraries(), machine)
            .giving(Map.of("temperature", String.valueOf(temperature)));
    }

    private float[] divided(float[] learned) {
        float[] result = new float[learned.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) (learned[i] / temperature);
        }
        return result;
    }
}
