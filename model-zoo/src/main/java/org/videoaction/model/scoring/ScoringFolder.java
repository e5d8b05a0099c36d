package org.videoaction.model.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.videoaction.data.FolderLock;
import org.videoaction.data.WholeFile;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.model.saved.VideoModel;

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
    private final KeptScores scores;

    private ScoringFolder(FolderLock lock, FileOutputStream lines, KeptScores scores) {
        this.lock = lock;
        this.lines = lines;
        this.scores = scores;
    }

    /**
     * Opens the folder of the settings; without one, nothing is kept.
     *
     * @param whileReading called again and again; what it throws ends the opening
     * @throws IOException when the folder belongs to another model, other clips or other settings, is damaged, in use or
     *     cannot be written; the message names it
     */
    static ScoringFolder open(VideoModel model, ClipSource clips, ScoringSettings settings, Runnable whileReading)
        throws IOException {
        if (settings.folder().isEmpty()) {
            return new ScoringFolder(null, null, null);
        }
        Path folder = settings.folder().get();
        Files.createDirectories(folder);
        FolderLock lock = FolderLock.of(folder).orElseThrow(() -> new IOException("Somebody else keeps scores in the folder "
            + folder + " right now. Choose another one."));
        try {
            return open(lock, folder, new ScoringWork(model, clips, settings), model.classes().size(), clips, whileReading);
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
        try {
            Optional<Map<String, String>> there = settings(settings);
            if (there.isPresent()) {
                check(folder, work.differences(there.get()));
            }
            boolean version1 = there.filter(ScoringWork::isOfVersion1).isPresent();
            List<KeptScore> kept = new ArrayList<>();
            lines.getChannel().truncate(read(file, kept));
            if (there.isEmpty() && !kept.isEmpty()) {
                throw new IOException(
                    "The file " + settings + ", which says what the scores beside it belong to, is missing. "
                        + "Choose another folder for scores, or empty this one.");
            }
            if (!kept.stream().allMatch(score -> score.fits(classes))) {
                throw damaged(file, null);
            }
            if (!version1) {
                // what could be taken of them was written anew
                kept.removeIf(score -> score.entry() != null);
            }
            KeptScores scores = KeptScores.of(clips, kept, there.filter(work::hasClipsOfVersion1).map(same -> settings),
                whileReading);
            for (KeptScore score : scores.ofVersion1()) {
                write(score, lines);
            }
            if (there.isEmpty() || version1) {
                WholeFile.write(settings,
                    out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(work.values())));
            }
            return new ScoringFolder(lock, lines, scores);
        } catch (IOException | RuntimeException e) {
            lines.close();
            throw e;
        }
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

    /**
     * Reads whole lines.
     *
     * @return the bytes up to the end of the last one
     */
    private static long read(Path file, List<KeptScore> kept) throws IOException {
        long whole = 0;
        long position = 0;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                int from = 0;
                for (int i = 0; i < length; i++) {
                    position++;
                    if (buffer[i] == '\n') {
                        line.write(buffer, from, i - from);
                        add(line.toByteArray(), kept, file);
                        line.reset();
                        from = i + 1;
                        whole = position;
                    }
                }
                line.write(buffer, from, length - from);
            }
        }
        return whole;
    }

    private static void add(byte[] line, List<KeptScore> kept, Path file) throws IOException {
        try {
            kept.add(JSON.readValue(line, KeptScore.class));
        } catch (JsonProcessingException e) {
            throw damaged(file, e);
        }
    }

    private static IOException damaged(Path file, Exception cause) {
        return new IOException("The file " + file + " is damaged. Choose another folder for scores, or empty this one.",
            cause);
    }

    /** Whether a video was done when the folder was opened. */
    boolean hasKept(int entry) {
        return scores != null && scores.found().containsKey(entry);
    }

    /** What was kept of a video that was done. */
    KeptScore kept(int entry) {
        return scores.found().get(entry);
    }

    /** What became of what was kept before. */
    Reuse reuse() {
        return scores == null ? Reuse.NONE : scores.reuse();
    }

    /** Adds a video. */
    void keep(int entry, VideoScore score, List<ClipScore> clips) throws IOException {
        if (scores == null) {
            return;
        }
        Optional<KeptScore> done = scores.scored(entry, score, clips);
        if (done.isPresent()) {
            write(done.get(), lines);
        }
    }

    /** A stream of bytes is not closed by an interruption, as a channel would be in the middle of a line. */
    private static void write(KeptScore score, FileOutputStream lines) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.write(JSON.writeValueAsBytes(score));
        line.write('\n');
        lines.write(line.toByteArray());
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
            lock.close();
        }
    }
}
