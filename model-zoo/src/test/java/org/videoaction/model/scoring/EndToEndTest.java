package org.videoaction.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.OnDemandClips;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.Crop;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.sampling.View;
import org.videoaction.data.video.FrameReader;
import org.videoaction.data.video.PlanarFrame;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.ViewReader;
import org.videoaction.golden.Golden;
import org.videoaction.model.exchange.ImportRequest;
import org.videoaction.model.exchange.ModelImport;
import org.videoaction.model.saved.VideoModel;

/**
 * Real videos, scored as their programs scored them, from the file of weights alone: which frames, which crops, what each view
 * says and what they say together. Videos that are not here are left out, which the reports say.
 */
class EndToEndTest {

    private static final String FOLDER = "end-to-end";
    private static final Path VIDEOS = Path.of(System.getProperty("videos", "absent"));
    private static final int CLIPS = 10;
    private static final int CROPS = 3;
    /** What decoded bytes that are the same leave to arithmetic alone. */
    private static final double SAME_BYTES = 1e-5;
    /** What another rounding of the same bilinear filter makes of a view, and of the average. */
    private static final double SCALED_VIEW = 1e-3;
    private static final double SCALED_AVERAGE = 6e-4;

    /** One video of one program. */
    private record Case(String program, JsonNode all, JsonNode video, JsonNode run) {

        static List<Case> cases() throws IOException {
            List<Case> cases = new ArrayList<>();
            for (String file : Golden.names(FOLDER).stream().filter(name -> name.endsWith(".json")).toList()) {
                JsonNode all = new ObjectMapper().readTree(Golden.file(FOLDER + "/" + file).toFile());
                for (JsonNode video : all.get("videos")) {
                    // frames in the decoder's order, where the program's own order is that of wrong times
                    JsonNode run = video.has("whole_video_decoder_order") ? video.get("whole_video_decoder_order")
                        : video.has("whole_video") ? video.get("whole_video") : video;
                    cases.add(new Case(all.get("program").asText(), all, video, run));
                }
            }
            return cases;
        }

        String name() {
            return all.get("checkpoint").asText().replaceFirst(".*/", "") + ": " + video.get("video").asText();
        }

        /** PySlowFast's own file of these weights comes with the settings of a smaller test, that of the names alone does not. */
        VideoModel model() throws IOException {
            String file = all.get("checkpoint").asText().replaceFirst("^golden/", "").replace(".pyth", ".safetensors");
            return ModelImport.read(Golden.file(file), ImportRequest.AUTOMATIC).model();
        }

        Recipe recipe() throws IOException {
            return TestViews.ALL.recipe(model().test(), VideoLimits.DEFAULT);
        }

        Path file() {
            Path file = VIDEOS.resolve(video.get("video").asText());
            assumeTrue(Files.exists(file), "Left out: " + name() + ". -Dvideos names a folder with such videos.");
            return file;
        }

        /** The place of one of our views among theirs. */
        int place(int clip, int crop) {
            return program.equals("mmaction2") ? CLIPS * crop + clip : CROPS * clip + crop;
        }

        FrameSize size() {
            return new FrameSize(video.get("width").asInt(), video.get("height").asInt());
        }

        boolean isScaled() {
            JsonNode scaled = run.has("scaled_wh") ? run.get("scaled_wh") : video.get("scaled_wh");
            return scaled.get(0).asInt() != size().width() || scaled.get(1).asInt() != size().height();
        }
    }

    /** A test of each case. */
    @FunctionalInterface
    private interface Check {
        void of(Case one) throws Exception;
    }

