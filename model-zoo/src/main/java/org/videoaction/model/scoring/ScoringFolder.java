package org.videoaction.model.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.videoaction.data.FolderLock;
import org.videoaction.data.WholeFile;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.model.saved.VideoModel;

/**
 * Where scoring keeps the videos that are done: {@code scored.jsonl}, a line a video, written at once when its last clip is
 * scored, and {@code scoring.json}, which says what the lines belong to. A program that is killed leaves at most one line
 * unfinished, which is dropped when the folder is opened again. Videos that cannot be read are not kept: they are tried
 * again.
 */
final class ScoringFolder implements Closeable {

    private static final String LINES = "scored.jsonl";
    private static final String SETTINGS = "scoring.json";
    private static final ObjectMapper JSON = JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES).build();

    private final FolderLock lock;
    private final FileOutputStream lines;
    private final SortedMap<Integer, Kept> kept;

    /**
     * A video that is done.
     *
     * @param entry its number in the clips' source
     * @param clips each of its clips, where they are wanted
     */
    record Kept(int entry, VideoScore score, List<ClipScore> clips) {}

    private ScoringFolder(FolderLock lock, FileOutputStream lines, SortedMap<Integer, Kept> kept) {
        this.lock = lock;
        this.lines = lines;
        this.kept = kept;
    }

    /**
     * Opens the folder of the settings; without one, nothing is kept.
     *
     * @throws IOException when the folder belongs to another model, other clips or other settings, is damaged, in use or
     *     cannot be written; the message names it
     */
    static ScoringFolder open(VideoModel model, ClipSource clips, ScoringSettings settings) throws IOException {
        if (settings.folder().isEmpty()) {
            return new ScoringFolder(null, null, Collections.emptySortedMap());
        }
        Path folder = settings.folder().get();
        Files.createDirectories(folder);
        FolderLock lock = FolderLock.of(folder).orElseThrow(() -> new IOException("Somebody else keeps scores in the folder "
            + folder + " right now. Choose another one."));
        try {
            return open(lock, folder, model, clips, settings);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static ScoringFolder open(FolderLock lock, Path folder, VideoModel model, ClipSource clips,
        ScoringSettings settings) throws IOException {
        Path file = folder.resolve(LINES);
        FileOutputStream lines = new FileOutputStream(file.toFile(), true);
        try {
            check(folder, ScoringWork.of(model, clips, settings));
            SortedMap<Integer, Kept> kept = new TreeMap<>();
            lines.getChannel().truncate(read(file, kept));
            for (Kept video : kept.values()) {
                requireFits(video, model, clips, folder);
            }
            return new ScoringFolder(lock, lines, kept);
        } catch (IOException | RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    private static void check(Path folder, Map<String, String> wanted) throws IOException {
        Path file = folder.resolve(SETTINGS);
        if (!Files.exists(file)) {
            WholeFile.write(file, out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(wanted)));
            return;
        }
        Map<String, String> there;
        try {
            there = JSON.readValue(Files.readAllBytes(file), new TypeReference<LinkedHashMap<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw damaged(file, e);
        }
        List<String> different = wanted.keySet().stream().filter(name -> !wanted.get(name).equals(there.get(name))).toList();
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
    private static long read(Path file, SortedMap<Integer, Kept> kept) throws IOException {
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

    private static void add(byte[] line, SortedMap<Integer, Kept> kept, Path file) throws IOException {
        try {
            Kept video = JSON.readValue(line, Kept.class);
            kept.put(video.entry(), video);
        } catch (JsonProcessingException e) {
            throw damaged(file, e);
        }
    }

    private static void requireFits(Kept video, VideoModel model, ClipSource clips, Path folder) throws IOException {
        boolean known = video.entry() >= 0 && clips.size() > 0 && video.entry() <= clips.entry(clips.size() - 1);
        if (!known || video.score() == null || video.clips() == null || video.score().probabilities() == null
            || video.score().probabilities().length != model.classes().size()) {
            throw damaged(folder.resolve(LINES), null);
        }
    }

    private static IOException damaged(Path file, Exception cause) {
        return new IOException("The file " + file + " is damaged. Choose another folder for scores, or empty this one.",
            cause);
    }

    /** The videos that were done when the folder was opened, by their numbers. */
    SortedMap<Integer, Kept> kept() {
        return kept;
    }

    /** Adds a video. A stream of bytes is not closed by an interruption, as a channel would be in the middle of a line. */
    void keep(int entry, VideoScore score, List<ClipScore> clips) throws IOException {
        if (lines == null) {
            return;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.write(JSON.writeValueAsBytes(new Kept(entry, score, clips)));
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
