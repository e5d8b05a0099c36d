package org.videoaction.knime.clips;

import java.util.Optional;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.migration.DefaultProvider;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.message.TextMessage;
import org.knime.node.parameters.widget.message.TextMessage.Message;
import org.knime.node.parameters.widget.message.TextMessage.MessageType;
import org.videoaction.data.sampling.ShortSide.Draw;
import org.videoaction.knime.Computed;
import org.videoaction.knime.port.ModelPort;

/** What clips are for. */
@Layout(VideoLayout.Purpose.class)
abstract class PurposeParameters extends ReadingParameters {

    /** Before there was a choice everything was chosen. */
    static final class WasCustom implements DefaultProvider<ClipsFor> {
        @Override
        public ClipsFor getDefault() {
            return ClipsFor.CUSTOM;
        }
    }

    /** Says what the model's clips are like, which is not asked then. */
    static final class OfModel extends Computed<Optional<Message>> {
        @Override
        public void init(StateProviderInitializer initializer) {
            initializer.computeBeforeOpenDialog();
        }

        @Override
        protected Optional<Message> compute(NodeParametersInput input) {
            return ModelPort.spec(input.getInPortSpecs()).map(model -> new Message("As the model takes them",
                ClipShape.of(model, Draw.EVEN).summary() + ". Testing: " + model.test().summary() + ".", MessageType.INFO));
        }
    }

    /** The model itself says how its clips for testing are taken. */
    static final class TestedAsModel implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getPredicate(ClipsFor.IsTesting.class).and(initializer.getPredicate(ModelPort.class));
        }
    }

    @Widget(title = "Clips for", description = "What the clips are for, from which most of the settings follow.")
    @ValueSwitchWidget
    @ValueReference(ClipsFor.IsCustom.class)
    @Persist(configKey = "clips_for")
    @Migration(WasCustom.class)
    ClipsFor clipsFor = ClipsFor.CUSTOM;

    @Widget(title = "Views per video", description = """
            Clips along time x crops of each. The predictor averages over them: more are more accurate and take longer.
            """)
    @ValueSwitchWidget
    @Effect(predicate = ClipsFor.IsTesting.class, type = EffectType.SHOW)
    @Persist(configKey = "views")
    @Migrate(loadDefaultIfAbsent = true)
    Views views = Views.THREE;

    @TextMessage(OfModel.class)
    Void ofModel;
}
