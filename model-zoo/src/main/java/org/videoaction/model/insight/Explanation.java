package org.videoaction.model.insight;

import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.ForeignNetwork;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.ScoringDevice;

/**
 * How evidence is found.
 *
 * @param stage at whose end gradients are taken, a name of {@link Stage}; empty for the last one
 */
public record Explanation(Method method, String stage) {

    /** The ways. */
    public enum Method {
        /** {@link ActivationRule#GRAD_CAM}. */
        GRAD_CAM,
        /** {@link ActivationRule#GRAD_CAM_PLUS_PLUS}. */
        GRAD_CAM_PLUS_PLUS,
        /** {@link Occlusion}. */
        OCCLUSION
    }

    /**
     * Looks whether a model can be explained so.
     *
     * @throws IllegalArgumentException when it cannot
     */
    public void check(Architecture architecture) {
        if (architecture.head().detects()) {
            throw new IllegalArgumentException("The model, " + architecture.displayName() + ", detects actions in boxes; "
                + "what speaks for a class is shown of models that recognize whole clips alone.");
        }
        if (method == Method.OCCLUSION) {
            return;
        }
        if (architecture instanceof ForeignNetwork) {
            throw new IllegalArgumentException("The model, " + architecture.displayName() + ", was read from a file of "
                + "another program and has no gradients. Choose occlusion to explain it.");
        }
        Stage.of(architecture.network(), stage);
    }

    /** On the GPU where there is one, else the CPU. */
    public Explainer open(VideoModel model) {
        return open(model, ScoringDevice.AUTOMATIC);
    }

    /**
     * Loads a model's network.
     *
     * @param model as the clips need it
     * @throws IllegalArgumentException when it cannot be explained so
     */
    public Explainer open(VideoModel model, ScoringDevice device) {
        check(model.architecture());
        return switch (method) {
            case GRAD_CAM -> new GradCam(model, ActivationRule.GRAD_CAM, stage, device);
            case GRAD_CAM_PLUS_PLUS -> new GradCam(model, ActivationRule.GRAD_CAM_PLUS_PLUS, stage, device);
            case OCCLUSION -> new Occlusion(model, device);
        };
    }
}
