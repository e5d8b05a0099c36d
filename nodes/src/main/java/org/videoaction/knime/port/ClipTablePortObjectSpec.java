package org.videoaction.knime.port;

import java.util.Objects;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;
import org.knime.core.node.port.AbstractSimplePortObjectSpec;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.list.Classes;

/** What the clips of a table have in common. Before execution the classes may not be known yet: then there are none. */
public final class ClipTablePortObjectSpec extends AbstractSimplePortObjectSpec {

    private ClipSpec m_clips;

    /** For the framework, which then loads the content. */
    public ClipTablePortObjectSpec() {
    }

    public ClipTablePortObjectSpec(final ClipSpec clips) {
        m_clips = clips;
    }

    public ClipSpec clips() {
        return m_clips;
    }

    @Override
    protected void save(final ModelContentWO model) {
        model.addInt("channels", m_clips.channels());
        model.addInt("frames", m_clips.frames());
        model.addInt("height", m_clips.height());
        model.addInt("width", m_clips.width());
        model.addInt("stride", m_clips.stride());
        model.addInt("clips_per_video", m_clips.clipsPerVideo());
        model.addInt("crops_per_clip", m_clips.cropsPerClip());
        model.addBoolean("boxes", m_clips.boxes());
        model.addStringArray("classes", m_clips.classes().names().toArray(String[]::new));
    }

    @Override
    protected void load(final ModelContentRO model) throws InvalidSettingsException {
        m_clips = new ClipSpec(model.getInt("channels"), model.getInt("frames"), model.getInt("height"),
            model.getInt("width"), model.getInt("stride"), model.getInt("clips_per_video"),
            model.getInt("crops_per_clip"), Classes.of(model.getStringArray("classes")),
            model.getBoolean("boxes", false));
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof ClipTablePortObjectSpec spec && Objects.equals(m_clips, spec.m_clips);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(m_clips);
    }

    /** Saves and loads the spec. */
    public static final class Serializer extends AbstractSimplePortObjectSpecSerializer<ClipTablePortObjectSpec> {}
}
