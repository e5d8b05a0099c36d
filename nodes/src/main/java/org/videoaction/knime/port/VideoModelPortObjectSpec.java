package org.videoaction.knime.port;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;
import org.knime.core.node.port.AbstractSimplePortObjectSpec;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.list.Classes;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.TemperatureScaling;
import org.videoaction.model.torch.ScoringDevice;

/** What a video model is and takes. Before execution the classes may not be known yet: then there are none. */
public final class VideoModelPortObjectSpec extends AbstractSimplePortObjectSpec {

    private String network;
    private VideoModel.Input input;
    private Classes classes;
    private Traits traits;
    private TestProtocol test;

    /**
     * What can be done with a model.
     *
     * @param detects whether it looks into boxes
     * @param slides whether it can look at whole frames place by place
     * @param foreign whether its network is a file of another program, which scores alone
     * @param quantized whether it has the ranges of its activations, so that it can compute in integers
     * @param windows whether its result is the mean of what several windows of a frame say
     */
    public record Traits(boolean detects, boolean slides, boolean foreign, boolean quantized, boolean windows) {

        static Traits of(VideoModel model) {
            return new Traits(model.architecture().head().detects(), model.architecture().slides(), model.isForeign(),
                model.quantization().isPresent(), model.architecture().averagesWindows());
        }
    }

    /** For the framework, which then loads the content. */
    public VideoModelPortObjectSpec() {
    }

    /** Of a model whose test follows from its input. */
    public VideoModelPortObjectSpec(String network, VideoModel.Input input, Classes classes, boolean detects) {
        this(network, input, classes, detects, TestProtocol.of(input));
    }

    /** Of a network of our own that computes in floating-point numbers. */
    public VideoModelPortObjectSpec(String network, VideoModel.Input input, Classes classes, boolean detects,
        TestProtocol test) {
        this(network, input, classes, new Traits(detects, !detects, false, false, false), test);
    }

    /**
     * @param network the name of the network, for people
     * @param test how videos are viewed to score them
     */
    public VideoModelPortObjectSpec(String network, VideoModel.Input input, Classes classes, Traits traits,
        TestProtocol test) {
        this.network = network;
        this.input = input;
        this.classes = classes;
        this.traits = traits;
        this.test = test;
    }

    public String network() {
        return network;
    }

    public VideoModel.Input input() {
        return input;
    }

    public Classes classes() {
        return classes;
    }

    /** How videos are viewed to score them. */
    public TestProtocol test() {
        return test;
    }

    /**
     * For nodes that do more with a network than score videos.
     *
     * @param what they do, for example "trained"
     * @throws InvalidSettingsException when the network is a file of another program
     */
    public void checkKnown(String what) throws InvalidSettingsException {
        if (traits.foreign()) {
            throw new InvalidSettingsException(
                "The model, " + network + ", is a file of another program that only says how to "
                    + "compute it: it scores videos, but cannot be " + what
                    + ". Read the weights that it was made of, or choose "
                    + "another model.");
        }
    }

    /** @throws InvalidSettingsException when the network gives nothing but probabilities */
    public void checkGivesFeatures() throws InvalidSettingsException {
        if (traits.foreign()) {
            throw new InvalidSettingsException(
                "The model of port 1, " + network + ", is a file of another program, which gives "
                    + "no feature vectors. Do without them, or choose another model.");
        }
    }

    /** @throws InvalidSettingsException when the network cannot be differentiated */
    public void checkGivesGradients() throws InvalidSettingsException {
        if (traits.foreign()) {
            throw new InvalidSettingsException("The model, " + network + ", is a file of another program, which gives no "
                + "gradients. Choose occlusion to explain it, or another model.");
        }
    }

    /** @throws InvalidSettingsException when the model looks into boxes, of which no evidence is shown */
    public void checkExplained() throws InvalidSettingsException {
        if (traits.detects()) {
            throw new InvalidSettingsException("The model, " + network + ", detects actions in boxes; what speaks for a "
                + "class is shown of models that recognize whole clips alone. Choose such a model, or set Explain to None.");
        }
    }

    /** @throws InvalidSettingsException when no temperature of its scores foretells its probabilities */
    public void checkHasTemperature() throws InvalidSettingsException {
        if (traits.windows()) {
            throw new InvalidSettingsException(TemperatureScaling.WINDOWS);
        }
    }

    /** @throws InvalidSettingsException when the model looks into boxes */
    public void checkRecognises() throws InvalidSettingsException {
        if (traits.detects()) {
            throw new InvalidSettingsException("The model of port 1, " + network + ", detects actions in boxes. Use the "
                + "Action Detector for it, or choose a model that recognizes whole clips.");
        }
    }

