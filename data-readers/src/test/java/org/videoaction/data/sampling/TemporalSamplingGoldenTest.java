package org.videoaction.data.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.videoaction.data.GoldenTable;

/** Frame indices against those of the original code, row by row. */
class TemporalSamplingGoldenTest {

    private static final Pattern INTEGERS = Pattern.compile("randint\\((\\d+)\\)->\\[([\\d, ]+)]");
    private static final Pattern FRACTION = Pattern.compile("delta\\*([\\d.]+) .*");
    /** Rows about the frames of the Slow pathway within a clip belong to the network, not to sampling. */
    private static final String PACK = "pack";
    /** The windows of PyTorchVideo's own sampler are not offered; its networks are tested by PySlowFast's. */
    private static final String PYTORCHVIDEO = "pytorchvideo";

    private record Row(Map<String, String> fields) {

        String text(String column) {
            return fields.get(column);
        }

        int number(String column) {
            return Integer.parseInt(text(column));
        }

        String rule() {
            return text("source") + ", " + text("mode") + ", " + text("num_clips") + " x " + text("clip_len")
                + " frames, every "
                + text("interval");
        }

        double fps() {
            return text("avg_fps").isEmpty() ? 0 : Double.parseDouble(text("avg_fps"));
        }
    }

    static boolean goldenIsThere() {
        return GoldenTable.isThere("sampling.csv");
    }

    /** One test for the clips of one length of each rule. */
    @TestFactory
    @EnabledIf("goldenIsThere")
    Stream<DynamicTest> everyRowOfTheReferenceIsReproduced() throws Exception {
        Map<String, List<Row>> rules = GoldenTable.rows("sampling.csv").stream().map(Row::new)
            .filter(row -> !row.text("mode").equals(PACK) && !row.text("source").startsWith(PYTORCHVIDEO))
            .collect(Collectors.groupingBy(Row::rule, LinkedHashMap::new, Collectors.toList()));
        return rules.entrySet().stream()
            .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> areReproduced(rule.getValue())));
    }

    private static void areReproduced(List<Row> rows) {
        List<String> differences = new ArrayList<>();
        for (Row row : rows) {
            List<int[]> clips = sampling(row).sample(row.number("num_frames"), row.fps(), draws(row));
            String indices = text(clips.get(Math.max(0, row.number("clip_idx"))));
            if (!indices.equals(row.text("frame_indices"))) {
                differences.add(row.fields() + " but was " + indices);
            }
        }
        assertThat(differences).isEmpty();
    }

    private static String text(int[] indices) {
        return String.join(" ", Arrays.stream(indices).mapToObj(Integer::toString).toList());
    }

    private static TemporalSampling sampling(Row row) {
        int length = row.number("clip_len");
        int clips = row.number("num_clips");
        String mode = row.text("mode");
        return switch (row.text("source")) {
            case "mmaction2.SampleFrames" -> mode.startsWith("train")
                ? new RandomClips(length, row.number("interval"), clips, 0, pastEnd(mode))
                : new UniformClips(length, row.number("interval"), clips, 0, pastEnd(mode));
            case "mmaction2.SampleFrames target_fps=30" ->
                new UniformClips(length, row.number("interval"), clips, 30, pastEnd(mode));
            case "mmaction2.DenseSampleFrames range64 positions10" ->
                new DenseClips(length, row.number("interval"), clips, 64, 10);
            case "mmaction2.UniformSample" -> new SegmentClips(length, clips, false);
            case "PySlowFast get_start_end_idx+temporal_sampling" ->
                new PySlowFastClips(length, row.number("interval"), clips, 30, start(mode));
            default -> throw new AssertionError("no sampling for the row " + row.fields());
        };
    }

    private static PastEnd pastEnd(String mode) {
        return switch (mode.substring(mode.indexOf(',') + 1)) {
            case "loop" -> PastEnd.LOOP;
            case "repeat_last" -> PastEnd.REPEAT_LAST;
            default -> throw new AssertionError("no rule for the mode " + mode);
        };
    }

    private static PySlowFastClips.Start start(String mode) {
        return switch (mode) {
            case "train" -> PySlowFastClips.Start.RANDOM;
            case "test,use_offset=False" -> PySlowFastClips.Start.EVEN;
            case "test,use_offset=True" -> PySlowFastClips.Start.EVEN_TO_END;
            default -> throw new AssertionError("no place for the mode " + mode);
        };
    }

    private static GivenDraws draws(Row row) {
        String text = row.text("random_draw");
        Matcher integers = INTEGERS.matcher(text);
        if (integers.matches()) {
            return GivenDraws.integers(Integer.parseInt(integers.group(1)),
                Arrays.stream(integers.group(2).split(", ")).map(Integer::valueOf).toList());
        }
        Matcher fraction = FRACTION.matcher(text.substring(text.indexOf('=') + 1));
        return text.startsWith("uniform") && fraction.matches()
            ? GivenDraws.reals(List.of(Double.valueOf(fraction.group(1)))) : GivenDraws.none();
    }
}
