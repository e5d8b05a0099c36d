package org.videoaction.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.videoaction.data.list.Classes;
import org.videoaction.golden.Golden;
import org.videoaction.model.network.Labels;
import org.videoaction.model.saved.ViewRule;
import org.videoaction.model.scoring.ViewAverage;

/** Every case of the reference's metrics; its losses are held by the tests of the loss. */
@EnabledIf("metricsAreThere")
class MetricsGoldenTest {

    private static final Path METRICS = Golden.file("metrics.json");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double EXACT = 1e-12;
    /** The reference keeps four digits of a class's average precision by MMAction2. */
    private static final double ROUNDED = 5.1e-5;

    static boolean metricsAreThere() {
        return Files.isRegularFile(METRICS);
    }

    private static JsonNode metrics() throws IOException {
        return JSON.readTree(METRICS.toFile());
    }

    @Test
    void everyKindOfCaseIsKnown() throws IOException {
        assertThat(metrics().fieldNames()).toIterable()
            .containsExactlyInAnyOrder("seed", "accuracy", "averaging", "ava", "loss");
    }

    /** Checks each named result of a case, and fails on one that it does not know. */
    private static Stream<DynamicTest> cases(String kind, Check check) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode item : metrics().get(kind)) {
            for (Iterator<Map.Entry<String, JsonNode>> fields = item.fields(); fields.hasNext();) {
                Map.Entry<String, JsonNode> field = fields.next();
                String name = kind + " " + (item.has("name") ? item.get("name").asText() : tests.size()) + ": "
                    + field.getKey();
                tests.add(DynamicTest.dynamicTest(name, () -> check.check(item, field.getKey(), field.getValue())));
            }
        }
        return tests.stream();
    }

    private interface Check {
        void check(JsonNode item, String name, JsonNode expected) throws IOException;
    }

    private static double[][] rows(JsonNode item, String name) {
        return JSON.convertValue(item.get(name), double[][].class);
    }

    @TestFactory
    Stream<DynamicTest> accuracyIsTheReferences() throws IOException {
        return cases("accuracy", (item, name, expected) -> {
            double[][] scores = rows(item, "scores");
            int classes = scores[0].length;
            Accuracy accuracy = Accuracy.of(Classes.numbered(classes),
                JSON.convertValue(item.get("labels"), int[].class), Arrays.stream(scores).map(Accuracy::ranking).toList());
            switch (name) {
                case "scores", "labels", "has_ties" -> assertThat(expected).isNotNull();
                case "mmaction2" -> {
                    checkTop(accuracy, expected.get("topk"));
                    assertThat(accuracy.meanClassOfMmaction())
                        .isCloseTo(expected.get("mean_class_accuracy").asDouble(), within(EXACT));
                }
                case "pyslowfast" -> checkTop(accuracy, expected.get("topk"));
                case "multilabel" -> checkMultiLabel(scores, expected);
                default -> fail("no such measure is known: " + name);
            }
        });
    }

    private static void checkTop(Accuracy accuracy, JsonNode expected) {
        assertThat(expected.size()).isPositive();
        expected.fields().forEachRemaining(k -> assertThat(accuracy.top(Integer.parseInt(k.getKey())))
            .isCloseTo(k.getValue().asDouble(), within(EXACT)));
    }

    private static void checkMultiLabel(double[][] scores, JsonNode expected) {
        int[][] labels = JSON.convertValue(expected.get("labels"), int[][].class);
        boolean[][] shown = new boolean[labels.length][labels[0].length];
        for (int i = 0; i < labels.length; i++) {
            for (int c = 0; c < labels[i].length; c++) {
                shown[i][c] = labels[i][c] == 1;
            }
        }
        double mean = AveragePrecision.of(scores, shown).mean();
        expected.fields().forEachRemaining(field -> {
            if (!field.getKey().equals("labels")) {
                assertThat(field.getKey()).containsPattern("^(mmaction2|pyslowfast)_mAP");
                assertThat(mean).isCloseTo(field.getValue().asDouble(), within(EXACT));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> averagesOverViewsAreTheReferences() throws IOException {
        return cases("averaging", (item, name, expected) -> {
            double views = item.get("views").asDouble();
            switch (name) {
                case "num_videos", "views", "num_classes", "scores", "order", "note" -> assertThat(expected).isNotNull();
                case "mmaction2" -> {
                    checkRows(averaged(item, ViewRule.PROBABILITIES), rows(expected, "prob"), 1);
                    checkRows(averaged(item, ViewRule.SCORES),
                        Arrays.stream(rows(expected, "score")).map(MetricsGoldenTest::softmax).toArray(double[][]::new), 1);
                    checkBest(averaged(item, ViewRule.PROBABILITIES), expected.get("prob_argmax"));
                    checkBest(averaged(item, ViewRule.SCORES), expected.get("score_argmax"));
                    assertThat(expected.fieldNames()).toIterable()
                        .containsExactlyInAnyOrder("prob", "prob_argmax", "score", "score_argmax");
                }
                case "pyslowfast_TestMeter_sum" ->
                    checkRows(averaged(item, ViewRule.PROBABILITIES), rows(item, name), views);
                case "pyslowfast_TestMeter_max" ->
                    checkRows(averaged(item, ViewRule.LARGEST), rows(item, name), 1);
                default -> fail("no such average is known: " + name);
            }
        });
    }

    /** Rows v * views + i are the scores of view i of video v. */
    private static float[][] averaged(JsonNode item, ViewRule rule) {
        double[][] scores = rows(item, "scores");
        int views = item.get("views").asInt();
        float[][] videos = new float[item.get("num_videos").asInt()][];
        for (int v = 0; v < videos.length; v++) {
            ViewAverage average = new ViewAverage(rule, Labels.ONE, scores[0].length);
            for (int i = 0; i < views; i++) {
                average.add(floats(softmax(scores[v * views + i])));
            }
            videos[v] = average.probabilities();
        }
        return videos;
    }

    private static double[] softmax(double[] scores) {
        double sum = Arrays.stream(scores).map(Math::exp).sum();
        return Arrays.stream(scores).map(score -> Math.exp(score) / sum).toArray();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static void checkRows(float[][] actual, double[][] expected, double times) {
        assertThat(actual).hasDimensions(expected.length, expected[0].length);
        for (int row = 0; row < actual.length; row++) {
            for (int c = 0; c < actual[row].length; c++) {
                assertThat(actual[row][c] * times).isCloseTo(expected[row][c], within(1e-6 * times));
            }
        }
    }

    private static void checkBest(float[][] actual, JsonNode expected) {
        assertThat(Arrays.stream(actual).map(Accuracy::best).toList())
            .isEqualTo(Arrays.stream(JSON.convertValue(expected, Integer[].class)).toList());
    }

    @TestFactory
    Stream<DynamicTest> framePrecisionIsTheReferences() throws IOException {
        return cases("ava", (item, name, expected) -> {
            switch (name) {
                case "name", "categories", "ground_truth", "detections", "excluded", "columns" ->
                    assertThat(expected).isNotNull();
                case "pyslowfast" -> checkPySlowFast(item, expected);
                case "mmaction2_ignore_empty_frames_True" ->
                    checkMmaction(item, expected, FrameAveragePrecision.Convention.MMACTION2);
                case "mmaction2_ignore_empty_frames_False" ->
                    checkMmaction(item, expected, FrameAveragePrecision.Convention.MMACTION2_EMPTY_FRAMES);
                default -> fail("no such evaluation is known: " + name);
            }
        });
    }

    private static FrameAveragePrecision evaluated(JsonNode item, FrameAveragePrecision.Convention convention) {
        Set<String> excluded = new HashSet<>();
        item.get("excluded").forEach(frame -> excluded.add(frame(frame)));
        return FrameAveragePrecision.of(item.get("categories").size(), boxes(item.get("ground_truth")),
            boxes(item.get("detections")), excluded, convention);
    }

    private static String frame(JsonNode row) {
        return row.get(0).asText() + "," + row.get(1).asText();
    }

    /** Class ids count from 1. */
    private static List<ActionBox> boxes(JsonNode rows) {
        List<ActionBox> boxes = new ArrayList<>();
        rows.forEach(row -> boxes.add(new ActionBox(frame(row), row.get(2).asDouble(), row.get(3).asDouble(),
            row.get(4).asDouble(), row.get(5).asDouble(), row.get(6).asInt() - 1,
            row.has(7) ? row.get(7).asDouble() : 1)));
        return boxes;
    }

    private static void checkPySlowFast(JsonNode item, JsonNode expected) {
        FrameAveragePrecision precision = evaluated(item, FrameAveragePrecision.Convention.PYSLOWFAST);
        assertThat(precision.mean())
            .isCloseTo(expected.get("PascalBoxes_Precision/mAP@0.5IOU").asDouble(), within(EXACT));
        for (int c = 0; c < precision.ofClass().length; c++) {
            JsonNode ofClass = expected.get("PascalBoxes_PerformanceByCategory/AP@0.5IOU/"
                + item.get("categories").get(c).get("name").asText());
            if (ofClass.isNull()) {
                assertThat(precision.ofClass()[c]).isNaN();
            } else {
                assertThat(precision.ofClass()[c]).isCloseTo(ofClass.asDouble(), within(EXACT));
            }
        }
        assertThat(expected.size()).isEqualTo(1 + precision.ofClass().length);
    }

    private static void checkMmaction(JsonNode item, JsonNode expected, FrameAveragePrecision.Convention convention) {
        FrameAveragePrecision precision = evaluated(item, convention);
        assertThat(precision.mean()).isCloseTo(expected.get("overall").asDouble(), within(EXACT));
        for (int c = 0; c < precision.ofClass().length; c++) {
            JsonNode ofClass = expected.get("per_class_rounded4").get(item.get("categories").get(c).get("name").asText());
            if (ofClass == null) {
                assertThat(precision.ofClass()[c]).isNaN();
            } else {
                assertThat(precision.ofClass()[c]).isCloseTo(ofClass.asDouble(), within(ROUNDED));
            }
        }
    }
}