    private static List<DynamicTest> each(Check check) throws IOException {
        List<Case> cases = Case.cases();
        assertThat(cases).isNotEmpty();
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> check.of(one))).toList();
    }

    @TestFactory
    List<DynamicTest> theViewsAreThoseOfTheProgram() throws IOException {
        return each(one -> checkViews(one, one.recipe().sampling().views(0, one.video().get("decoded_frames").asInt(),
            one.video().get("decoded_frames").asInt(), Double.parseDouble(one.video().get("avg_fps").asText()), one.size(),
            new SplittableRandom(1))));
    }

    @TestFactory
    List<DynamicTest> theViewsOfTheFileAreThoseOfTheProgram() throws IOException {
        return each(one -> checkViews(one, new ViewReader(one.recipe().sampling(), VideoLimits.DEFAULT, Resize.REFERENCE)
            .read(one.file(), () -> new SplittableRandom(1)).views()));
    }

    private static void checkViews(Case one, List<View> views) {
        assertThat(views).hasSize(CLIPS * CROPS);
        for (View view : views) {
            assertThat(view.frames()).as("clip " + view.clip())
                .containsExactly(numbers(one.run().get("clips").get(view.clip()).get("frame_indices")));
            Crop crop = view.space();
            assertThat(new int[] {crop.x(), crop.y(), crop.width(), crop.height()}).as("crop " + view.crop())
                .containsExactly(numbers(one.run().get("views").get(one.place(view.clip(), view.crop())).get("crop_xywh")));
        }
    }

    private static int[] numbers(JsonNode list) {
        return new ObjectMapper().convertValue(list, int[].class);
    }

    /** The first frame, before it is scaled: where its bytes are the program's, scores differ by scaling and arithmetic alone. */
    @TestFactory
    List<DynamicTest> decodedFramesAreThoseOfTheProgram() throws IOException {
        return each(one -> {
            int side = Math.min(one.size().width(), one.size().height());
            JsonNode there = one.run().has("view0_first_frame_raw_rgb_crc32") ? one.run() : one.video();
            assertThat(crc(frame(one.file(), one.run().get("clips").get(0).get("frame_indices").get(0).asInt(), side, one)))
                .isEqualTo(there.get("view0_first_frame_raw_rgb_crc32").asLong());
        });
    }

    private static byte[] frame(Path video, int index, int side, Case one) throws IOException {
        byte[] pixels = new byte[one.size().width() * one.size().height() * PlanarFrame.CHANNELS];
        new FrameReader(VideoLimits.DEFAULT, Resize.REFERENCE).read(video, side,
            (frame, number) -> {
                if (number == index) {
                    interleave(frame, one.size(), pixels);
                }
            });
        return pixels;
    }

    private static void interleave(PlanarFrame frame, FrameSize size, byte[] pixels) {
        ByteBuffer row = ByteBuffer.allocateDirect(size.width());
        for (int channel = 0; channel < PlanarFrame.CHANNELS; channel++) {
            for (int y = 0; y < size.height(); y++) {
                frame.copyRow(channel, y, 0, size.width(), row, 0);
                for (int x = 0; x < size.width(); x++) {
                    pixels[(y * size.width() + x) * PlanarFrame.CHANNELS + channel] = row.get(x);
                }
            }
        }
    }

    private static long crc(byte[] pixels) {
        CRC32 crc = new CRC32();
        crc.update(pixels);
        return crc.getValue();
    }

    @TestFactory
    List<DynamicTest> everyViewScoresAsInTheProgram() throws IOException {
        return each(EndToEndTest::checkScores);
    }

    private static void checkScores(Case one) throws IOException {
        VideoModel model = one.model();
        Map<Integer, float[]> views = new HashMap<>();
        Scores scores;
        try (
            ClipSource clips = OnDemandClips.of(one.recipe(), model.classes(), List.of(new ListedVideo(one.file(), null)))) {
            scores = new VideoScorer(model, ScoringSettings.AUTOMATIC).scoreReadable(clips, Progress.NONE,
                view -> views.put(one.place(view.clip(), view.crop()), view.probabilities()));
        }
        assertThat(views).hasSize(CLIPS * CROPS);
        double tolerance = one.isScaled() ? SCALED_VIEW : SAME_BYTES;
        views.forEach((place, ours) -> assertThat(ours).as("view " + place)
            .containsExactly(floats(one.run().get("view_probs").get(place)), offset((float) tolerance)));
        VideoScore video = scores.videos().get(0);
        assertThat(video.probabilities()).containsExactly(floats(one.run().get("average")),
            offset((float) (one.isScaled() ? SCALED_AVERAGE : SAME_BYTES)));
        assertThat(video.best()).isEqualTo(one.run().get("top5").get(0).asInt());
    }

    private static float[] floats(JsonNode list) {
        return new ObjectMapper().convertValue(list, float[].class);
    }
}
