package org.videoaction.data.video;

import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_READ;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_probe_input_buffer2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open2;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.videoaction.data.FilePath;

/**
 * A file that FFmpeg has open. Nothing but what was named is ever opened: the file is opened here and
 * its demuxer is given bytes, neither its path nor any protocol to open another one with.
 */
final class Input implements AutoCloseable {

    /** What no protocol is called. */
    private static final String NONE = "none";

    private final Path file;
    private final Deadline deadline;
    private AVIOContext bytes;
    private AVFormatContext format;

    /** FFmpeg's demuxers of single pictures by the endings of names: not every JPEG is one by its first bytes. */
    private static final Map<String, String> PICTURES = Map.of("jpg", "jpeg_pipe", "jpeg", "jpeg_pipe", "png", "png_pipe",
        "bmp",
        "bmp_pipe", "webp", "webp_pipe");

    /** A video; its content says of which kind. */
    Input(Path file, Deadline deadline) throws VideoException {
        this(file, null, deadline);
    }

    /** A picture; its ending says of which kind, where it is a usual one. */
    static Input picture(Path file, Deadline deadline) throws VideoException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return new Input(file, PICTURES.get(name.substring(name.lastIndexOf('.') + 1)), deadline);
    }

    private Input(Path file, String demuxer, Deadline deadline) throws VideoException {
        this.file = file;
        this.deadline = deadline;
        try {
            open(demuxer);
        } catch (VideoException | RuntimeException e) {
            close();
            throw e;
        }
    }

    AVFormatContext format() {
        return format;
    }

    private void open(String known) throws VideoException {
        checkFile();
        AVFormatContext opening = watched();
        AVInputFormat demuxer = known == null ? new AVInputFormat(null) : av_find_input_format(known);
        try {
            bytes = new AVIOContext(null);
            AVDictionary options = dictionary(Map.of("protocol_whitelist", "file"));
            BytePointer path = text(file.toAbsolutePath().toString());
            int result = avio_open2(bytes, path, AVIO_FLAG_READ, opening.interrupt_callback(), options);
            av_free(path);
            av_dict_free(options);
            check(result, "cannot be opened");
            if (known == null) {
                probe(demuxer);
            }
        } catch (VideoException | RuntimeException e) {
            avformat_free_context(opening);
            throw e;
        }
        opening.pb(bytes);
        // what the second two forbid is forbidden by default; a QuickTime file may name others that hold its frames
        open(opening, neutralName(), demuxer, Map.of("format_whitelist", Container.whitelist(), "protocol_whitelist", NONE,
            "enable_drefs", "0", "use_absolute_path", "0"));
    }

    private void probe(AVInputFormat demuxer) throws VideoException {
        BytePointer name = text(neutralName());
        int result = av_probe_input_buffer2(bytes, demuxer, name, null, 0, 0);
        av_free(name);
        check(result, "cannot be opened as a video");
        String refusal = Container.refusal(demuxer.name().getString());
        if (refusal != null) {
            throw new VideoException(file, refusal);
        }
    }

    private void checkFile() throws VideoException {
        if (FilePath.lacksLanguage(file)) {
            throw new VideoException(file, "has letters in its name that cannot be used here: set the environment variable "
                + "LANG to a language in UTF-8, such as C.UTF-8");
        }
        if (!Files.isRegularFile(file)) {
            throw new VideoException(file, Files.exists(file) ? "is not a file" : "does not exist");
        }
        if (!Files.isReadable(file)) {
            throw new VideoException(file, "may not be read");
        }
        // also what the system shows as a file although reading may wait for ever
        if (file.toFile().length() == 0) {
            throw new VideoException(file, "is empty");
        }
    }

    /** The ending, which decides between demuxers that a content leaves open, without what FFmpeg takes for a pattern. */
    private String neutralName() {
        String name = file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return ending.matches("\\w+") ? "video." + ending : "video";
    }

    private AVFormatContext watched() {
        AVFormatContext opening = avformat_alloc_context();
        deadline.watch(opening);
        return opening;
    }

    private void open(AVFormatContext opening, String address, AVInputFormat demuxer, Map<String, String> settings)
        throws VideoException {
        AVDictionary options = dictionary(settings);
        BytePointer name = text(address);
        // FFmpeg frees the context itself where it cannot open the file
        int result = avformat_open_input(opening, name, demuxer, options);
        av_free(name);
        av_dict_free(options);
        check(result, "cannot be opened as a video");
        format = opening;
    }

    private static AVDictionary dictionary(Map<String, String> settings) {
        AVDictionary options = new AVDictionary(null);
        settings.forEach((key, value) -> av_dict_set(options, key, value, 0));
        return options;
    }

    /** In FFmpeg's memory, which {@link PacketSource} says why. */
    private static BytePointer text(String content) {
        byte[] encoded = (content + "\0").getBytes(StandardCharsets.UTF_8);
        return new BytePointer(av_malloc(encoded.length)).put(encoded);
    }

    private void check(int result, String problem) throws VideoException {
        if (result < 0) {
            deadline.check();
            throw new VideoException(file, problem + " (" + FfmpegError.text(result) + ")");
        }
    }

    @Override
    public void close() {
        if (format != null) {
            avformat_close_input(format);
            format = null;
        }
        if (bytes != null) {
            avio_closep(bytes);
            bytes = null;
        }
    }
}
