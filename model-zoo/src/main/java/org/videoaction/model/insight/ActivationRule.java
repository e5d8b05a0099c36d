package org.videoaction.model.insight;

import org.videoaction.model.torch.ScoreGradients.Result;

/** How the activations of a stage and the gradients of a class's score become one value a place. */
public enum ActivationRule {

    /**
     * Grad-CAM (Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization", ICCV 2017)
     * frame by frame, as in PySlowFast: in each frame a channel weighs as much as its gradient's mean over space.
     */
    GRAD_CAM {
        @Override
        double weight(Result result, int first, int plane) {
            double sum = 0;
            for (int i = first; i < first + plane; i++) {
                sum += result.gradients()[i];
            }
            return sum / plane;
        }
    },
    /**
     * Grad-CAM++ (Chattopadhay et al., "Grad-CAM++: Generalized Gradient-based Visual Explanations for Deep Convolutional
     * Networks", WACV 2018), frame by frame: positive gradients alone, each with alpha = g^2 / (2 g^2 + g^3 sum of A). The
     * paper's activations are those of a ReLU; a sum below zero counts as zero.
     */
    GRAD_CAM_PLUS_PLUS {
        @Override
        double weight(Result result, int first, int plane) {
            double activation = 0;
            for (int i = first; i < first + plane; i++) {
                activation += result.values()[i];
            }
            double weight = 0;
            for (int i = first; i < first + plane; i++) {
                double gradient = result.gradients()[i];
                if (gradient > 0) {
                    weight += gradient / (2 + gradient * Math.max(0, activation));
                }
            }
            return weight;
        }
    };

    /**
     * The weight of a channel in a frame.
     *
     * @param first where its values begin
     * @param plane how many there are
     */
    abstract double weight(Result result, int first, int plane);

    /** The weighted sum of the channels, where it is above zero. */
    Grid grid(Result result) {
        int plane = result.height() * result.width();
        double[] sums = new double[result.frames() * plane];
        for (int channel = 0; channel < result.channels(); channel++) {
            for (int frame = 0; frame < result.frames(); frame++) {
                int first = (channel * result.frames() + frame) * plane;
                double weight = weight(result, first, plane);
                for (int i = 0; i < plane; i++) {
                    sums[frame * plane + i] += weight * result.values()[first + i];
                }
            }
        }
        float[] positive = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            positive[i] = (float) Math.max(0, sums[i]);
        }
        return new Grid(result.frames(), result.height(), result.width(), positive);
    }
}
