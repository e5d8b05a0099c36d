package org.videoaction.model.scoring;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.videoaction.data.Fingerprint;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.model.saved.ModelMetadata;
import org.videoaction.model.saved.VideoModel;

/** Tells apart what would give other scores: models and clips by their fingerprints, settings by their values. */
final class ScoringWork {

    private ScoringWork() {
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
}
