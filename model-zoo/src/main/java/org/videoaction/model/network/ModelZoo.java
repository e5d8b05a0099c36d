package org.videoaction.model.network;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.videoaction.model.network.ChannelSeparated.Interaction;

/** The networks of the papers and code bases by their names. */
public final class ModelZoo {

    private static final int PAPER_WIDTH = 64;
    private static final int X3D_WIDTH = 24;
    private static final double X3D_BOTTLENECK = 2.25;
    private static final int USUAL_SIDE = 224;
    private static final int BETA_INVERSE = 8;
    private static final double DROPOUT = 0.5;
    private static final double CAFFE2_EPSILON = 1e-3;
    private static final int KINETICS_CLASSES = 400;
    private static final int CHARADES_CLASSES = 157;
    private static final int AVA_CLASSES = 80;
    private static final Head DETECTION = Head.detection(Regions.CAFFE2);
    private static final NonLocal FIVE_BLOCKS = new NonLocal(List.of(1, 3), List.of(1, 3, 5), false, Extent.of(1, 2),
        NonLocal.Style.PYSLOWFAST);
    private static final NonLocal MMACTION_BLOCKS = new NonLocal(List.of(0, 2), List.of(0, 2, 4), true, Extent.of(1, 2),
        NonLocal.Style.MMACTION2);
    private static final NonLocal THREE_BLOCKS = new NonLocal(List.of(), List.of(6, 13, 20), false, Extent.of(2, 2),
        NonLocal.Style.PYSLOWFAST);
    /** The R101 of the SlowFast paper. */
    private static final Pathway R101_50 = new Pathway(101, 6);

    /** Words of names as people write them. */
    private static final Map<String, String> WORDS = Map.ofEntries(Map.entry("slowfast", "SlowFast"),
        Map.entry("slow", "Slow"), Map.entry("fast", "Fast"), Map.entry("nl", "non-local"), Map.entry("ir", "ir-CSN"),
        Map.entry("ip", "ip-CSN"), Map.entry("csn", ""), Map.entry("r2plus1d", "R(2+1)D"),
        Map.entry("imagenet", "ImageNet"), Map.entry("ig65m", "IG-65M"), Map.entry("sports1m", "Sports-1M"),
        Map.entry("k700", "Kinetics-700"), Map.entry("bnfrozen", "frozen batch norm"), Map.entry("steplr", "step LR"),
        Map.entry("mmaction", "MMAction2"), Map.entry("charades", "Charades"), Map.entry("ava", "AVA"));
    /** Depths, sizes, and networks whose names are letters. */
    private static final String IN_CAPITALS = "r\\d+|[cix]3d|c2d|xs|[sml]";

