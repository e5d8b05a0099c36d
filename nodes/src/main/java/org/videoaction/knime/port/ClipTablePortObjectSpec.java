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

    private ClipSpec clips;

    /** For the framework, which then loads the content. */
    public ClipTablePortObjectSpec() {
    }

    public ClipTablePortObjectSpec(ClipSpec clips) {
        this.clips = clips;
    }

    public ClipSpec clips() {
        return clips;
    }

    @Override
    protected void save(ModelContentWO model) {
        model.addInt("channels", clips.channels());
        model.addInt("frames", clips.frames());
        model.addInt("height", clips.height());
        model.addInt("width", clips.width());
        model.addInt("stride", clips.stride());
        model.addInt("clips_per_video", clips.clipsPerVideo());
        model.addInt("crops_per_clip", clips.cropsPerClip());
        model.addBoolean("boxes", clips.boxes());
        model.addBoolean("random", clips.random());
        model.addBoolean("whole_frames", clips.wholeFrames());
        model.addStringArray("classes", clips.classes().names().toArray(String[]::new));
    }

    @Override
    protected void load(ModelContentRO model) throws InvalidSettingsException {
        clips = new ClipSpec(model.getInt("channels"), model.getInt("frames"), model.getInt("height"),
            model.getInt("width"), model.getInt("stride"), model.getInt("clips_per_video"),
            model.getInt("crops_per_clip"), Classes.of(model.getStringArray("classes")),
            model.getBoolean("boxes", false), model.getBoolean("random", false),
            model.getBoolean("whole_frames", false));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClipTablePortObjectSpec spec && Objects.equals(clips, spec.clips);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(clips);
    }

    /** Saves and loads the spec. */
    public static final class Serializer extends AbstractSimplePortObjectSpecSerializer<ClipTablePortObjectSpec> {}
}
