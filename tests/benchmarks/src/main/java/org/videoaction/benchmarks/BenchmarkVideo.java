package org.videoaction.benchmarks;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import org.videoaction.generated.VideoFile;

/** An H.264 video of 300 frames with camera movement, grain and the bit rate of a downloaded one. */
record BenchmarkVideo(String name, Path file, int width, int height) implements Workload {

    static final int FRAMES = 300;
    static final int SHORT_SIDE = 256;
    private static final int FPS = 25;

    /** The three sizes, written where they are not there yet. */
    static List<BenchmarkVideo> all(Path folder) throws IOException {
        return List.of(make(folder, "256p", 340, 256, 900), make(folder, "720p", 1280, 720, 3000),
            make(folder, "1080p", 1920, 1080, 5000));
    }

    private static BenchmarkVideo make(Path folder, String name, int width, int height, int kilobits)
        throws IOException {
        Path file = folder.resolve(name + ".mp4");
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            Path unfinished = folder.resolve(name + ".unfinished.mp4");
            write(unfinished, width, height, kilobits);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return new BenchmarkVideo(name, file, width, height);
    }

    /** With x264, which most videos were made with, where the ffmpeg program is there; else with our own recorder. */
    private static void write(Path file, int width, int height, int kilobits) throws IOException {
        ProgramRun encoded = ProgramRun.of(List.of("ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i",
            "mandelbrot=size=" + width + "x" + height + ":rate=" + FPS + ":start_scale=0.5", "-frames:v",
            Integer.toString(FRAMES), "-vf", "noise=alls=8:allf=t", "-c:v", "libx264", "-b:v", kilobits + "k",
            "-pix_fmt", "yuv420p", file.toString()));
        if (!encoded.succeeded()) {
            record(file, width, height);
        }
    }

    private static void record(Path file, int width, int height) throws IOException {
        BufferedImage world = noise(2 * width, 2 * height);
        VideoFile.write(file, width, height, FRAMES, FPS, (canvas, frame) -> pan(canvas, world, width, height, frame));
    }

    private static BufferedImage noise(int width, int height) {
        Random random = new Random(1);
        BufferedImage coarse = new BufferedImage(width / 8, height / 8, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < coarse.getHeight(); y++) {
            for (int x = 0; x < coarse.getWidth(); x++) {
                coarse.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        BufferedImage smooth = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D canvas = smooth.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        canvas.drawImage(coarse, 0, 0, width, height, null);
        canvas.dispose();
        return smooth;
    }

    private static void pan(Graphics2D canvas, BufferedImage world, int width, int height, int frame) {
        double way = (double) frame / FRAMES;
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        canvas.translate(-way * width, -way * height);
        canvas.rotate(way / 2, width, height);
        canvas.drawImage(world, 0, 0, null);
    }

    @Override
    public List<String> peerArguments() {
        return List.of(file.toString(), Integer.toString(scaledWidth()), Integer.toString(SHORT_SIDE));
    }

    /** The width when the short side is {@link #SHORT_SIDE}. */
    int scaledWidth() {
        return (int) Math.round((double) width * SHORT_SIDE / height);
    }
}
