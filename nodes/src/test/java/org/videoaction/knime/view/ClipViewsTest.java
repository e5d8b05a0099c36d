package org.videoaction.knime.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStoreFactory;
import org.videoaction.data.clip.Clip;
import org.videoaction.data.clip.ClipBatch;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.ClipTableWriter;
import org.videoaction.data.clip.OnDemandClips;
import org.videoaction.data.clip.Pass;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.sampling.Augmentation;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.ColourJitter;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.generated.MotionVideos;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.ClipTablePortObjectSpec;
import org.videoaction.knime.view.ContactSheet.LeftOut;
import org.videoaction.knime.view.ContactSheet.Tile;
import org.videoaction.knime.view.PredictionsGallery.Guess;
import org.videoaction.knime.view.PredictionsGallery.Row;
import org.videoaction.standin.PortObjectFile;

/** What the views of clips take from a port that was saved with its workflow and loaded again. */
@Tag("runner")
class ClipViewsTest {

    private static final ClipSpec SPEC = new ClipSpec(3, 4, 32, 32, 2, 2, 1, Classes.of("walk", "run"));

    @TempDir
    private Path folder;

    /** Two clips of each video; all of a video's pixels have the value 50 times its number, from 1. */
    private ClipSource loaded(String... videos) throws Exception {
        FileStore store = FileStoreFactory.createNotInWorkflowFileStoreFactory().createFileStore("clips.arrow");
        try (ClipTableWriter writer = new ClipTableWriter(store.getFile().toPath(), SPEC)) {
            for (int video = 0; video < videos.length; video++) {
                for (int view = 0; view < 2; view++) {
                    ByteBuffer frames = ByteBuffer.allocateDirect(SPEC.clipBytes());
                    while (frames.hasRemaining()) {
                        frames.put((byte) (50 * (video + 1)));
                    }
                    writer.write(new Clip(video + "-" + view, videos[video], video % 2, 8 * view, 25, view, 0,
                        video == 2 ? "partial" : "ok", frames.flip()));
                }
            }
            writer.finish();
        }
        ClipTablePortObject saved = new ClipTablePortObject(new ClipTablePortObjectSpec(SPEC), store);
        return ((ClipTablePortObject) new PortObjectFile(folder.resolve("port.zip")).write(saved).read()).open();
    }

    @Test
    void aContactSheetShowsClipsOfALoadedPort() throws Exception {
        try (ClipSource source = loaded("a.mp4", "b.mp4", "c.mp4")) {
            ContactSheet sheet = ContactSheet.of(source, List.of(new LeftOut("d.mp4", "does not exist")));
            assertThat(sheet.clips()).isEqualTo(6);
            assertThat(sheet.summary()).isEqualTo("3 x 4 x 32 x 32, stride 2, 2 x 1 views");
            assertThat(sheet.span()).isEqualTo(4 * 2);
            assertThat(sheet.onDemand()).isFalse();
            assertThat(sheet.tiles()).extracting(Tile::video, Tile::startFrame, Tile::status).containsExactly(
                tuple("a.mp4", 0L, "ok"), tuple("a.mp4", 8L, "ok"), tuple("b.mp4", 0L, "ok"), tuple("b.mp4", 8L, "ok"),
                tuple("c.mp4", 0L, "partial"), tuple("c.mp4", 8L, "partial"));
            assertThat(sheet.tiles().get(2).labels()).containsExactly(1);
            assertThat(sheet.tiles().get(2).picture().frames()).isEqualTo(4);
            assertThat(grey(sheet.tiles().get(2).picture())).isCloseTo(100, within(4));
        }
    }

    /** Gray, backwards by chance, and decoded for the sheet. */
    @Test
    void aContactSheetOfAugmentedClipsShowsWhatTheSourceGivesTheNetwork() throws Exception {
        new MotionVideos(1, 0, 64, 24, 3).write(folder);
        DatasetList list = DatasetList.read(ListFormat.PATH_LABEL, folder.resolve("train.txt"), null,
            folder.resolve("classes.txt"));
        try (ClipSource source = clips(list, new Augmentation(0, 1, 0, null, 0, 1, true));
            ClipSource plain = clips(list, Augmentation.NONE)) {
            ContactSheet sheet = ContactSheet.of(source, List.of());
            assertThat(sheet.onDemand()).isTrue();
            assertThat(sheet.tiles()).hasSize(source.size());
            int[] all = IntStream.range(0, source.size()).toArray();
            try (ClipBatches given = source.batches(new Pass(all, 1, 0), (clip, problem) -> {});
                ClipBatches unchanged = plain.batches(new Pass(all, 1, 0), (clip, problem) -> {})) {
                for (Tile tile : sheet.tiles()) {
                    // JPEG loses a little, colors and the direction of time are much more
                    assertThat(difference(tile.picture(), given.next(() -> {}), source.spec()))
                        .isLessThan(difference(tile.picture(), unchanged.next(() -> {}), source.spec()) / 3);
                }
            }
        }
    }

