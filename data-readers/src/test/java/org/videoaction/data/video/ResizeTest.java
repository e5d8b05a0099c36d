package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntBinaryOperator;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.videoaction.data.sampling.FrameSize;

class ResizeTest {

    private static final Path NO_FILE = Path.of("made in memory");

    /**
     * cv2.resize(image, (7, 5), interpolation=cv2.INTER_LINEAR) of the 16 x 12 image whose pixel in column x of row y
     * is (x * 37 + y * 91 + x * y * 5) % 256; torch's interpolate gives the same but for single levels.
     */
    private static final int[][] OPENCV = {
        {90, 182, 96, 111, 204, 117, 133}, {60, 156, 44, 151, 77, 122, 160}, {76, 177, 169, 152, 135, 127, 101},
        {108, 175, 114, 153, 187, 130, 51}, {177, 172, 102, 154, 191, 137, 132}};

    @Test
    void theReferenceResizeGivesOpenCvsNumbers() throws IOException {
        byte[][] scaled = scaled(Resize.REFERENCE, 16, 12, (x, y) -> (x * 37 + y * 91 + x * y * 5) % 256,
            new FrameSize(7, 5));

        for (int y = 0; y < OPENCV.length; y++) {
            for (int x = 0; x < OPENCV[y].length; x++) {
                assertThat(Math.abs((scaled[y][x] & 0xff) - OPENCV[y][x])).as("column %d, row %d", x, y)
                    .isLessThanOrEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"33, 21, 8, 8", "10, 8, 25, 19", "64, 48, 64, 48", "5, 1, 9, 3", "1, 1, 4, 4"})
    void theReferenceResizeIsTheWeightedMeanOfFourPixels(int width, int height, int newWidth, int newHeight)
        throws IOException {
        IntBinaryOperator image = (x, y) -> (x * x * 7 + y * 31) % 256;

        byte[][] scaled = scaled(Resize.REFERENCE, width, height, image, new FrameSize(newWidth, newHeight));

        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                double expected = bilinear(image, width, height, (x + 0.5) * width / newWidth - 0.5,
                    (y + 0.5) * height / newHeight - 0.5);
                assertThat(Math.abs((scaled[y][x] & 0xff) - expected)).as("column %d, row %d", x, y)
                    .isLessThan(0.51);
            }
        }
    }

    private static double bilinear(IntBinaryOperator image, int width, int height, double x, double y) {
        double inX = Math.max(0, Math.min(width - 1, x));
        double inY = Math.max(0, Math.min(height - 1, y));
        int left = (int) inX;
        int top = (int) inY;
        int right = Math.min(left + 1, width - 1);
        int bottom = Math.min(top + 1, height - 1);
        double across = inX - left;
        double down = inY - top;
        return (1 - down) * ((1 - across) * image.applyAsInt(left, top) + across * image.applyAsInt(right, top))
            + down * ((1 - across) * image.applyAsInt(left, bottom) + across * image.applyAsInt(right, bottom));
    }

    @Test
    void theFastResizeAveragesWhatBecomesOnePixel() throws IOException {
        byte[][] stripes = scaled(Resize.FAST, 64, 64, (x, y) -> x % 2 == 0 ? 0 : 200, new FrameSize(16, 16));

        assertThat(stripes[8][8] & 0xff).isBetween(98, 102);
    }

    /** Which FFmpeg leaves black where rows have too little room. */
    @ParameterizedTest
    @EnumSource
    void noWidthHasABlackEdge(Resize resize) throws IOException {
        for (int width = 1; width <= 80; width++) {
            byte[][] same = scaled(resize, width, 3, (x, y) -> 200, new FrameSize(width, 3));
            byte[][] wider = scaled(resize, width, 3, (x, y) -> 200, new FrameSize(width + 5, 4));

            assertThat(same[2][width - 1] & 0xff).as("width %d", width).isEqualTo(200);
            assertThat(wider[3][width + 4] & 0xff).as("width %d", width).isBetween(199, 201);
        }
    }

    @Test
    void aScalerFollowsAFrameOfAnotherFormatAndSize() throws IOException {
        try (FrameScaler scaler = Resize.FAST.scaler(NO_FILE, new FrameSize(4, 4))) {
            AVFrame gray = frame(AV_PIX_FMT_GRAY8, 8, 8, 1, (x, y) -> 255);
            AVFrame colour = frame(AV_PIX_FMT_RGB24, 6, 10, 3, (x, y) -> 90);
            assertThat(scaler.scale(gray).pixel(0, 3, 3)).isEqualTo(255);
            assertThat(scaler.scale(colour).pixel(0, 3, 3)).isEqualTo(90);
            av_frame_free(gray);
            av_frame_free(colour);
        }
    }

    /** The red plane of a scaled gray picture, row by row. */
    private static byte[][] scaled(Resize resize, int width, int height, IntBinaryOperator image, FrameSize size)
        throws IOException {
        AVFrame frame = frame(AV_PIX_FMT_RGB24, width, height, 3, image);
        try (FrameScaler scaler = resize.scaler(NO_FILE, size)) {
            PlanarFrame scaled = scaler.scale(frame);
            byte[][] rows = new byte[size.height()][size.width()];
            for (int y = 0; y < rows.length; y++) {
                scaled.row(0, y, rows[y]);
            }
            return rows;
        } finally {
            av_frame_free(frame);
        }
    }

    private static AVFrame frame(int format, int width, int height, int bytes, IntBinaryOperator image) {
        AVFrame frame = av_frame_alloc();
        frame.format(format);
        frame.width(width);
        frame.height(height);
        av_frame_get_buffer(frame, 0);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width * bytes; x++) {
                frame.data(0).put((long) y * frame.linesize(0) + x, (byte) image.applyAsInt(x / bytes, y));
            }
        }
        return frame;
    }
}
