package org.videoaction.model.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.generated.VideoFile;
import org.videoaction.generated.WalkerVideo;
import org.videoaction.model.tracking.TrackingSettings;

class PersonFinderTest {

    private static final Progress NONE = (fraction, message) -> {};
    /** TorchScript files do not say how large pictures are. */
    private static final DetectorSettings SETTINGS = new DetectorSettings(Optional.empty(), Optional.empty(),
        Optional.empty(), new FrameSize(BrightShapes.WIDTH, BrightShapes.HEIGHT), "person", 0.1, 0.65);
    private static final KeyFrameInterval EVERY_FOURTH = new KeyFrameInterval(4, false, 0);

    @TempDir
    static Path folder;

    @BeforeAll
    static void writeDetectors() throws IOException {
        WalkerVideo.writeDetector(folder.resolve("bright.onnx"));
        WalkerVideo.writeDetector(folder.resolve("bright.pt"));
    }

    @Test
    void theDetectorOfTheWalkersIsTheFilterOfKnownWeights() throws IOException {
        assertThat(folder.resolve("bright.onnx")).hasBinaryContent(BrightShapes.onnx());
        assertThat(folder.resolve("bright.pt")).hasBinaryContent(BrightShapes.torchScript());
    }

    private static VideoPersons find(Path video, String detector, KeyFrameInterval interval, boolean tracked)
        throws IOException {
        try (ObjectDetector opened = DetectorFile.open(folder.resolve(detector), SETTINGS)) {
            return new PersonFinder(opened, interval, TrackingSettings.DEFAULT, tracked, VideoLimits.DEFAULT, 2).find(video,
                NONE);
        }
    }

    private static RelativeBox share(Rectangle2D box) {
        return new RelativeBox(box.getMinX() / WalkerVideo.WIDTH, box.getMinY() / WalkerVideo.HEIGHT,
            box.getMaxX() / WalkerVideo.WIDTH, box.getMaxY() / WalkerVideo.HEIGHT);
    }

    private static double overlap(RelativeBox one, RelativeBox other) {
        double wide = Math.min(one.x2(), other.x2()) - Math.max(one.x1(), other.x1());
        double high = Math.min(one.y2(), other.y2()) - Math.max(one.y1(), other.y1());
        double shared = Math.max(0, wide) * Math.max(0, high);
        return shared
            / ((one.x2() - one.x1()) * (one.y2() - one.y1()) + (other.x2() - other.x1()) * (other.y2() - other.y1())
                - shared);
    }

    private static int frame(PersonBox box) {
        return (int) Math.round(box.seconds() * WalkerVideo.FPS);
    }

    @Test
    void bothKindsOfFilesFindWhoWalksWithFewMistakes() throws IOException {
        for (String detector : List.of("bright.onnx", "bright.pt")) {
            int there = 0;
            int found = 0;
            int right = 0;
            for (int seed = 0; seed < 8; seed++) {
                WalkerVideo video = WalkerVideo.apart(1 + seed % 3, 60, seed);
                Path file = folder.resolve("apart-" + seed + ".mp4");
                video.write(file);
                VideoPersons persons = find(file, detector, EVERY_FOURTH, false);
                assertThat(persons.problem()).isNull();
                assertThat(persons.keyFrames()).isEqualTo(15);
                there += 15 * video.walkers().size();
                found += persons.boxes().size();
                for (int frame = 0; frame < 60; frame += 4) {
                    int at = frame;
                    List<PersonBox> boxes = persons.boxes().stream().filter(box -> frame(box) == at).toList();
                    right += (int) video.walkers().stream().map(walker -> share(walker.box(at)))
                        .filter(truth -> boxes.stream().anyMatch(box -> overlap(box.box(), truth) >= 0.5)).count();
                }
            }
            assertThat((double) right / there).as("recall of " + detector).isGreaterThanOrEqualTo(0.98);
            assertThat((double) right / found).as("precision of " + detector).isGreaterThanOrEqualTo(0.98);
        }
    }

    @Test
    void bothKindsOfFilesFindTheSameBoxes() throws IOException {
        Path file = folder.resolve("same.mp4");
        WalkerVideo.apart(3, 30, 5).write(file);
        List<PersonBox> onnx = find(file, "bright.onnx", EVERY_FOURTH, true).boxes();
        List<PersonBox> script = find(file, "bright.pt", EVERY_FOURTH, true).boxes();
        assertThat(onnx).hasSameSizeAs(script).isNotEmpty();
        for (int i = 0; i < onnx.size(); i++) {
            assertThat(onnx.get(i).person()).isEqualTo(script.get(i).person());
            assertThat(overlap(onnx.get(i).box(), script.get(i).box())).isGreaterThan(0.999);
        }
    }

    @Test
    void identitiesAreKeptThroughCrossings() throws IOException {
        int kept = 0;
        int crossings = 40;
        for (int seed = 0; seed < crossings; seed++) {
            WalkerVideo video = WalkerVideo.crossing(60, 100 + seed);
            Path file = folder.resolve("crossing-" + seed + ".mp4");
            video.write(file);
            kept += isKept(video, find(file, "bright.onnx", new KeyFrameInterval(4, false, 1), true).boxes()) ? 1 : 0;
        }
        assertThat(kept).isGreaterThanOrEqualTo(38);
    }

