package org.videoaction.model.training;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.Pass;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Weights;

/** What decides the course of training, in words and check sums: where two are equal, one can continue the other. */
final class TrainingSettings {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TrainingSettings() {
    }

    static Map<String, String> of(TrainingClips clips, Architecture architecture, TrainingPlan plan, Weights first)
        throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("network", architecture.toString());
        JSON.convertValue(plan, new TypeReference<Map<String, Object>>() {})
            .forEach((name, value) -> settings.put(name, String.valueOf(value)));
        settings.put("clips", description(clips.training()));
        settings.put("validation clips", clips.validation().isPresent() ? description(clips.validation().get()) : "none");
        settings.put("first weights", checkSum(first));
        return settings;
    }

    /** Number, size, and check sums of videos and labels and of one clip's frames. */
    private static String description(ClipSource source) throws IOException {
        CRC32 list = new CRC32();
        for (int clip = 0; clip < source.size(); clip++) {
            list.update((source.video(clip) + source.labels(clip)).getBytes(StandardCharsets.UTF_8));
        }
        CRC32 frames = new CRC32();
        try (ClipBatches batches = source.batches(new Pass(new int[] {0}, 1, 0))) {
            frames.update(batches.next(() -> {}).frames());
        }
        return source.size() + " clips of " + source.spec().summary() + " and " + source.spec().classes().size()
            + String.format(" classes, check sums %08x %08x", list.getValue(), frames.getValue());
    }

    private static String checkSum(Weights weights) {
        CRC32 sum = new CRC32();
        weights.values().values().forEach(values -> {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
            bytes.asFloatBuffer().put(values);
            sum.update(bytes);
        });
        return String.format("check sum %08x", sum.getValue());
    }
}
