package org.videoaction.model.published;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.videoaction.data.list.Classes;
import org.videoaction.model.exchange.CodeBase;
import org.videoaction.model.exchange.CodeBase.Means;
import org.videoaction.model.exchange.ImportRequest;
import org.videoaction.model.exchange.ImportedModel;
import org.videoaction.model.exchange.TestConfiguration;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Complexity;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Regions;
import org.videoaction.model.saved.Provenance;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.saved.VideoModel;

/**
 * A file of weights that its authors publish, with what they say of it.
 *
 * @param id network, program where it is not the network's own, {@code @}, data set
 * @param program whose file it is
 * @param task what the network tells
 * @param dataset what it was trained on last, by the name of its class list
 * @param classes their number, 0 where it is not published
 * @param network its name among {@link ModelZoo}'s, empty where there is none
 * @param input the clips of the test: the crop is what their height and width are
 * @param shortSide of the frames in the test before they are cropped, in pixels
 * @param views of a video in the test
 * @param preprocessing how bytes are normalized
 * @param pretraining the data set that it was trained on before, empty for none
 * @param accuracy as published
 * @param gmacs multiply-accumulates of one view in 10^9, as published
 * @param parameters in 10^6, as published
 * @param sha256 the first hexadecimal digits of the file's SHA-256, empty where nothing is published
 * @param licence what its authors state
 * @param problem why it cannot run here, empty where it can
 */
public record PublishedModel(String id, String program, Task task, String dataset, int classes, String network,
    VideoModel.Input input, int shortSide, Views views, Preprocessing preprocessing, String pretraining,
    Accuracy accuracy, OptionalDouble gmacs, OptionalDouble parameters, String sha256, String licence, URI address,
    String problem) implements PublishedFile {

    private static final Map<String, Preprocessing> NORMALIZATIONS = Map.of("0.45", Preprocessing.KINETICS, "imagenet",
        Means.IMAGENET, "vmz", Means.VMZ);
    private static final String FROM_CAFFE2 = "PySlowFast";
    private static final String NON_LOCAL = "-nl-";
    private static final String X3D = "x3d-";
    private static final String MMACTION2 = "MMAction2";

    /** What a network tells: one class of a clip, several of a clip, or several of each box. */
    public enum Task {
        CLASSES,
        LABELS,
        BOXES
    }

    /**
     * The views of a video in the authors' own test.
     *
     * @param clips along time
     * @param crops of each clip
     * @param wholeVideo whether the frames of a clip are spread over the whole video, whatever the stride
     */
    public record Views(int clips, int crops, boolean wholeVideo) {}

    /** In percent, as the authors measured it: top-1 and top-5, or the mean average precision. */
    public record Accuracy(OptionalDouble top1, OptionalDouble top5, OptionalDouble meanAveragePrecision) {

        /** The number to compare by, 0 where nothing is published. */
        public double main() {
            return top1.orElse(meanAveragePrecision.orElse(0));
        }

        @Override
        public String toString() {
            return top1.isPresent() ? String.format(Locale.ROOT, "%.1f", top1.getAsDouble())
                : meanAveragePrecision.isPresent() ? String.format(Locale.ROOT, "%.1f mAP", main()) : "";
        }
    }

    /** @param row the fields of a line of the catalogue, by column */
    static PublishedModel of(Map<String, String> row) {
        int crop = number(row, "crop");
        return new PublishedModel(row.get("id"), row.get("program"), Task.valueOf(row.get("task").toUpperCase(Locale.ROOT)),
            row.get("dataset"), number(row, "classes"), row.get("network"),
            new VideoModel.Input(number(row, "frames"), crop, crop, number(row, "stride")), number(row, "short_side"),
            new Views(number(row, "clips"), number(row, "crops"), row.get("sampling").equals("segments")),
            NORMALIZATIONS.get(row.get("normalization")), row.get("pretraining"),
            new Accuracy(measure(row, "top1"), measure(row, "top5"), measure(row, "map")), measure(row, "gmacs"),
            measure(row, "params"), row.get("sha256"), row.get("licence"), URI.create(row.get("url")), row.get("problem"));
    }

    private static int number(Map<String, String> row, String column) {
        return Integer.parseInt(row.get(column));
    }

    private static OptionalDouble measure(Map<String, String> row, String column) {
        String text = row.get(column);
        return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
    }

    /** The network as people write it, such as SlowFast 8x8 R50. */
    public String title() {
        return ModelZoo.title(id.substring(0, id.indexOf('@')).replace("-" + program.toLowerCase(Locale.ROOT), ""));
    }

    /** What is compared where one of several is chosen: network, program, accuracy and multiply-accumulates of a view. */
    public String summary() {
        return String.format(Locale.ROOT, "%s (%s): %s, %.1f GMACs", title(), program,
            accuracy.toString().isEmpty() ? "accuracy not published"
                : accuracy.top1().isPresent() ? accuracy + " %" : accuracy.toString(),
            cost());
    }

    /** Whether it can run here. */
    public boolean isOffered() {
        return problem.isEmpty();
    }

    /**
     * The network as published.
     *
     * @throws IllegalArgumentException when it is not offered
     */
    public Architecture architecture() {
        return headed(ModelZoo.entry(network).architecture(classes));
    }

    private Architecture headed(Architecture plain) {
        if (task == Task.BOXES && !plain.head().detects()) {
            return plain.with(Head.detection(program.equals(MMACTION2) ? Regions.MMACTION2 : Regions.CAFFE2), classes);
        } else if (task == Task.LABELS && plain.head().labels() == Labels.ONE) {
            return plain.with(new Head(plain.head().window(), Labels.SEVERAL, Regions.NONE), classes);
        }
        return plain;
    }

    /** Multiply-accumulates of one view in 10^9: as published, else as counted. */
    public double cost() {
        return gmacs.orElseGet(() -> isOffered()
            ? Complexity.of(architecture().network(), input.frames(), input.width()).multiplyAccumulates() / 1e9
            : Double.NaN);
    }

    /** The names of its classes, numbers where they are not built in. */
    public Classes classNames() {
        return ClassNames.of(dataset).filter(names -> names.size() == classes).orElse(Classes.numbered(classes));
    }

    /**
     * How its file is to be read. Caffe2's tensors do not tell how non-local blocks pool, and those of X3D XS, S and M are
     * of one kind.
     */
    public ImportRequest request() {
        boolean ambiguous = program.equals(FROM_CAFFE2) && network.contains(NON_LOCAL) || network.startsWith(X3D);
        return new ImportRequest(ambiguous ? Optional.of(ModelZoo.entry(network)) : Optional.empty(),
            0, classNames(), Optional.of(preprocessing), input.width(), 0);
    }

    /** How its authors tested it. */
    public TestProtocol test() {
        TestConfiguration.Videos videos = task == Task.LABELS ? TestConfiguration.Videos.SEVERAL_ACTIONS
            : views.wholeVideo() ? TestConfiguration.Videos.WHOLE : TestConfiguration.Videos.TRIMMED;
        return new TestConfiguration(CodeBase.titled(program), videos, views.clips(), views.crops(), shortSide,
            input.width()).protocol(input.frames(), input.stride());
    }

    /** The model that was read from its file, with what the catalogue knows better. */
    public VideoModel ready(ImportedModel imported) {
        VideoModel model = imported.model();
        return new VideoModel(headed(model.architecture()), preprocessing, input, test(), model.classes(), model.weights(),
            model.history()).from(
                model.provenance().with(Provenance.Step.always("taken as published weights",
                    Map.of("name", id), Map.of())));
    }
}
