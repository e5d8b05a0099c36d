package org.videoaction.model.scoring;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.model.saved.ModelMetadata;
import org.videoaction.model.saved.VideoModel;

/** Tells apart what would give other scores: models and clips by a sum over them (SHA-256), settings by their values. */
final class Fingerprint {

    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java lacks SHA-256", e);
        }
    }

    /** By names for people. */
    static Map<String, String> of(VideoModel model, ClipSource clips, ScoringSettings settings) {
        Map<String, String> fingerprint = new LinkedHashMap<>();
        fingerprint.put("model", ofModel(model));
        fingerprint.put("clips", ofClips(clips));
        fingerprint.put("clips at once", String.valueOf(settings.batch()));
        fingerprint.put("average", settings.rule().name());
        fingerprint.put("device", settings.device().title());
        fingerprint.put("features", String.valueOf(settings.features()));
        fingerprint.put("rows of clips", String.valueOf(settings.clips()));
        return fingerprint;
    }

    private static String ofModel(VideoModel model) {
        Fingerprint sum = new Fingerprint();
        ModelMetadata.of(model).values().forEach(sum::add);
        new TreeMap<>(model.weights().values()).forEach((name, values) -> {
            sum.add(name);
            sum.add(values);
        });
        return sum.text();
    }

    private static String ofClips(ClipSource clips) {
        Fingerprint sum = new Fingerprint();
        clips.describe(sum::add);
        return sum.text();
    }

    private void add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private void add(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        digest.update(bytes.array());
    }

    private String text() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
