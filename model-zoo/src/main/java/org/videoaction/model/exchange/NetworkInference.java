package org.videoaction.model.exchange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.network.Extent;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.NonLocal;
import org.videoaction.model.network.Pathway;
import org.videoaction.model.network.R2Plus1d;
import org.videoaction.model.network.Regions;
import org.videoaction.model.network.SinglePathway;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.X3d;

/** Which network a file's tensors belong to, by which there are and by their shapes. */
final class NetworkInference {

    /** Depths by their blocks in res4: in this stage, networks of all depths differ. */
    private static final Map<Integer, Integer> DEPTHS = Map.of(6, 50, 23, 101, 36, 152);
    private static final double DROPOUT = 0.5;
    private static final int AVA_CLASSES = 80;
    private static final int CHARADES_CLASSES = 157;
    private static final String HEAD_WEIGHT = "head.fc.weight";
    private static final Extent USUAL_POOL = Extent.of(1, 2);

    private final NamedTensors tensors;
    private final Settings settings;
    private final int classes;
    private final List<String> assumptions = new ArrayList<>();

    /** @param settings what is known from beside the tensors */
    NetworkInference(NamedTensors tensors, Settings settings, int classes) {
        this.tensors = tensors;
        this.settings = settings;
        this.classes = classes;
    }

    /** What was taken for granted because tensors do not show it. */
    List<String> assumptions() {
        return assumptions;
    }

    /** @throws IOException when there is no such network here */
    Architecture network() throws IOException {
        try {
            Architecture network = switch (tensors.family()) {
                case SLOWFAST -> slowFast();
                case SLOW -> tensors.side("slow.stem.conv.weight", 2) > 1 ? inflated()
                    : single(Pathway.Kind.SLOW, pathway("slow."), nonLocal());
                case FAST -> single(Pathway.Kind.FAST, pathway("fast."), NonLocal.NONE);
                case IP_CSN -> csn(ChannelSeparated.Interaction.PRESERVED);
                case IR_CSN -> csn(ChannelSeparated.Interaction.REDUCED);
                case X3D -> x3d();
                case R2PLUS1D_BOTTLENECK -> r2plus1d(R2Plus1d.Form.BOTTLENECK);
                case R2PLUS1D_BASIC -> r2plus1d(R2Plus1d.Form.BASIC);
            };
            return network.with(head(), classes);
        } catch (IllegalArgumentException e) {
            throw new IOException("its tensors make up no network that is known here: " + e.getMessage(), e);
        }
    }

    /**
     * PyTorchVideo's and MMAction2's detection networks show by their names. PySlowFast's are named as the others: without
     * its settings, the 80 classes of AVA and the 157 of Charades tell them.
     */
    private Head head() {
        if (tensors.has(HEAD_WEIGHT) && tensors.theirs(HEAD_WEIGHT).startsWith(PyTorchVideoNames.DETECTION_HEAD)) {
            return Head.detection(Regions.CAFFE2);
        }
        if (tensors.has(HEAD_WEIGHT) && tensors.theirs(HEAD_WEIGHT).startsWith(MmactionNames.DETECTION_HEAD)) {
            return Head.detection(Regions.MMACTION2);
        }
        boolean named = tensors.codeBase() == CodeBase.PYSLOWFAST || tensors.codeBase() == CodeBase.SLOWFAST_CAFFE2;
        if (settings.head() != null || !named) {
            return settings.head() == null ? Head.AVERAGE : settings.head();
        }
        int trained = tensors.side("head.fc.bias", 0);
        if (trained == AVA_CLASSES) {
            assumptions.add("it is a network for detection, since it has AVA's " + AVA_CLASSES + " classes");
            return Head.detection(tensors.codeBase() == CodeBase.PYSLOWFAST ? Regions.PYSLOWFAST : Regions.CAFFE2);
        }
        if (trained == CHARADES_CLASSES) {
            assumptions.add("several classes hold at once, since it has Charades' " + CHARADES_CLASSES + " classes");
            return Head.MULTI_LABEL;
        }
        return Head.AVERAGE;
    }

    private SlowFast slowFast() throws IOException {
        int width = tensors.side("slow.stem.conv.weight", 0);
        int fastWidth = tensors.side("fast.stem.conv.weight", 0);
        if (fastWidth == 0 || width % fastWidth != 0) {
            throw new IOException("its Slow pathway starts with " + width + " channels and its Fast pathway with "
                + fastWidth + ", which is no whole ratio");
        }
        Pathway slow = pathway("slow.");
        Lateral lateral = lateral(width, fastWidth);
        int alpha = alpha(slow, lateral, width, fastWidth);
        assumptions.add("the Slow pathway sees frames " + (tensors.codeBase().slowFrames().name().equals("STRIDE")
            ? "at a regular stride" : "spread evenly from the first to the last"));
        return new SlowFast(slow, pathway("fast."), alpha, width / fastWidth, width, lateral,
            tensors.codeBase().slowFrames(), nonLocal(), Head.AVERAGE, DROPOUT, classes);
    }

    private SinglePathway single(Pathway.Kind kind, Pathway pathway, NonLocal nonLocal) {
        return new SinglePathway(kind, pathway, tensors.side(tensors.family().prefix() + "stem.conv.weight", 0), nonLocal,
            Head.AVERAGE, DROPOUT, classes);
    }