    private static ClipSource clips(DatasetList list, Augmentation augmentation) {
        SpatialSampling space = new SpatialSampling(64, 64, 64, SpatialSampling.Place.CENTRE, false);
        return OnDemandClips
            .of(new Recipe(new ClipSampling(new RandomClips(8, 2, 1), space, ColourJitter.NONE, 0, augmentation),
                VideoLimits.DEFAULT, Resize.FAST, 5), list.classes(), list.videos());
    }

    /** The mean difference of a picture's values from those of a clip of frames as large. */
    private static double difference(Picture picture, ClipBatch batch, ClipSpec spec) throws IOException {
        BufferedImage image = image(picture);
        long sum = 0;
        for (int channel = 0; channel < 3; channel++) {
            for (int frame = 0; frame < 8; frame++) {
                for (int pixel = 0; pixel < 64 * 64; pixel++) {
                    int shown = image.getRGB(64 * frame + pixel % 64, pixel / 64) >> 8 * (2 - channel) & 0xff;
                    sum += Math.abs(shown - (batch.frames().get((channel * 8 + frame) * 64 * 64 + pixel) & 0xff));
                }
            }
        }
        assertThat(picture.frames()).isEqualTo(spec.frames()).isEqualTo(8);
        return (double) sum / (3 * 8 * 64 * 64);
    }

    private static BufferedImage image(Picture picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(
            Base64.getDecoder().decode(picture.image().substring("data:image/jpeg;base64,".length()))));
    }

    private static int grey(Picture picture) throws IOException {
        BufferedImage image = image(picture);
        return image.getRGB(image.getWidth() / 2, image.getHeight() / 2) & 0xff;
    }

    @Test
    void theSurestOfTheWrongPredictionsComesFirst() throws Exception {
        Row right = new Row("a.mp4", List.of(0), List.of(new Guess(0, 0.9), new Guess(1, 0.1)), null);
        Row wrong = new Row("b.mp4", List.of(1), List.of(new Guess(0, 0.6), new Guess(1, 0.4)), null);
        Row broken = new Row("e.mp4", List.of(1), List.of(), "it ends too early");
        Row surelyWrong = new Row("c.mp4", List.of(0), List.of(new Guess(1, 0.8), new Guess(0, 0.2)), null);
        Row unknown = new Row("d.mp4", List.of(), List.of(new Guess(1, 0.7), new Guess(0, 0.3)), null);
        try (ClipSource source = loaded("a.mp4", "b.mp4", "c.mp4", "d.mp4")) {
            PredictionsGallery gallery = PredictionsGallery.of(Classes.of("walk", "run"),
                List.of(right, wrong, broken, surelyWrong, unknown), source);
            assertThat(gallery.rows()).containsExactly(surelyWrong, wrong, unknown, right, broken);
            assertThat(gallery.pictures()).hasSize(4);
            assertThat(List.of(grey(gallery.pictures().get(0)), grey(gallery.pictures().get(1)),
                grey(gallery.pictures().get(2)), grey(gallery.pictures().get(3)))).satisfiesExactly(
                    value -> assertThat(value).isCloseTo(150, within(4)),
                    value -> assertThat(value).isCloseTo(100, within(4)),
                    value -> assertThat(value).isCloseTo(200, within(4)),
                    value -> assertThat(value).isCloseTo(50, within(4)));
        }
    }

    @Test
    void segmentsOfAVideoHaveTheirOwnPictures() throws Exception {
        Row first = new Row("a.mp4", List.of(0), List.of(new Guess(0, 0.5), new Guess(1, 0.5)), null);
        Row second = new Row("a.mp4", List.of(0), List.of(new Guess(0, 0.6), new Guess(1, 0.4)), null);
        try (ClipSource source = loaded("a.mp4", "a.mp4")) {
            PredictionsGallery gallery = PredictionsGallery.of(Classes.of("walk", "run"), List.of(second, first), source);
            assertThat(gallery.rows()).containsExactly(first, second);
            assertThat(grey(gallery.pictures().get(0))).isCloseTo(100, within(4));
            assertThat(grey(gallery.pictures().get(1))).isCloseTo(50, within(4));
        }
    }
}