    private static final List<Entry> ENTRIES = List.of(
        slowFast("slowfast-4x16-r50", 8, 32, 2, Pathway.of(50), 5, NonLocal.NONE, 36.1),
        slowFast("slowfast-8x8-r50", 4, 32, 2, Pathway.of(50), 7, NonLocal.NONE, 65.7),
        slowFast("slowfast-16x8-r50", 4, 64, 2, Pathway.of(50), 7, NonLocal.NONE, Double.NaN),
        slowFast("slowfast-8x8-r101", 4, 32, 2, R101_50, 5, NonLocal.NONE, 106),
        slowFast("slowfast-16x8-r101", 4, 64, 2, R101_50, 5, NonLocal.NONE, 213),
        slowFast("slowfast-8x8-r101-full", 4, 32, 2, Pathway.of(101), 5, NonLocal.NONE, Double.NaN),
        slowFast("slowfast-16x8-r101-full", 4, 64, 2, Pathway.of(101), 5, NonLocal.NONE, Double.NaN),
        slowFast("slowfast-nl-4x16-r50", 8, 32, 2, Pathway.of(50), 5, FIVE_BLOCKS, Double.NaN),
        slowFast("slowfast-nl-8x8-r50", 4, 32, 2, Pathway.of(50), 5, FIVE_BLOCKS, Double.NaN),
        slowFast("slowfast-nl-16x8-r101", 4, 64, 2, R101_50, 5, THREE_BLOCKS, 234),
        mmaction("mmaction-slowfast-4x16-r50", 8, 50, 50, 5, false, 36.3),
        mmaction("mmaction-slowfast-8x8-r50", 4, 50, 50, 7, false, 66.1),
        mmaction("mmaction-slowfast-8x8-r50-steplr", 4, 50, 50, 7, true, 66.1),
        mmaction("mmaction-slowfast-8x8-r101", 4, 101, 101, 7, false, 126),
        mmaction("mmaction-slowfast-4x16-r101-r50", 8, 101, 50, 5, false, 64.9),
        single("slow-4x16-r50", Pathway.Kind.SLOW, 50, 4, 16, NonLocal.NONE, 27.3),
        single("slow-8x8-r50", Pathway.Kind.SLOW, 50, 8, 8, NonLocal.NONE, 54.5),
        single("slow-8x8-r101", Pathway.Kind.SLOW, 101, 8, 8, NonLocal.NONE, 112),
        single("slow-nl-4x16-r50", Pathway.Kind.SLOW, 50, 4, 16, FIVE_BLOCKS, Double.NaN),
        single("mmaction-slow-nl-4x16-r50", Pathway.Kind.SLOW, 50, 4, 16, MMACTION_BLOCKS, 43.23),
        single("mmaction-slow-nl-8x8-r50", Pathway.Kind.SLOW, 50, 8, 8, MMACTION_BLOCKS, 96.66),
        single("fast-32x2-r50", Pathway.Kind.FAST, 50, 32, 2, NonLocal.NONE, 6.4),
        single("fast-32x2-r101", Pathway.Kind.FAST, 101, 32, 2, NonLocal.NONE, Double.NaN),
        single("i3d-8x8-r50", Pathway.Kind.INFLATED, 50, 8, 8, NonLocal.NONE, Double.NaN),
        x3d("x3d-xs", 2.2, 4, 12, 160, 0.60),
        x3d("x3d-s", 2.2, 13, 6, 160, 1.96),
        x3d("x3d-m", 2.2, 16, 5, 224, 4.73),
        x3d("x3d-l", 5, 16, 5, 312, 18.37),
        r2plus1d("r2plus1d-r50", R2Plus1d.Form.BOTTLENECK, 16, 4, USUAL_SIDE, Double.NaN),
        r2plus1d("r2plus1d-34", R2Plus1d.Form.BASIC, 32, 2, 112, Double.NaN),
        csn("ir-csn-50", Interaction.REDUCED, 50, 55.9),
        csn("ir-csn-101", Interaction.REDUCED, 101, 73.8),
        csn("ir-csn-152", Interaction.REDUCED, 152, 96.7),
        csn("ip-csn-50", Interaction.PRESERVED, 50, Double.NaN),
        csn("ip-csn-101", Interaction.PRESERVED, 101, 83.0),
        csn("ip-csn-152", Interaction.PRESERVED, 152, 108.8),
        slowFast("charades-slowfast-16x8-r50", 4, 64, 2, Pathway.of(50), 7, NonLocal.NONE, Double.NaN)
            .with(Head.MULTI_LABEL, CHARADES_CLASSES),
        slowFast("charades-slowfast-nl-16x8-r101", 4, 64, 2, R101_50, 5, THREE_BLOCKS, 234)
            .with(Head.MULTI_LABEL, CHARADES_CLASSES),
        slowFast("ava-slowfast-8x8-r50", 4, 32, 2, Pathway.of(50), 7, NonLocal.NONE, Double.NaN)
            .with(DETECTION, AVA_CLASSES),
        slowFast("ava-slowfast-nl-8x8-r101", 4, 32, 2, R101_50, 5, THREE_BLOCKS, Double.NaN)
            .with(DETECTION, AVA_CLASSES),
        slowFast("ava-slowfast-nl-16x8-r101", 4, 64, 2, R101_50, 5, THREE_BLOCKS, Double.NaN)
            .with(DETECTION, AVA_CLASSES),
        single("ava-slow-4x16-r50", Pathway.Kind.SLOW, 50, 4, 16, NonLocal.NONE, Double.NaN)
            .with(DETECTION, AVA_CLASSES));

    private ModelZoo() {
    }

    /**
     * A network with a name.
     *
     * @param frames T of the clips that it takes
     * @param stride tau of the clips
     * @param side height and width of the crops that it is trained on, in pixels
     * @param width the stem's channels as published
     * @param classes the number of classes as published: 400 of Kinetics, 157 of Charades, 80 of AVA
     * @param builder makes the network for a width and a number of classes
     * @param publishedGflops what its authors print for 256 x 256 pixels, of an X3D for its own crop, not a number where
     *     nothing is printed
     */
    public record Entry(String name, int frames, int stride, int side, int width, int classes,
        BiFunction<Integer, Integer, Architecture> builder, double publishedGflops) {

        /** The network as published. */
        public Architecture architecture() {
            return builder.apply(width, classes);
        }

        /** The network for another number of classes. */
        public Architecture architecture(int newClasses) {
            return builder.apply(width, newClasses);
        }

        /** A thinner or wider form. */
        public Architecture architecture(int stemWidth, int newClasses) {
            return builder.apply(stemWidth, newClasses);
        }

        private Entry with(Head head, int newClasses) {
            return new Entry(name, frames, stride, side, width, newClasses,
                (stemWidth, count) -> builder.apply(stemWidth, count).with(head, count), publishedGflops);
        }
    }

