package org.videoaction.model.exchange;

import java.util.Arrays;
import java.util.List;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Preprocessing;

/** The programs whose weights can be read, with what each of them does that its files do not say. */
public enum CodeBase {

    /** This project's own names, as in the weights of a saved model. */
    OURS("this extension", FrameRule.LINSPACE, Preprocessing.KINETICS, 1e-3),
    MMACTION2("MMAction2", FrameRule.STRIDE, Means.IMAGENET, 1e-3),
    PYSLOWFAST("PySlowFast", FrameRule.LINSPACE, Preprocessing.KINETICS, 1e-3),
    PADDLEVIDEO("PaddleVideo", FrameRule.LINSPACE, Preprocessing.KINETICS, 1e-3),
    PYTORCHVIDEO("PyTorchVideo", FrameRule.LINSPACE, Preprocessing.KINETICS, 1e-5),
    VMZ("VMZ", FrameRule.STRIDE, Means.VMZ, 1e-3),
    VMZ_CAFFE2("VMZ (Caffe2)", FrameRule.STRIDE, Means.VMZ, 1e-3),
    SLOWFAST_CAFFE2("SlowFast (Caffe2)", FrameRule.LINSPACE, Preprocessing.KINETICS, 1e-3);

    private final String title;
    private final FrameRule slowFrames;
    private final Preprocessing preprocessing;
    private final double csnEpsilon;

    CodeBase(String title, FrameRule slowFrames, Preprocessing preprocessing, double csnEpsilon) {
        this.title = title;
        this.slowFrames = slowFrames;
        this.preprocessing = preprocessing;
        this.csnEpsilon = csnEpsilon;
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    /** Which frames its Slow pathway sees. */
    FrameRule slowFrames() {
        return slowFrames;
    }

    /**
     * Whether it tests as PySlowFast does: by its rules of sampling, and with a classifier that looks through a window of the
     * size of the training, place by place at larger sizes. PyTorchVideo's networks were tested by PySlowFast.
     */
    boolean testsAsPySlowFast() {
        return this == PYSLOWFAST || this == PADDLEVIDEO || this == PYTORCHVIDEO || this == SLOWFAST_CAFFE2;
    }

    /**
     * That of a title.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static CodeBase titled(String title) {
        return Arrays.stream(values()).filter(program -> program.title.equals(title)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("There is no program " + title + "."));
    }

    /** MMAction2's X3D were trained by PySlowFast. */
    Preprocessing preprocessing(Family family) {
        return this == MMACTION2 && family == Family.X3D ? Means.CONVERTED : preprocessing;
    }

    /** The epsilon of batch normalisation in its channel-separated networks. */
    double csnEpsilon() {
        return csnEpsilon;
    }

    /** Means and deviations per channel, which the code bases give for bytes from 0 to 255. */
    public static final class Means {

        /** Most configurations of MMAction2. */
        public static final Preprocessing IMAGENET = of(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));
        /** Values from 0 to 1. */
        public static final Preprocessing ZERO_TO_ONE = of(List.of(0.0, 0.0, 0.0), List.of(255.0, 255.0, 255.0));
        /** Values from -1 to 1. */
        public static final Preprocessing MINUS_ONE_TO_ONE = of(List.of(127.5, 127.5, 127.5), List.of(127.5, 127.5, 127.5));
        /** Values from 0 to 255. */
        public static final Preprocessing NONE = of(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
        /** MMAction2's X3D. */
        public static final Preprocessing CONVERTED = of(List.of(114.75, 114.75, 114.75), List.of(57.38, 57.38, 57.38));
        /** VMZ, and MMAction2 for CSNs from scratch or from Sports-1M. */
        public static final Preprocessing VMZ = of(List.of(110.2008, 100.63983, 95.99475),
            List.of(58.14765, 56.46975, 55.332195));

        private Means() {
        }

        private static Preprocessing of(List<Double> means, List<Double> deviations) {
            return new Preprocessing(means.stream().map(value -> value / 255).toList(),
                deviations.stream().map(value -> value / 255).toList());
        }
    }
}