    /** Its stem covers several frames, as a Slow pathway's does not. */
    private SinglePathway inflated() throws IOException {
        return single(Pathway.Kind.INFLATED, Pathway.of(depth("slow.")), NonLocal.NONE);
    }

    private ChannelSeparated csn(ChannelSeparated.Interaction interaction) throws IOException {
        double epsilon = tensors.codeBase().csnEpsilon();
        assumptions.add("batch normalization's epsilon is " + epsilon);
        return new ChannelSeparated(interaction, depth(""), tensors.side("stem.conv.weight", 0), epsilon, DROPOUT, classes);
    }

    /** All of an X3D's expansion shows in its tensors. */
    private X3d x3d() {
        List<X3d.Stage> stages = new ArrayList<>();
        for (int stage = 2; stage <= 5; stage++) {
            String prefix = "res" + stage + ".";
            stages.add(new X3d.Stage(blocks(prefix), tensors.side(prefix + "0.c.conv.weight", 0),
                tensors.side(prefix + "0.c.conv.weight", 1)));
        }
        return new X3d(tensors.side("stem.conv.weight", 0), stages, tensors.side("fc1.conv.weight", 0),
            tensors.has("res2.0.shortcut.bn.weight"),
            tensors.codeBase() == CodeBase.PYTORCHVIDEO ? X3d.Positions.SCORES : X3d.Positions.PROBABILITIES, Head.AVERAGE,
            DROPOUT, classes);
    }

    private R2Plus1d r2plus1d(R2Plus1d.Form form) {
        return R2Plus1d.plain(form, tensors.side("stem.conv.weight", 0), classes);
    }

    private Pathway pathway(String prefix) throws IOException {
        int temporal = 0;
        while (tensors.side(prefix + "res4." + temporal + ".a.conv.weight", 2) > 1) {
            temporal++;
        }
        return new Pathway(depth(prefix), temporal);
    }

    private int depth(String prefix) throws IOException {
        int blocks = blocks(prefix + "res4.");
        Integer depth = DEPTHS.get(blocks);
        if (depth == null) {
            throw new IOException(
                "its res4 has " + blocks + " blocks; networks of 50, 101 and 152 layers have 6, 23 and 36");
        }
        return depth;
    }

    private int blocks(String stage) {
        int blocks = 0;
        while (tensors.has(stage + blocks + ".a.conv.weight")) {
            blocks++;
        }
        return blocks;
    }

    /** Without convolutions, the channels that res2 takes show the kind; sums look as if nothing went across. */
    private Lateral lateral(int width, int fastWidth) {
        if (tensors.has("lateral.stem.conv.weight")) {
            return Lateral.convolution(tensors.side("lateral.stem.conv.weight", 2), tensors.has("lateral.stem.bn.weight"));
        }
        int appended = tensors.side("slow.res2.0.a.conv.weight", 1) - width;
        Lateral.Kind kind = appended <= 0 ? Lateral.Kind.NONE
            : appended == fastWidth ? Lateral.Kind.TIME_STRIDED_SAMPLING : Lateral.Kind.TIME_TO_CHANNEL_CONCATENATION;
        return new Lateral(kind, 5, false);
    }

    /** The published networks have alpha 8 where the lateral kernel covers 5 frames and 50 layers are deep, else 4. */
    private int alpha(Pathway slow, Lateral lateral, int width, int fastWidth) {
        if (settings.alpha() > 0) {
            return settings.alpha();
        }
        if (lateral.kind() == Lateral.Kind.TIME_TO_CHANNEL_CONCATENATION) {
            return (tensors.side("slow.res2.0.a.conv.weight", 1) - width) / fastWidth;
        }
        boolean mmaction = tensors.codeBase() == CodeBase.MMACTION2;
        int alpha = lateral.kernel() == 5 && (mmaction || slow.depth() == 50) ? 8 : 4;
        assumptions.add("alpha is " + alpha);
        return alpha;
    }

    private NonLocal nonLocal() {
        List<Integer> res3 = nonLocalBlocks(3);
        List<Integer> res4 = nonLocalBlocks(4);
        if (res3.isEmpty() && res4.isEmpty()) {
            return NonLocal.NONE;
        }
        NonLocal.Style style = tensors.codeBase() == CodeBase.MMACTION2 ? NonLocal.Style.MMACTION2
            : NonLocal.Style.PYSLOWFAST;
        boolean softmax = style == NonLocal.Style.MMACTION2 || settings.softmaxAttention();
        Extent pool = settings.nonLocalPool() == null ? USUAL_POOL : settings.nonLocalPool();
        assumptions.add("non-local blocks " + (softmax ? "take a softmax" : "take the plain product") + " and pool "
            + pool.time() + " x " + pool.height() + " x " + pool.width());
        return new NonLocal(res3, res4, softmax, pool, style);
    }

    private List<Integer> nonLocalBlocks(int stage) {
        List<Integer> blocks = new ArrayList<>();
        for (int block = 0; tensors.has("slow.res" + stage + "." + block + ".a.conv.weight"); block++) {
            if (tensors.has("slow.res" + stage + "." + block + ".nonlocal.theta.weight")) {
                blocks.add(block);
            }
        }
        return blocks;
    }
}
