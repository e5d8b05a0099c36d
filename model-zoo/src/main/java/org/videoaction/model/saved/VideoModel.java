package org.videoaction.model.saved;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.list.Classes;
import org.videoaction.data.sampling.TemporalSampling;
import org.videoaction.model.engine.NetworkProgram;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.ForeignNetwork;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;
import org.videoaction.model.quantization.Quantization;

/**
 * A trained network with all that is needed to use it.
 *
 * @param input the clips it was made for
 * @param test how videos are viewed to score them
 * @param classes in the order of its scores
 * @param weights none where a program has them
 * @param history how it was trained, epoch by epoch
 * @param quantization how it computes in 8-bit integers, where that is known
 * @param program the file's content of a {@link ForeignNetwork}, nothing for others
 * @param provenance where it comes from
 */
public record VideoModel(Architecture architecture, Preprocessing preprocessing, Input input, TestProtocol test,
    Classes classes, Weights weights, List<Epoch> history, Optional<Quantization> quantization,
    Optional<NetworkProgram> program, Provenance provenance) {

    /**
     * The clips that a model takes.
     *
     * @param frames T
     * @param stride tau, in frames of the video
     */
    public record Input(int frames, int height, int width, int stride) {

        /**
         * The frames of a video that a clip covers: of one that covers whole videos, as many as the clips of training do.
         *
         * @param clips how frames are chosen
         * @param fps frames a second
         */
        public int span(TemporalSampling clips, double fps) {
            return clips.stride() == TemporalSampling.VARYING ? (frames - 1) * stride + 1 : clips.span(fps);
        }

        /** @throws IllegalArgumentException when whole frames are smaller than the model's crops */
        public void checkWholeFrames(ClipSpec clips) {
            if (clips.height() < Math.max(height, width)) {
                throw new IllegalArgumentException("Whole frames of a short side of " + clips.height()
                    + " pixels are smaller than the crops of " + height + " x " + width + " that the model was trained on. "
                    + "Choose views of crops.");
            }
        }
    }

    /**
     * The way of all models, wherever they were read.
     *
     * @throws IllegalArgumentException when the weights have values that no trained network has
     */
    public VideoModel {
        history = List.copyOf(history);
        if (program.isPresent() != architecture instanceof ForeignNetwork) {
            throw new IllegalArgumentException("A network of another program has a file of its own, and others have none.");
        }
        if (program.isEmpty()) {
            weights.checkPossible(architecture.network());
        }
    }

    /** A network of our own. */
    public VideoModel(Architecture architecture, Preprocessing preprocessing, Input input, TestProtocol test,
        Classes classes, Weights weights, List<Epoch> history) {
        this(architecture, preprocessing, input, test, classes, weights, history, Optional.empty(), Optional.empty(),
            Provenance.UNKNOWN);
    }

    /** The same model, of which more is known. */
    public VideoModel from(Provenance origin) {
        return new VideoModel(architecture, preprocessing, input, test, classes, weights, history, quantization, program,
            origin);
    }

    /** The same model, to which something was done that leaves it as it is. */
    public VideoModel after(Provenance.Step step) {
        return from(provenance.with(step));
    }

    /** The same model, which computes so in 8-bit integers. */
    public VideoModel with(Quantization other) {
        return new VideoModel(architecture, preprocessing, input, test, classes, weights, history, Optional.of(other),
            program, provenance);
    }

    /** A network as another program wrote it, tested as its clips are without further knowledge. */
    public static VideoModel foreign(ForeignNetwork network, NetworkProgram program, Preprocessing preprocessing,
        Input input,
        Classes classes) {
        return new VideoModel(network, preprocessing, input, TestProtocol.of(input), classes, new Weights(Map.of()),
            List.of(), Optional.empty(), Optional.of(program), Provenance.UNKNOWN);
    }

    /** The same with other names for its classes. */
    public VideoModel called(Classes names) {
        return new VideoModel(architecture, preprocessing, input, test, names, weights, history, quantization, program,
            provenance);
    }

    /** What is left to know where the network itself is loaded and its weights need not be in memory twice. */
    public VideoModel withoutWeights() {
        return new VideoModel(architecture, preprocessing, input, test, classes, new Weights(Map.of()), history,
            quantization, program, provenance);
    }

    /** Whether it scores alone, and can be neither trained nor exported. */
    public boolean isForeign() {
        return program.isPresent();
    }

    /** Tested as {@link TestProtocol#of its clips} are without further knowledge. */
    public VideoModel(Architecture architecture, Preprocessing preprocessing, Input input, Classes classes, Weights weights,
        List<Epoch> history) {
        this(architecture, preprocessing, input, TestProtocol.of(input), classes, weights, history);
    }

    /**
     * The model as clips need it: for those of whole frames, with a head that looks at them place by place.
     *
     * @throws IllegalArgumentException when its head cannot, or frames are smaller than the crops that it was trained on
     */
    public VideoModel forClips(ClipSpec clips) {
        if (!clips.wholeFrames()) {
            return this;
        }
        input.checkWholeFrames(clips);
        int side = Math.min(input.height(), input.width());
        return new VideoModel(architecture.sliding(input.frames(), side), preprocessing, input, test, classes, weights,
            history, quantization, program, provenance);
    }

    /** A network as training from scratch starts with it, which the seed decides; its input is normalised as for Kinetics. */
    public static VideoModel untrained(Architecture architecture, Input input, Classes classes, long seed) {
        return new VideoModel(architecture, Preprocessing.KINETICS, input, classes,
            Weights.initial(architecture.network(), seed), List.of())
            .after(Provenance.Step.always("initialized", Map.of("network", architecture.displayName()),
                Map.of("seed", String.valueOf(seed))));
    }
}