    /** A name of a network as people write it: SlowFast 8x8 R50 for {@code slowfast-8x8-r50}. */
    public static String title(String name) {
        return Arrays.stream(name.split("-"))
            .map(word -> word.matches(IN_CAPITALS) ? word.toUpperCase(Locale.ROOT) : WORDS.getOrDefault(word, word))
            .filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
    }

    /** All networks. */
    public static List<Entry> entries() {
        return ENTRIES;
    }

    /** @throws IllegalArgumentException when there is none of that name; the message lists the names */
    public static Entry entry(String name) {
        return ENTRIES.stream().filter(entry -> entry.name().equals(name)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("There is no network " + name + "; there are "
                + String.join(", ", ENTRIES.stream().map(Entry::name).toList()) + "."));
    }

    private static Entry slowFast(String name, int alpha, int frames, int stride, Pathway pathway, int lateralKernel,
        NonLocal nonLocal, double gflops) {
        return new Entry(name, frames, stride, USUAL_SIDE, PAPER_WIDTH, KINETICS_CLASSES,
            (width, classes) -> new SlowFast(pathway, pathway, alpha, BETA_INVERSE, width,
                Lateral.convolution(lateralKernel, true), FrameRule.LINSPACE, nonLocal, Head.AVERAGE, DROPOUT, classes),
            gflops);
    }

    private static Entry mmaction(String name, int alpha, int slowDepth, int fastDepth, int lateralKernel, boolean norm,
        double gflops) {
        return new Entry(name, 32, 2, USUAL_SIDE, PAPER_WIDTH, KINETICS_CLASSES, (width, classes) -> new SlowFast(
            Pathway.of(slowDepth), Pathway.of(fastDepth), alpha, BETA_INVERSE, width,
            Lateral.convolution(lateralKernel, norm),
            FrameRule.STRIDE, NonLocal.NONE, Head.AVERAGE, DROPOUT, classes), gflops);
    }

    private static Entry single(String name, Pathway.Kind kind, int depth, int frames, int stride, NonLocal nonLocal,
        double gflops) {
        int published = kind == Pathway.Kind.FAST ? PAPER_WIDTH / BETA_INVERSE : PAPER_WIDTH;
        return new Entry(name, frames, stride, USUAL_SIDE, published, KINETICS_CLASSES,
            (width, classes) -> new SinglePathway(kind, Pathway.of(depth), width, nonLocal, Head.AVERAGE, DROPOUT, classes),
            gflops);
    }

    private static Entry csn(String name, Interaction interaction, int depth, double gflops) {
        return new Entry(name, 32, 2, USUAL_SIDE, PAPER_WIDTH, KINETICS_CLASSES,
            (width, classes) -> new ChannelSeparated(interaction, depth, width, CAFFE2_EPSILON, DROPOUT, classes), gflops);
    }

    private static Entry x3d(String name, double depth, int frames, int stride, int side, double gflops) {
        return new Entry(name, frames, stride, side, X3D_WIDTH, KINETICS_CLASSES,
            (width, classes) -> X3d.expanded(width / 2, 2, depth, X3D_BOTTLENECK, Head.AVERAGE, DROPOUT, classes), gflops);
    }

    private static Entry r2plus1d(String name, R2Plus1d.Form form, int frames, int stride, int side, double gflops) {
        return new Entry(name, frames, stride, side, PAPER_WIDTH, KINETICS_CLASSES,
            (width, classes) -> R2Plus1d.plain(form, width, classes), gflops);
    }

    /** All networks with their counts for the classes of their data set, as a Markdown table. */
    public static String table() {
        StringBuilder table = new StringBuilder("""
            | network | clip | crop | parameters | GMACs | GMACs at 256 | published |
            |---|---|---|---|---|---|---|
            """);
        for (Entry entry : ENTRIES) {
            Network network = entry.architecture().network();
            table.append(String.format(Locale.ROOT, "| %s | %d x %d | %d | %,d | %.2f | %.2f | %s |%n", entry.name(),
                entry.frames(), entry.stride(), entry.side(), network.parameterCount(),
                gmacs(network, entry.frames(), entry.side()),
                gmacs(network, entry.frames(), 256),
                Double.isNaN(entry.publishedGflops()) ? "" : String.valueOf(entry.publishedGflops())));
        }
        return table.toString();
    }

    private static double gmacs(Network network, int frames, int side) {
        return Complexity.of(network, frames, side).multiplyAccumulates() / 1e9;
    }
}
