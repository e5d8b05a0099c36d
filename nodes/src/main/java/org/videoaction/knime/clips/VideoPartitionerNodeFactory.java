package org.videoaction.knime.clips;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.videoaction.data.list.Folds;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.TableRow;
import org.videoaction.knime.table.TableWriter;

/** Cuts videos into folds, of which one is for testing. */
public final class VideoPartitionerNodeFactory extends DefaultNodeFactory {

    private static final String TRAIN = "train";
    private static final String TEST = "test";

    /** Where a video comes. */
    private record Placed(int fold, String part) {}

    private static final Columns<Placed> COLUMNS = new Columns<Placed>()
        .with(Column.count("Fold"), Placed::fold).with(Column.text("Part"), Placed::part);

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Video Partitioner")
        .icon("video-partitioner.png")
        .shortDescription("Cuts labeled videos into folds for cross-validation, without dividing what belongs together.")
        .fullDescription("""
            Cuts the videos of a table into parts of about the same size (folds), for cross-validation or for one division into
            training and test videos. Videos of one person, scene or source, or segments of one video, come into one fold: a
            network that knows the person from training would seem better than it is with others. Each class is spread over the
            folds as evenly as that allows. In a loop (Counting Loop Start, Loop End behind the Action
            Predictor) each fold is the test once; an Action Scorer behind the loop gives the accuracy over all videos with its
            interval.
            """)
        .sinceVersion(1, 1, 0)
        .ports(ports -> ports
            .addInputTable("Videos", "One row per video, or segment of one, with its label.")
            .addOutputTable("Partitioned videos", """
                The same rows with two more columns: Fold, a number from 0, and Part, "test" for the test fold and "train" for
                the others.
                """)
            .addOutputTable("Training videos", "The rows of all folds but the test fold.")
            .addOutputTable("Test videos", "The rows of the test fold."))
        .model(model -> model.parametersClass(VideoPartitionerParameters.class)
            .configure(VideoPartitionerNodeFactory::configure)
            .execute(VideoPartitionerNodeFactory::execute))
        .nodeType(NodeType.Manipulator)
        .keywords("cross-validation", "k-fold", "group", "stratified", "split", "partition", "training", "test");

    public VideoPartitionerNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        VideoPartitionerParameters parameters = in.getParameters();
        parameters.check();
        DataTableSpec table = in.getInTableSpec(0);
        VideoPartitionerParameters.GROUP.in(table, parameters.groupColumn);
        VideoPartitionerParameters.LABEL.in(table, parameters.labelColumn);
        DataTableSpec placed = COLUMNS.after(table);
        out.setOutSpecs(placed, placed, placed);
    }

    private static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        VideoPartitionerParameters parameters = in.getParameters();
        BufferedDataTable table = in.getInTable(0);
        int[] folds = NodeWork.run(in.getExecutionContext(), progress -> folds(table, parameters));
        List<TableWriter<Placed>> outputs = Stream
            .generate(() -> COLUMNS.writer(table.getDataTableSpec(), in.getExecutionContext())).limit(3).toList();
        int number = 0;
        for (DataRow row : table) {
            int fold = folds[number++];
            boolean test = fold == parameters.testFold;
            Placed placed = new Placed(fold, test ? TEST : TRAIN);
            outputs.get(0).add(row, placed);
            outputs.get(test ? 2 : 1).add(row, placed);
        }
        for (int port = 0; port < outputs.size(); port++) {
            out.setOutData(port, outputs.get(port).close());
        }
    }

    private static int[] folds(BufferedDataTable table, VideoPartitionerParameters parameters)
        throws InvalidSettingsException {
        DataTableSpec spec = table.getDataTableSpec();
        Optional<Column<String>> group = VideoPartitionerParameters.GROUP.in(spec, parameters.groupColumn);
        Optional<Column<String>> label = VideoPartitionerParameters.LABEL.in(spec, parameters.labelColumn);
        List<String> groups = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (TableRow row : TableRow.of(table)) {
            groups.add(group.map(row::get).orElse(null));
            labels.add(label.map(row::get).orElse(null));
        }
        return Folds.of(groups, labels, parameters.folds, parameters.seed);
    }
}