    /** @throws InvalidSettingsException when the model does not look into boxes */
    public void checkDetects() throws InvalidSettingsException {
        if (!traits.detects()) {
            throw new InvalidSettingsException("The model of port 1, " + network + ", recognizes whole clips and does not "
                + "look into boxes. Use the Action Predictor for it, or train a model on clips with boxes.");
        }
    }

    /** The same model with the ranges of its activations, so that it can compute in integers. */
    public VideoModelPortObjectSpec asQuantized() {
        return new VideoModelPortObjectSpec(network, input, classes,
            new Traits(traits.detects(), traits.slides(), traits.foreign(), true, traits.windows()), test);
    }

    /** @throws InvalidSettingsException when the device is to compute in integers and the model does not say how */
    public void checkComputes(ScoringDevice device) throws InvalidSettingsException {
        try {
            if (!traits.quantized()) {
                device.checked(Optional.empty());
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    private void checkTakesWhole(ClipSpec clips) throws InvalidSettingsException {
        if (!traits.slides()) {
            throw new InvalidSettingsException(
                "The model of port 1, " + network + ", cannot look at whole frames place by place. "
                    + "Choose views of crops.");
        }
        try {
            input.checkWholeFrames(clips);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    /**
     * Whether the model itself, not one with a head for whole frames, can score clips.
     *
     * @throws InvalidSettingsException when it cannot; the message names both sides
     */
    public void checkTakesCrops(ClipSpec clips) throws InvalidSettingsException {
        if (clips.wholeFrames()) {
            throw new InvalidSettingsException("The clips of port 2 show whole frames, at which this node does not look. "
                + "Choose views of crops in the Frame Sampler.");
        }
        checkTakes(clips);
    }

    /**
     * Whether the model can score clips.
     *
     * @throws InvalidSettingsException when it cannot; the message names both sides
     */
    public void checkTakes(ClipSpec clips) throws InvalidSettingsException {
        boolean trained = clips.height() == input.height() && clips.width() == input.width();
        boolean tested = clips.height() == test.crop() && clips.width() == test.crop() || clips.wholeFrames();
        if (clips.wholeFrames()) {
            checkTakesWhole(clips);
        }
        if (clips.frames() != input.frames() || !trained && !tested) {
            throw new InvalidSettingsException("The model of port 1 takes clips of " + input.frames() + " x "
                + input.height() + " x " + input.width() + " (frames x height x width); the clips of port 2 are "
                + clips.frames() + " x " + clips.height() + " x " + clips.width()
                + ". Give both Frame Samplers the same clip length and crop size.");
        }
        if (clips.stride() != input.stride() && clips.stride() != test.time().stride()) {
            throw new InvalidSettingsException("The model of port 1 was trained on clips of stride " + input.stride()
                + "; the clips of port 2 have stride " + clips.stride() + ". Give both Frame Samplers the same stride.");
        }
        List<String> unknown = clips.classes().names().stream().filter(name -> !classes.contains(name)).toList();
        if (!classes.isEmpty() && !unknown.isEmpty()) {
            throw new InvalidSettingsException("The clips of port 2 have classes that the model of port 1 does not know: "
                + String.join(", ", unknown) + ". It knows " + String.join(", ", classes.names()) + ".");
        }
    }

    @Override
    protected void save(ModelContentWO model) {
        model.addString("network", network);
        model.addInt("frames", input.frames());
        model.addInt("height", input.height());
        model.addInt("width", input.width());
        model.addInt("stride", input.stride());
        model.addStringArray("classes", classes.names().toArray(String[]::new));
        model.addBoolean("detects", traits.detects());
        model.addBoolean("slides", traits.slides());
        model.addBoolean("foreign", traits.foreign());
        model.addBoolean("quantized", traits.quantized());
        model.addBoolean("windows", traits.windows());
        model.addString("test", test.json());
    }

    @Override
    protected void load(ModelContentRO model) throws InvalidSettingsException {
        network = model.getString("network");
        input = new VideoModel.Input(model.getInt("frames"), model.getInt("height"), model.getInt("width"),
            model.getInt("stride"));
        classes = Classes.of(model.getStringArray("classes"));
        boolean detects = model.getBoolean("detects", false);
        traits = new Traits(detects, model.getBoolean("slides", !detects), model.getBoolean("foreign", false),
            model.getBoolean("quantized", false), model.getBoolean("windows", false));
        String said = model.getString("test", null);
        test = said == null ? TestProtocol.of(input) : TestProtocol.ofJson(said);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VideoModelPortObjectSpec spec && Objects.equals(network, spec.network)
            && Objects.equals(input, spec.input) && Objects.equals(classes, spec.classes)
            && Objects.equals(traits, spec.traits) && Objects.equals(test, spec.test);
    }

    @Override
    public int hashCode() {
        return Objects.hash(network, input, classes, traits, test);
    }

    /** Saves and loads the spec. */
    public static final class Serializer extends AbstractSimplePortObjectSpecSerializer<VideoModelPortObjectSpec> {}
}
