package org.videoaction.model.training;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.videoaction.data.Fingerprint;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Weights;

/**
 * What decides the course of training, in words and fingerprints: where two are equal, one can continue the other.
 *
 * @param values by names for people
 * @param ofVersion1 the same as checkpoints of 1.0.0 say it, with CRC-32 for fingerprints
 */
record TrainingSettings(Map<String, String> values, Map<String, String> ofVersion1) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static TrainingSettings of(TrainingClips clips, ClipFacts facts, Architecture architecture, TrainingPlan plan,
        Weights first)
        throws IOException {
        TrainingSettings settings = new TrainingSettings(new LinkedHashMap<>(), new LinkedHashMap<>());
        settings.put("network", architecture.toString());
        Map<String, Object> planned = JSON.convertValue(plan, new TypeReference<>() {});
        planned.forEach((name, value) -> settings.put(name, String.valueOf(value)));
        settings.put("clips", clips.training(), facts);
        if (clips.validation().isPresent()) {
            settings.put("validation clips", clips.validation().get(), facts);
        } else {
            settings.put("validation clips", "none");
        }
        Sums sums = new Sums();
        first.values().values().forEach(sums::add);
        settings.put("first weights", "check sum ", sums);
        return settings;
    }

    void put(String name, String value) {
        values.put(name, value);
        ofVersion1.put(name, value);
    }

    private void put(String name, String before, Sums... sums) {
        values.put(name, before + Stream.of(sums).map(Sums::text).collect(Collectors.joining(" ")));
        ofVersion1.put(name, before + Stream.of(sums).map(Sums::ofVersion1).collect(Collectors.joining(" ")));
    }

    /** Number, size, and sums of videos and labels and of one clip's frames. */
    private void put(String name, ClipSource source, ClipFacts facts) throws IOException {
        Sums list = new Sums();
        for (int clip = 0; clip < source.size(); clip++) {
            list.add(ByteBuffer.wrap((source.video(clip) + source.labels(clip)).getBytes(StandardCharsets.UTF_8)));
        }
        Sums frames = new Sums();
        frames.add(facts.firstFrames(source));
        put(name, source.size() + " clips of " + source.spec().summary() + " and " + source.spec().classes().size()
            + " classes, check sums ", list, frames);
    }

    /** How those of a checkpoint differ, a line each with a line break before it; empty where they are the same. */
    String differences(Map<String, String> then) {
        StringBuilder differences = new StringBuilder();
        values.forEach((name, value) -> {
            String before = then.get(name);
            if (!value.equals(before) && !ofVersion1.get(name).equals(before)) {
                differences.append("\n").append(name).append(": then ").append(before).append(", now ").append(value);
            }
        });
        then.forEach((name, value) -> {
            if (!values.containsKey(name)) {
                differences.append("\n").append(name).append(": then ").append(value).append(", now none");
            }
        });
        return differences.toString();
    }

    /** A fingerprint, and that of version 1.0.0. */
    private static final class Sums {

        private final Fingerprint sum = new Fingerprint();
        private final CRC32 ofVersion1 = new CRC32();

        void add(ByteBuffer bytes) {
            ofVersion1.update(bytes.duplicate());
            sum.add(bytes);
        }

        void add(float[] values) {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
            bytes.asFloatBuffer().put(values);
            add(bytes);
        }

        String text() {
            return sum.text();
        }

        String ofVersion1() {
            return String.format(Locale.ROOT, "%08x", ofVersion1.getValue());
        }
    }
}
