package org.videoaction.knime.port;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.swing.JComponent;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStorePortObject;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortObjectZipInputStream;
import org.knime.core.node.port.PortObjectZipOutputStream;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;

/** Clips, or how to take them from videos: an Arrow file in the workflow's file store. */
public final class ClipTablePortObject extends FileStorePortObject {

    /** The type of ports that carry clip tables. */
    public static final PortType TYPE = PortTypeRegistry.getInstance().getPortType(ClipTablePortObject.class);

    private final ClipTablePortObjectSpec spec;

    /** @param store holds the finished file */
    public ClipTablePortObject(ClipTablePortObjectSpec spec, FileStore store) {
        super(List.of(store));
        this.spec = spec;
    }

    private ClipTablePortObject(ClipTablePortObjectSpec spec) {
        this.spec = spec;
    }

    /** Opens the clips; the caller closes them. */
    public ClipSource open() throws IOException {
        return ClipSource.open(getFileStore(0).getFile().toPath());
    }

    @Override
    public ClipTablePortObjectSpec getSpec() {
        return spec;
    }

    @Override
    public String getSummary() {
        return (spec.clips().random() ? "Random clips of " : "Clips of ") + spec.clips().summary() + "; "
            + spec.clips().classes().size() + " classes";
    }

    @Override
    public JComponent[] getViews() {
        ClipSpec clips = spec.clips();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Frames", Integer.toString(clips.frames()));
        facts.put("Height x width",
            clips.height() + " x " + (clips.wholeFrames() ? "whole frame" : clips.width()) + " pixels");
        facts.put("Stride", clips.stride() == 0 ? "over the whole video" : clips.stride() + " frames of the video");
        facts.put("Views of a video", clips.clipsPerVideo() + " along time x " + clips.cropsPerClip() + " crops");
        facts.put("Random", clips.random() ? "yes, for training" : "no");
        facts.put("Classes", SpecTable.classes(clips.classes()));
        return SpecTable.of("Clips", facts);
    }

    /** The file itself is kept by KNIME with the workflow's file stores. */
    public static final class Serializer extends PortObjectSerializer<ClipTablePortObject> {

        @Override
        public void savePortObject(ClipTablePortObject portObject, PortObjectZipOutputStream out,
            ExecutionMonitor exec) {
            // nothing beside spec and file store
        }

        @Override
        public ClipTablePortObject loadPortObject(PortObjectZipInputStream in, PortObjectSpec spec,
            ExecutionMonitor exec) {
            return new ClipTablePortObject((ClipTablePortObjectSpec) spec);
        }
    }
}
