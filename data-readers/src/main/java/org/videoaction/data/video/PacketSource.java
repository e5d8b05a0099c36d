package org.videoaction.data.video;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_sample_aspect_ratio;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_calloc;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_get;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_inv_q;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * The packets of a file's best video stream, or of a folder of frames, from its first one on or from a key packet. A
 * cover picture is no video. Not for use by several threads. All memory is FFmpeg's: JavaCPP refuses its own while the
 * process, networks and all, uses more than a few times the Java heap.
 */
final class PacketSource implements AutoCloseable {

    /** How FFmpeg's demuxers of single pictures end. */
    private static final String PICTURE = "_pipe";

    private static final String MP4 = "mov,mp4,m4a,3gp,3g2,mj2";

    /** Containers with an index of their own; in others, packets are lost on the way back to the start. */
    private static final Set<String> SEEKABLE = Set.of(MP4, "matroska,webm");

    /** How many times wider than high, or higher than wide, a pixel can be. */
    private static final double MOST_STRETCHED = 10;

    static {
        av_log_set_level(AV_LOG_QUIET);
    }

    private final Path file;
    private final FrameFolder folder;
    private final VideoLimits limits;
    private final Deadline deadline;
    private Input input;
    private AVFormatContext format;
    private AVPacket packet;
    private int stream;
    private boolean pending;
    /** The next picture of a folder. */
    private int picture;
    private String oddity;

    PacketSource(Path file, VideoLimits limits, Deadline deadline) throws VideoException {
        this(file, FolderFrames.ANY, limits, deadline);
    }

