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
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.message.TextMessage;
import org.knime.node.parameters.widget.message.TextMessage.Message;
import org.knime.node.parameters.widget.message.TextMessage.MessageType;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.sampling.ShortSide.Draw;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.knime.OnOpening;
import org.videoaction.knime.port.ModelPort;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.scoring.TestViews;

/** What clips are for. */
@Layout(VideoLayout.Purpose.class)
abstract class PurposeParameters extends ReadingParameters {

    /** The views of a video for testing: clips along time, and crops of each. */
    enum Views {
        @Label(value = "1", description = "One clip in the middle of the video, its middle crop: fastest.")
        ONE(TestViews.ONE),
        @Label(value = "3 x 1", description = "Three clips, their middle crops: three times the work.")
        THREE(TestViews.THREE),
        @Label(value = "10 x 1", description = "Ten clips, their middle crops: ten times the work.")
        TEN(TestViews.TEN),
        @Label(value = "10 x 3", description = """
                Ten clips, three crops of each: thirty times the work. With a model, all views that it was published with.
                """)
        ALL(TestViews.ALL);

        private final TestViews views;

        Views(TestViews views) {
            this.views = views;
        }

        Recipe recipe(TestProtocol test) {
            return views.recipe(test, VideoLimits.DEFAULT);
        }
    }

    /** Before there was a choice everything was chosen. */
    static final class WasCustom implements DefaultProvider<ClipsFor> {
        @Override
        public ClipsFor getDefault() {
            return ClipsFor.CUSTOM;
        }
    }

    /** Says what the model's clips are like, which is not asked then. */
    static final class OfModel extends OnOpening<Optional<Message>> {
        @Override
        protected Optional<Message> of(NodeParametersInput input) {
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
