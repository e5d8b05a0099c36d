package org.videoaction.data.clip;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.videoaction.data.list.Classes;

/**
 * A listed video, or a segment of one, that has no clip in a table since it cannot be decoded. Tables keep them in the metadata
 * of their file's footer, where other programs and version 1.0.0 pass them by; tables of 1.0.0 do not say.
 *
 * @param place how many entries of the table come before it in the list
 * @param video what tables call it
 * @param labels the indices of its classes
 * @param reason why it cannot be decoded
 */
public record LeftOut(int place, String video, List<Integer> labels, String reason) {

    private static final String KEY = "video_action_left_out";
    private static final String CHECKSUM = "video_action_left_out_crc32c";
    private static final ObjectMapper JSON = new ObjectMapper();

    public LeftOut {
        labels = List.copyOf(labels);
    }

    /** Gathers those among sampled videos. */
    static Consumer<SampledVideo> gathering(List<LeftOut> left, Classes classes) {
        int[] place = {0};
        return one -> {
            if (one.status().equals(SampledVideo.FAILED)) {
                left.add(new LeftOut(place[0], one.video().name(), classes.indices(one.video().labels()), one.reason()));
            } else {
                place[0]++;
            }
        };
    }

    /** The footer's metadata. */
    static Map<String, String> footer(List<LeftOut> left) {
        if (left.isEmpty()) {
            return Map.of();
        }
        try {
            String json = JSON.writeValueAsString(left);
            return Map.of(KEY, json, CHECKSUM, checksum(json));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String checksum(String json) {
        return Integer.toHexString(Checksums.of(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8))));
    }

    /** @throws IOException when they are damaged */
    static List<LeftOut> read(ArrowFile file, int classes) throws IOException {
        Map<String, String> footer = file.reader().getMetaData();
        if (footer == null || !footer.containsKey(KEY) && !footer.containsKey(CHECKSUM)) {
            return List.of();
        }
        String json = footer.get(KEY);
        if (json == null || !checksum(json).equals(footer.get(CHECKSUM))) {
            throw new IOException("it is damaged: what it says of videos that were left out is not what was written");
        }
        List<LeftOut> left = JSON.readValue(json, new TypeReference<List<LeftOut>>() {});
        for (LeftOut one : left) {
            for (int label : one.labels()) {
                ArrowFile.checkLabel(label, classes);
            }
        }
        return left;
    }
}
