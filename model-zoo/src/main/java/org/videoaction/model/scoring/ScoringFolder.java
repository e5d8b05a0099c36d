package org.videoaction.model.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.videoaction.data.FolderLock;
import org.videoaction.data.WholeFile;
import org.videoaction.data.clip.ClipSource;

/**
 * Where scoring keeps the videos that are done: {@code scored.jsonl}, a line a video, written at once when its last clip is
 * scored, and {@code scoring.json}, which says what the lines belong to. Lines are only added: those of videos that were
 * replaced or are not asked for stay. A program that is killed leaves at most one line unfinished, which is dropped when the
 * folder is opened again. Videos that cannot be read are not kept: they are tried again.
 */
final class ScoringFolder implements Closeable {

    private static final String LINES = "scored.jsonl";
    private static final String SETTINGS = "scoring.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FolderLock lock;
    private final FileOutputStream lines;
    private final RandomAccessFile kept;
    private final KeptScores scores;

    private ScoringFolder(FolderLock lock, FileOutputStream lines, RandomAccessFile kept, KeptScores scores) {
        this.lock = lock;
        this.lines = lines;
        this.kept = kept;
        this.scores = scores;
    }

    /**
     * Opens the folder of the settings; without one, nothing is kept.
     *
     * @param work what is asked for where there is a folder
     * @param classes how many a score has
     * @param whileReading called again and again; what it throws ends the opening
     * @throws IOException when the folder belongs to another model, other clips or other settings, is damaged, in use or
     *     cannot be written; the message names it
     */
    static ScoringFolder open(Supplier<ScoringWork> work, int classes, ClipSource clips, ScoringSettings settings,
        Runnable whileReading) throws IOException {
        if (settings.folder().isEmpty()) {
            return new ScoringFolder(null, null, null, null);
        }
        Path folder = settings.folder().get();
        Files.createDirectories(folder);
        FolderLock lock = FolderLock.of(folder).orElseThrow(() -> new IOException("Somebody else keeps scores in the folder "
            + folder + " right now. Choose another one."));
        try {
            return open(lock, folder, work.get(), classes, clips, whileReading);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static ScoringFolder open(FolderLock lock, Path folder, ScoringWork work, int classes, ClipSource clips,
        Runnable whileReading) throws IOException {
        Path settings = folder.resolve(SETTINGS);
        Path file = folder.resolve(LINES);
        FileOutputStream lines = new FileOutputStream(file.toFile(), true);
        RandomAccessFile kept = null;
        try {
            Optional<Map<String, String>> there = settings(settings);
            if (there.isPresent()) {
                check(folder, work.differences(there.get()));
            }
            kept = new RandomAccessFile(file.toFile(), "r");
            RandomAccessFile read = kept;
            KeptScores scores = new KeptScores(clips, place -> at(read, place, file));
            boolean version1 = there.filter(ScoringWork::isOfVersion1).isPresent();
            long whole = forEach(file, Long.MAX_VALUE, whileReading, (score, place) -> {
                if (there.isEmpty()) {
                    throw new IOException(
                        "The file " + settings + ", which says what the scores beside it belong to, is missing. "
                            + "Choose another folder for scores, or empty this one.");
                }
                if (!score.fits(classes)) {
                    throw damaged(file, null);
                }
                if (score.entry() == null) {
                    scores.add(score, place);
                }
            });
            lines.getChannel().truncate(whole);
            if (version1) {
                // later what could be taken of them is there anew
                takeVersion1(file, whole, work.hasClipsOfVersion1(there.get()) ? settings : null, scores, lines,
                    whileReading);
            }
            if (there.isEmpty() || version1) {
                WholeFile.write(settings,
                    out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(work.values())));
            }
            return new ScoringFolder(lock, lines, kept, scores);
        } catch (IOException | RuntimeException e) {
            if (kept != null) {
                kept.close();
            }
            lines.close();
            throw e;
        }
    }

    /** @param settings the file that version 1.0.0 wrote where it scored the same list by the same recipe, else null */
    private static void takeVersion1(Path file, long whole, Path settings, KeptScores scores, FileOutputStream lines,
        Runnable whileReading) throws IOException {
        forEach(file, whole, whileReading, (score, place) -> {
            if (score.entry() != null && settings == null) {
                scores.doubt(score);
            } else if (score.entry() != null) {
                Optional<KeptScore> taken = scores.ofVersion1(score, settings, whileReading);
                if (taken.isPresent()) {
                    scores.add(taken.get(), append(taken.get(), lines));
                }
            }
        });
    }

    private static Optional<Map<String, String>> settings(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), new TypeReference<Map<String, String>>() {}));
        } catch (JsonProcessingException e) {
            throw damaged(file, e);
        }
    }

    private static void check(Path folder, List<String> different) throws IOException {
        if (!different.isEmpty()) {
            throw new IOException("The folder " + folder + " keeps scores of something else; different: "
                + String.join(", ", different) + ". Choose another folder, or empty this one.");
        }
    }

    /** Hears of lines. */
    @FunctionalInterface
    private interface Heard {

        /** @param place where it begins in the file */
        void line(KeptScore score, long place) throws IOException;
    }

    /**
     * Reads whole lines one by one.
     *
     * @param end where the reading ends, at the latest
     * @return the bytes up to the end of the last one
     */
    private static long forEach(Path file, long end, Runnable whileReading, Heard heard) throws IOException {
        long whole = 0;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(buffer); length > 0 && whole < end; length = in.read(buffer)) {
                int from = 0;
                for (int i = 0; i < length && whole < end; i++) {
                    if (buffer[i] == '\n') {
                        line.write(buffer, from, i - from);
                        whileReading.run();
                        heard.line(parsed(line.toByteArray(), file), whole);
                        whole += line.size() + 1;
                        line.reset();
                        from = i + 1;
                    }
                }
                line.write(buffer, from, length - from);
            }
        }
        return whole;
    }

    private static KeptScore parsed(byte[] line, Path file) throws IOException {
        try {
            return JSON.readValue(line, KeptScore.class);
        } catch (JsonProcessingException e) {
            throw damaged(file, e);
        }
    }

    /** The line at a place. */
    private static KeptScore at(RandomAccessFile kept, long place, Path file) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 13];
        kept.seek(place);
        while (true) {
            int length = kept.read(buffer);
            if (length <= 0) {
                throw damaged(file, null);
            }
            for (int i = 0; i < length; i++) {
                if (buffer[i] == '\n') {
                    line.write(buffer, 0, i);
                    return parsed(line.toByteArray(), file);
                }
            }
            line.write(buffer, 0, length);
        }
    }

    private static IOException damaged(Path file, Exception cause) {
        return new IOException("The file " + file + " is damaged. Choose another folder for scores, or empty this one.",
            cause);
    }

    /**
     * Looks for what was kept of the next video.
     *
     * @param whileReading called again and again; what it throws ends the reading
     * @return where it is, or {@link KeptScores#NONE}
     */
    long find(int entry, Runnable whileReading) throws IOException {
        return scores == null ? KeptScores.NONE : scores.find(entry, whileReading);
    }

    /** What was kept of a video. */
    KeptScore kept(int entry, long place) throws IOException {
        return scores.kept(entry, place);
    }

    /** A video that was looked for cannot be scored. */
    void broken(int entry) {
        if (scores != null) {
            scores.broken(entry);
        }
    }

    /** What became of what was kept before. */
    Reuse reuse() {
        return scores == null ? Reuse.NONE : scores.reuse();
    }

    /**
     * Adds a video.
     *
     * @param whileReading called again and again; what it throws ends the reading
     */
    void keep(int entry, VideoScore score, List<ClipScore> clips, Runnable whileReading) throws IOException {
        if (scores == null) {
            return;
        }
        Optional<KeptScore> done = scores.scored(entry, score, clips, whileReading);
        if (done.isPresent()) {
            scores.addNew(done.get(), append(done.get(), lines));
        }
    }

    /**
     * A stream of bytes is not closed by an interruption, as a channel would be in the middle of a line.
     *
     * @return where the line begins
     */
    private static long append(KeptScore score, FileOutputStream lines) throws IOException {
        long place = lines.getChannel().position();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.write(JSON.writeValueAsBytes(score));
        line.write('\n');
        lines.write(line.toByteArray());
        return place;
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            kept.close();
            lines.close();
            lock.close();
        }
    }
}
