package org.videoaction.data.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.videoaction.data.Progress;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.LabelledBox;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.Augmentation;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.ColourJitter;
import org.videoaction.data.sampling.KeyFrameClips;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.sampling.Span;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.EvenTimes;
import org.videoaction.data.video.Decoding;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.Stretch;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoProbe;

@Timeout(120)
class OnDemandClipsTest {

    @TempDir
    static Path videoFolder;

    @TempDir
    Path folder;

    private static DatasetList videos;

    @BeforeAll
    static void writeVideos() throws IOException {
        videos = TestVideos.write(videoFolder);
    }

    private Path write(ClipSampling sampling) throws IOException {
        Path file = folder.resolve("recipe.arrow");
        new VideoSampler(TestVideos.recipe(sampling, 3), 2).sampleOnDemand(videos.videos(), videos.classes(), file,
            Progress.NONE);
        return file;
    }

    /** What a pass gives, a text a clip. */
    private static List<String> read(ClipSource source, Pass pass) throws IOException {
        List<String> clips = new ArrayList<>();
        try (ClipBatches batches = source.batches(pass)) {
            while (batches.hasNext()) {
                clips.addAll(texts(batches.next(() -> {}), source.spec()));
            }
        }
        return clips;
    }

    private static List<String> texts(ClipBatch batch, ClipSpec spec) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            byte[] frames = new byte[spec.clipBytes()];
            batch.frames().get(i * frames.length, frames);
            Clip clip = batch.clips().get(i);
            texts.add(clip.video() + " " + clip.label() + " " + clip.labels() + " " + clip.span() + " "
                + clip.startFrame() + " " + Arrays.hashCode(frames));
        }
        return texts;
    }

    /** More stretches than are read at once, of frames 0 to 3, 1 to 4 and so on. */
    @Test
    void eachStretchIsAClipOfItsOwn() throws Exception {
        Path video = videos.videos().get(0).video();
        EvenTimes even = EvenTimes.of(new VideoProbe(VideoLimits.DEFAULT).scan(video).times());
        List<Stretch> stretches = IntStream.range(0, 20).mapToObj(start -> new Stretch(start, 4)).toList();
        ClipSampling sampling = new ClipSampling(new UniformClips(4, 1, 1),
            new SpatialSampling(16, 16, 16, SpatialSampling.Place.CENTRE, false));
        List<Clip> clips = new ArrayList<>();
        try (ClipSource source = new StretchClips(TestVideos.recipe(sampling, 1), Classes.NONE, video, stretches, even);
            ClipBatches batches = source.batches(Pass.inOrder(20, 5))) {
            while (batches.hasNext()) {
                clips.addAll(batches.next(() -> {}).clips());
            }
        }
        assertThat(clips).extracting(Clip::startFrame)
            .isEqualTo(LongStream.range(0, 20).boxed().toList());
        assertThat(clips).extracting(Clip::id).doesNotHaveDuplicates();
    }

    @Test
    void withoutRandomSamplingTheClipsAreThoseOfAWrittenTable() throws Exception {
        Path table = folder.resolve("clips.arrow");
        new VideoSampler(TestVideos.recipe(TestVideos.EVEN, 3), 2).sample(videos.videos(), videos.classes(), table,
            Progress.NONE);
        Pass pass = Pass.inOrder(12, 5);

        try (ClipSource written = ClipSource.open(table);
            ClipSource onDemand = ClipSource.open(write(TestVideos.EVEN))) {
            assertThat(onDemand.spec()).isEqualTo(written.spec());
            assertThat(onDemand.size()).isEqualTo(written.size());
            assertThat(IntStream.range(0, 12).map(onDemand::label)).containsExactly(
                IntStream.range(0, 12).map(written::label).boxed().toArray(Integer[]::new));
            assertThat(read(onDemand, pass)).isEqualTo(read(written, pass)).hasSize(12);
        }
    }

    @Test
    void listedVideosGiveTheClipsThatTheirFileGives() throws Exception {
        Pass pass = new Pass(IntStream.range(0, 12).toArray(), 5, 11);

        try (ClipSource file = ClipSource.open(write(TestVideos.RANDOM));
            ClipSource listed = OnDemandClips.of(
                TestVideos.recipe(TestVideos.RANDOM, 3), videos.classes(), videos.videos())) {
            assertThat(read(listed, pass)).isEqualTo(read(file, pass)).hasSize(12);
        }
    }

    @Test
    void aListedVideoThatCannotBeReadKeepsItsPlace() throws Exception {
        List<String> heard = new ArrayList<>();
        try (ClipSource listed = OnDemandClips.of(TestVideos.recipe(TestVideos.EVEN, 3), videos.classes(),
            TestVideos.withABrokenOne(videos, folder));
            ClipBatches batches = listed.batches(Pass.inOrder(listed.size(), 14),
                (clip, problem) -> heard.add(listed.entry(clip) + " " + problem.reason()))) {
            assertThat(batches.next(() -> {}).indices()).containsExactly(0, 1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
        }
        assertThat(heard).singleElement().asString().startsWith("1 ");
    }

    @Test
    void severalLabelsOfAVideoTravelWithItsClips() throws Exception {
        Path video = videos.videos().get(0).video();
        List<ListedVideo> listed = List.of(new ListedVideo(video, "b", List.of("b", "c"), null, 0, null),
            new ListedVideo(video, "a"), new ListedVideo(video, null));
        Classes classes = Classes.of("a", "b", "c");
        VideoSampler sampler = new VideoSampler(TestVideos.recipe(TestVideos.EVEN, 3), 1);
        sampler.sample(listed, classes, folder.resolve("clips.arrow"), Progress.NONE);
        sampler.sampleOnDemand(listed, classes, folder.resolve("recipe.arrow"), Progress.NONE);

        for (String file : List.of("clips.arrow", "recipe.arrow")) {
            try (ClipSource source = ClipSource.open(folder.resolve(file));
                ClipBatches batches = source.batches(Pass.inOrder(6, 6))) {
                assertThat(IntStream.range(0, 6).mapToObj(source::labels)).containsExactly(List.of(1, 2), List.of(1, 2),
                    List.of(0), List.of(0), List.of(), List.of());
                assertThat(batches.next(() -> {}).clips()).extracting(Clip::labels).containsExactly(List.of(1, 2),
                    List.of(1, 2), List.of(0), List.of(0), List.of(), List.of());
            }
        }
    }

    @Test
    void bothKindsOfFilesSayWhetherTheirClipsWereDrawn() throws Exception {
        for (ClipSampling sampling : List.of(TestVideos.EVEN, TestVideos.RANDOM)) {
            VideoSampler sampler = new VideoSampler(TestVideos.recipe(sampling, 3), 2);
            sampler.sample(videos.videos(), videos.classes(), folder.resolve("clips.arrow"), Progress.NONE);
            sampler.sampleOnDemand(videos.videos(), videos.classes(), folder.resolve("recipe.arrow"), Progress.NONE);
            for (String file : List.of("clips.arrow", "recipe.arrow")) {
                try (ClipSource source = ClipSource.open(folder.resolve(file))) {
                    assertThat(source.spec().random()).as("%s of %s", file, sampling)
                        .isEqualTo(sampling == TestVideos.RANDOM);
                }
            }
        }
    }

    @Test
    void clipsOfASegmentAreTheSameInBothKinds() throws Exception {
        // 25 frames a second: frames 15 to 24, then 5 to 29 of which the last clip starts seven before the end
        Path video = videos.videos().get(0).video();
        List<ListedVideo> listed = List.of(new ListedVideo(video, null, List.of(), new Span(0.6, 1), 0, null),
            new ListedVideo(video, null, List.of(), new Span(0.2, 9), 0, null),
            new ListedVideo(video, null, List.of(), new Span(1.2, 2), 0, null));
        VideoSampler sampler = new VideoSampler(TestVideos.recipe(TestVideos.EVEN, 3), 2);
        List<SampledVideo> sampled = sampler.sample(listed, Classes.NONE, folder.resolve("clips.arrow"), Progress.NONE);

        assertThat(sampled).extracting(SampledVideo::clips).containsExactly(2, 2, 0);
        assertThat(sampled.get(2).status()).isEqualTo(SampledVideo.FAILED);
        assertThat(sampled.get(2).reason()).contains("before its segment starts at 1.20 s");
        assertThat(sampler.sampleOnDemand(listed, Classes.NONE, folder.resolve("recipe.arrow"), Progress.NONE))
            .isEqualTo(sampled);
        try (ClipTable written = ClipTable.open(folder.resolve("clips.arrow"));
            ClipSource onDemand = ClipSource.open(folder.resolve("recipe.arrow"))) {
            List<Clip> clips = List.of(written.clip(0), written.clip(1), written.clip(2), written.clip(3));
            assertThat(clips).extracting(Clip::startFrame).containsExactly(15L, 18L, 5L, 23L);
            assertThat(clips).extracting(Clip::span).containsExactly(new Span(0.6, 1), new Span(0.6, 1),
                new Span(0.2, 9), new Span(0.2, 9));
            assertThat(read(onDemand, Pass.inOrder(4, 2))).isEqualTo(read(written, Pass.inOrder(4, 2)));
        }
    }

    @Test
    void howFramesAreDecodedIsPartOfTheRecipeAndUnsaidWhereItIsExact() throws Exception {
        Recipe exact = TestVideos.recipe(TestVideos.EVEN, 1);
        Recipe fast = new Recipe(TestVideos.EVEN, VideoLimits.DEFAULT.with(Decoding.FAST), Resize.FAST, 1);
        assertThat(exact.json()).doesNotContain("decoding");
        assertThat(fast.json()).isNotEqualTo(exact.json());
        assertThat(Recipe.ofJson(fast.json())).isEqualTo(fast);
        assertThat(Recipe.ofJson(exact.json())).isEqualTo(exact);
    }

    /** A key frame at 0.6 s of the first video, which is 25 frames a second and has frame 15 there. */
    private List<ListedVideo> keyFrame() {
        return List.of(ListedVideo.keyFrame(videos.videos().get(0).video(), 0.6,
            List.of(new LabelledBox(new RelativeBox(0, 0, 0.5, 0.5), List.of("run")),
                new LabelledBox(new RelativeBox(0.6, 0.2, 1, 1), List.of("jump", "run")))));
    }

    @Test
    void clipsRoundKeyFramesBringTheirBoxesInBothKinds() throws Exception {
        ClipSampling sampling = new ClipSampling(new KeyFrameClips(4, 2, 0),
            new SpatialSampling(32, 32, 32, SpatialSampling.Place.CENTRE, false));
        VideoSampler sampler = new VideoSampler(TestVideos.recipe(sampling, 3), 2);
        Classes classes = Classes.of("jump", "run");
        sampler.sample(keyFrame(), classes, folder.resolve("clips.arrow"), Progress.NONE);
        sampler.sampleOnDemand(keyFrame(), classes, folder.resolve("recipe.arrow"), Progress.NONE);
        for (String file : List.of("clips.arrow", "recipe.arrow")) {
            try (ClipSource source = ClipSource.open(folder.resolve(file));
                ClipBatches batches = source.batches(Pass.inOrder(1, 1))) {
                assertThat(source.spec().boxes()).isTrue();
                assertThat(source.labels(0)).containsExactlyInAnyOrder(0, 1);
                Clip clip = batches.next(() -> {}).clips().get(0);
                // 15 - 4 x 2 / 2
                assertThat(clip.startFrame()).isEqualTo(11);
                assertThat(clip.span()).isEqualTo(new Span(0.6, 0.6));
                assertThat(clip.boxes()).containsExactly(new ClipBox(new RelativeBox(0, 0, 0.5, 0.5), List.of(1)),
                    new ClipBox(new RelativeBox(0.6, 0.2, 1, 1), List.of(0, 1)));
            }
        }
    }

    @Test
    void boxesAreMirroredWithTheirFramesAndMovedAnewInEveryPass() throws Exception {
        ClipSampling sampling = new ClipSampling(new KeyFrameClips(4, 2, 0),
            new SpatialSampling(32, 32, 32, SpatialSampling.Place.CENTRE, true), ColourJitter.NONE, 0.1);
        new VideoSampler(TestVideos.recipe(sampling, 3), 1).sampleOnDemand(keyFrame(), Classes.of("jump", "run"),
            folder.resolve("recipe.arrow"), Progress.NONE);
        Set<RelativeBox> places = new HashSet<>();
        try (ClipSource source = ClipSource.open(folder.resolve("recipe.arrow"))) {
            for (int seed = 0; seed < 20; seed++) {
                try (ClipBatches batches = source.batches(new Pass(new int[] {0}, 1, seed))) {
                    RelativeBox second = batches.next(() -> {}).clips().get(0).boxes().get(1).place();
                    boolean mirrored = second.x2() < 0.5;
                    // sides of 0.4 and 0.8, whose edges move by a tenth at most
                    assertThat(mirrored ? 1 - second.x2() : second.x1()).isCloseTo(0.6, within(0.04));
                    assertThat(second.y1()).isCloseTo(0.2, within(0.08));
                    places.add(second);
                }
            }
        }
        assertThat(places).hasSize(20);
        assertThat(places).anyMatch(place -> place.x2() < 0.5).anyMatch(place -> place.x1() > 0.5);
    }

    @Test
    void whatChangesByChanceChangesAllFramesAlikeAndTheSameWithTheSameSeed() throws Exception {
        ClipSampling still = new ClipSampling(new UniformClips(4, 1, 1),
            new SpatialSampling(32, 32, 32, SpatialSampling.Place.CENTRE, false));
        ClipSampling erased = new ClipSampling(still.time(), still.space(), still.colour(), 0,
            new Augmentation(0, 0, 0, null, 1, 1, false));
        Path file = folder.resolve("stored.arrow");
        new VideoSampler(TestVideos.recipe(erased, 3), 2).sample(videos.videos(), videos.classes(), file, Progress.NONE);
        try (ClipSource plain = ClipSource.open(write(still)); ClipSource stored = ClipSource.open(file)) {
            assertThat(read(stored, new Pass(new int[] {0, 1}, 1, 0)))
                .isNotEqualTo(read(plain, new Pass(new int[] {0, 1}, 1, 0)));
            assertThat(changed(plain, stored)).hasSize(4).allMatch(pixels -> !pixels.isEmpty())
                .allMatch(pixels -> Math.abs(pixels.size() - changed(plain, stored).get(0).size()) < 20);
        }
        try (ClipSource onDemand = ClipSource.open(write(erased))) {
            List<String> first = read(onDemand, new Pass(new int[] {0, 1, 2}, 2, 5));
            assertThat(read(onDemand, new Pass(new int[] {0, 1, 2}, 2, 5))).isEqualTo(first);
            assertThat(read(onDemand, new Pass(new int[] {0, 1, 2}, 2, 6))).isNotEqualTo(first);
        }
    }

    /** Of each frame of the first clip the pixels that differ in any channel; by chance, few of a box stay as they were. */
    private static List<Set<Integer>> changed(ClipSource one, ClipSource other) {
        List<Set<Integer>> frames = new ArrayList<>();
        try (ClipBatches first = one.batches(new Pass(new int[] {0}, 1, 0));
            ClipBatches second = other.batches(new Pass(new int[] {0}, 1, 0))) {
            ByteBuffer a = first.next(() -> {}).frames();
            ByteBuffer b = second.next(() -> {}).frames();
            for (int time = 0; time < 4; time++) {
                Set<Integer> pixels = new HashSet<>();
                for (int i = 0; i < 3 * 32 * 32; i++) {
                    int place = (i / (32 * 32) * 4 + time) * 32 * 32 + i % (32 * 32);
                    if (a.get(place) != b.get(place)) {
                        pixels.add(i % (32 * 32));
                    }
                }
                frames.add(pixels);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return frames;
    }

    @Test
    void aClipThatIsWantedAgainInAPassIsSampledAnew() throws Exception {
        try (ClipSource source = ClipSource.open(write(TestVideos.RANDOM))) {
            int size = source.size();
            List<String> once = read(source, new Pass(new int[] {0, 1}, 2, 9));
            int[] order = {0, size, 2 * size, 1, 0, size};
            List<String> again = read(source, new Pass(order, 4, 9));
            assertThat(again.get(0)).isEqualTo(once.get(0)).isEqualTo(again.get(4));
            assertThat(again.get(3)).isEqualTo(once.get(1));
            assertThat(again.get(5)).isEqualTo(again.get(1));
            assertThat(Set.copyOf(again.subList(0, 3))).hasSize(3);
        }
    }

    @Test
    void anotherPassSamplesAnewAndTheSameOneTheSame() throws Exception {
        try (ClipSource source = ClipSource.open(write(TestVideos.RANDOM))) {
            int[] order = IntStream.range(0, 12).toArray();
            List<String> first = read(source, new Pass(order, 4, 1));

            assertThat(read(source, new Pass(order, 4, 1))).isEqualTo(first);
            assertThat(read(source, new Pass(order, 4, 2))).isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.4})
    void theNumberOfThreadsChangesNothing(double jitter) throws Exception {
        Path file = write(new ClipSampling(TestVideos.RANDOM.time(), TestVideos.RANDOM.space(),
            new ColourJitter(jitter, jitter, jitter)));
        Pass pass = Pass.shuffled(12, 5, 9, new SplittableRandom(9));
        try (ClipSource alone = OnDemandClips.open(file, 1); ClipSource several = OnDemandClips.open(file, 4)) {
            assertThat(read(several, pass)).isEqualTo(read(alone, pass));
        }
    }

    @Test
    void aPassThatGoesOnLaterGivesWhatWasLeft() throws Exception {
        try (ClipSource source = ClipSource.open(write(TestVideos.RANDOM))) {
            Pass pass = Pass.shuffled(12, 5, 9, new SplittableRandom(9));
            List<String> whole = read(source, pass);

            assertThat(whole).doesNotHaveDuplicates();
            assertThat(read(source, pass.after(1))).isEqualTo(whole.subList(5, 12));
            assertThat(read(source, pass.after(3))).isEmpty();
        }
    }

    @Test
    void aVideoThatIsGoneIsNamed() throws Exception {
        Path file = write(TestVideos.EVEN);
        Path gone = videos.videos().get(1).video();
        Path kept = gone.resolveSibling("kept.mp4");
        Files.move(gone, kept);
        try (ClipSource source = ClipSource.open(file)) {
            assertThatIOException().isThrownBy(() -> read(source, Pass.inOrder(12, 4)))
                .withMessageContaining(gone.toString()).withMessageContaining("does not exist");
        } finally {
            Files.move(kept, gone);
        }
    }

    @Test
    void clipsOfAVideoThatIsGoneCanBeLeftOut() throws Exception {
        Path file = write(TestVideos.EVEN);
        Path gone = videos.videos().get(1).video();
        Path kept = gone.resolveSibling("kept.mp4");
        try (ClipSource source = ClipSource.open(file)) {
            List<String> whole = read(source, Pass.inOrder(12, 3));
            Files.move(gone, kept);
            List<VideoException> broken = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            List<String> left = new ArrayList<>();
            try (ClipBatches batches = source.batches(Pass.inOrder(12, 3), (clip, problem) -> broken.add(problem))) {
                while (batches.hasNext()) {
                    ClipBatch batch = batches.next(() -> {});
                    sizes.add(batch.size());
                    left.addAll(texts(batch, source.spec()));
                }
            }

            assertThat(broken).hasSize(1);
            assertThat(broken.get(0)).hasMessageContaining(gone.toString()).hasMessageContaining("does not exist");
            // clips 2 and 3 are the video's: one of the first batch, one of the second
            assertThat(sizes).containsExactly(2, 2, 3, 3);
            assertThat(left).isEqualTo(IntStream.range(0, 12).filter(i -> i / 2 != 1).mapToObj(whole::get).toList());
        } finally {
            Files.move(kept, gone);
        }
    }

    @Test
    void aTextThatIsNoPathIsAVideoThatDoesNotExist() throws Exception {
        List<OnDemandTable.Video> listed = List.of(
            new OnDemandTable.Video("a\0b*.mp4", Clip.NO_LABEL, List.of(), null, List.of()),
            new OnDemandTable.Video(videos.videos().get(0).video().toString(), Clip.NO_LABEL, List.of(), null, List.of()));
        Path file = folder.resolve("odd.arrow");
        new OnDemandTable(TestVideos.recipe(TestVideos.EVEN, 3), Classes.NONE, listed).write(file);
        List<String> broken = new ArrayList<>();
        try (ClipSource source = ClipSource.open(file);
            ClipBatches batches = source.batches(Pass.inOrder(4, 4), (clip, problem) -> broken.add(problem.getMessage()))) {
            assertThat(batches.next(() -> {}).indices()).containsExactly(2, 3);
        }
        assertThat(broken).containsExactly("(no path on this computer) a%00b%2A.mp4: does not exist");
    }

    @Test
    void anInterruptedReaderGivesUp() throws Exception {
        try (ClipSource source = ClipSource.open(write(TestVideos.EVEN));
            ClipBatches batches = source.batches(Pass.inOrder(12, 12))) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> batches.next(() -> {})).isInstanceOf(CancellationException.class);
        } finally {
            Thread.interrupted();
        }
    }
}
