package org.videoaction.model.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.videoaction.model.network.Extent;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Regions;

/**
 * What PySlowFast's settings, the YAML text that it saves beside the weights, say of a network and its clips. Zero or null
 * stands for what they do not say.
 *
 * @param side of the clips in training, in pixels
 * @param testSide of the clips in testing, in pixels
 * @param testClips along time
 * @param testCrops of each clip
 * @param dataset what is tested on, as PySlowFast calls it
 * @param frames T of the clips
 * @param stride tau
 */
record Settings(int alpha, int frames, int stride, int side, int testSide, int testClips, int testCrops, String dataset,
    boolean softmaxAttention, Extent nonLocalPool, Head head, Preprocessing preprocessing) {

    /** Nothing is known. */
    static final Settings NONE = new Settings(0, 0, 0, 0, 0, 0, 0, "", false, null, null, null);

    private static final Pattern NUMBERS = Pattern.compile("-?\\d+(?:\\.\\d+)?");
    private static final Pattern DETECTION = Pattern
        .compile("(?m)^DETECTION:\n  ALIGNED: (true|false)\n  ENABLE: (true|false)$");
    private static final Pattern ACTIVATION = Pattern.compile("(?m)^  HEAD_ACT: (softmax|sigmoid)$");
    private static final Pattern DATASET = Pattern.compile("(?m)^TEST:\n(?:^  .*\n)*?^  DATASET: (\\w+)$");
    private static final int MAX_SETTING = 4096;

    /** The Slow pathway's pool of res4, where the published networks have their blocks. */
    static Settings of(String yaml) {
        List<Double> pool = list(yaml, "POOL");
        // three numbers for each pathway of each of res2 to res5
        Extent pool4 = pool.size() == 24 ? new Extent(pool.get(12).intValue(), pool.get(13).intValue(),
            pool.get(14).intValue()) : null;
        boolean sane = pool4 != null && pool4.volume() >= 1 && pool4.volume() <= 64 && pool4.time() > 0
            && pool4.height() > 0;
        return new Settings(integer(yaml, "ALPHA"), integer(yaml, "NUM_FRAMES"), integer(yaml, "SAMPLING_RATE"),
            integer(yaml, "TRAIN_CROP_SIZE"), integer(yaml, "TEST_CROP_SIZE"), integer(yaml, "NUM_ENSEMBLE_VIEWS"),
            integer(yaml, "NUM_SPATIAL_CROPS"), dataset(yaml), yaml.contains("\n  INSTANTIATION: softmax"),
            sane ? pool4 : null, head(yaml),
            preprocessing(list(yaml, "MEAN"), list(yaml, "STD")));
    }

    private static Head head(String yaml) {
        Matcher detection = DETECTION.matcher(yaml);
        if (detection.find() && detection.group(2).equals("true")) {
            return Head.detection(detection.group(1).equals("true") ? Regions.PYSLOWFAST : Regions.CAFFE2);
        }
        Matcher activation = ACTIVATION.matcher(yaml);
        return !activation.find() ? null : activation.group(1).equals("sigmoid") ? Head.MULTI_LABEL : Head.AVERAGE;
    }

    private static Preprocessing preprocessing(List<Double> mean, List<Double> deviation) {
        boolean whole = mean.size() == 3 && deviation.size() == 3 && deviation.stream().allMatch(value -> value > 0);
        return whole ? new Preprocessing(mean, deviation) : null;
    }

    private static String dataset(String yaml) {
        Matcher dataset = DATASET.matcher(yaml);
        return dataset.find() ? dataset.group(1) : "";
    }

    /**
     * How a program tests such a network.
     *
     * @param side of the clips in pixels, where the settings do not say it
     * @param asked whether {@code side} holds whatever they say
     */
    TestConfiguration test(CodeBase program, int side, boolean asked) {
        TestConfiguration.Videos videos = dataset.endsWith("ssv2") ? TestConfiguration.Videos.WHOLE
            : dataset.endsWith("charades") ? TestConfiguration.Videos.SEVERAL_ACTIONS : TestConfiguration.Videos.TRIMMED;
        TestConfiguration usual = TestConfiguration.usual(program, videos, testSide == 0 || asked ? side : testSide);
        return new TestConfiguration(program, videos, testClips == 0 ? usual.clips() : testClips,
            testCrops == 0 ? usual.crops() : testCrops, usual.shortSide(), usual.crop());
    }

    private static int integer(String yaml, String name) {
        Matcher m = Pattern.compile("(?m)^  " + name + ": (\\d{1,4})$").matcher(yaml);
        int value = m.find() ? Integer.parseInt(m.group(1)) : 0;
        return value <= MAX_SETTING ? value : 0;
    }

    /** The numbers of a list, flattened. */
    private static List<Double> list(String yaml, String name) {
        List<Double> values = new ArrayList<>();
        Matcher m = Pattern.compile("(?m)^  " + name + ":\n((?:^  [- ].*\n)+?)(?=^  \\w|^\\w|\\z)").matcher(yaml);
        if (m.find()) {
            Matcher number = NUMBERS.matcher(m.group(1).replace("- ", " "));
            while (number.find()) {
                values.add(Double.valueOf(number.group()));
            }
        }
        return values;
    }
}
