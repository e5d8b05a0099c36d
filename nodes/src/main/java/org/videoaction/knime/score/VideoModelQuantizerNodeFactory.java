package org.videoaction.knime.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.ClipTablePortObjectSpec;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.TableRow;
import org.videoaction.knime.view.QuantizedLayers;
import org.videoaction.model.quantization.QuantizedLayer;
import org.videoaction.model.quantization.Range;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.ModelQuantizer;
import org.videoaction.model.scoring.QuantizationLoss;
import org.videoaction.model.scoring.QuantizedModel;

/** Makes a model compute in 8-bit integers. */
public final class VideoModelQuantizerNodeFactory extends DefaultNodeFactory {

    /** Half a point. */
    private static final double NOTABLE_LOSS = 0.005;

    private static final Column<String> LAYER = Column.text("Layer");
    private static final Column<String> NUMBERS = Column.text("Numbers");
    private static final Column<Double> LOW = Column.number("Low");
    private static final Column<Double> HIGH = Column.number("High");
    private static final Column<Double> WEIGHT_ERROR = Column.number("Weights: signal to noise (dB)");
    private static final Column<Double> ERROR = Column.number("Result: signal to noise (dB)");
    private static final Column<Integer> CALIBRATED = Column.count("Calibration clips");
    private static final Column<Integer> COMPARED = Column.count("Compared clips");
    private static final Column<Double> AGREEMENT = Column.share("Agreement");
    private static final Column<Double> DIFFERENCE = Column.number("Largest difference");
    private static final Column<Integer> LABELED = Column.count("Labeled clips");
    private static final Column<String> MEASURE = Column.text("Measure");
    private static final Column<Double> BEFORE = Column.number("Accuracy before");
    private static final Column<Double> AFTER = Column.number("Accuracy after");

    private static final Columns<Range> RANGE = new Columns<Range>().with(LOW, Range::low).with(HIGH, Range::high)
        .with(Column.number("Scale"), Range::scale).with(Column.count("Zero point"), Range::zeroPoint);
    private static final Columns<QuantizedLayer> LAYERS = new Columns<QuantizedLayer>()
        .with(LAYER, QuantizedLayer::name)
        .with(NUMBERS, layer -> layer.inBytes() ? "int8" : "32-bit floats")
        .with(RANGE.of(layer -> layer.range().orElse(null)))
        .with(WEIGHT_ERROR, layer -> layer.weightError().orElse(null))
        .with(ERROR, layer -> layer.error().orElse(null));
    private static final Columns<QuantizationLoss> LOSS = new Columns<QuantizationLoss>()
        .with(COMPARED, QuantizationLoss::clips).with(AGREEMENT, QuantizationLoss::agreement)
        .with(DIFFERENCE, QuantizationLoss::largestDifference).with(LABELED, QuantizationLoss::labelled)
        .with(MEASURE, QuantizationLoss::measure).with(BEFORE, loss -> loss.before().orElse(null))
        .with(AFTER, loss -> loss.after().orElse(null));
    private static final Columns<QuantizedModel> SUMMARY = new Columns<QuantizedModel>()
        .with(CALIBRATED, QuantizedModel::calibrated).with(LOSS.of(model -> model.loss().orElse(null)));

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Video Model Quantizer")
        .icon("video-model-quantizer.png")
        .shortDescription("Makes a model compute in 8-bit integers, which is faster on CPUs.")
        .fullDescription("""
            Looks at the activations of some clips, so that each layer's results can be rounded to bytes, and compares the
            network in integers with the one in floats on other clips. The weights stay as they are: the model computes in
            integers where the precision int8 is chosen, in an Action Predictor, a Long Video Predictor or an Action Detector,
            and as before elsewhere. Weights are rounded per channel; the first convolutions, depthwise ones over space and
            time, non-local blocks, squeeze-and-excitation and the head stay in floats. A network that detects actions
            is shown one box round each clip's whole frame.
            """)
        .sinceVersion(1, 1, 0)
        .ports(ports -> ports
            .addInputPort("Model", "A trained network.", VideoModelPortObject.TYPE)
            .addInputPort("Clips", "Clips as the model is going to see them; labels are used where there are any.",
                ClipTablePortObject.TYPE)
            .addOutputPort("Quantized model", "The same network, with the ranges of its activations.",
                VideoModelPortObject.TYPE)
            .addOutputTable("Layers", """
                One row per layer that has weights or whose result is rounded: whether it computes in integers, the range,
                scale and zero point of its result, and the ratio of signal to noise, of its weights and of its result beside
                the network in floats; 20 dB are an error of a tenth.
                """)
            .addOutputTable("Loss", """
                One row: on how many clips ranges were looked at and both networks compared, the share of clips of which
                both find the same class most probable, the largest difference of a probability, and, where clips have
                labels, the accuracy (top-1, or mAP of several labels) before and after.
                """))
        .model(model -> model.parametersClass(VideoModelQuantizerParameters.class)
            .configure(VideoModelQuantizerNodeFactory::configure)
            .execute(VideoModelQuantizerNodeFactory::execute))
        .addView(VideoModelQuantizerNodeFactory::view)
        .addExternalResource("https://arxiv.org/abs/1712.05877",
            "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference")
        .nodeType(NodeType.Other)
        .keywords("quantization", "int8", "speed", "calibration", "VNNI", "inference");

