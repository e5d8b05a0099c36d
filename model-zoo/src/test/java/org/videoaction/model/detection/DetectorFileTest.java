package org.videoaction.model.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.model.format.LittleEndian;
import org.videoaction.model.format.ProtobufMessage;

class DetectorFileTest {

    @TempDir
    private Path folder;

    /** As RT-DETR's own export: a box in the pixels that it is told, with its score and label, of any picture. */
    private static ProtobufMessage withSizes() {
        ProtobufMessage graph = new ProtobufMessage();
        BrightShapes.tensor(graph, "shares", new float[] {0.25f, 0.5f, 0.5f, 0.75f}, 1, 1, 4);
        BrightShapes.tensor(graph, "score", new float[] {0.75f}, 1, 1);
        graph.message(5, new ProtobufMessage().integer(1, 1).integer(1, 1).integer(2, 7).text(8, "label")
            .data(9, LittleEndian.int64(0)));
        BrightShapes.integers(graph, "second", 1);
        BrightShapes.node(graph, "Cast", "sides", List.of("orig_target_sizes"), BrightShapes.integer("to", 1));
        BrightShapes.node(graph, "Concat", "edges", List.of("sides", "sides"), BrightShapes.integer("axis", 1));
        BrightShapes.node(graph, "Unsqueeze", "rows", List.of("edges", "second"));
        BrightShapes.node(graph, "Mul", "boxes", List.of("rows", "shares"));
        BrightShapes.node(graph, "Identity", "labels", List.of("label"));
        BrightShapes.node(graph, "Identity", "scores", List.of("score"));
        graph.text(2, "with sizes");
        graph.message(11, BrightShapes.type("images", -1, 3, -1, -1));
        graph.message(11, BrightShapes.typed("orig_target_sizes", 7, -1, 2));
        graph.message(12, BrightShapes.typed("labels", 7, 1, 1));
        graph.message(12, BrightShapes.type("boxes", 1, 1, 4));
        graph.message(12, BrightShapes.type("scores", 1, 1));
        return graph;
    }

    @Test
    void widthAndHeightAreGivenToNetworksThatAskForThem() throws IOException {
        Path file = Files.write(folder.resolve("sizes.onnx"), BrightShapes.file(withSizes()));
        try (ObjectDetector detector = DetectorFile.open(file, DetectorSettings.PERSONS)) {
            assertThat(detector.card()).containsEntry("Input", "640 x 640 pixels, stretched")
                .containsEntry("Class", "person (0 of 80)");
            FrameSize frame = new FrameSize(320, 240);
            assertThat(detector.scaled(frame)).isEqualTo(new FrameSize(640, 640));
            assertThat(detector.detect(frame, ByteBuffer.allocate(3 * 640 * 640))).singleElement().satisfies(found -> {
                assertThat(found.score()).isEqualTo(0.75);
                assertThat(found.box().x1()).isEqualTo(0.25);
                assertThat(found.box().y2()).isEqualTo(0.75);
            });
        }
    }

    @Test
    void aNetworkThatTakesNoPictureIsRefusedWithWhatItTakes() throws IOException {
        ProtobufMessage graph = new ProtobufMessage();
        BrightShapes.node(graph, "Identity", "output", List.of("clip"));
        graph.text(2, "clips").message(11, BrightShapes.type("clip", 1, 3, 16, 32, 32))
            .message(12, BrightShapes.type("output", 1, 3, 16, 32, 32));
        Path file = Files.write(folder.resolve("clips.onnx"), BrightShapes.file(graph));
        assertThatThrownBy(() -> DetectorFile.open(file, DetectorSettings.PERSONS)).isInstanceOf(IOException.class)
            .hasMessageContaining("clips.onnx").hasMessageContaining("3 x 16 x 32 x 32")
            .hasMessageContaining("a picture of N x 3 x H x W");
    }
}
