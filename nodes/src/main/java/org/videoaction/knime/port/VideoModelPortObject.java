package org.videoaction.knime.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.videoaction.data.WholeFile;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;

/** A network with its weights: a model file in the workflow's file store. */
public final class VideoModelPortObject extends FileStorePortObject {

    /** The type of ports that carry video models. */
    public static final PortType TYPE = PortTypeRegistry.getInstance().getPortType(VideoModelPortObject.class);

    private final VideoModelPortObjectSpec spec;

    private VideoModelPortObject(VideoModelPortObjectSpec spec) {
        this.spec = spec;
    }

    private VideoModelPortObject(VideoModelPortObjectSpec spec, FileStore store) {
        super(List.of(store));
        this.spec = spec;
    }

    /** Saves a model into a new file store. */
    public static VideoModelPortObject of(VideoModel model, FileStore store) throws IOException {
        ModelFile.save(model, store.getFile().toPath());
        return new VideoModelPortObject(
            new VideoModelPortObjectSpec(model.architecture().displayName(), model.input(), model.classes(),
                VideoModelPortObjectSpec.Traits.of(model), model.test()),
            store);
    }

    /** Reads the model. */
    public VideoModel load() throws IOException {
        return ModelFile.load(getFileStore(0).getFile().toPath());
    }

    /** Copies the model file; the copy is there when it is whole. */
    public void copyTo(Path file) throws IOException {
        WholeFile.write(file, out -> Files.copy(getFileStore(0).getFile().toPath(), out));
    }

    @Override
    public VideoModelPortObjectSpec getSpec() {
        return spec;
    }

    @Override
    public String getSummary() {
        return spec.network() + " for " + spec.classes().size() + " classes, clips of " + spec.input().frames()
            + " x " + spec.input().height() + " x " + spec.input().width();
    }

    @Override
    public JComponent[] getViews() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Network", spec.network());
        facts.put("Clips", spec.input().frames() + " frames, one of " + spec.input().stride() + " of the video");
        facts.put("Height x width", spec.input().height() + " x " + spec.input().width() + " pixels");
        facts.put("Test", spec.test().summary());
        facts.put("Classes", SpecTable.classes(spec.classes()));
        return SpecTable.of("Model", facts);
    }

    /** The file itself is kept by KNIME with the workflow's file stores. */
    public static final class Serializer extends PortObjectSerializer<VideoModelPortObject> {

        @Override
        public void savePortObject(VideoModelPortObject portObject, PortObjectZipOutputStream out,
            ExecutionMonitor exec) {
            // nothing beside spec and file store
        }

        @Override
        public VideoModelPortObject loadPortObject(PortObjectZipInputStream in, PortObjectSpec spec,
            ExecutionMonitor exec) {
            return new VideoModelPortObject((VideoModelPortObjectSpec) spec);
        }
    }
}