    PacketSource(Path file, FolderFrames frames, VideoLimits limits, Deadline deadline) throws VideoException {
        this.file = file;
        this.limits = limits;
        this.deadline = deadline;
        Path here = here();
        this.folder = Files.isDirectory(here) ? new FrameFolder(here, frames, limits, deadline) : null;
        packet = av_packet_alloc();
        try {
            open(here);
        } catch (VideoException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The file itself, or a copy of it, which takes none of the time for reading. */
    private Path here() throws VideoException {
        long asked = System.nanoTime();
        Path here = limits.copies().here(file);
        deadline.extend(System.nanoTime() - asked);
        return here;
    }

    private void open(Path here) throws VideoException {
        input = folder == null ? new Input(here, deadline) : firstPicture();
        format = input.format();
        for (int i = 0; i < format.nb_streams(); i++) {
            checkSize(format.streams(i));
        }
        findStreams();
        stream = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
        if (stream < 0 || (stream().disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0) {
            deadline.check();
            throw new VideoException(file, "has no video stream");
        }
        if (parameters().width() < 1 || parameters().height() < 1) {
            throw new VideoException(file, folder == null ? "has frames of unknown size"
                : "has " + folder.frames().get(0).getFileName() + ", which is not a picture");
        }
        checkSize(stream());
        for (int i = 0; i < format.nb_streams(); i++) {
            if (i != stream) {
                format.streams(i).discard(AVDISCARD_ALL);
            }
        }
    }

    /** Pictures alone can follow each other as packets. */
    private Input firstPicture() throws VideoException {
        Path first = folder.frames().get(0);
        Input opened;
        try {
            opened = Input.picture(first, deadline);
        } catch (VideoException e) {
            throw new VideoException(file, "has " + first.getFileName() + ", which " + e.reason());
        }
        if (!opened.format().iformat().name().getString().endsWith(PICTURE)) {
            opened.close();
            throw new VideoException(file, "has " + first.getFileName() + ", which is not a picture");
        }
        return opened;
    }

    /**
     * Lets FFmpeg find out what the container leaves open. For that it decodes the first frames, which takes as long as
     * some ten others; of H.264 in MP4, container and headers tell everything but the pixel format.
     */
    private void findStreams() throws VideoException {
        int streams = format.nb_streams();
        boolean mp4 = format.iformat().name().getString().equals(MP4);
        boolean described = false;
        PointerPointer<AVDictionary> options = new PointerPointer<>(av_calloc(Math.max(1, streams), Long.BYTES));
        for (int i = 0; i < streams; i++) {
            AVDictionary option = new AVDictionary(null);
            av_dict_set(option, "max_pixels", Long.toString(limits.maxPixels()), 0);
            // nobody sees these frames
            av_dict_set(option, "skip_loop_filter", "all", 0);
            if (mp4 && format.streams(i).codecpar().codec_id() == AV_CODEC_ID_H264) {
                av_dict_set(option, "skip_frame", "all", 0);
                described = true;
            }
            options.put(i, option);
        }
        int result = avformat_find_stream_info(format, options);
        for (int i = 0; i < streams; i++) {
            AVDictionary unused = options.get(AVDictionary.class, i);
            if (unused != null) {
                av_dict_free(unused);
            }
        }
        av_free(options);
        deadline.check();
        // without a pixel format FFmpeg says that it failed
        if (!described) {
            check(result, "has no readable streams");
        }
    }

    private void checkSize(AVStream candidate) throws VideoException {
        AVCodecParameters parameters = candidate.codecpar();
        if ((long) parameters.width() * parameters.height() > limits.maxPixels()) {
            throw new VideoException(file, "has frames of " + parameters.width() + " x " + parameters.height()
                + " pixels, more than the limit of " + limits.maxPixels());
        }
    }

    /** Reads all packets that are left, without decoding them. */
    PacketIndex index() throws VideoException {
        PacketIndex index = new PacketIndex();
        if (folder != null) {
            for (int i = 0; i < folder.frames().size(); i++) {
                index.add(i, 0, Integer.MAX_VALUE, true, false);
            }
            index.finish();
            return index;
        }
        for (AVPacket next = next(); next != null; next = next()) {
            index.add(next.pts(), next.duration(), next.size(), (next.flags() & AV_PKT_FLAG_KEY) != 0,
                (next.flags() & AV_PKT_FLAG_DISCARD) != 0);
        }
        index.finish();
        return index;
    }

    /** The next packet in decoding order, valid until the next call, or null at the end of what can be read. */
    AVPacket next() throws VideoException {
        if (pending) {
            pending = false;
            return packet;
        }
        if (folder != null) {
            return picture == folder.frames().size() ? null : read(picture++);
        }
        while (true) {
            av_packet_unref(packet);
            int result = av_read_frame(format, packet);
            deadline.check();
            if (result < 0) {
                return null;
            }
            if (packet.stream_index() == stream) {
                return packet;
            }
        }
    }

    private AVPacket read(int number) throws VideoException {
        deadline.check();
        Path frame = folder.frames().get(number);
        av_packet_unref(packet);
        try {
            byte[] bytes = Files.readAllBytes(frame);
            if (av_new_packet(packet, bytes.length) < 0) {
                throw new OutOfMemoryError("no memory for a picture of " + bytes.length + " bytes");
            }
            new BytePointer(packet.data()).put(bytes);
        } catch (IOException e) {
            throw new VideoException(file, "has " + frame.getFileName() + ", which cannot be read");
        }
        packet.pts(number);
        packet.dts(number);
        packet.flags(AV_PKT_FLAG_KEY);
        return packet;
    }

    /** Goes back to the first packet. */
    void rewind(PacketIndex index) throws VideoException {
        if (index.packets() == 0 || !seek(index, 0)) {
            input.close();
            pending = false;
            open(here());
        }
    }

    /**
     * Goes to a key packet where the container has an index to do so.
     *
     * @return false where that failed and {@link #rewind} has to follow
     */
    boolean seek(PacketIndex index, int entry) throws VideoException {
        if (folder != null) {
            picture = entry;
            return true;
        }
        if (!SEEKABLE.contains(format.iformat().name().getString()) || !index.timed()) {
            return false;
        }
        pending = false;
        if (av_seek_frame(format, stream, index.shownAt(entry), AVSEEK_FLAG_BACKWARD) < 0 || next() == null) {
            return false;
        }
        pending = true;
        return packet.pts() == index.shownAt(entry);
    }

    /** What the container says about the stream, with the given number of frames. */
    VideoInfo info(int frames) {
        AVCodecParameters parameters = parameters();
        // a folder of frames has no clock; FFmpeg assumes one
        double fps = isFolder() || stream().avg_frame_rate().den() == 0 ? 0 : av_q2d(stream().avg_frame_rate());
        return new VideoInfo(parameters.width(), parameters.height(), pixelRatio(), rotation(), frames, fps,
            avcodec_get_name(parameters.codec_id()).getString());
    }

    /** The same with the frames that the header says, its duration and rate where it does not count them, else 0. */
    VideoInfo header() {
        VideoInfo info = info(0);
        double frames = folder != null ? folder.frames().size()
            : stream().nb_frames() > 0 ? stream().nb_frames() : info.fps() * Math.max(0, format.duration()) / AV_TIME_BASE;
        return info((int) Math.min(Integer.MAX_VALUE, Math.round(frames)));
    }

    /**
     * The ticks a second of the stream's clock.
     *
     * @throws VideoException when it has none
     */
    double clockRate() throws VideoException {
        if (isFolder()) {
            throw new VideoException(file, "is a folder of frames, which does not say when they are shown");
        }
        return av_q2d(av_inv_q(stream().time_base()));
    }

    /** Whether each packet is a picture of a folder, which depends on no other. */
    boolean isFolder() {
        return folder != null;
    }

    /** Something is wrong with what the last packet holds; of a folder, the first such picture is named. */
    void odd(String what) {
        if (folder != null && oddity == null && picture > 0) {
            oddity = folder.frames().get(picture - 1).getFileName() + " " + what;
        }
    }

    /** As {@link VideoReport#problem}; of a folder, which pictures are meant. */
    String problem(int errors, long frames, PacketIndex index) {
        String problem = VideoReport.problem(errors, frames, promised(index));
        if (folder == null) {
            return problem;
        }
        String named = Stream.of(problem, folder.missing(), oddity).filter(Objects::nonNull)
            .collect(Collectors.joining(": "));
        return named.isEmpty() ? null : named;
    }

    /** What is left out of a folder of frames although nothing is wrong with it, or null. */
    String passedOver() {
        return folder == null ? null : folder.passedOver();
    }

    /**
     * When the frames of a file are shown, by their packets, or where those have no times by the rate; null where the file
     * says neither.
     */
    FrameTimes times(PacketIndex index) throws VideoException {
        double fps = info(index.frames()).fps();
        FrameTimes steady = fps > 0 ? FrameTimes.steady(index.frames(), fps) : null;
        if (folder != null || !index.timed()) {
            return steady;
        }
        FrameTimes exact = index.times(clockRate());
        return steady != null && exact.keepTo(fps) ? steady : exact;
    }

    /** The frames that the file should give: as many as its packets hold, or more where its header says so. */
    private long promised(PacketIndex index) {
        if (folder != null) {
            return folder.expected();
        }
        int notShown = index.packets() - index.pictures();
        return Math.max(index.pictures(), stream().nb_frames() - notShown);
    }

    AVCodecParameters parameters() {
        return stream().codecpar();
    }

    /** As the container says, else the codec; a ratio that nothing was recorded with is a mistake and ignored. */
    private double pixelRatio() {
        double ratio = av_q2d(av_guess_sample_aspect_ratio(format, stream(), null));
        return ratio >= 1 / MOST_STRETCHED && ratio <= MOST_STRETCHED ? ratio : 1;
    }

    private int rotation() {
        AVPacketSideData matrix = av_packet_side_data_get(parameters().coded_side_data(),
            parameters().nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
        if (matrix == null || matrix.isNull() || matrix.size() < 9 * Integer.BYTES) {
            return 0;
        }
        double degrees = av_display_rotation_get(new IntPointer(matrix.data()));
        return Double.isNaN(degrees) ? 0 : Math.floorMod(Math.round(degrees / 90) * 90, 360);
    }

    private AVStream stream() {
        return format.streams(stream);
    }

    private void check(int result, String problem) throws VideoException {
        if (result < 0) {
            deadline.check();
            throw new VideoException(file, problem + " (" + FfmpegError.text(result) + ")");
        }
    }

    @Override
    public void close() {
        if (packet != null) {
            av_packet_free(packet);
            packet = null;
        }
        if (input != null) {
            input.close();
            input = null;
        }
    }
}
