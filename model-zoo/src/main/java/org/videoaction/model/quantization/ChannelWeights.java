package org.videoaction.model.quantization;

/**
 * The weights of a convolution in 8 bits, a scale for each channel of the result. They lie between -64 and 64: CPUs without
 * VNNI add the products of two pairs of bytes in 16 bits, which 2 x 255 x 64 does not exceed, so that all CPUs give the same.
 *
 * @param values in the order of the weights that they stand for
 * @param scales a channel's weights are its values times its scale
 */
public record ChannelWeights(byte[] values, float[] scales) {

    public static final int LARGEST = 64;

    /** The nearest to some weights, whose channels lie one after the other. */
    public static ChannelWeights of(float[] weights, int channels) {
        int size = weights.length / channels;
        byte[] values = new byte[weights.length];
        float[] scales = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            float largest = 0;
            for (int i = channel * size; i < (channel + 1) * size; i++) {
                largest = Math.max(largest, Math.abs(weights[i]));
            }
            // the smallest weights of all round to nothing; a scale of 0 would be no number when divided by
            scales[channel] = Math.max(largest / LARGEST, Float.MIN_NORMAL);
            for (int i = channel * size; i < (channel + 1) * size; i++) {
                values[i] = (byte) Math.rint(weights[i] / scales[channel]);
            }
        }
        return new ChannelWeights(values, scales);
    }

    /** How much of the weights is left. */
    public SignalToNoise against(float[] weights) {
        SignalToNoise error = new SignalToNoise();
        int size = values.length / scales.length;
        for (int i = 0; i < values.length; i++) {
            error.add(weights[i], values[i] * scales[i / size]);
        }
        return error;
    }
}
