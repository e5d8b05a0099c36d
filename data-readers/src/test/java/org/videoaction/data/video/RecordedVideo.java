package org.videoaction.data.video;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.Java2DFrameConverter;

/** A kind of small video that FFmpeg's own encoders write: a container and a codec. */
enum RecordedVideo {
    MP4_H264("mp4", "mp4", avcodec.AV_CODEC_ID_H264, avutil.AV_PIX_FMT_YUV420P),
    MKV_H264("mkv", "matroska", avcodec.AV_CODEC_ID_H264, avutil.AV_PIX_FMT_YUV420P),
    TS_H264("ts", "mpegts", avcodec.AV_CODEC_ID_H264, avutil.AV_PIX_FMT_YUV420P),
    FLV_H264("flv", "flv", avcodec.AV_CODEC_ID_H264, avutil.AV_PIX_FMT_YUV420P),
    AVI_MPEG4("avi", "avi", avcodec.AV_CODEC_ID_MPEG4, avutil.AV_PIX_FMT_YUV420P),
    MP4_MPEG4("mp4", "mp4", avcodec.AV_CODEC_ID_MPEG4, avutil.AV_PIX_FMT_YUV420P),
    MPG_MPEG2("mpg", "mpeg", avcodec.AV_CODEC_ID_MPEG2VIDEO, avutil.AV_PIX_FMT_YUV420P),
    AVI_MJPEG("avi", "avi", avcodec.AV_CODEC_ID_MJPEG, avutil.AV_PIX_FMT_YUVJ420P),
    WMV("wmv", "asf", avcodec.AV_CODEC_ID_WMV2, avutil.AV_PIX_FMT_YUV420P),
    FLV("flv", "flv", avcodec.AV_CODEC_ID_FLV1, avutil.AV_PIX_FMT_YUV420P),
    GIF("gif", "gif", avcodec.AV_CODEC_ID_GIF, avutil.AV_PIX_FMT_RGB8),
    MKV_FFV1("mkv", "matroska", avcodec.AV_CODEC_ID_FFV1, avutil.AV_PIX_FMT_YUV420P);

    static {
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    }

    static final int SIDE = 64;
    static final int FRAMES = 12;

    private final String ending;
    private final String container;
    private final int codec;
    private final int pixelFormat;

    RecordedVideo(String ending, String container, int codec, int pixelFormat) {
        this.ending = ending;
        this.container = container;
        this.codec = codec;
        this.pixelFormat = pixelFormat;
    }

    /** Writes a square that moves over a gradient. */
    Path write(Path folder) throws IOException {
        Path file = folder.resolve(name() + "." + ending);
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), SIDE, SIDE);
            Java2DFrameConverter converter = new Java2DFrameConverter()) {
            recorder.setFormat(container);
            recorder.setVideoCodec(codec);
            recorder.setPixelFormat(pixelFormat);
            recorder.setFrameRate(25);
            recorder.setGopSize(6);
            recorder.start();
            for (int i = 0; i < FRAMES; i++) {
                Frame frame = converter.convert(picture(i));
                recorder.record(frame, avutil.AV_PIX_FMT_BGR24);
            }
            recorder.stop();
        }
        return file;
    }

    private static BufferedImage picture(int number) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D canvas = image.createGraphics();
        for (int x = 0; x < SIDE; x++) {
            canvas.setColor(new Color(2 * x, 255 - 3 * x, 100));
            canvas.drawLine(x, 0, x, SIDE);
        }
        canvas.setColor(Color.ORANGE);
        canvas.fillRect(4 * number, 2 * number, 16, 16);
        canvas.dispose();
        return image;
    }
}
