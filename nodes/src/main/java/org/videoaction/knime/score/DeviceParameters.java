package org.videoaction.knime.score;

import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.videoaction.knime.IsOneOf;
import org.videoaction.model.torch.ScoringDevice;

/** Where a network scores, and in which numbers. */
final class DeviceParameters implements NodeParameters {

    /** Where. */
    enum Device {
        @Label(value = "Automatic", description = "The first GPU that libtorch can compute on, else the CPU.")
        AUTO(ScoringDevice.Kind.AUTOMATIC),
        @Label(value = "CPU", description = "This machine's processor.")
        CPU(ScoringDevice.Kind.CPU),
        @Label(value = "GPU", description = """
            The GPU of the number below. GPUs need a libtorch for CUDA, which this extension does not bring; without one the
            node says so and stops.
            """)
        GPU(ScoringDevice.Kind.GPU);

        private final ScoringDevice.Kind kind;

        Device(ScoringDevice.Kind kind) {
            this.kind = kind;
        }
    }

    /** The numbers of the network's backbone. */
    enum Precision {
        @Label(value = "Automatic", description = """
            bfloat16 on GPUs, and on CPUs with units for it that a short measurement finds faster in it; else 32-bit floats.
            """)
        AUTO(null),
        @Label(value = "32-bit floats", description = """
            Exact on CPUs. On GPUs convolutions multiply 19 of the bits (TF32), as PyTorch does by itself.
            """)
        FP32(org.videoaction.model.torch.Precision.FP32),
        @Label(value = "bfloat16", description = """
            The backbone in 16 bits, pooled features and classifier in 32: probabilities change by less than two hundredths.
            """)
        BF16(org.videoaction.model.torch.Precision.BF16),
        @Label(value = "int8", description = """
            Most convolutions in 8-bit integers, on CPUs, of models that the Video Model Quantizer has seen. Where libtorch
            cannot, in 32-bit floats, which a warning says.
            """)
        INT8(org.videoaction.model.torch.Precision.INT8);

        private final org.videoaction.model.torch.Precision precision;

        Precision(org.videoaction.model.torch.Precision precision) {
            this.precision = precision;
        }
    }

    /** What computes. */
    enum Engine {
        @Label(value = "Automatic", description = """
            What the model's file is made for; of this extension's own networks libtorch where it can be loaded, else ONNX
            Runtime.
            """)
        AUTO(ScoringDevice.Engine.AUTOMATIC),
        @Label(value = "libtorch", description = "PyTorch's library: CPUs and GPUs, networks and TorchScript files.")
        LIBTORCH(ScoringDevice.Engine.LIBTORCH),
        @Label(value = "ONNX Runtime", description = """
            The CPU alone, in 32-bit floats: networks and ONNX files, also on Macs with Intel processors. Without feature
            vectors.
            """)
        ONNX_RUNTIME(ScoringDevice.Engine.ONNX_RUNTIME);

        private final ScoringDevice.Engine engine;

        Engine(ScoringDevice.Engine engine) {
            this.engine = engine;
        }
    }

    /** A GPU is chosen. */
    static final class OnGpu extends IsOneOf<Device> {
        OnGpu() {
            super(Device.GPU);
        }
    }

    @Widget(title = "Device", description = "Where the network computes.")
    @ValueSwitchWidget
    @ValueReference(OnGpu.class)
    @Persist(configKey = "device")
    Device device = Device.AUTO;

    @Widget(title = "GPU number", description = "Of the GPU, where one is chosen; they are counted from 0.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = OnGpu.class, type = EffectType.SHOW)
    @Persist(configKey = "gpu")
    int gpu;

    @Widget(title = "Precision", description = "The numbers that the network computes with.")
    @ValueSwitchWidget
    @Persist(configKey = "precision")
    Precision precision = Precision.AUTO;

    @Widget(title = "Engine", description = "The library that computes the network.")
    @ValueSwitchWidget
    @Persist(configKey = "engine")
    @Migrate(loadDefaultIfAbsent = true)
    Engine engine = Engine.AUTO;

    ScoringDevice device() {
        return new ScoringDevice(device.kind, gpu, Optional.ofNullable(precision.precision), engine.engine);
    }

    /** @throws InvalidSettingsException when the chosen engine gives none */
    void checkGivesFeatures() throws InvalidSettingsException {
        if (engine == Engine.ONNX_RUNTIME) {
            throw new InvalidSettingsException("ONNX Runtime gives no feature vectors. Do without them, or choose another "
                + "engine.");
        }
    }

    /** @throws InvalidSettingsException when the chosen engine does not look into boxes */
    void checkTakesBoxes() throws InvalidSettingsException {
        if (engine == Engine.ONNX_RUNTIME) {
            throw new InvalidSettingsException(
                "Boxes are looked into by libtorch alone. Choose it as the engine, or automatic.");
        }
    }
}
