package org.videoaction.knime.learn;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.NodeParametersPersistor;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.knime.IsOneOf;
import org.videoaction.model.torch.ScoringDevice;

/** Where a network learns. Workflows have it as a number of GPUs, as version 1.0.0 had: 0 for the CPU, now -1 for automatic. */
final class LearningDevice implements NodeParameters {

    private static final int AUTOMATIC = -1;

    /** Where. */
    enum Device {
        @Label(value = "Automatic", description = "The first GPU that libtorch can compute on, else the CPU.")
        AUTO,
        @Label(value = "CPU", description = "This machine's processor.")
        CPU,
        @Label(value = "GPU", description = """
                As many GPUs as are chosen below. GPUs need a libtorch for CUDA, which this extension does not bring; without
                one the node says so and stops.
                """)
        GPU
    }

    /** GPUs are chosen. */
    static final class OnGpu extends IsOneOf<Device> {
        OnGpu() {
            super(Device.GPU);
        }
    }

    @Widget(title = "Device", description = "Where the network learns. The node's progress and KNIME's log say which it is.")
    @ValueSwitchWidget
    @ValueReference(OnGpu.class)
    Device device = Device.AUTO;

    @Widget(title = "Number of GPUs", description = """
            How many GPUs of this machine share each batch. Batch normalization sees the part of a batch that its GPU has.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = OnGpu.class, type = EffectType.SHOW)
    int gpus = 1;

    /**
     * How many GPUs learn, 0 for the CPU.
     *
     * @param automatic how many there are where that is automatic
     */
    int gpus(int automatic) {
        return switch (device) {
            case AUTO -> automatic;
            case CPU -> 0;
            case GPU -> gpus;
        };
    }

    /** What automatic means on this machine. */
    static int automatic() {
        return ScoringDevice.AUTOMATIC.here().kind() == ScoringDevice.Kind.GPU ? 1 : 0;
    }

    /** Under the key that it has had since version 1.0.0. */
    static final class Persistence implements NodeParametersPersistor<LearningDevice> {

        private static final String KEY = "gpus";

        @Override
        public LearningDevice load(NodeSettingsRO settings) throws InvalidSettingsException {
            int saved = settings.getInt(KEY);
            LearningDevice loaded = new LearningDevice();
            loaded.device = saved == AUTOMATIC ? Device.AUTO : saved == 0 ? Device.CPU : Device.GPU;
            loaded.gpus = loaded.device == Device.GPU ? saved : loaded.gpus;
            return loaded;
        }

        @Override
        public void save(LearningDevice device, NodeSettingsWO settings) {
            settings.addInt(KEY, device.gpus(AUTOMATIC));
        }

        @Override
        public String[][] getConfigPaths() {
            return new String[][] {{KEY}};
        }
    }
}
