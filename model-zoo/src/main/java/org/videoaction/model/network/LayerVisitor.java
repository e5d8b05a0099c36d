package org.videoaction.model.network;

import org.videoaction.model.network.Network.Node;

/**
 * What differs from layer to layer: one answer for each kind.
 *
 * @param <R> the answers
 */
public interface LayerVisitor<R> {

    R input(Node node);

    R boxes(Node node);

    R convolution(Node node, Layer.Convolution conv);

    R batchNorm(Node node, Layer.BatchNorm norm);

    R relu(Node node);

    R swish(Node node);

    R maxPool(Node node, Layer.MaxPool pool);

    R frameSelection(Node node, Layer.FrameSelection selection);

    R timeToChannel(Node node, Layer.TimeToChannel packing);

    R add(Node node);

    R concatenation(Node node);

    R attention(Node node, Layer.Attention attention);

    R averagePool(Node node);

    R squeeze(Node node);

    R excitation(Node node);

    R timePool(Node node);

    R regionAlign(Node node, Layer.RegionAlign regions);

    R largest(Node node);

    R windowPool(Node node, Layer.WindowPool pool);

    R dropout(Node node, Layer.Dropout dropout);

    R linear(Node node);

    R windowClassifier(Node node, Layer.WindowClassifier windows);
}
