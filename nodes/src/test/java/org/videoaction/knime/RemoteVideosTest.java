package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.videoaction.knime.ExecutedNode.cell;
import static org.videoaction.knime.ExecutedNode.context;
import static org.videoaction.knime.ExecutedNode.rows;
import static org.videoaction.knime.ExecutedNode.run;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.port.PortObject;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSLocation;
import org.videoaction.data.FolderLock;
import org.videoaction.data.list.Classes;
import org.videoaction.generated.MotionVideos;
import org.videoaction.knime.clips.FrameSamplerNodeFactory;
import org.videoaction.knime.clips.VideoReaderNodeFactory;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.score.LongVideoPredictorNodeFactory;
import org.videoaction.knime.score.VideoAnnotatorNodeFactory;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.VideoModel;

/** Videos on a server, of which nothing can be read once the connection to it is closed. */
@Tag("runner")
class RemoteVideosTest {

    private static final int SIDE = 32;
    private static final String SERVER = "mountpoint.Server";
    private static final String CACHE = "videoaction.videos";
    private static final List<String> KEYS = List.of("here", "there", "nowhere", "connected");

    @TempDir
    private static Path made;
    private static Path video;

    @TempDir
    private Path folder;

    @BeforeAll
    static void generate() throws Exception {
        new MotionVideos(1, 1, 64, 24, 7).write(made);
        try (Stream<Path> files = Files.walk(made)) {
            video = files.filter(file -> file.toString().endsWith(".mp4")).sorted().findFirst().orElseThrow();
        }
    }

    @BeforeEach
    void startServer() throws Exception {
        System.setProperty(SERVER, folder.resolve("server").toString());
        System.setProperty(CACHE, folder.resolve("cache").toString());
        Files.createDirectories(folder.resolve("server/all"));
        Files.copy(video, folder.resolve("server/all/my video.mp4"));
    }

    @AfterEach
    void stopServer() {
        System.clearProperty(SERVER);
        System.clearProperty(CACHE);
    }

    private static BufferedDataTable locations(FSLocation... locations) {
        return ExecutedNode.locations(KEYS, Stream.of(locations));
    }

    private static FSLocation onServer(String path) {
        return new FSLocation(FSCategory.MOUNTPOINT, "Server", path);
    }

    /** A video here, one on the server, one that is not there, one behind a connection. */
    private static BufferedDataTable everywhere() {
        return locations(new FSLocation(FSCategory.LOCAL, video.toString()), onServer("all/my video.mp4"),
            onServer("all/none.mp4"), new FSLocation(FSCategory.CONNECTED, "amazon-s3", "/bucket/a.mp4"));
    }

    private static void smallClips(NodeSettings settings) {
        ExecutedNode.smallClips(settings, SIDE);
        settings.addString("keeping", "WRITTEN");
    }

