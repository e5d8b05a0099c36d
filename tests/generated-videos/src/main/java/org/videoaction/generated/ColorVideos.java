package org.videoaction.generated;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Videos of one pure color each, {@code red.mp4}, {@code green.mp4} and {@code blue.mp4}, with their list {@code colors.txt},
 * and a network of another program that gives the mean of each color, so that its scores are known by arithmetic.
 */
public final class ColorVideos {

    /** Of the network's clips. */
    public static final int FRAMES = 4;
    public static final int SIDE = 32;
    /** In the order of the network's scores. */
    public static final List<String> NAMES = List.of("red", "green", "blue");
    private static final List<Color> COLORS = List.of(Color.RED, Color.GREEN, Color.BLUE);
    private static final double FPS = 25;

    private ColorVideos() {
    }

    /**
     * Writes videos of 48 x 48 pixels, and their list of lines {@code path label}.
     *
     * @param frames of each
     */
    public static void write(Path folder, int frames) throws IOException {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < NAMES.size(); i++) {
            Color color = COLORS.get(i);
            String name = NAMES.get(i) + ".mp4";
            VideoFile.write(folder.resolve(name), 48, 48, frames, FPS, (canvas, frame) -> {
                canvas.setColor(color);
                canvas.fillRect(0, 0, 48, 48);
            });
            list.append(name).append(' ').append(i).append('\n');
        }
        Files.writeString(folder.resolve("colors.txt"), list);
        Files.write(folder.resolve("names.txt"), NAMES);
    }

    /**
     * Writes the network: the means of a clip's channels. The ONNX file says that it takes N x 3 x 4 x 32 x 32, TorchScript says
     * nothing.
     *
     * @param file one that ends in .onnx or .pt, which says what is written
     */
    public static void writeNetwork(Path file) throws IOException {
        String name = file.toString().endsWith(".onnx") ? "mean-colors.onnx" : "mean-colors.pt";
        try (InputStream in = ColorVideos.class.getResourceAsStream(name)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What softmax makes of the scores of a video of a color, for values from 0 to 1: of that color, of each other one. */
    public static double probability(boolean own) {
        return (own ? Math.E : 1) / (Math.E + 2);
    }
}
