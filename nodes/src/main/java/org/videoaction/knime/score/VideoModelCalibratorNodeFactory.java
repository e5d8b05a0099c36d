package org.videoaction.knime.score;

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
import org.videoaction.data.clip.ClipSource;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.ClipTablePortObjectSpec;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.CommonColumns;
import org.videoaction.model.metrics.Calibration;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.TemperatureScaling;

/** Makes a model as sure as it is right. */
public final class VideoModelCalibratorNodeFactory extends DefaultNodeFactory {

    /** How well a model's confidences hold with a temperature. */
    private record Row(String name, double temperature, Calibration calibration, int videos) {}

    private static final Columns<Row> COLUMNS = new Columns<Row>()
        .with(Column.number("Temperature"), Row::temperature)
        .with(Column.number("Calibration error"), row -> row.calibration().error())
        .with(Column.number("Log loss"), row -> row.calibration().logLoss())
        .with(CommonColumns.VIDEOS, Row::videos);

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Video Model Calibrator")
        .icon("video-model-calibrator.png")
        .shortDescription("Makes a model as sure of its predictions as it is right.")
        .fullDescription("""
            Networks tend to be surer than they are right: of the videos to which one gives a probability of 0.9, fewer than
            nine of ten may be of that class. This node finds the one number, the temperature, by which the scores before the
            softmax are divided so that the labels of these clips become most likely, and stores it in the model: its
            classifier's weights are divided by it. Which class a view is taken for does not change. The clips should be of
            videos that the model was not trained with, with the views by which it is going to score.
            """)
        .sinceVersion(1, 1, 0)
        .ports(ports -> ports
            .addInputPort("Model", "A trained network.", VideoModelPortObject.TYPE)
            .addInputPort("Clips", "Labeled clips of videos that were held out.", ClipTablePortObject.TYPE)
            .addOutputPort("Calibrated model", "The calibrated network.", VideoModelPortObject.TYPE)
            .addOutputTable("Calibration", """
                Two rows, before and after: the temperature, the expected calibration error (how far confidence and accuracy
                lie apart, on average over videos), the mean negative logarithm of the true class's probability, and the
                number of videos.
                """))
        .model(model -> model.parametersClass(VideoModelCalibratorParameters.class)
            .configure(VideoModelCalibratorNodeFactory::configure)
            .execute(VideoModelCalibratorNodeFactory::execute))
        .addExternalResource("https://arxiv.org/abs/1706.04599", "On Calibration of Modern Neural Networks")
        .nodeType(NodeType.Other)
        .keywords("temperature scaling", "confidence", "ECE", "reliability", "probability");

    public VideoModelCalibratorNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        VideoModelPortObjectSpec model = in.getInPortSpec(0);
        ClipTablePortObjectSpec clips = in.getInPortSpec(1);
        model.checkRecognises();
        model.checkKnown("calibrated");
        model.checkHasTemperature();
        model.checkComputes(in.<VideoModelCalibratorParameters>getParameters().computing.device());
        model.checkTakesCrops(clips.clips());
        out.setOutSpec(0, model);
        out.setOutSpec(1, COLUMNS.spec());
    }

    private static void execute(ExecuteInput in, ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        VideoModelCalibratorParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        VideoModelPortObject port = in.getInPortObject(0);
        ClipTablePortObject clips = in.getInPortObject(1);
        VideoModel model = NodeWork.run(exec, progress -> port.load());
        TemperatureScaling scaling = NodeWork.run(exec, progress -> {
            try (ClipSource source = clips.open()) {
                return TemperatureScaling.of(model, source, parameters.settings(), progress);
            }
        });
        out.setOutData(0, NodeWork.run(exec,
            progress -> VideoModelPortObject.of(scaling.calibrated(model), exec.createFileStore("model.zip"))));
        out.setOutData(1, COLUMNS.table(List.of(
            new Row("Before", 1, scaling.before(), scaling.videos()),
            new Row("After", scaling.temperature(), scaling.after(), scaling.videos())), Row::name, exec));
    }
}
