package org.videoaction.data.clip;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.videoaction.data.Fingerprint;
import org.videoaction.data.FlatJson;
import org.videoaction.data.Pace;
import org.videoaction.data.Progress;

/**
 * What clips were made of, as somebody wants to know it long after: the same clips of the same videos have the same origin,
 * wherever these lie.
 *
 * @param clips how many there are
 * @param videos of how many videos
 * @param fingerprint of how they were sampled, of the videos' names, labels and segments in their order, and of every byte of
 *     the videos' files; of clips that lie in a file, of their frames
 * @param sampling how videos became clips, as far as it is known
 * @param folder in which all the videos lie, empty where there is none
 * @param packed the names of the videos within the folder and their hashes
 */
public record ClipOrigin(int clips, int videos, String fingerprint, Map<String, String> sampling, String folder,
    String packed) {

    /** Hexadecimal digits of a video's hash: enough to tell it from what it may have become. */
    private static final int DIGITS = 16;
    private static final String UNREADABLE = "unreadable";
    private static final ObjectMapper JSON = new ObjectMapper();

    public ClipOrigin {
        sampling = sampling == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(sampling));
        if (fingerprint == null || folder == null || packed == null) {
            throw new IllegalArgumentException("of its clips there is no fingerprint or no list of videos");
        }
    }

    /**
     * A video.
     *
     * @param path within the folder
     * @param hash the first digits of a SHA-256, or "unreadable"
     */
    public record Video(String path, String hash) {}

    /** Where what clips are taken from is read. */
    @FunctionalInterface
    public interface Content {

        /** As {@link ClipSource#wholeContent}. */
        String whole(int clip, Runnable whileReading) throws IOException;
    }

    /**
     * Reads every byte of the videos, or of the clips where they lie in a file. Videos that cannot be read are said to be so.
     *
     * @param progress may stop it
     */
    public static ClipOrigin of(ClipSource clips, Progress progress) {
        return of(clips, clips::wholeContent, progress);
    }

    /** As {@link #of(ClipSource, Progress)}, of what somebody else reads. */
    public static ClipOrigin of(ClipSource clips, Content content, Progress progress) {
        return of(clips, content, IntStream.range(0, clips.size()).toArray(), progress);
    }

    /** As {@link #of(ClipSource, Progress)}, of some clips alone, whose indices rise. */
    public static ClipOrigin of(ClipSource clips, int[] some, Progress progress) {
        return of(clips, clips::wholeContent, some, progress);
    }

    private static ClipOrigin of(ClipSource clips, Content content, int[] some, Progress progress) {
        Fingerprint all = new Fingerprint();
        Map<String, String> sampling = sampling(clips.sampling());
        all.add(sampling.toString());
        all.add(clips.spec().classes().toString());
        Map<String, String> hashes = new LinkedHashMap<>();
        Pace pace = new Pace("clips", some.length);
        for (int i = 0; i < some.length; i++) {
            int clip = some[i];
            int done = i;
            if (i > 0 && clips.entry(clip) == clips.entry(some[i - 1])) {
                continue;
            }
            String path = clips.video(clip);
            Runnable reading = () -> progress.report(pace.fraction(done),
                "fingerprint of the videos, " + pace.message(done));
            if (!clips.readsVideos() || !hashes.containsKey(path)) {
                hashes.merge(path, hash(content, clip, reading), ClipOrigin::both);
            }
            all.add(name(path) + clips.labels(clip) + clips.segment(clip));
            all.add(hashes.get(path));
        }
        String folder = folder(hashes.keySet());
        return new ClipOrigin(some.length, hashes.size(), all.text(), sampling, folder, packed(hashes, folder.length()));
    }

    private static String hash(Content content, int clip, Runnable whileReading) {
        try {
            return content.whole(clip, whileReading).substring(0, DIGITS);
        } catch (IOException e) {
            return UNREADABLE;
        }
    }

    /** Of two parts of a video. */
    private static String both(String one, String other) {
        Fingerprint sum = new Fingerprint();
        sum.add(one);
        sum.add(other);
        return sum.text().substring(0, DIGITS);
    }

    private static Map<String, String> sampling(String said) {
        try {
            return said.startsWith("{") ? FlatJson.of(JSON.readTree(said)) : Map.of("clips", said);
        } catch (JsonProcessingException e) {
            return Map.of("clips", said);
        }
    }

    private static String name(String path) {
        return path.substring(separator(path, path.length()) + 1);
    }

    /** Where the last separator before an end is, of this system or another. */
    private static int separator(String path, int end) {
        return Math.max(path.lastIndexOf('/', end - 1), path.lastIndexOf('\\', end - 1));
    }

    /** What all the paths begin with, up to a separator. */
    private static String folder(Iterable<String> paths) {
        String common = null;
        for (String path : paths) {
            int same = common == null ? separator(path, path.length()) + 1 : 0;
            while (common != null && same < Math.min(common.length(), path.length())
                && common.charAt(same) == path.charAt(same)) {
                same++;
            }
            common = path.substring(0, separator(path, same) + 1);
        }
        return common == null ? "" : common;
    }

    private static String packed(Map<String, String> hashes, int folder) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream small = new DeflaterOutputStream(bytes)) {
            for (Map.Entry<String, String> video : hashes.entrySet()) {
                small.write((video.getValue() + " " + video.getKey().substring(folder).replace("\n", " ") + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /**
     * The videos in their order; none where nothing is packed.
     *
     * @throws IllegalArgumentException when the list is damaged
     */
    public List<Video> list() {
        List<Video> all = new ArrayList<>();
        if (packed.isEmpty()) {
            return all;
        }
        try (InflaterInputStream whole = new InflaterInputStream(
            new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
            for (String line : new String(whole.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                int space = line.indexOf(' ');
                all.add(new Video(line.substring(space + 1), line.substring(0, Math.max(0, space))));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("The list of videos is damaged: " + e.getMessage(), e);
        }
        return all;
    }
}