    private List<Path> copies() throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
            return files.filter(Files::isRegularFile).filter(file -> !file.equals(FolderLock.file(file.getParent())))
                .toList();
        }
    }

    @Test
    void aVideoOnAServerIsDescribedAndOneThatCannotBeHadIsARowWithTheReason() throws Exception {
        PortObject[] described = run(VideoReaderNodeFactory.class, settings -> {}, everywhere());

        assertThat(rows(described[0])).extracting(row -> row.getKey().getString()).containsExactly("here", "there");
        assertThat(cell(described[0], 1, "Frames").toString()).isEqualTo("24");
        assertThat(cell(described[1], 0, "Problem").toString()).contains("cannot be copied").contains("does not exist");
        assertThat(cell(described[1], 1, "Problem").toString()).contains("Transfer Files");
        assertThat(copies()).hasSize(1).first().satisfies(copy -> assertThat(copy).hasSameBinaryContentAs(video));
    }

    @Test
    void aVideoIsCopiedOnceForAllNodes() throws Exception {
        run(VideoReaderNodeFactory.class, settings -> {}, everywhere());
        Path copy = copies().get(0);
        Object first = Files.getAttribute(copy, "unix:ino");
        run(FrameSamplerNodeFactory.class, RemoteVideosTest::smallClips, everywhere());
        assertThat(copies()).containsExactly(copy);
        assertThat(Files.getAttribute(copy, "unix:ino")).isEqualTo(first);
    }

    @Test
    void clipsOfARemoteVideoKnowItsAddressWhichIsReadAsText() throws Exception {
        PortObject[] sampled = run(FrameSamplerNodeFactory.class, RemoteVideosTest::smallClips, everywhere());
        assertThat(cell(sampled[1], 1, "Clips").toString()).isEqualTo("1");
        String address = cell(sampled[1], 1, "Path").toString();
        assertThat(address).isEqualTo("knime://Server/all/my%20video.mp4");

        PortObject[] described = run(VideoReaderNodeFactory.class, settings -> {},
            ExecutedNode.texts(KEYS, Stream.of(address)));
        assertThat(cell(described[0], 0, "Frames").toString()).isEqualTo("24");
    }

    @Test
    void clipsOnDemandComeFromVideosOfThisMachineAlone() throws Exception {
        PortObject[] sampled = run(FrameSamplerNodeFactory.class, settings -> {
            smallClips(settings);
            settings.addString("keeping", "ON_DEMAND");
        }, everywhere());
        assertThat(cell(sampled[1], 0, "Clips").toString()).isNotEqualTo("0");
        assertThat(cell(sampled[1], 1, "Clips").toString()).isEqualTo("0");
        assertThat(cell(sampled[1], 1, "Problem").toString()).contains("on demand").contains("Transfer Files");
    }

    @Test
    void segmentsOfARemoteVideoCanBeDrawnIntoIt() throws Exception {
        VideoModelPortObject model = VideoModelPortObject.of(
            VideoModel.untrained(ModelZoo.entry("slowfast-8x8-r50").architecture(8, 2),
                new VideoModel.Input(8, SIDE, SIDE, 2), new Classes(List.of("left", "right")), 1),
            context().createFileStore("model.zip"));
        PortObject segments = run(LongVideoPredictorNodeFactory.class, settings -> settings.addDouble("step_seconds", 0.5),
            model, everywhere())[0];
        assertThat(rows(segments)).extracting(row -> row.getCell(0).toString())
            .contains(video.toString(), "knime://Server/all/my%20video.mp4", "knime://Server/all/none.mp4",
                "(CONNECTED, amazon-s3, /bucket/a.mp4)");

        PortObject annotated = run(VideoAnnotatorNodeFactory.class, settings -> {
            NodeSettingsWO file = settings.addNodeSettings("target").addNodeSettings("folder").addNodeSettings("path");
            file.addBoolean("location_present", true);
            file.addString("file_system_type", "MOUNTPOINT");
            file.addString("file_system_specifier", "Server");
            file.addString("path", "drawn");
        }, segments)[0];
        assertThat(rows(annotated)).hasSize(4);
        assertThat(cell(annotated, 1, "Annotated").toString()).isEqualTo("knime://Server/drawn/my%20video.mp4");
        assertThat(cell(annotated, 1, "Frames").toString()).isEqualTo("24");
        assertThat(cell(annotated, 2, "Problem").toString()).contains("does not exist");
        assertThat(folder.resolve("server/drawn").toFile().list()).containsExactlyInAnyOrder("my video.mp4",
            video.getFileName().toString());
    }

    @Test
    void aVideoThatIsTooLargeForTheCacheIsARowWithTheReason() throws Exception {
        System.setProperty("videoaction.videos.gb", "1");
        try {
            Path sparse = folder.resolve("server/large.mp4");
            try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
                file.setLength(1_000_000_001);
            }
            PortObject[] described = run(VideoReaderNodeFactory.class, settings -> {}, locations(onServer("large.mp4")));
            assertThat(cell(described[1], 0, "Problem").toString()).contains("1000000001").contains("VIDEOACTION_VIDEOS_GB");
        } finally {
            System.clearProperty("videoaction.videos.gb");
        }
    }

    @Test
    void aFolderOfFramesOnAServerIsARowWithTheReason() throws Exception {
        PortObject[] described = run(VideoReaderNodeFactory.class, settings -> {}, locations(onServer("all")));
        assertThat(cell(described[1], 0, "Problem").toString()).contains("folder on a server");
    }
}
