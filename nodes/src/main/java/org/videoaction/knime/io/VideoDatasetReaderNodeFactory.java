package org.videoaction.knime.io;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomainCreator;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
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
import org.videoaction.data.list.LabeledVideo;
import org.videoaction.data.list.VideoList;
import org.videoaction.knime.NodeWork;

/** Reads an annotation list into a table. */
public final class VideoDatasetReaderNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Video Dataset Reader")
        .icon("dataset-reader.png")
        .shortDescription("Reads a list of labelled videos.")
        .fullDescription("""
            Reads an annotation list, a text file with a line a video (<tt>path label</tt>), into a table with the path
            and the class of each video. The videos themselves are not opened: a broken or missing one is reported by
            the nodes that read it.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports.addOutputTable("Videos", "A row a video: its path and its label. The possible values of "
            + "the label column are the classes, in the order of their indices."))
        .model(model -> model.parametersClass(VideoDatasetReaderParameters.class)
            .configure(VideoDatasetReaderNodeFactory::configure)
            .execute(VideoDatasetReaderNodeFactory::execute))
        .nodeType(NodeType.Source)
        .keywords("video", "annotation", "labels", "Kinetics", "data set");

    public VideoDatasetReaderNodeFactory() {
        super(NODE);
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out) throws InvalidSettingsException {
        VideoDatasetReaderParameters parameters = in.getParameters();
        if (!LocalFile.isChosen(parameters.m_listFile)) {
            throw new InvalidSettingsException("No annotation list is chosen.");
        }
        out.setOutSpec(0, spec(Set.of()));
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        VideoDatasetReaderParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        VideoList list = NodeWork.run(exec, progress -> {
            Path classFile = LocalFile.isChosen(parameters.m_classFile) ? LocalFile.of(parameters.m_classFile) : null;
            return VideoList.read(LocalFile.of(parameters.m_listFile), classFile);
        });
        // a container derives the possible values from the rows, in their order
        out.setOutData(0, exec.createSpecReplacerTable(rows(list, exec), spec(classes(list.classes()))));
    }

    private static BufferedDataTable rows(final VideoList list, final ExecutionContext exec) {
        BufferedDataContainer table = exec.createDataContainer(spec(Set.of()));
        List<LabeledVideo> videos = list.videos();
        for (int i = 0; i < videos.size(); i++) {
            LabeledVideo video = videos.get(i);
            table.addRowToTable(new DefaultRow(RowKey.createRowKey((long)i),
                new StringCell(video.video().toString()), new StringCell(video.label())));
        }
        table.close();
        return table.getTable();
    }

    private static Set<DataCell> classes(final List<String> names) {
        Set<DataCell> cells = new LinkedHashSet<>();
        names.forEach(name -> cells.add(new StringCell(name)));
        return cells;
    }

    private static DataTableSpec spec(final Set<DataCell> classes) {
        DataColumnSpec path = new DataColumnSpecCreator("Path", StringCell.TYPE).createSpec();
        DataColumnSpecCreator label = new DataColumnSpecCreator("Label", StringCell.TYPE);
        if (!classes.isEmpty()) {
            label.setDomain(new DataColumnDomainCreator(classes).createDomain());
        }
        return new DataTableSpec(path, label.createSpec());
    }
}
