package org.videoaction.data.video;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.videoaction.data.sampling.FrameSize;

/** The ffmpeg program, where it is installed: an independent reader of the same files. */
final class FfmpegProgram {

    private FfmpegProgram() {
    }

    static boolean present() {
        try {
            Process process = new ProcessBuilder("ffmpeg", "-version").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How the program gives the pixels of a frame. */
    enum Layout {
        /** Interleaved, as most programs want it. */
        RGB24,
        /** Planes green, blue, red. */
        GBRP;

        /** Where a channel's value of a pixel lies in a frame of so many pixels. */
        int index(int channel, int pixel, int pixels) {
            return switch (this) {
                case RGB24 -> pixel * PlanarFrame.CHANNELS + channel;
                case GBRP -> (channel + 2) % PlanarFrame.CHANNELS * pixels + pixel;
            };
        }
    }

    /** All frames of a file's first video stream, not rotated, scaled. */
    static List<byte[]> frames(Path video, FrameSize size, Layout layout) throws IOException {
        Process process = new ProcessBuilder("ffmpeg", "-v", "quiet", "-nostdin", "-noautorotate", "-i",
            video.toString(), "-map", "0:v:0", "-vsync", "passthrough", "-vf",
            "scale=" + size.width() + ":" + size.height() + ":flags=bilinear,format="
                + layout.name().toLowerCase(Locale.ROOT),
            "-f", "rawvideo", "-")
            .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<byte[]> frames = new ArrayList<>();
        int bytes = PlanarFrame.CHANNELS * size.width() * size.height();
        try (InputStream output = process.getInputStream()) {
            byte[] frame = output.readNBytes(bytes);
            while (frame.length == bytes) {
                frames.add(frame);
                frame = output.readNBytes(bytes);
            }
        } finally {
            process.destroy();
        }
        return frames;
    }

    /** Encodes frames of moving test patterns with the given output options. */
    static void encode(Path video, int frames, String size, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i",
            "mandelbrot=size=" + size + ":rate=25:start_scale=0.3", "-frames:v", Integer.toString(frames)));
        command.addAll(List.of(options));
        command.add(video.toString());
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (process.waitFor() != 0) {
                throw new IOException("ffmpeg could not write " + video);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
