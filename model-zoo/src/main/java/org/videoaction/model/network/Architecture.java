package org.videoaction.model.network;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A family of networks with its parameters, as a saved model names it; {@link #network} is what they mean. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "family")
@JsonSubTypes({@JsonSubTypes.Type(value = SlowFast.class, name = "slowfast"),
    @JsonSubTypes.Type(value = SinglePathway.class, name = "single-pathway"),
    @JsonSubTypes.Type(value = ChannelSeparated.class, name = "csn"),
    @JsonSubTypes.Type(value = X3d.class, name = "x3d"),
    @JsonSubTypes.Type(value = R2Plus1d.class, name = "r2plus1d"),
    @JsonSubTypes.Type(value = ForeignNetwork.class, name = "foreign")})
public sealed interface Architecture permits SlowFast, SinglePathway, ChannelSeparated, X3d, R2Plus1d, ForeignNetwork {

    /** One line for people. */
    String displayName();

    /** The number of classes. */
    int classes();

    /** What follows the last stage. */
    Head head();

    /**
     * The same network with another head.
     *
     * @throws IllegalArgumentException when it is a {@link ForeignNetwork}
     */
    Architecture with(Head newHead, int newClasses);

    /** Whether it can look at frames of any size, place by place. */
    default boolean slides() {
        return !head().detects();
    }

    /** Whether its result is the mean of what several windows of a frame say, each for itself. */
    default boolean averagesWindows() {
        return head().window() > 0;
    }

    /**
     * The same network with the head that PySlowFast tests whole frames with: one that sees its features through a window as
     * large as all of them were in training, place by place.
     *
     * @param frames T of the clips that it was trained on
     * @param side their height and width in pixels
     * @throws IllegalArgumentException when it does not {@link #slides slide}
     */
    default Architecture sliding(int frames, int side) {
        ResNet.require(slides(), "The network, " + displayName() + ", cannot look at whole frames place by place: "
            + (head().detects() ? "it looks into boxes." : "only its file knows its layers.") + " Choose views of crops.");
        return head().window() > 0 ? this
            : with(head().withWindow(head().withWindow(1).positions(this, Extent.of(frames, side))), classes());
    }

    /**
     * The description of the network.
     *
     * @throws IllegalArgumentException when it is a {@link ForeignNetwork}
     */
    Network network();

    /**
     * Whether clips fit.
     *
     * @param frames T of the clips
     * @param side their height or width in pixels, the smaller one
     * @throws IllegalArgumentException when they do not; the message says why
     */
    void checkClip(int frames, int side);
}