    /** Whether each walker is one person from the first key frame to the last, and nobody else is. */
    private static boolean isKept(WalkerVideo video, List<PersonBox> boxes) {
        Map<Integer, Set<Integer>> persons = new HashMap<>();
        for (int walker = 0; walker < video.walkers().size(); walker++) {
            for (int frame : new int[] {0, 56}) {
                RelativeBox truth = share(video.walkers().get(walker).box(frame));
                for (PersonBox box : boxes) {
                    if (frame(box) == frame && overlap(box.box(), truth) >= 0.5) {
                        persons.computeIfAbsent(walker, unseen -> new TreeSet<>()).add(box.person());
                    }
                }
            }
        }
        Set<Integer> all = new HashSet<>();
        boxes.forEach(box -> all.add(box.person()));
        return all.size() == video.walkers().size() && persons.values().stream().allMatch(ids -> ids.size() == 1)
            && new HashSet<>(persons.values()).size() == video.walkers().size();
    }

    @Test
    void whoIsHiddenIsFilledIn() throws IOException {
        WalkerVideo video = WalkerVideo.crossing(60, 3);
        Path file = folder.resolve("hidden.mp4");
        video.write(file);
        List<PersonBox> boxes = find(file, "bright.onnx", new KeyFrameInterval(2, false, 0), true).boxes();
        List<PersonBox> filled = boxes.stream().filter(box -> !box.seen()).toList();
        assertThat(filled).isNotEmpty().allSatisfy(box -> assertThat(video.walkers())
            .anySatisfy(walker -> assertThat((box.box().x1() + box.box().x2()) / 2 * WalkerVideo.WIDTH)
                .isCloseTo(walker.box(frame(box)).getCenterX(), within(6.0))));
        for (int person = 1; person <= 2; person++) {
            int number = person;
            assertThat(boxes).filteredOn(box -> box.person() == number).hasSize(30);
        }
    }

    @Test
    void keyFramesAreEverySoManySecondsWithOthersBetween() throws IOException {
        Path file = folder.resolve("seconds.mp4");
        WalkerVideo.apart(1, 60, 1).write(file);
        VideoPersons persons = find(file, "bright.onnx", new KeyFrameInterval(0.8, true, 3), true);
        // 2.4 seconds
        assertThat(persons.keyFrames()).isEqualTo(3);
        assertThat(persons.boxes()).extracting(PersonBox::seconds).containsExactly(0.0, 0.8, 1.6);
        assertThat(persons.boxes()).extracting(PersonBox::person).containsOnly(1);
    }

    @Test
    void aBrokenVideoHasNobodyAndTheReason() throws IOException {
        Path file = Files.writeString(folder.resolve("broken.mp4"), "no video");
        VideoPersons persons = find(file, "bright.onnx", EVERY_FOURTH, true);
        assertThat(persons.boxes()).isEmpty();
        assertThat(persons.problem()).isNotBlank();
    }

    @Test
    void aVideoThatEndsEarlyHasThePersonsOfWhatIsThere() throws IOException {
        Path whole = folder.resolve("whole.mkv");
        Path mp4 = folder.resolve("whole.mp4");
        WalkerVideo.apart(2, 60, 2).write(mp4);
        byte[] content = Files.readAllBytes(mp4);
        // pictures at the end of the file are lost, its index is not
        Arrays.fill(content, content.length / 2, content.length - content.length / 8, (byte) 0);
        Files.write(whole, content);
        VideoPersons persons = find(whole, "bright.onnx", EVERY_FOURTH, true);
        assertThat(persons.problem()).isNotBlank();
        assertThat(persons.boxes()).isNotEmpty().allMatch(box -> box.seconds() < 60 / WalkerVideo.FPS);
    }

    @Test
    void cancelingStopsBetweenFrames() throws IOException {
        Path file = folder.resolve("canceled.mp4");
        WalkerVideo.apart(1, 60, 4).write(file);
        List<String> messages = new ArrayList<>();
        try (ObjectDetector detector = DetectorFile.open(folder.resolve("bright.onnx"), DetectorSettings.PERSONS)) {
            PersonFinder finder = new PersonFinder(detector, EVERY_FOURTH, TrackingSettings.DEFAULT, true,
                VideoLimits.DEFAULT, 1);
            assertThatThrownBy(() -> finder.find(file, (fraction, message) -> {
                messages.add(message);
                if (fraction > 0.2) {
                    throw new CancellationException("enough");
                }
            })).isInstanceOf(CancellationException.class);
        }
        assertThat(messages).isNotEmpty().hasSizeLessThan(60);
    }

    @Test
    void sizesAreThoseOfTheFile() throws IOException {
        try (ObjectDetector detector = DetectorFile.open(folder.resolve("bright.onnx"), DetectorSettings.PERSONS)) {
            assertThat(detector.card()).containsEntry("Input", "160 x 96 pixels, letterbox")
                .containsEntry("Form", "YOLOv5 (recognized)").containsEntry("Class", "person (0 of 1)");
        }
    }

    @Test
    void whatIsNoDetectorIsRefusedByName() throws IOException {
        Path text = Files.writeString(folder.resolve("text.onnx"), "text");
        assertThatThrownBy(() -> DetectorFile.open(text, DetectorSettings.PERSONS)).isInstanceOf(IOException.class)
            .hasMessageContaining("text.onnx");
    }

    @Test
    void videosAreFoundWhereTheyWereDrawn() throws IOException {
        // scaled to the detector's 160 pixels, with gray above and below
        Path file = folder.resolve("large.mp4");
        VideoFile.write(file, 320, 160, 5, 25, (canvas, frame) -> {
            canvas.setColor(java.awt.Color.BLACK);
            canvas.fillRect(0, 0, 320, 160);
            canvas.setColor(java.awt.Color.GREEN);
            canvas.fillRect(80, 40, 24, 32);
        });
        assertThat(find(file, "bright.onnx", EVERY_FOURTH, false).boxes()).isNotEmpty().allSatisfy(box -> assertThat(
            overlap(box.box(), new RelativeBox(80 / 320.0, 40 / 160.0, 104 / 320.0, 72 / 160.0))).isGreaterThan(0.8));
    }
}
