package org.videoaction.model.training;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.videoaction.data.Fingerprint;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.Pass;
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

    static TrainingSettings of(TrainingClips clips, Architecture architecture, TrainingPlan plan, Weights first)
        throws IOException {
        return new TrainingSettings(values(clips, architecture, plan, first, Sha256::new),
            values(clips, architecture, plan, first, Crc32::new));
    }

    private static Map<String, String> values(TrainingClips clips, Architecture architecture, TrainingPlan plan,
        Weights first, Supplier<Sum> sums) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("network", architecture.toString());
        JSON.convertValue(plan, new TypeReference<Map<String, Object>>() {})
            .forEach((name, value) -> settings.put(name, String.valueOf(value)));
        settings.put("clips", description(clips.training(), sums));
        settings.put("validation clips",
            clips.validation().isPresent() ? description(clips.validation().get(), sums) : "none");
        settings.put("first weights", "check sum " + sumOf(first, sums.get()));
        return settings;
    }

    /** Number, size, and sums of videos and labels and of one clip's frames. */
    private static String description(ClipSource source, Supplier<Sum> sums) throws IOException {
        Sum list = sums.get();
        for (int clip = 0; clip < source.size(); clip++) {
            list.add(ByteBuffer.wrap((source.video(clip) + source.labels(clip)).getBytes(StandardCharsets.UTF_8)));
        }
        Sum frames = sums.get();
        try (ClipBatches batches = source.batches(new Pass(new int[] {0}, 1, 0))) {
            frames.add(batches.next(() -> {}).frames());
        }
        return source.size() + " clips of " + source.spec().summary() + " and " + source.spec().classes().size()
            + " classes, check sums " + list.text() + " " + frames.text();
    }

    private static String sumOf(Weights weights, Sum sum) {
        weights.values().values().forEach(values -> {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
            bytes.asFloatBuffer().put(values);
            sum.add(bytes);
        });
        return sum.text();
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
        return differences.toString();
    }

    /** A fingerprint in the making. */
    private interface Sum {

        void add(ByteBuffer bytes);

        String text();
    }

    private record Sha256(Fingerprint sum) implements Sum {

        Sha256() {
            this(new Fingerprint());
        }

        @Override
        public void add(ByteBuffer bytes) {
            sum.add(bytes);
        }

        @Override
        public String text() {
            return sum.text();
        }
    }

    private record Crc32(CRC32 sum) implements Sum {

        Crc32() {
            this(new CRC32());
        }

        @Override
        public void add(ByteBuffer bytes) {
            sum.update(bytes);
        }

        @Override
        public String text() {
            return String.format(Locale.ROOT, "%08x", sum.getValue());
        }
    }
}
