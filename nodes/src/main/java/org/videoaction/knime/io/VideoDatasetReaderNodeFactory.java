package org.videoaction.knime.io;

import java.util.List;
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
import org.videoaction.data.list.BoxList;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.DatasetList;
import org.videoaction.knime.NodeWork;

/** Reads an annotation list into a table. */
public final class VideoDatasetReaderNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Video Dataset Reader")
        .icon("dataset-reader.png")
        .shortDescription("Reads a list of labeled videos.")
        .fullDescription("""
            Reads a list of labeled videos, in one of the formats in which data sets are shared, into a table with the
            path and the class of each video, and with its other labels, its stretch of time, its number of frames or
            its split where the format has them. Of AVA's lists it makes a table of boxes: one row per person in a frame, with
            the path of the video, the time, the edges of the box as shares of the frame (0 to 1), the person's actions and
            number, and the score of proposals. Wrong lines are reported all at once, with their numbers. The videos
            themselves are not opened: a broken or missing one is reported by the nodes that read it.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports.addOutputTable("Videos", """
            One row per video: its path and its label. The possible values of the label column are the classes, in the order of
            their indices. For AVA, one row per box.
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
        .keywords("video", "annotation", "labels", "Kinetics", "Charades", "AVA", "MMAction2", "data set",
            "UCF101", "HMDB51", "Something-Something", "Jester", "Diving48", "Moments in Time");

    public VideoDatasetReaderNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        VideoDatasetReaderParameters parameters = in.getParameters();
        parameters.check();
        out.setOutSpec(0, parameters.format.hasBoxes() ? DatasetColumns.boxes(parameters.ava.hasFrames()).spec()
            : DatasetColumns.videos(parameters.format.list(), Classes.NONE).spec());
    }

    private static void execute(ExecuteInput in, ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        VideoDatasetReaderParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        List<String> remarks;
        if (parameters.format.hasBoxes()) {
            BoxList list = NodeWork.run(exec, progress -> parameters.readBoxes());
            out.setOutData(0, DatasetColumns.boxes(parameters.ava.hasFrames()).table(list.boxes(), exec));
            remarks = list.remarks();
        } else {
            DatasetList list = NodeWork.run(exec, progress -> parameters.read());
            out.setOutData(0,
                DatasetColumns.videos(parameters.format.list(), list.classes()).table(list.videos(), exec));
            remarks = list.remarks();
        }
        if (!remarks.isEmpty()) {
            out.setWarningMessage(String.join(" ", remarks));
        }
    }
}