    public VideoModelQuantizerNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        VideoModelQuantizerParameters parameters = in.getParameters();
        parameters.validate();
        VideoModelPortObjectSpec model = in.getInPortSpec(0);
        ClipTablePortObjectSpec clips = in.getInPortSpec(1);
        model.checkKnown("quantized");
        model.checkTakesCrops(clips.clips());
        out.setOutSpec(0, model.asQuantized());
        out.setOutSpec(1, LAYERS.spec());
        out.setOutSpec(2, SUMMARY.spec());
    }

    private static void execute(ExecuteInput in, ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        VideoModelQuantizerParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        VideoModelPortObject port = in.getInPortObject(0);
        ClipTablePortObject clips = in.getInPortObject(1);
        VideoModel model = NodeWork.run(exec, progress -> port.load());
        QuantizedModel quantized = NodeWork.run(exec, progress -> {
            try (ClipSource source = clips.open()) {
                return new ModelQuantizer(model, parameters.settings()).quantize(source, progress);
            }
        });
        BufferedDataTable layers = LAYERS.table(quantized.layers(), QuantizedLayer::name, exec);
        BufferedDataTable summary = SUMMARY.table(List.of(quantized), row -> "Loss", exec);
        out.setOutData(0, NodeWork.run(exec,
            progress -> VideoModelPortObject.of(quantized.model(), exec.createFileStore("model.zip"))));
        out.setOutData(1, layers);
        out.setOutData(2, summary);
        out.setInternalData(layers, summary);
        warn(quantized.loss(), out);
    }

    private static void warn(Optional<QuantizationLoss> loss, ExecuteOutput out) {
        if (loss.isEmpty()) {
            out.setWarningMessage("What is lost was not measured: this libtorch has no 8-bit integers for this processor. "
                + "The model can be used where there are some.");
        } else if (loss.get().before().isPresent() && loss.get().before().get() - loss.get().after().get() > NOTABLE_LOSS) {
            out.setWarningMessage(String.format(Locale.ROOT, "The accuracy (%s) fell from %.3f to %.3f on %d labeled clips. "
                + "Leave the layers with the smallest signal to noise in 32-bit floats, or take more calibration clips.",
                loss.get().measure(), loss.get().before().get(), loss.get().after().get(), loss.get().labelled()));
        }
    }

    private static DefaultView view(RequireViewParameters view) {
        return QuantizedLayers.declare(view, kept -> {
            List<QuantizedLayers.Layer> layers = new ArrayList<>();
            TableRow.of((BufferedDataTable) kept[0]).forEach(row -> layers.add(layer(row)));
            return new QuantizedLayers(layers, loss(TableRow.of((BufferedDataTable) kept[1]).iterator().next()));
        });
    }

    private static QuantizedLayers.Layer layer(TableRow row) {
        return new QuantizedLayers.Layer(row.get(LAYER), row.get(NUMBERS), row.get(LOW), row.get(HIGH),
            row.get(WEIGHT_ERROR), row.get(ERROR));
    }

    private static QuantizedLayers.Loss loss(TableRow row) {
        return new QuantizedLayers.Loss(row.get(CALIBRATED), row.get(COMPARED), row.get(AGREEMENT), row.get(DIFFERENCE),
            row.get(LABELED), row.get(MEASURE), row.get(BEFORE), row.get(AFTER));
    }
}
