package org.videoaction.model.network;

import org.videoaction.model.network.NetworkBuilder.Activation;

/**
 * What turns features into classes: the mean over time and space, dropout, a linear layer.
 *
 * @param window 0 for one mean over the whole frame; else PySlowFast's test head: the classes of each window of as many
 *     positions as the training crop gave (its size over 32), the mean of their probabilities
 */
public record Head(int window) {

    /** One mean over the whole clip. */
    public static final Head AVERAGE = new Head(0);

    public Head {
        ResNet.require(window >= 0, "A window of the head is not negative.");
    }

    Activation pool(NetworkBuilder layers, String name, Activation in) {
        return window == 0 ? layers.averagePool(name, in) : layers.windowPool(name, in, window);
    }

    void classify(NetworkBuilder layers, Activation features, double dropout, int classes) {
        Activation kept = layers.dropout("head.dropout", features, dropout);
        if (window == 0) {
            layers.linear("head.fc", kept, classes);
        } else {
            layers.windowClassifier("head.fc", kept, classes);
        }
    }
}
