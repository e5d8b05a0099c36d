package org.videoaction.data.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_get;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.videoaction.data.sampling.FrameSize;

/**
 * Decodes the best video stream of one file from its first frame on. Frames are counted in the order in which they are
 * shown; that count, and not what the container claims, is what a frame's index means.
 *
 * <p>Corrupt packets are passed over and counted. Not for use by several threads.
 */
final class VideoDecoder implements AutoCloseable {

    static {
        av_log_set_level(AV_LOG_QUIET);
    }

    private final Path file;
    private final VideoLimits limits;
    private final long deadline;
    private AVFormatContext format;
    private AVCodecContext codec;
    private AVPacket packet;
    private AVFrame frame;
    private int stream;
    private int decoded;
    private int errors;
    private boolean drained;

    VideoDecoder(Path file, VideoLimits limits) throws VideoException {
        this.file = file;
        this.limits = limits;
        this.deadline = System.nanoTime() + limits.maxTime().toNanos();
        try {
            openContainer();
            openCodec();
            packet = av_packet_alloc();
            frame = av_frame_alloc();
        } catch (VideoException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void openContainer() throws VideoException {
        if (!Files.isRegularFile(file)) {
            throw new VideoException(file, Files.exists(file) ? "is not a file" : "does not exist");
        }
        if (!Files.isReadable(file)) {
            throw new VideoException(file, "may not be read");
        }
        AVFormatContext opening = avformat_alloc_context();
        // FFmpeg frees the context itself where it cannot open the file
        try (BytePointer name = new BytePointer(file.toAbsolutePath().toString(), StandardCharsets.UTF_8)) {
            check(avformat_open_input(opening, name, (AVInputFormat) null, (AVDictionary) null),
                "cannot be opened as a video");
        }
        format = opening;
        check(avformat_find_stream_info(format, (AVDictionary) null), "has no readable streams");
        stream = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
        if (stream < 0 || (stream().disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0) {
            throw new VideoException(file, "has no video stream");
        }
        long pixels = (long) stream().codecpar().width() * stream().codecpar().height();
        if (pixels > limits.maxPixels()) {
            throw new VideoException(file, "has frames of " + stream().codecpar().width() + " x "
                + stream().codecpar().height() + " pixels, more than the limit of " + limits.maxPixels());
        }
    }

    private void openCodec() throws VideoException {
        AVCodec decoder = avcodec_find_decoder(stream().codecpar().codec_id());
        if (decoder == null) {
            throw new VideoException(file, "uses the codec " + codecName() + ", for which there is no decoder");
        }
        codec = avcodec_alloc_context3(decoder);
        check(avcodec_parameters_to_context(codec, stream().codecpar()), "has broken codec parameters");
        codec.thread_count(1);
        codec.max_pixels(limits.maxPixels());
        check(avcodec_open2(codec, decoder, (AVDictionary) null), "cannot be decoded");
    }

    /** Reads every packet of the stream without decoding; afterwards this decoder is at the end of the file. */
    VideoInfo scan() throws VideoException {
        int frames = 0;
        while (av_read_frame(format, packet) >= 0) {
            if (packet.stream_index() == stream && (packet.flags() & AV_PKT_FLAG_DISCARD) == 0) {
                frames++;
            }
            av_packet_unref(packet);
            checkTime();
        }
        drained = true;
        AVStream video = stream();
        double fps = video.avg_frame_rate().den() == 0 ? 0 : av_q2d(video.avg_frame_rate());
        return new VideoInfo(video.codecpar().width(), video.codecpar().height(), rotation(), frames, fps,
            codecName());
    }

    /** The degrees, counter-clockwise, by which a decoded frame is turned to stand upright: 0, 90, 180 or 270. */
    int rotation() {
        AVPacketSideData matrix = av_packet_side_data_get(stream().codecpar().coded_side_data(),
            stream().codecpar().nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
        if (matrix == null || matrix.isNull() || matrix.size() < 9 * Integer.BYTES) {
            return 0;
        }
        double degrees = av_display_rotation_get(new IntPointer(matrix.data()));
        return Double.isNaN(degrees) ? 0 : Math.floorMod(Math.round(degrees / 90) * 90, 360);
    }

    /** The size of an upright frame. */
    FrameSize size() {
        FrameSize coded = new FrameSize(codec.width(), codec.height());
        return rotation() % 180 == 0 ? coded : coded.turned();
    }

    /** The next frame in showing order, valid until the next call, or null at the end. */
    AVFrame next() throws VideoException {
        while (true) {
            int result = avcodec_receive_frame(codec, frame);
            if (result >= 0) {
                decoded++;
                return frame;
            }
            if (result == AVERROR_EOF) {
                return null;
            }
            if (result != AVERROR_EAGAIN()) {
                countError();
            } else {
                sendPacket();
            }
            checkTime();
        }
    }

    private void sendPacket() throws VideoException {
        if (drained) {
            throw new VideoException(file, "ends in a state that its decoder does not leave");
        }
        while (av_read_frame(format, packet) >= 0) {
            boolean ours = packet.stream_index() == stream;
            int result = ours ? avcodec_send_packet(codec, packet) : 0;
            av_packet_unref(packet);
            if (result < 0) {
                countError();
            } else if (ours) {
                return;
            }
            checkTime();
        }
        drained = true;
        avcodec_send_packet(codec, null);
    }

    /** Frames given so far. */
    int decoded() {
        return decoded;
    }

    /** Corrupt packets passed over so far. */
    int errors() {
        return errors;
    }

    private void countError() throws VideoException {
        if (++errors > limits.maxErrors()) {
            throw new VideoException(file, "has more than " + limits.maxErrors() + " corrupt packets");
        }
    }

    private void checkTime() throws VideoException {
        if (System.nanoTime() > deadline) {
            throw new VideoException(file, "took more than " + limits.maxTime().toSeconds() + " seconds");
        }
    }

    private AVStream stream() {
        return format.streams(stream);
    }

    private String codecName() {
        return avcodec_get_name(stream().codecpar().codec_id()).getString();
    }

    private void check(int result, String problem) throws VideoException {
        if (result < 0) {
            throw new VideoException(file, problem + " (" + errorText(result) + ")");
        }
    }

    /** JavaCPP's own string conversion does not stop at the terminating zero. */
    private static String errorText(int error) {
        byte[] text = new byte[256];
        try (BytePointer pointer = new BytePointer(text.length)) {
            av_strerror(error, pointer, text.length);
            pointer.get(text);
        }
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (frame != null) {
            av_frame_free(frame);
            frame = null;
        }
        if (packet != null) {
            av_packet_free(packet);
            packet = null;
        }
        if (codec != null) {
            avcodec_free_context(codec);
            codec = null;
        }
        if (format != null) {
            avformat_close_input(format);
            format = null;
        }
    }
}
