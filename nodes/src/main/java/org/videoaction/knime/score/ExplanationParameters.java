package org.videoaction.knime.score;

import java.util.Locale;
import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.videoaction.knime.IsOneOf;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.model.insight.Explanation;

/** Whether and how it is shown what speaks for a class. */
final class ExplanationParameters implements NodeParameters {

    /** How it is found. */
    enum Method {
        @Label(value = "None", description = "It is not looked for.")
        NONE(null),
        @Label(value = "Grad-CAM", description = """
            By the gradients of the class's score before softmax, weighed frame by frame; about as fast as scoring a clip
            twice.
            """)
        GRAD_CAM(Explanation.Method.GRAD_CAM),
        @Label(value = "Grad-CAM++", description = """
            The same with only the gradients that speak for the class, weighted by place: better where something is there
            several times.
            """)
        GRAD_CAM_PLUS_PLUS(Explanation.Method.GRAD_CAM_PLUS_PLUS),
        @Label(value = "Occlusion", description = """
            By what the class's probability loses when parts of the clip are covered: of any network, also of ONNX and
            TorchScript files. Each clip is scored some 200 times.
            """)
        OCCLUSION(Explanation.Method.OCCLUSION);

        private final Explanation.Method ofModel;

        Method(Explanation.Method ofModel) {
            this.ofModel = ofModel;
        }
    }

    /** Where gradients are looked at. */
    enum Stage {
        @Label(value = "Last", description = "Where the network knows most, in few and large fields.")
        LAST,
        @Label(value = "stem", description = "The first layers: edges and colors.")
        STEM,
        @Label(value = "res2", description = "The first stage of blocks.")
        RES2,
        @Label(value = "res3", description = "The second one.")
        RES3,
        @Label(value = "res4", description = "The third one.")
        RES4,
        @Label(value = "res5", description = "The fourth one, the last of most networks.")
        RES5;

        private String ofNetwork() {
            return this == LAST ? "" : name().toLowerCase(Locale.ROOT);
        }
    }

    /** Something is looked for. */
    static final class Wanted extends IsOneOf<Method> {
        Wanted() {
            super(Method.GRAD_CAM, Method.GRAD_CAM_PLUS_PLUS, Method.OCCLUSION);
        }
    }

    /** It is found by gradients. */
    static final class ByGradients extends IsOneOf<Method> {
        ByGradients() {
            super(Wanted.class, Method.GRAD_CAM, Method.GRAD_CAM_PLUS_PLUS);
        }
    }

    @Widget(title = "Explain", description = """
            Whether, and by what, it is shown where and when a clip has what speaks for the class.
            """)
    @ValueSwitchWidget
    @ValueReference(Wanted.class)
    @Persist(configKey = "explain")
    Method method = Method.NONE;

    @Advanced
    @Widget(title = "Stage", description = "The stage of the network whose end is looked at, in each pathway.")
    @Effect(predicate = ByGradients.class, type = EffectType.SHOW)
    @Persist(configKey = "stage")
    Stage stage = Stage.LAST;

    /** Nothing where it is not wanted. */
    Optional<Explanation> chosen() {
        return Optional.ofNullable(method.ofModel).map(of -> new Explanation(of, stage.ofNetwork()));
    }

    /** @throws InvalidSettingsException when gradients are wanted that the model does not have */
    void check(VideoModelPortObjectSpec model) throws InvalidSettingsException {
        if (method == Method.GRAD_CAM || method == Method.GRAD_CAM_PLUS_PLUS) {
            model.checkGivesGradients();
        }
    }
}
