package org.videoaction.knime.port;

import java.util.List;
import java.util.Objects;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;
import org.knime.core.node.port.AbstractSimplePortObjectSpec;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.list.Classes;
import org.videoaction.model.saved.VideoModel;

/** What a video model is and takes. Before execution the classes may not be known yet: then there are none. */
public final class VideoModelPortObjectSpec extends AbstractSimplePortObjectSpec {

    private String m_network;
    private VideoModel.Input m_input;
    private Classes m_classes;
    private boolean m_detects;

    /** For the framework, which then loads the content. */
    public VideoModelPortObjectSpec() {
    }

    /** Of a model that recognises whole clips. */
    public VideoModelPortObjectSpec(final String network, final VideoModel.Input input, final Classes classes) {
        this(network, input, classes, false);
    }

    /**
     * @param network the name of the network, for people
     * @param detects whether the model looks into boxes
     */
    public VideoModelPortObjectSpec(final String network, final VideoModel.Input input, final Classes classes,
        final boolean detects) {
        m_network = network;
        m_input = input;
        m_classes = classes;
        m_detects = detects;
    }

    public String network() {
        return m_network;
    }

    public VideoModel.Input input() {
        return m_input;
    }

    public Classes classes() {
        return m_classes;
    }

    /** @throws InvalidSettingsException when the model looks into boxes */
    public void checkRecognises() throws InvalidSettingsException {
        if (m_detects) {
            throw new InvalidSettingsException("The model of port 1, " + m_network + ", detects actions in boxes. Use the "
                + "Action Detector for it, or choose a model that recognises whole clips.");
        }
    }

    /** @throws InvalidSettingsException when the model does not look into boxes */
    public void checkDetects() throws InvalidSettingsException {
        if (!m_detects) {
            throw new InvalidSettingsException("The model of port 1, " + m_network + ", recognises whole clips and does not "
                + "look into boxes. Use the Action Predictor for it, or train a model on clips with boxes.");
        }
    }

    /**
     * Whether the model can score clips.
     *
     * @throws InvalidSettingsException when it cannot; the message names both sides
     */
    public void checkTakes(final ClipSpec clips) throws InvalidSettingsException {
        VideoModel.Input input = m_input;
        if (clips.frames() != input.frames() || clips.height() != input.height() || clips.width() != input.width()) {
            throw new InvalidSettingsException("The model of port 1 takes clips of " + input.frames() + " x "
                + input.height() + " x " + input.width() + " (frames x height x width); the clips of port 2 are "
                + clips.frames() + " x " + clips.height() + " x " + clips.width()
                + ". Give both Frame Samplers the same clip length and crop size.");
        }
        if (clips.stride() != input.stride()) {
            throw new InvalidSettingsException("The model of port 1 was trained on clips of stride " + input.stride()
                + "; the clips of port 2 have stride " + clips.stride() + ". Give both Frame Samplers the same stride.");
        }
        List<String> unknown = clips.classes().names().stream().filter(name -> !m_classes.contains(name)).toList();
        if (!m_classes.isEmpty() && !unknown.isEmpty()) {
            throw new InvalidSettingsException("The clips of port 2 have classes that the model of port 1 does not know: "
                + String.join(", ", unknown) + ". It knows " + String.join(", ", m_classes.names()) + ".");
        }
    }

    @Override
    protected void save(final ModelContentWO model) {
        model.addString("network", m_network);
        model.addInt("frames", m_input.frames());
        model.addInt("height", m_input.height());
        model.addInt("width", m_input.width());
        model.addInt("stride", m_input.stride());
        model.addStringArray("classes", m_classes.names().toArray(String[]::new));
        model.addBoolean("detects", m_detects);
    }

    @Override
    protected void load(final ModelContentRO model) throws InvalidSettingsException {
        m_network = model.getString("network");
        m_input = new VideoModel.Input(model.getInt("frames"), model.getInt("height"), model.getInt("width"),
            model.getInt("stride"));
        m_classes = Classes.of(model.getStringArray("classes"));
        m_detects = model.getBoolean("detects", false);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof VideoModelPortObjectSpec spec && Objects.equals(m_network, spec.m_network)
            && Objects.equals(m_input, spec.m_input) && Objects.equals(m_classes, spec.m_classes)
            && m_detects == spec.m_detects;
    }

    @Override
    public int hashCode() {
        return Objects.hash(m_network, m_input, m_classes, m_detects);
    }

    /** Saves and loads the spec. */
    public static final class Serializer extends AbstractSimplePortObjectSpecSerializer<VideoModelPortObjectSpec> {}
}
