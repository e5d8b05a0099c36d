package org.videoaction.model.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.videoaction.data.sampling.FrameSize;

class ObjectDetectorTest {

    /** A network that gives two boxes of persons, one over the other, and of a bicycle, and keeps what it saw. */
    private static final class Fixed implements DetectorNetwork {

        private final List<NetworkOutput> outputs;
        private float[] seen;
        private boolean closed;

        Fixed(NetworkOutput... outputs) {
            this.outputs = List.of(outputs);
        }

        @Override
        public Optional<FrameSize> size() {
            return Optional.of(new FrameSize(64, 64));
        }

        @Override
        public List<NetworkOutput> run(float[] picture, FrameSize size) {
            seen = picture.clone();
            return outputs;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static NetworkOutput rows(float... values) {
        return new NetworkOutput("", new int[] {1, values.length / 6, 6}, false, values);
    }

    private static DetectorSettings settings(FrameFit fit, PixelValues pixels, String kept) {
        return new DetectorSettings(Optional.empty(), Optional.ofNullable(fit), Optional.ofNullable(pixels),
            DetectorSettings.USUAL_SIZE, kept, 0.5,
            0.65);
    }

    private static ByteBuffer filled(ObjectDetector detector, FrameSize frame, int red, int green, int blue) {
        FrameSize scaled = detector.scaled(frame);
        int plane = scaled.width() * scaled.height();
        ByteBuffer pixels = ByteBuffer.allocate(3 * plane);
        for (int i = 0; i < plane; i++) {
            pixels.put(i, (byte) red).put(plane + i, (byte) green).put(2 * plane + i, (byte) blue);
        }
        return pixels;
    }

    @Test
    void boxesAreFoundInSharesOfTheFrame() {
        Fixed network = new Fixed(rows(16, 24, 32, 40, 0.9f, 0, 8, 8, 16, 60, 0.9f, 1));
        try (ObjectDetector detector = new ObjectDetector(network, settings(FrameFit.LETTERBOX, null, "person"))) {
            FrameSize frame = new FrameSize(640, 320);
            List<Detection> found = detector.detect(frame, filled(detector, frame, 255, 0, 0));
            // 64 x 32 pixels of the input, below 16 gray rows
            assertThat(found).singleElement().satisfies(person -> {
                assertThat(person.score()).isEqualTo(0.9, within(1e-6));
                assertThat(person.box().x1()).isEqualTo(0.25);
                assertThat(person.box().y1()).isEqualTo(0.25);
                assertThat(person.box().x2()).isEqualTo(0.5);
                assertThat(person.box().y2()).isEqualTo(0.75);
            });
            assertThat(network.seen[0]).isEqualTo(114 / 255f);
            assertThat(network.seen[16 * 64]).isEqualTo(1);
            assertThat(network.seen[64 * 64 + 16 * 64]).isZero();
            assertThat(network.seen[48 * 64]).isEqualTo(114 / 255f);
        }
        assertThat(network.closed).isTrue();
    }

    @Test
    void anyOtherClassIsFoundByNameOrNumber() {
        for (String name : List.of("bicycle", "1")) {
            Fixed network = new Fixed(rows(16, 24, 32, 40, 0.9f, 0, 8, 8, 16, 60, 0.9f, 1));
            try (ObjectDetector detector = new ObjectDetector(network, settings(FrameFit.STRETCH, null, name))) {
                FrameSize frame = new FrameSize(640, 320);
                assertThat(detector.detect(frame, filled(detector, frame, 0, 0, 0))).singleElement()
                    .satisfies(found -> assertThat(found.box().y2()).isEqualTo(60 / 64.0));
            }
        }
    }

    @Test
    void whatIsOutsideTheFrameIsCutAndWhatHasNoAreaIsNothing() {
        Fixed network = new Fixed(rows(-16, 20, 32, 90, 0.9f, 0, 10, 0, 20, 10, 0.9f, 0, Float.NaN, 20, 30, 40, 0.9f, 0));
        try (ObjectDetector detector = new ObjectDetector(network, settings(FrameFit.LETTERBOX, null, "person"))) {
            FrameSize frame = new FrameSize(640, 320);
            assertThat(detector.detect(frame, filled(detector, frame, 0, 0, 0))).singleElement().satisfies(found -> {
                assertThat(found.box().x1()).isZero();
                assertThat(found.box().y2()).isEqualTo(1);
            });
        }
    }

    @Test
    void pixelsComeAsTheNetworkWantsThem() {
        for (PixelValues values : PixelValues.values()) {
            Fixed network = new Fixed(rows(0, 0, 1, 1, 0, 0));
            try (ObjectDetector detector = new ObjectDetector(network, settings(FrameFit.STRETCH, values, "person"))) {
                FrameSize frame = new FrameSize(64, 64);
                detector.detect(frame, filled(detector, frame, 255, 51, 0));
            }
            float[] first = {network.seen[0], network.seen[64 * 64], network.seen[2 * 64 * 64]};
            float[] expected = switch (values) {
                case RGB_SHARES -> new float[] {1, 0.2f, 0};
                case RGB_BYTES -> new float[] {255, 51, 0};
                case BGR_BYTES -> new float[] {0, 51, 255};
                case IMAGENET -> new float[] {(1 - 0.485f) / 0.229f, (0.2f - 0.456f) / 0.224f, -0.406f / 0.225f};
            };
            assertThat(first).containsExactly(expected, within(1e-5f));
        }
    }

    @Test
    void oneObjectOfSeveralCellsIsFoundOnce() {
        float[] grid = new float[84 * 6];
        // 8 x 8 + 4 x 4 + 2 x 2 cells; two boxes that overlap by 9 / 11, and one beside them
        float[][] boxes = {{20, 20, 10, 10, 0.9f, 0.9f}, {21, 20, 10, 10, 0.9f, 1}, {50, 50, 10, 10, 0.9f, 0.9f}};
        for (int i = 0; i < boxes.length; i++) {
            System.arraycopy(boxes[i], 0, grid, i * 6, 6);
        }
        Fixed network = new Fixed(new NetworkOutput("", new int[] {1, 84, 6}, false, grid));
        DetectorSettings decoded = new DetectorSettings(Optional.of(OutputForm.YOLOX_DECODED), Optional.empty(),
            Optional.empty(), DetectorSettings.USUAL_SIZE, "person", 0.5, 0.65);
        try (ObjectDetector detector = new ObjectDetector(network, decoded)) {
            FrameSize frame = new FrameSize(64, 64);
            List<Detection> found = detector.detect(frame, filled(detector, frame, 0, 0, 0));
            assertThat(found).extracting(detection -> detection.box().x1() * 64).containsExactly(16.0, 45.0);
        }
    }

    @Test
    void whatIsNoneOfTheFormsIsSaid() {
        Fixed network = new Fixed(new NetworkOutput("probabilities", new int[] {1, 400}, false, new float[400]));
        assertThatThrownBy(() -> new ObjectDetector(network, DetectorSettings.PERSONS))
            .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("probabilities 1 x 400")
            .hasMessageContaining("64 x 64 pixels").hasMessageContaining("RT-DETR");
        assertThat(network.closed).isTrue();
    }

    @Test
    void aFormThatIsNotThereIsSaid() {
        DetectorSettings yolo = new DetectorSettings(Optional.of(OutputForm.YOLOV8), Optional.empty(), Optional.empty(),
            DetectorSettings.USUAL_SIZE,
            "person", 0.5, 0.65);
        assertThatThrownBy(() -> new ObjectDetector(new Fixed(rows(0, 0, 1, 1, 0, 0)), yolo))
            .hasMessageContaining("1 x 1 x 6").hasMessageContaining("It looks like rows of box, score and label");
    }

    @Test
    void aClassThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> new ObjectDetector(new Fixed(rows(0, 0, 1, 1, 0, 0)), settings(null, null, "unicorn")))
            .hasMessageContaining("no class \"unicorn\"").hasMessageContaining("person, bicycle");
        assertThatThrownBy(() -> new ObjectDetector(new Fixed(rows(0, 0, 1, 1, 0, 0)), settings(null, null, "80")))
            .hasMessageContaining("tells 80 classes apart");
    }

    @Test
    void theCardSaysWhatTheNetworkIsTakenFor() {
        try (ObjectDetector detector = new ObjectDetector(new Fixed(rows(0, 0, 1, 1, 0, 0)), DetectorSettings.PERSONS)) {
            assertThat(detector.card()).containsEntry("Output", "1 x 1 x 6")
                .containsEntry("Form", "rows of box, score and label (recognized)")
                .containsEntry("Input", "64 x 64 pixels, letterbox").containsEntry("Class", "person (0 of 80)");
        }
    }
}
