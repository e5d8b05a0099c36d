package org.videoaction.workflows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
        Optional<NodeRun> scorer = executed(SCORER);
        if (scorer.isPresent()) {
            writeMetrics(scorer.get());
        }
        Optional<NodeRun> detections = executed(DETECTION_SCORER);
        if (detections.isPresent()) {
            writeDetectionMetrics(detections.get());
        }
        new Views(result, out.resolve("views")).write();
    }

    /** A node's name as part of a file's. */
    static String fileName(NodeRun node) {
        return Console.name(node).replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "").toLowerCase(Locale.ROOT);
    }

    /** The first node of that kind that was executed. */
    private Optional<NodeRun> executed(String name) {
        for (NodeRun node : result.nodes()) {
            if (node.name().endsWith(name) && node.state() == NodeState.EXECUTED) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    private void writeMetrics(NodeRun scorer) throws IOException {
        Map<String, Double> summary = firstRow((BufferedDataTable) scorer.outputs().get(0));
        String topK = summary.keySet().stream().filter(column -> column.matches("Top-\\d+") && !column.equals("Top-1"))
            .findFirst().orElse("Top-1");
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("top_1", summary.get("Top-1"));
        metrics.put(topK.toLowerCase(Locale.ROOT).replace('-', '_'), summary.get(topK));
        metrics.put("mean_class_accuracy", summary.get("Mean class accuracy"));
        metrics.put("mean_average_precision", summary.get("mAP"));
        metrics.put("test_videos", summary.get("Videos").intValue());
        metrics.put("videos_without_score", summary.get("Videos without score").intValue());
        metrics.put("videos_without_label", summary.get("Videos without label").intValue());
        write(metrics);
        print(summary, (BufferedDataTable) scorer.outputs().get(2));
    }

    private void writeDetectionMetrics(NodeRun scorer) throws IOException {
        Map<String, Double> summary = firstRow((BufferedDataTable) scorer.outputs().get(0));
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("frame_map", summary.get("Frame-mAP"));
        metrics.put("true_boxes", summary.get("True boxes").intValue());
        metrics.put("detections", summary.get("Detections").intValue());
        write(metrics);
        System.out.printf(Locale.ROOT, "%nAverage precision of classes, and frame-mAP%n");
        for (DataRow row : (BufferedDataTable) scorer.outputs().get(1)) {
            System.out.printf(Locale.ROOT, "%-20s %8.6s%n", row.getKey(), row.getCell(2));
        }
        System.out.printf(Locale.ROOT, "%-20s %8.4f%n%n", "Frame-mAP", summary.get("Frame-mAP"));
    }

    private void write(Map<String, Object> metrics) throws IOException {
        executed(LEARNER).ifPresent(learner -> metrics.put("train_seconds", learner.duration().toMillis() / 1000.0));
        byte[] json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(metrics);
        WholeFile.write(out.resolve("metrics.json"), file -> file.write(json));
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
        System.out.println();
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
