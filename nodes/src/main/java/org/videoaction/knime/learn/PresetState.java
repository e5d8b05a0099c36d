package org.videoaction.knime.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.widget.message.TextMessage.Message;
import org.knime.node.parameters.widget.message.TextMessage.MessageType;
import org.videoaction.knime.Computed;
import org.videoaction.knime.port.ModelPort;

/** Something of the dialog that depends on whether the settings are those of the preset. */
abstract class PresetState<S> extends Computed<S> {

    private final List<OfPreset<?>> settings = new ArrayList<>(OfPreset.ofTraining());
    private Supplier<Preset> preset;
    private List<Setting<?>> values;

    /** @param ofNetwork the settings of the learner's network that its presets fill */
    PresetState(OfPreset<?>... ofNetwork) {
        settings.addAll(List.of(ofNetwork));
    }

    /** A setting and what it now is. */
    private record Setting<T>(OfPreset<T> ofPreset, Supplier<T> value) {

        boolean differs(Preset preset) {
            return ofPreset.differs(preset, value.get());
        }
    }

    /** Gives what a setting now is. */
    interface Now {
        <T> Supplier<T> of(Class<? extends ParameterReference<T>> setting);
    }

    /** @param now says, too, whether a change of a setting counts at once */
    final void observe(Now now) {
        preset = now.of(OfPreset.Choice.class);
        values = settings.stream().<Setting<?>>map(setting -> setting(setting, now)).toList();
    }

    private static <T> Setting<T> setting(OfPreset<T> setting, Now now) {
        return new Setting<>(setting, now.of(setting.reference()));
    }

    final Preset preset() {
        return preset.get();
    }

    /** The titles of the settings that are not the preset's. */
    final List<String> differing() {
        return values.stream().filter(setting -> setting.differs(preset())).map(setting -> setting.ofPreset().title())
            .toList();
    }

    /**
     * Which preset is shown when the dialog opens: the one that was chosen, or none where settings were changed after
     * that. While the dialog is open {@link Note} says so: in KNIME's dialogs a setting may not fill what fills it, which
     * would go round for ever.
     */
    abstract static class Shown extends PresetState<Preset> {

        Shown(OfPreset<?>... ofNetwork) {
            super(ofNetwork);
        }

        @Override
        public void init(StateProviderInitializer initializer) {
            initializer.computeBeforeOpenDialog();
            observe(initializer::getValueSupplier);
        }

        @Override
        protected Preset compute(NodeParametersInput input) {
            return differing().isEmpty() ? preset() : Preset.CUSTOM;
        }
    }

    /** Says that a preset needs a model, or which settings are no longer its. */
    abstract static class Note extends PresetState<Optional<Message>> {

        Note(OfPreset<?>... ofNetwork) {
            super(ofNetwork);
        }

        @Override
        public void init(StateProviderInitializer initializer) {
            initializer.computeBeforeOpenDialog();
            observe(initializer::computeFromValueSupplier);
        }

        @Override
        protected Optional<Message> compute(NodeParametersInput input) {
            if (preset().needsModel() && !ModelPort.isIn(input)) {
                return Optional.of(new Message("This preset is for a model to start from",
                    "Add the port \"Model to start from\" at the node's three dots and connect a model.",
                    MessageType.WARNING));
            }
            return differing().isEmpty() ? Optional.empty() : Optional.of(new Message("Custom",
                "The settings are no longer those of the preset: " + String.join(", ", differing()) + ".",
                MessageType.INFO));
        }
    }
}
