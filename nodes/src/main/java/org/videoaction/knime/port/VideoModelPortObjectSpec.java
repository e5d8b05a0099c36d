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
import org.videoaction.model.torch.ScoringDevice;

/** What a video model is and takes. Before execution the classes may not be known yet: then there are none. */
public final class VideoModelPortObjectSpec extends AbstractSimplePortObjectSpec {

    private String network;
    private VideoModel.Input input;
    private Classes classes;
    private boolean detects;
    private TestProtocol test;
    private boolean quantized;

    /** For the framework, which then loads the content. */
    public VideoModelPortObjectSpec() {
    }

    /** Of a model whose test follows from its input. */
    public VideoModelPortObjectSpec(String network, VideoModel.Input input, Classes classes, boolean detects) {
        this(network, input, classes, detects, TestProtocol.of(input));
    }

    /**
     * @param network the name of the network, for people
     * @param detects whether the model looks into boxes
     * @param test how videos are viewed to score them
     */
    public VideoModelPortObjectSpec(String network, VideoModel.Input input, Classes classes, boolean detects,
        TestProtocol test) {
        this(network, input, classes, detects, test, false);
    }

    private VideoModelPortObjectSpec(String network, VideoModel.Input input, Classes classes, boolean detects,
        TestProtocol test, boolean quantized) {
        this.network = network;
        this.input = input;
        this.classes = classes;
        this.detects = detects;
        this.test = test;
        this.quantized = quantized;
    }

    /** The same model with the ranges of its activations, so that it can compute in integers. */
    public VideoModelPortObjectSpec asQuantized() {
        return new VideoModelPortObjectSpec(network, input, classes, detects, test, true);
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

    /** @throws InvalidSettingsException when the model looks into boxes */
    public void checkRecognises() throws InvalidSettingsException {
        if (detects) {
            throw new InvalidSettingsException("The model of port 1, " + network + ", detects actions in boxes. Use the "
                + "Action Detector for it, or choose a model that recognizes whole clips.");
        }
    }

    /** @throws InvalidSettingsException when the model does not look into boxes */
    public void checkDetects() throws InvalidSettingsException {
        if (!detects) {
            throw new InvalidSettingsException("The model of port 1, " + network + ", recognizes whole clips and does not "
                + "look into boxes. Use the Action Predictor for it, or train a model on clips with boxes.");
        }
    }

    /** @throws InvalidSettingsException when the device is to compute in integers and the model does not say how */
    public void checkComputes(ScoringDevice device) throws InvalidSettingsException {
        try {
            if (!quantized) {
                device.checked(Optional.empty());
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    private void checkTakesWhole(ClipSpec clips) throws InvalidSettingsException {
        try {
            input.checkWholeFrames(clips);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
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
        model.addBoolean("detects", detects);
        model.addString("test", test.json());
        model.addBoolean("quantized", quantized);
    }

    @Override
    protected void load(ModelContentRO model) throws InvalidSettingsException {
        network = model.getString("network");
        input = new VideoModel.Input(model.getInt("frames"), model.getInt("height"), model.getInt("width"),
            model.getInt("stride"));
        classes = Classes.of(model.getStringArray("classes"));
        detects = model.getBoolean("detects", false);
        quantized = model.getBoolean("quantized", false);
        String said = model.getString("test", null);
        test = said == null ? TestProtocol.of(input) : TestProtocol.ofJson(said);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VideoModelPortObjectSpec spec && Objects.equals(network, spec.network)
            && Objects.equals(input, spec.input) && Objects.equals(classes, spec.classes)
            && detects == spec.detects && Objects.equals(test, spec.test) && quantized == spec.quantized;
    }

    @Override
    public int hashCode() {
        return Objects.hash(network, input, classes, detects, test, quantized);
    }

    /** Saves and loads the spec. */
    public static final class Serializer extends AbstractSimplePortObjectSpecSerializer<VideoModelPortObjectSpec> {}
}
