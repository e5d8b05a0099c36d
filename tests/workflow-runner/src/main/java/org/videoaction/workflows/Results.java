package org.videoaction.workflows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.videoaction.data.WholeFile;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.standin.NodeRun;
import org.videoaction.standin.NodeState;
import org.videoaction.standin.RunResult;

/** Writes what a workflow gave: tables as CSV, models, views as pages, and the accuracy where it was measured. */
final class Results {

    private static final String SCORER = "Action Scorer";
    private static final String DETECTION_SCORER = "Detection Scorer";
    private static final String LEARNER = " Learner";
    /** Which node measured, where several do. */
    private static final String NODE = "node";

    private final RunResult result;
    private final Path out;

    Results(RunResult result, Path out) {
        this.result = result;
        this.out = out;
    }

    void write() throws IOException {
        for (NodeRun node : result.nodes()) {
            List<PortObject> outputs = node.outputs();
            for (int port = 1; port <= outputs.size(); port++) {
                String name = fileName(node) + "-" + port;
                if (outputs.get(port - 1) instanceof BufferedDataTable table) {
                    Csv.write(table, out.resolve(name + ".csv"));
                } else if (outputs.get(port - 1) instanceof VideoModelPortObject model) {
                    model.copyTo(out.resolve(name + ".model.zip"));
                }
            }
        }
        writeMetrics();
        new Views(result, out.resolve("views")).write();
    }

    /** A node's name as part of a file's. */
    static String fileName(NodeRun node) {
        return Console.name(node).replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "").toLowerCase(Locale.ROOT);
    }

    private List<NodeRun> executed(String kind) {
        List<NodeRun> nodes = new ArrayList<>(result.nodes());
        nodes.removeIf(node -> !node.name().endsWith(kind) || node.state() != NodeState.EXECUTED);
        return nodes;
    }

    /** Those of the one node that measures accuracy; of several, those of each and the mean of what is not a count. */
    private void writeMetrics() throws IOException {
        List<Map<String, Object>> measured = new ArrayList<>();
        executed(SCORER).forEach(scorer -> measured.add(metrics(scorer)));
        executed(DETECTION_SCORER).forEach(scorer -> measured.add(detectionMetrics(scorer)));
        if (measured.isEmpty()) {
            return;
        }
        Map<String, Object> metrics = new LinkedHashMap<>();
        if (measured.size() == 1) {
            metrics.putAll(measured.get(0));
            metrics.remove(NODE);
        } else {
            metrics.put("mean", mean(measured));
            metrics.put("scorers", measured);
        }
        List<NodeRun> learners = executed(LEARNER);
        if (!learners.isEmpty()) {
            metrics.put("train_seconds",
                learners.stream().mapToLong(learner -> learner.duration().toMillis()).sum() / 1000.0);
        }
        byte[] json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(metrics);
        WholeFile.write(out.resolve("metrics.json"), file -> file.write(json));
    }

    private static Map<String, Double> mean(List<Map<String, Object>> measured) {
        return measured.stream().flatMap(metrics -> metrics.entrySet().stream())
            .filter(metric -> metric.getValue() instanceof Double)
            .collect(Collectors.groupingBy(Map.Entry::getKey, LinkedHashMap::new,
                Collectors.averagingDouble(metric -> (Double) metric.getValue())));
    }

    private static Map<String, Object> metrics(NodeRun scorer) {
        Map<String, Double> summary = firstRow((BufferedDataTable) scorer.outputs().get(0));
        String topK = summary.keySet().stream().filter(column -> column.matches("Top-\\d+") && !column.equals("Top-1"))
            .findFirst().orElse("Top-1");
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put(NODE, Console.name(scorer));
        metrics.put("top_1", summary.get("Top-1"));
        metrics.put(topK.toLowerCase(Locale.ROOT).replace('-', '_'), summary.get(topK));
        metrics.put("mean_class_accuracy", summary.get("Mean class accuracy"));
        metrics.put("mean_average_precision", summary.get("mAP"));
        metrics.put("test_videos", summary.get("Videos").intValue());
        metrics.put("videos_without_score", summary.get("Videos without score").intValue());
        metrics.put("videos_without_label", summary.get("Videos without label").intValue());
        System.out.printf(Locale.ROOT, "%n%s%n", Console.name(scorer));
        print(summary, (BufferedDataTable) scorer.outputs().get(2));
        return metrics;
    }

    private static Map<String, Object> detectionMetrics(NodeRun scorer) {
        Map<String, Double> summary = firstRow((BufferedDataTable) scorer.outputs().get(0));
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put(NODE, Console.name(scorer));
        metrics.put("frame_map", summary.get("Frame-mAP"));
        metrics.put("true_boxes", summary.get("True boxes").intValue());
        metrics.put("detections", summary.get("Detections").intValue());
        System.out.printf(Locale.ROOT, "%n%s%nAverage precision of classes, and frame-mAP%n", Console.name(scorer));
        for (DataRow row : (BufferedDataTable) scorer.outputs().get(1)) {
            System.out.printf(Locale.ROOT, "%-20s %8.6s%n", row.getKey(), row.getCell(2));
        }
        System.out.printf(Locale.ROOT, "%-20s %8.4f%n%n", "Frame-mAP", summary.get("Frame-mAP"));
        return metrics;
    }

    private static Map<String, Double> firstRow(BufferedDataTable table) {
        DataTableSpec spec = table.getDataTableSpec();
        Map<String, Double> values = new LinkedHashMap<>();
        DataRow row = table.iterator().next();
        for (int i = 0; i < spec.getNumColumns(); i++) {
            if (row.getCell(i) instanceof DoubleValue value) {
                values.put(spec.getColumnSpec(i).getName(), value.getDoubleValue());
            }
        }
        return values;
    }

    private static void print(Map<String, Double> summary, BufferedDataTable confusion) {
        summary.forEach((name, value) -> System.out.printf(Locale.ROOT,
            name.startsWith("Videos") || name.equals("Views") ? "%-21s %8.0f%n" : "%-21s %8.4f%n", name, value));
        System.out.println();
        System.out.println("Confusion matrix (rows: truth, columns: prediction)");
        DataTableSpec spec = confusion.getDataTableSpec();
        System.out.printf(Locale.ROOT, "%-16s", "");
        spec.forEach(column -> System.out.printf(Locale.ROOT, " %12.12s", column.getName()));
        System.out.println();
        for (DataRow row : confusion) {
            System.out.printf(Locale.ROOT, "%-16.16s", row.getKey());
            row.forEach(cell -> System.out.printf(Locale.ROOT, " %12s", cell));
            System.out.println();
        }
        System.out.println();
    }
}
