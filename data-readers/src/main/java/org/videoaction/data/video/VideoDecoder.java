package org.videoaction.data.video;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_DEFAULT;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_NONREF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_PROGRESSIVE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_UNKNOWN;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.LongPredicate;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Decodes packets to frames, which come in the order in which they are shown. Corrupt packets are passed over and
 * counted. One thread a video: several videos at once use a machine better than several threads a video.
 */
final class VideoDecoder implements AutoCloseable {

    /** Codecs whose packets each show one frame; in others, some show nothing. */
    private static final Set<Integer> FRAME_A_PACKET = Set.of(AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_CODEC_ID_VP9,
        AV_CODEC_ID_AV1);

    /** In HEVC, what its decoder takes for a frame without use to others may serve a higher temporal layer. */
    private static final Set<Integer> SKIPPABLE = Set.of(AV_CODEC_ID_H264, AV_CODEC_ID_VP9);

    private final Path file;
    private final VideoLimits limits;
    private final PacketSource source;
    private final LongPredicate wanted;
    private AVCodecContext codec;
    private AVFrame frame;
    private int packetsLeft;
    private int decoded;
    private int errors;
    private boolean drained;

    /** Decodes every frame from where the source is. */
    VideoDecoder(Path file, PacketSource source, VideoLimits limits) throws VideoException {
        this(file, source, limits, time -> true, Integer.MAX_VALUE);
    }

    /**
     * @param wanted whether the frame shown at a time has to be decoded; others are left out where no frame is
     *     predicted from them
     * @param wantedPackets how many frames are wanted; no packet after that of the last one is decoded
     */
    VideoDecoder(Path file, PacketSource source, VideoLimits limits, LongPredicate wanted, int wantedPackets)
        throws VideoException {
        this.file = file;
        this.limits = limits;
        this.source = source;
        this.wanted = wanted;
        this.packetsLeft = wantedPackets;
        try {
            open();
            frame = av_frame_alloc();
        } catch (VideoException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void open() throws VideoException {
        AVCodecParameters parameters = source.parameters();
        AVCodec decoder = avcodec_find_decoder(parameters.codec_id());
        if (decoder == null) {
            throw new VideoException(file, "uses the codec " + avcodec_get_name(parameters.codec_id()).getString()
                + ", for which there is no decoder");
        }
        codec = avcodec_alloc_context3(decoder);
        check(avcodec_parameters_to_context(codec, parameters));
        codec.thread_count(1);
        codec.max_pixels(limits.maxPixels());
        codec.skip_loop_filter(limits.decoding().unsmoothed());
        check(avcodec_open2(codec, decoder, (AVDictionary) null));
    }

    private void check(int result) throws VideoException {
        if (result < 0) {
            throw new VideoException(file, "cannot be decoded (" + FfmpegError.text(result) + ")");
        }
    }

    /** Whether the times of a stream's packets tell which frame each becomes, so that not all need be decoded. */
    static boolean framesKnown(PacketSource source, PacketIndex index) {
        AVCodecParameters parameters = source.parameters();
        int fields = parameters.field_order();
        return source.isFolder() || FRAME_A_PACKET.contains(parameters.codec_id()) && index.timed()
            && (fields == AV_FIELD_UNKNOWN || fields == AV_FIELD_PROGRESSIVE);
    }

    /** The next frame, valid until the next call, or null at the end. */
    AVFrame next() throws VideoException {
        while (true) {
            int result = avcodec_receive_frame(codec, frame);
            if (result >= 0) {
                decoded++;
                if (frame.decode_error_flags() != 0) {
                    countError();
                }
                checkSize();
                return frame;
            }
            if (result == AVERROR_EOF) {
                return null;
            }
            if (result != AVERROR_EAGAIN()) {
                countError();
            } else if (drained) {
                throw new VideoException(file, "ends in a state that its decoder does not leave");
            } else {
                send(packetsLeft > 0 ? source.next() : null);
            }
        }
    }

    private void checkSize() {
        AVCodecParameters first = source.parameters();
        if (source.isFolder() && (frame.width() != first.width() || frame.height() != first.height())) {
            source.odd("has " + frame.width() + " x " + frame.height() + " pixels, the first frame " + first.width() + " x "
                + first.height());
        }
    }

    /** Decodes to the end. */
    void decodeAll() throws VideoException {
        AVFrame next = next();
        while (next != null) {
            next = next();
        }
    }

    private void send(AVPacket packet) throws VideoException {
        if (packet == null) {
            drained = true;
            avcodec_send_packet(codec, null);
            return;
        }
        boolean needed = wanted.test(packet.pts());
        if (needed) {
            packetsLeft--;
        } else if (source.isFolder()) {
            return;
        }
        codec.skip_frame(needed || !SKIPPABLE.contains(codec.codec_id()) ? AVDISCARD_DEFAULT : AVDISCARD_NONREF);
        if (avcodec_send_packet(codec, packet) < 0) {
            countError();
        }
    }

    private void countError() throws VideoException {
        source.odd("is damaged");
        if (++errors > limits.maxErrors()) {
            throw new VideoException(file, "has more than " + limits.maxErrors() + " corrupt packets");
        }
    }

    /** @throws VideoException when no frame has been given */
    void requireFrames() throws VideoException {
        if (decoded == 0) {
            throw new VideoException(file, "has no frame that can be decoded");
        }
    }

    /** Frames given so far. */
    int decoded() {
        return decoded;
    }

    /** Corrupt packets and damaged frames so far. */
    int errors() {
        return errors;
    }

    @Override
    public void close() {
        if (frame != null) {
            av_frame_free(frame);
            frame = null;
        }
        if (codec != null) {
            avcodec_free_context(codec);
            codec = null;
        }
    }
}
