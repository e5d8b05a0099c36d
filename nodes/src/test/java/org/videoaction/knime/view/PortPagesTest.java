package org.videoaction.knime.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStoreFactory;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortType;
import org.osgi.framework.BundleActivator;
import org.videoaction.data.clip.Clip;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.ClipTableWriter;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.ClipTablePortObjectSpec;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.view.Chromium.Tab;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.standin.NodePage;

/** What a port of an executed node shows once the plug-in is started. */
class PortPagesTest {

    @TempDir
    private Path folder;

    /** As OSGi does it: with the class that the manifest names. */
    @BeforeAll
    static void start() throws Exception {
        try (var in = Files.newInputStream(Path.of(System.getProperty("project.root"), "META-INF/MANIFEST.MF"))) {
            String activator = new Manifest(in).getMainAttributes().getValue("Bundle-Activator");
            ((BundleActivator) Class.forName(activator).getConstructor().newInstance()).start(null);
        }
    }

    private static FileStore store(String name) throws IOException {
        return FileStoreFactory.createNotInWorkflowFileStoreFactory().createFileStore(name);
    }

    /** What the page says, in a browser. */
    private String said(PortType type, PortObject content) throws IOException {
        assumeTrue(Chromium.program().isPresent(), "Chromium is not installed");
        NodePage page = NodePage.of(type, content).orElseThrow();
        Path file = Files.writeString(folder.resolve("port.html"), PageInBrowser.page(page.html(), page.initialData()));
        try (Chromium browser = Chromium.start(); Tab tab = browser.open(file, 400, 900, false)) {
            assertThat(tab.problems()).isEmpty();
            return tab.text("main");
        }
    }

    @Test
    void aPortOfClipsShowsTheirContactSheet() throws Exception {
        ClipSpec spec = new ClipSpec(3, 4, 32, 32, 2, 1, 1, Classes.of("walk", "run"));
        FileStore store = store("clips.arrow");
        try (ClipTableWriter writer = new ClipTableWriter(store.getFile().toPath(), spec)) {
            writer.write(new Clip("a", "/videos/a.mp4", 1, 8, 25, 0, 0, "ok", ByteBuffer.allocateDirect(spec.clipBytes())));
            writer.finish();
        }
        assertThat(said(ClipTablePortObject.TYPE, new ClipTablePortObject(new ClipTablePortObjectSpec(spec), store)))
            .contains("Contact sheet", "1 clip of 3 x 4 x 32 x 32", "runa.mp4from frame 8");
    }

    @Test
    void aPortOfAModelShowsItsCard() throws Exception {
        VideoModel model = VideoModel.untrained(ModelZoo.entry("slowfast-4x16-r50").architecture(8, 2),
            new VideoModel.Input(32, 64, 64, 2), Classes.of("walk", "run"), 1);
        assertThat(said(VideoModelPortObject.TYPE, VideoModelPortObject.of(model, store("model.zip"))))
            .contains("SlowFast R50", "3 \u00d7 32 \u00d7 64 \u00d7 64", "walk", "run");
    }

    @Test
    void portsOfOtherPlugInsAreLeftAlone() throws Exception {
        assertThat(NodePage.of(BufferedDataTable.TYPE, null)).isEmpty();
    }

    /** KNIME hands the message to the page, which shows it. */
    @Test
    void aModelThatCannotBeReadIsNamed() throws Exception {
        FileStore store = store("broken.zip");
        VideoModel model = VideoModel.untrained(ModelZoo.entry("slowfast-4x16-r50").architecture(8, 2),
            new VideoModel.Input(32, 64, 64, 2), Classes.of("walk", "run"), 1);
        VideoModelPortObject port = VideoModelPortObject.of(model, store);
        Files.write(store.getFile().toPath(), List.of("not a model"));
        assertThat(catchThrowable(() -> NodePage.of(VideoModelPortObject.TYPE, port)))
            .hasMessageContaining(store.getFile().toString()).hasMessageContaining("model");
    }
}
