package org.videoaction.knime.io;

import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
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
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.knime.Domains;
import org.videoaction.knime.NodeWork;

/** Reads an annotation list into a table. */
public final class VideoDatasetReaderNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Video Dataset Reader")
        .icon("dataset-reader.png")
        .shortDescription("Reads a list of labelled videos.")
        .fullDescription("""
            Reads a list of labelled videos, in one of the formats in which data sets are shared, into a table with the
            path and the class of each video, and with its other labels, its stretch of time, its number of frames or
            its split where the format has them. Of AVA's lists it makes a table of boxes: a row a person in a frame, with
            the path of the video, the time, the edges of the box as shares of the frame (0 to 1), the person's actions and
            number, and the score of proposals. Wrong lines are reported all at once, with their numbers. The videos
            themselves are not opened: a broken or missing one is reported by the nodes that read it.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports.addOutputTable("Videos", """
            A row a video: its path and its label. The possible values of the label column are the classes, in the order of
            their indices. For AVA, a row a box.
            """))
        .model(model -> model.parametersClass(VideoDatasetReaderParameters.class)
            .configure(VideoDatasetReaderNodeFactory::configure)
            .execute(VideoDatasetReaderNodeFactory::execute))
        .addExternalResource("https://arxiv.org/abs/1705.06950", "The Kinetics Human Action Video Dataset")
        .addExternalResource("https://arxiv.org/abs/1604.01753",
            "Hollywood in Homes: Crowdsourcing Data Collection for Activity Understanding (Charades)")
        .addExternalResource("https://arxiv.org/abs/1705.08421",
            "AVA: A Video Dataset of Spatio-temporally Localized Atomic Visual Actions")
        .nodeType(NodeType.Source)
        .keywords("video", "annotation", "labels", "Kinetics", "Charades", "AVA", "MMAction2", "data set");

    public VideoDatasetReaderNodeFactory() {
        super(NODE);
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out) throws InvalidSettingsException {
        VideoDatasetReaderParameters parameters = in.getParameters();
        parameters.validate();
        out.setOutSpec(0, parameters.m_format.hasBoxes() ? boxSpec(BoxColumn.of(parameters.m_ava.hasFrames()))
            : spec(VideoColumn.of(parameters.m_format), List.of()));
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        VideoDatasetReaderParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        if (parameters.m_format.hasBoxes()) {
            List<BoxRow> boxes = NodeWork.run(exec, progress -> parameters.readBoxes());
            out.setOutData(0, boxes(boxes, BoxColumn.of(parameters.m_ava.hasFrames()), exec));
            return;
        }
        DatasetList list = NodeWork.run(exec, progress -> parameters.read());
        List<VideoColumn> columns = VideoColumn.of(parameters.m_format);
        // a container derives the possible values from the rows, in their order
        out.setOutData(0, Domains.declared(rows(list, columns, exec), spec(columns, list.classes().names()), exec));
    }

    private static BufferedDataTable rows(final DatasetList list, final List<VideoColumn> columns,
        final ExecutionContext exec) {
        BufferedDataContainer table = exec.createDataContainer(spec(columns, List.of()));
        List<ListedVideo> videos = list.videos();
        for (int i = 0; i < videos.size(); i++) {
            ListedVideo video = videos.get(i);
            table.addRowToTable(new DefaultRow(RowKey.createRowKey((long) i),
                columns.stream().map(column -> column.cell(video)).toArray(DataCell[]::new)));
        }
        table.close();
        return table.getTable();
    }

    private static BufferedDataTable boxes(final List<BoxRow> boxes, final List<BoxColumn> columns,
        final ExecutionContext exec) {
        BufferedDataContainer table = exec.createDataContainer(boxSpec(columns));
        for (int i = 0; i < boxes.size(); i++) {
            BoxRow box = boxes.get(i);
            table.addRowToTable(new DefaultRow(RowKey.createRowKey((long) i),
                columns.stream().map(column -> column.cell(box)).toArray(DataCell[]::new)));
        }
        table.close();
        return table.getTable();
    }

    private static DataTableSpec boxSpec(final List<BoxColumn> columns) {
        return new DataTableSpec(columns.stream().map(BoxColumn::spec).toArray(DataColumnSpec[]::new));
    }

    private static DataTableSpec spec(final List<VideoColumn> columns, final List<String> classes) {
        return new DataTableSpec(columns.stream().map(column -> column.spec(classes)).toArray(DataColumnSpec[]::new));
    }
}
