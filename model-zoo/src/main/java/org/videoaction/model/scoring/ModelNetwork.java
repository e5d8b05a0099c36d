package org.videoaction.model.scoring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.videoaction.model.engine.ClipProgram;
import org.videoaction.model.engine.NetworkProgram;
import org.videoaction.model.exchange.ExportFormat;
import org.videoaction.model.network.ForeignNetwork;
import org.videoaction.model.network.ForeignNetwork.ClipLayout;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.RunningNetwork;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.model.torch.ScoringDevice.Engine;
import org.videoaction.model.torch.ScoringNetwork;

/** The network of a model on the engine that computes it. For one thread at a time. */
final class ModelNetwork implements AutoCloseable {

    /** What computes clips. */
    @FunctionalInterface
    interface Scoring {
        ScoringNetwork.Scored score(ByteBuffer clips, long... shape);
    }

    private final Scoring scoring;
    private final Runnable end;

    /** Has nothing to close. */
    ModelNetwork(Scoring scoring) {
        this.scoring = scoring;
        this.end = () -> {};
    }

    private ModelNetwork(RunningNetwork network) {
        scoring = network::score;
        end = network::close;
    }

    private ModelNetwork(ClipProgram program) {
        scoring = program::score;
        end = program::close;
    }

    /**
     * Makes sure that a model can be computed on machines that have what is wanted.
     *
     * @throws IllegalArgumentException when no machine can
     */
    static void check(VideoModel model, ScoringDevice wanted, boolean features) {
        wanted(model, wanted);
        if (features && model.isForeign()) {
            throw new IllegalArgumentException("The model, " + model.architecture().displayName()
                + ", was read from a file of another program and gives no features behind its probabilities. Do without "
                + "them.");
        }
    }

    /**
     * The device that is meant on this machine for a model.
     *
     * @throws IllegalArgumentException when the model cannot be computed there
     */
    static ScoringDevice device(VideoModel model, ScoringDevice wanted) {
        return wanted(model, wanted).here();
    }

    /** A network of another program has but one engine, and the numbers of its file. */
    private static ScoringDevice wanted(VideoModel model, ScoringDevice wanted) {
        if (model.program().isEmpty()) {
            return wanted.checked(model.quantization());
        }
        Engine only = model.program().get().kind() == NetworkProgram.Kind.ONNX ? Engine.ONNX_RUNTIME : Engine.LIBTORCH;
        if (wanted.engine() != Engine.AUTOMATIC && wanted.engine() != only) {
            throw new IllegalArgumentException("The model, " + model.architecture().displayName() + ", runs on "
                + (only == Engine.LIBTORCH ? "libtorch" : "ONNX Runtime") + " alone. Choose that engine, or automatic.");
        }
        if (wanted.precision().isPresent() && wanted.precision().get() != Precision.FP32) {
            throw new IllegalArgumentException(
                "The model, " + model.architecture().displayName() + ", computes in the numbers of "
                    + "its file. Choose the precision automatic.");
        }
        return new ScoringDevice(wanted.kind(), wanted.gpu(), Optional.of(Precision.FP32), only);
    }

    /**
     * Loads a model.
     *
     * @param device as {@link #device} gives it
     * @param features whether they are wanted, which libtorch alone gives, of our own networks
     */
    static ModelNetwork of(VideoModel model, ScoringDevice device, boolean features) {
        boolean torch = !model.isForeign() && device.engine() != Engine.ONNX_RUNTIME;
        if (torch) {
            return new ModelNetwork(
                RunningNetwork.of(model.architecture().network(), model.preprocessing(), model.weights(),
                    model.quantization(), device));
        }
        if (features) {
            throw new IllegalArgumentException(
                "ONNX Runtime gives no features behind its probabilities. Do without them, or "
                    + "choose the engine libtorch.");
        }
        return new ModelNetwork(model.program().isPresent()
            ? new ClipProgram(model.program().get(), (ForeignNetwork) model.architecture(), model.preprocessing(), device)
            : exported(model, device));
    }

    private static ClipProgram exported(VideoModel model, ScoringDevice device) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            ExportFormat.ONNX.write(model, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return new ClipProgram(new NetworkProgram(NetworkProgram.Kind.ONNX, content.toByteArray()),
            new ForeignNetwork(model.architecture().displayName(), NetworkProgram.Kind.ONNX.title(),
                ClipLayout.CHANNELS_FIRST,
                false, false, List.of(model.input().frames()), 0, 0, true, model.architecture().head().labels(),
                model.classes().size()),
            model.preprocessing(), device);
    }

    /**
     * Class probabilities, and features where they are given.
     *
     * @param clips N x C x T x H x W bytes in direct memory
     */
    ScoringNetwork.Scored score(ByteBuffer clips, long... shape) {
        return scoring.score(clips, shape);
    }

    @Override
    public void close() {
        end.run();
    }
}
