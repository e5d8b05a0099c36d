package org.videoaction.knime.score;

import static org.videoaction.knime.table.CommonColumns.END;
import static org.videoaction.knime.table.CommonColumns.PATH;
import static org.videoaction.knime.table.CommonColumns.START;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.io.VideoPlaces;
import org.videoaction.knime.score.SegmentTable.Named;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.TableRow;
import org.videoaction.model.scoring.ScoredWindow;
import org.videoaction.model.scoring.SegmentRules;
import org.videoaction.model.scoring.SegmentTuning;

/** Finds the settings by which a Long Video Predictor's windows become the best segments. */
public final class SegmentTunerNodeFactory extends DefaultNodeFactory {

    private static final String WINDOWS = "windows";
    private static final String TRUTH = "true segments";

    static final Column<Double> LEAST_CONFIDENCE = Column.number("Least confidence");
    static final Column<Double> LARGEST_GAP = Column.number("Largest gap (s)");
    static final Column<Double> SHORTEST_SEGMENT = Column.number("Shortest segment (s)");

    private static final Columns<SegmentTuning.Trial> COLUMNS = new Columns<SegmentTuning.Trial>()
        .with(LEAST_CONFIDENCE, trial -> trial.rules().leastProbability())
        .with(LARGEST_GAP, trial -> trial.rules().largestGap())
        .with(SHORTEST_SEGMENT, trial -> trial.rules().shortest())
        .with(Column.number("Average mAP"), trial -> trial.precision().average())
        .with(Column.number("mAP at least overlap"), trial -> trial.precision().mean(0))
        .with(Column.count("Segments"), SegmentTuning.Trial::segments);

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Segment Tuner")
        .icon("segment-tuner.png")
        .shortDescription("Finds the settings by which scored windows of long videos become the best segments.")
        .fullDescription("""
            Tries how windows that a Long Video Predictor scored become segments: all combinations of a least confidence, a
            largest gap and a shortest segment, and measures each by the average mAP of the Segment Scorer. Nothing is scored
            anew. The best combination comes first: a Long Video Predictor with the optional port Tuned settings takes it from
            there. Use videos that neither the model was trained with nor the result is
            measured on.
            """)
        .sinceVersion(1, 1, 0)
        .ports(ports -> ports
            .addInputTable("Windows", "The second output of a Long Video Predictor: one row per window.")
            .addInputTable("True segments", "One row per segment of these videos: Path, Start (s), End (s) and Label.")
            .addOutputTable("Trials", """
                One row per combination, the best first: the three settings, average mAP, mAP at the least of the overlaps, and
                how many segments there are.
                """))
        .model(model -> model.parametersClass(SegmentTunerParameters.class)
            .configure(SegmentTunerNodeFactory::configure)
            .execute(SegmentTunerNodeFactory::execute))
        .nodeType(NodeType.Other)
        .keywords("threshold", "tuning", "grid search", "temporal action detection", "ActivityNet", "mAP", "untrimmed");

    public SegmentTunerNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        SegmentTunerParameters parameters = in.getParameters();
        parameters.validate();
        DataTableSpec windows = in.getInTableSpec(0);
        for (Column<?> column : List.of(PATH, START, END)) {
            if (!column.isIn(windows)) {
                throw new InvalidSettingsException("The table of windows has no column " + column.name()
                    + ". Connect the windows of a Long Video Predictor, its second output.");
            }
        }
        SegmentTable.check(TRUTH, in.getInTableSpec(1), false);
        out.setOutSpec(0, COLUMNS.spec());
    }

    private static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        SegmentTunerParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        VideoPlaces places = new VideoPlaces();
        BufferedDataTable table = in.getInTable(0);
        Map<String, Column<Double>> probabilities = Predictions.probabilityColumns(table.getDataTableSpec());
        if (probabilities.isEmpty()) {
            throw new KNIMEException(
                "The table of windows has no column with the probability of a class. Connect the second "
                    + "output of a Long Video Predictor.");
        }
        Classes classes = Classes.of(probabilities.keySet().toArray(String[]::new));
        Optional<String> nothing = parameters.overlap.background.filter(name -> !classes.contains(name));
        if (nothing.isPresent()) {
            throw new KNIMEException("The model has no class " + nothing.get() + " to be the background. It knows "
                + String.join(", ", classes.names()) + ".");
        }
        List<Named> truth = new SegmentTable(TRUTH, in.getInTable(1), places).segments(false, parameters.overlap.background);
        if (truth.isEmpty()) {
            throw new KNIMEException("The table of true segments has no action.");
        }
        for (Named segment : truth) {
            if (!classes.contains(segment.action())) {
                throw new KNIMEException("The true segments are of a class " + segment.action()
                    + ", which the model does not know. It knows " + String.join(", ", classes.names()) + ".");
            }
        }
        Map<String, List<ScoredWindow>> windows = windows(table, probabilities, places);
        SegmentTable.strangers(SegmentTable.videos(truth), windows.keySet(),
            "true segments have no windows; what happens there counts as not found.").forEach(out::setWarningMessage);
        int background = parameters.overlap.background.map(classes::index).orElse(SegmentRules.NO_BACKGROUND);
        List<SegmentTuning.Trial> trials = NodeWork.run(exec, progress -> parameters.tuning(background).of(windows,
            truth.stream().map(one -> one.segment(classes)).toList(), classes.size(), parameters.overlap.thresholds(),
            progress));
        out.setOutData(0, COLUMNS.table(trials, exec));
    }

    /** Each video's, in their order; rows without probabilities are those of videos that could not be read. */
    private static Map<String, List<ScoredWindow>> windows(BufferedDataTable table,
        Map<String, Column<Double>> probabilities, VideoPlaces places) throws KNIMEException {
        Map<String, List<ScoredWindow>> windows = new LinkedHashMap<>();
        for (TableRow row : TableRow.of(table)) {
            if (probabilities.values().stream().allMatch(column -> row.get(column) == null)) {
                continue;
            }
            float[] values = new float[probabilities.size()];
            int place = 0;
            for (Column<Double> column : probabilities.values()) {
                values[place++] = (float) row.number(column, WINDOWS);
            }
            windows.computeIfAbsent(SegmentTable.video(row, WINDOWS, places), unseen -> new ArrayList<>())
                .add(new ScoredWindow(row.number(START, WINDOWS), row.number(END, WINDOWS), values));
        }
        for (Map.Entry<String, List<ScoredWindow>> video : windows.entrySet()) {
            checkOrdered(video.getKey(), video.getValue());
        }
        return windows;
    }

    /** Other nodes may have sorted the rows, or put the windows of two models into one table. */
    private static void checkOrdered(String video, List<ScoredWindow> windows) throws KNIMEException {
        windows.sort(Comparator.comparingDouble(ScoredWindow::start));
        double free = Double.NEGATIVE_INFINITY;
        for (ScoredWindow window : windows) {
            if (window.start() < free || window.end() < window.start()) {
                throw new KNIMEException("The windows of " + video + " lie over one another or end before they start. "
                    + "Connect the second output of one Long Video Predictor.");
            }
            free = window.end();
        }
    }
}
