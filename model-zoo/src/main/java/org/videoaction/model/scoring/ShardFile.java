package org.videoaction.model.scoring;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.videoaction.data.FileProblem;
import org.videoaction.data.WholeFile;
import org.videoaction.data.list.Classes;

/** The scores of one shard: a line that says of what work it is a part, a line a video, and a line that says how many they are. */
final class ShardFile implements Closeable {

    static final String ENDING = ".jsonl";
    private static final String FORMAT = "videoaction shard 1";
    /** More than the last line can have. */
    private static final int END_BYTES = 64;
    private static final ObjectMapper JSON = new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private final Path file;
    private final Head head;
    private final BufferedReader lines;

    /**
     * What a shard is a part of.
     *
     * @param videos how many the whole list has
     * @param work what would give other scores, as {@link LoadedScorer#work} has it
     */
    record Head(String format, Shard shard, int videos, Map<String, String> work, Classes classes) {

        Head(Shard shard, int videos, Map<String, String> work, Classes classes) {
            this(FORMAT, shard, videos, work, classes);
        }
    }

    /** @param scores how many lines come before it */
    private record End(int scores) {}

    private ShardFile(Path file, Head head, BufferedReader lines) {
        this.file = file;
        this.head = head;
        this.lines = lines;
    }

    /** Writes a shard; what the scoring throws leaves no file. */
    static void write(Path file, Head head, ScoreFiles.Scoring scoring) throws IOException {
        try {
            WholeFile.write(file, out -> {
                JSON.writeValue(out, head);
                out.write('\n');
                int[] scores = {0};
                try {
                    scoring.into(score -> {
                        try {
                            JSON.writeValue(out, score);
                            out.write('\n');
                        } catch (IOException e) {
                            throw FileProblem.writing(file, e);
                        }
                        scores[0]++;
                    });
                } catch (IOException e) {
                    // no fault of the file
                    throw new UncheckedIOException(e);
                }
                JSON.writeValue(out, new End(scores[0]));
                out.write('\n');
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** @throws IOException when it is no shard, or not a whole one; the message names it */
    static ShardFile open(Path file) throws IOException {
        BufferedReader lines = Files.newBufferedReader(file);
        try {
            String first = lines.readLine();
            Head head = first == null ? null : JSON.readValue(first, Head.class);
            if (head == null || !FORMAT.equals(head.format()) || head.shard() == null || head.work() == null
                || head.classes() == null || end(file).scores() != head.shard().size(head.videos())) {
                throw broken(file, null);
            }
            return new ShardFile(file, head, lines);
        } catch (JsonProcessingException | CharacterCodingException e) {
            lines.close();
            throw broken(file, e);
        } catch (IOException | RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    private static End end(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            bytes.seek(Math.max(0, bytes.length() - END_BYTES));
            byte[] last = new byte[(int) (bytes.length() - bytes.getFilePointer())];
            bytes.readFully(last);
            String text = new String(last, StandardCharsets.ISO_8859_1);
            if (!text.endsWith("\n")) {
                throw broken(file, null);
            }
            return JSON.readValue(text.substring(text.stripTrailing().lastIndexOf('\n') + 1), End.class);
        }
    }

    private static IOException broken(Path file, Exception cause) {
        return new IOException("The file " + file + " is not the whole result of a shard: it is half written, damaged or "
            + "something else. Score that shard again.", cause);
    }

    Path file() {
        return file;
    }

    Head head() {
        return head;
    }

    /** The score of its next video. */
    VideoScore next() throws IOException {
        try {
            VideoScore score = JSON.readValue(lines.readLine(), VideoScore.class);
            boolean right = score.video() != null && (score.problem() == null) == (score.probabilities() != null)
                && (score.problem() != null || score.probabilities().length == head.classes().size());
            if (right) {
                return score;
            }
        } catch (JsonProcessingException | CharacterCodingException | IllegalArgumentException | NullPointerException e) {
            throw broken(file, e);
        }
        throw broken(file, null);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
