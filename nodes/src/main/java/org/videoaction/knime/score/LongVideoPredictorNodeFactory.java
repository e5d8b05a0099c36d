package org.videoaction.knime.score;

import java.io.IOException;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
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
import org.videoaction.data.Progress;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.knime.Domains;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.io.PathColumn;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.ActionSegment;
import org.videoaction.model.scoring.LongVideoScorer;

/** Finds out which action happens when in long videos. */
public final class LongVideoPredictorNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Long Video Predictor")
        .icon("long-video-predictor.png")
        .shortDescription("Finds out which action happens when in long videos.")
        .fullDescription("""
            Slides a window of the length of the model's clips over each video, scores every window and makes one row of
            neighbouring windows of the same class, with start and end. A video of any length needs the same memory. A video
            that cannot be read has a row with missing values and the reason.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports
            .addInputPort("Model", "A trained network.", VideoModelPortObject.TYPE)
            .addInputTable("Paths", "A row a video, with its path.")
            .addOutputTable("Segments", "A row a segment: video, start, end, action, its mean probability, windows."))
        .model(model -> model.parametersClass(LongVideoPredictorParameters.class)
            .configure(LongVideoPredictorNodeFactory::configure)
            .execute(LongVideoPredictorNodeFactory::execute))
        .nodeType(NodeType.Predictor)
        .keywords("video", "action recognition", "sliding window", "untrimmed", "segment");

    public LongVideoPredictorNodeFactory() {
        super(NODE);
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out) throws InvalidSettingsException {
        LongVideoPredictorParameters parameters = in.getParameters();
        parameters.validate();
        VideoModelPortObjectSpec model = in.getInPortSpec(0);
        model.checkRecognises();
        PathColumn.index(in.getInTableSpec(1), parameters.m_pathColumn);
        out.setOutSpec(0, spec(model.classes()));
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        LongVideoPredictorParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        VideoModelPortObject port = in.getInPortObject(0);
        BufferedDataTable table = in.getInTable(1);
        int column = table.getDataTableSpec().findColumnIndex(parameters.m_pathColumn);
        BufferedDataContainer segments = exec.createDataContainer(spec(port.getSpec().classes()));
        VideoModel model = NodeWork.run(exec, progress -> port.load());
        LongVideoScorer scorer = new LongVideoScorer(model, parameters.m_stepSeconds, parameters.settings(),
            VideoLimits.DEFAULT);
        double share = 1.0 / Math.max(1, table.size());
        long done = 0;
        for (DataRow row : table) {
            DataCell path = row.getCell(column);
            double before = done++ * share;
            NodeWork.run(exec, progress -> {
                addVideo(path, scorer, model.classes(), segments,
                    (fraction, message) -> progress.report(before + share * fraction,
                        PathColumn.text(path) + ": " + message));
                return null;
            });
        }
        segments.close();
        out.setOutData(0, Domains.declared(segments.getTable(), spec(model.classes()), exec));
    }

    private static void addVideo(final DataCell path, final LongVideoScorer scorer, final List<String> classes,
        final BufferedDataContainer segments, final Progress progress) throws IOException {
        DataCell name = PathColumn.text(path);
        if (path.isMissing()) {
            addRow(segments, name, null, classes, "has no path");
            return;
        }
        try {
            for (ActionSegment segment : scorer.score(PathColumn.path(path), progress)) {
                addRow(segments, name, segment, classes, null);
            }
        } catch (VideoException e) {
            addRow(segments, name, null, classes, e.reason());
        } catch (PathColumn.Elsewhere e) {
            addRow(segments, name, null, classes, e.getMessage());
        }
    }

    private static void addRow(final BufferedDataContainer segments, final DataCell path, final ActionSegment segment,
        final List<String> classes, final String problem) {
        DataCell missing = DataType.getMissingCell();
        boolean known = segment != null;
        segments.addRowToTable(new DefaultRow(RowKey.createRowKey(segments.size()), path,
            known ? new DoubleCell(segment.start()) : missing, known ? new DoubleCell(segment.end()) : missing,
            known ? new StringCell(classes.get(segment.label())) : missing,
            known ? new DoubleCell(segment.probability()) : missing, known ? new IntCell(segment.windows()) : missing,
            known ? missing : new StringCell(problem)));
    }

    /** @param classes none where they are not known yet */
    private static DataTableSpec spec(final List<String> classes) {
        return new DataTableSpec(column("Video", StringCell.TYPE), column("Start (s)", DoubleCell.TYPE),
            column("End (s)", DoubleCell.TYPE),
            classes.isEmpty() ? column("Prediction", StringCell.TYPE) : Domains.nominal("Prediction", classes),
            Domains.share("Confidence"), column("Windows", IntCell.TYPE),
            column(Predictions.PROBLEM, StringCell.TYPE));
    }

    private static DataColumnSpec column(final String name, final DataType type) {
        return new DataColumnSpecCreator(name, type).createSpec();
    }
}
