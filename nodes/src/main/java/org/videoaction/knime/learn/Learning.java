package org.videoaction.knime.learn;

import java.util.List;
import java.util.Locale;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeLogger;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.ClipTablePortObjectSpec;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.training.Trainer;
import org.videoaction.model.training.TrainingClips;

/** What all learners do, whatever network they train. */
final class Learning {

    private static final NodeLogger LOGGER = NodeLogger.getLogger(Learning.class);

    private Learning() {
    }

    static void configure(final ConfigureInput in, final ConfigureOutput out) throws InvalidSettingsException {
        LearnerParameters parameters = in.getParameters();
        parameters.validate();
        ClipTablePortObjectSpec spec = in.getInPortSpec(0);
        ClipSpec clips = spec.clips();
        if (clips.classes().size() == 1) {
            throw new InvalidSettingsException("The clips of port 1 are all of the class " + clips.classes().get(0)
                + "; training needs at least two classes.");
        }
        Architecture architecture = parameters.architecture(Math.max(1, clips.classes().size()));
        try {
            architecture.checkClip(clips.frames(), Math.min(clips.height(), clips.width()));
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException("The clips of port 1 do not fit the network: " + e.getMessage(), e);
        }
        out.setOutSpecs(new VideoModelPortObjectSpec(architecture.displayName(),
            new VideoModel.Input(clips.frames(), clips.height(), clips.width(), clips.stride()), clips.classes()),
            historySpec());
    }

    static void execute(final ExecuteInput in, final ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        LearnerParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        ClipTablePortObject clips = in.getInPortObject(0);
        VideoModel model = NodeWork.run(exec, progress -> {
            try (ClipSource source = clips.open()) {
                Architecture architecture = parameters.architecture(Math.max(1, source.spec().classes().size()));
                return new Trainer(TrainingClips.of(source), architecture, parameters.training().plan())
                    .reporting(Learning::log).train(progress).model();
            }
        });
        out.setOutData(0, NodeWork.run(exec,
            progress -> VideoModelPortObject.of(model, exec.createFileStore("model.zip"))));
        out.setOutData(1, historyTable(model.history(), exec));
    }

    private static void log(final Epoch epoch) {
        LOGGER.info(String.format(Locale.ROOT, "Epoch %d: loss %.4f, top-1 %.3f, rate %.4g, %.1f s",
            epoch.number(), epoch.loss(), epoch.top1(), epoch.rate(), epoch.seconds()));
    }

    private static BufferedDataTable historyTable(final List<Epoch> history, final ExecutionContext exec) {
        BufferedDataContainer table = exec.createDataContainer(historySpec());
        for (Epoch epoch : history) {
            table.addRowToTable(new DefaultRow("Epoch " + epoch.number(), new IntCell(epoch.number()),
                new DoubleCell(epoch.rate()), new DoubleCell(epoch.loss()), new DoubleCell(epoch.top1()),
                new DoubleCell(epoch.seconds()), new DoubleCell(epoch.clipsPerSecond())));
        }
        table.close();
        return table.getTable();
    }

    private static DataTableSpec historySpec() {
        return new DataTableSpec(
            new DataColumnSpecCreator("Epoch", IntCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Learning rate", DoubleCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Loss", DoubleCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Top-1", DoubleCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Seconds", DoubleCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Clips per second", DoubleCell.TYPE).createSpec());
    }
}
