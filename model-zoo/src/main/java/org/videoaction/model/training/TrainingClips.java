package org.videoaction.model.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.videoaction.data.clip.Clip;
import org.videoaction.data.clip.ClipBatch;
import org.videoaction.data.clip.ClipBox;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.list.Classes;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Network;
import org.videoaction.model.torch.Boxes;
import org.videoaction.model.torch.Targets;

/**
 * The clips that a network learns from, and those that show how well it does.
 *
 * @param validation clips of the same size and classes, in whatever order these are
 */
public record TrainingClips(ClipSource training, Optional<ClipSource> validation) {

    private static final int NAMED = 3;

    /** Clips to learn from alone. */
    public static TrainingClips of(ClipSource training) {
        return new TrainingClips(training, Optional.empty());
    }

    /** @throws TrainingException when the clips do not allow training; the message says why */
    void check() throws TrainingException {
        checkLabels(training, "to train on");
        if (classes().size() < 2) {
            throw new TrainingException("Training needs clips of at least two classes; there "
                + (classes().isEmpty() ? "is none" : "is only " + classes().name(0)) + ".");
        }
        List<String> shown = IntStream.range(0, classes().size()).filter(c -> clipsOfClasses()[c] > 0)
            .mapToObj(classes()::name).toList();
        if (shown.size() == 1) {
            throw new TrainingException("All clips to train on are of the class " + shown.get(0)
                + "; training needs clips of at least two classes.");
        }
        if (validation.isPresent()) {
            checkLabels(validation.get(), "to validate with");
            checkAlike(training.spec(), validation.get().spec());
        }
    }

    /** @throws TrainingException when the network detects and there are no boxes */
    void checkBoxes(Architecture architecture) throws TrainingException {
        boolean given = training.spec().boxes() && (validation.isEmpty() || validation.get().spec().boxes());
        if (architecture.head().detects() && !given) {
            throw new TrainingException("The network, " + architecture.displayName() + ", detects actions in boxes, which "
                + "the clips do not have. Give the Frame Sampler a table of boxes, or choose a network that recognizes whole "
                + "clips.");
        }
    }

    private static void checkLabels(ClipSource source, String purpose) throws TrainingException {
        if (source.spec().wholeFrames()) {
            throw new TrainingException(
                "The clips " + purpose + " show whole frames, which differ in size from video to video. "
                    + "Let the Frame Sampler take crops.");
        }
        if (source.size() == 0) {
            throw new TrainingException("There is no clip " + purpose + ". Were all videos broken? The table of the "
                + "Frame Sampler says what came of each.");
        }
        for (int clip = 0; clip < source.size(); clip++) {
            if (source.labels(clip).isEmpty()) {
                throw new TrainingException("The video " + source.video(clip) + " has no label to learn.");
            }
        }
    }

    private static void checkAlike(ClipSpec training, ClipSpec validation) throws TrainingException {
        if (!training.classes().sameNames(validation.classes())) {
            throw new TrainingException("The clips to validate with have other classes, " + validation.classes()
                + ", than those to train on, " + training.classes() + ".");
        }
        if (training.channels() != validation.channels() || training.frames() != validation.frames()) {
            throw new TrainingException("The clips to validate with, " + validation.summary()
                + ", have other frames than those to train on, " + training.summary() + ".");
        }
    }

    Classes classes() {
        return training.spec().classes();
    }

    /** The clips of each class. */
    int[] clipsOfClasses() {
        int[] clips = new int[classes().size()];
        for (int clip = 0; clip < training.size(); clip++) {
            training.labels(clip).forEach(label -> clips[label]++);
        }
        return clips;
    }

    /** How much each class counts so that all count alike together; 0 for classes without clips. */
    List<Double> balance() {
        int[] clips = clipsOfClasses();
        double all = Arrays.stream(clips).sum();
        return Arrays.stream(clips).mapToObj(count -> count == 0 ? 0 : all / (clips.length * count)).toList();
    }

    /** How much each class counts by the effective number of its clips, 1 on average over the classes that have clips; else 0. */
    List<Double> effective(double beta) {
        double[] weights = Arrays.stream(clipsOfClasses())
            .mapToDouble(count -> count == 0 ? 0 : (1 - beta) / -Math.expm1(count * Math.log(beta))).toArray();
        double mean = Arrays.stream(weights).filter(weight -> weight > 0).average().orElse(1);
        return Arrays.stream(weights).mapToObj(weight -> weight / mean).toList();
    }

    /**
     * What a person should know about the clips before they wait for the result.
     *
     * @param labels how many classes of a clip the network learns
     */
    List<String> remarks(int batch, Labels labels) {
        List<String> remarks = new ArrayList<>();
        long several = IntStream.range(0, training.size()).filter(clip -> training.labels(clip).size() > 1).count();
        if (several > 0 && labels == Labels.ONE) {
            remarks.add(several + " of the " + training.size() + " clips to train on have several labels, of which the "
                + "network learns the first alone. Set \"Labels per clip\" to \"Multiple\" for all of them.");
        }
        int[] clips = clipsOfClasses();
        List<String> missing = IntStream.range(0, clips.length).filter(c -> clips[c] == 0).mapToObj(classes()::name)
            .toList();
        if (!missing.isEmpty()) {
            remarks.add("No clip to train on is of the class" + (missing.size() == 1 ? " " : "es ")
                + listed(missing) + ", which the network cannot learn.");
        }
        if (batch > training.size()) {
            remarks.add("There are fewer clips to train on, " + training.size() + ", than the batch size of " + batch
                + ": each step takes all of them.");
        }
        return remarks;
    }

    /** The boxes that a network is to look into, none where it does not detect. */
    static Optional<Boxes> boxes(ClipBatch batch, ClipSpec spec, Network network) {
        return network.detects()
            ? Optional.of(new Boxes(batch.boxes().stream().map(boxes -> Boxes.pixels(
                boxes.stream().map(ClipBox::place).toList(), spec.width(), spec.height())).toList()))
            : Optional.empty();
    }

    /**
     * What is right for the clips of a batch, or for their boxes where the network detects.
     *
     * @param given the classes that the labels of the clips mean
     * @param wanted those of the network, of the same names
     */
    static Targets targets(ClipBatch batch, Network network, Classes given, Classes wanted) {
        int[] places = given.places(wanted);
        if (!network.detects() && network.labels() == Labels.ONE) {
            return new Targets.Classes(IntStream.of(batch.labels()).map(label -> places[label]).toArray());
        }
        Stream<List<Integer>> shown = network.detects() ? batch.boxes().stream().flatMap(List::stream).map(ClipBox::labels)
            : batch.clips().stream().map(Clip::labels);
        return new Targets.ClassSets(shown
            .map(labels -> wanted.holding(labels.stream().map(label -> places[label]).toList())).toArray(boolean[][]::new));
    }

    /** "a", "a and b", "a, b and c", or the first three and how many more. */
    static String listed(List<String> names) {
        int named = names.size() > NAMED ? NAMED : names.size() - 1;
        String first = String.join(", ", names.subList(0, named));
        String last = names.size() > NAMED ? names.size() - NAMED + " more" : names.get(named);
        return first.isEmpty() ? last : first + " and " + last;
    }
}
