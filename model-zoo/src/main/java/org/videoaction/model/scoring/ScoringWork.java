package org.videoaction.model.scoring;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.videoaction.data.Fingerprint;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.model.saved.ModelMetadata;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.Precision;

/**
 * Tells apart what would give other scores of every video: models and recipes by their fingerprints, settings by their
 * values. The videos themselves are told apart by {@link KeptScores}.
 */
final class ScoringWork {

    private static final String RECIPE = "clip recipe";
    /** In 1.0.0 instead: the recipe and the list of all videos. */
    private static final String CLIPS = "clips";
    private static final String LIST = "list";

    private final Map<String, String> values = new LinkedHashMap<>();
    /** The recipe and the list of all videos together. */
    private final String list;

    /**
     * @param fingerprint the model's
     * @param model without weights, if need be
     */
    ScoringWork(String fingerprint, VideoModel model, ClipSource clips, ScoringSettings settings) {
        values.put("model", fingerprint);
        values.put(RECIPE, fingerprint(sum -> sum.add(clips.recipe())));
        values.put("clips at once", String.valueOf(settings.batch()));
        values.put("average", settings.rule(model).name());
        values.put("device", settings.device().title());
        values.put("features", String.valueOf(settings.features()));
        values.put("rows of clips", String.valueOf(settings.clips()));
        list = fingerprint(sum -> clips.describe(sum::add));
    }

    /** Tells models apart by all that their scores come from, the weights among it. */
    static String fingerprint(VideoModel model, ScoringSettings settings) {
        return fingerprint(sum -> {
            ModelMetadata.of(model).values().forEach(sum::add);
            new TreeMap<>(model.weights().values()).forEach((name, weights) -> {
                sum.add(name);
                sum.add(weights);
            });
            if (settings.device().precision().filter(Precision.INT8::equals).isPresent()) {
                sum.add(String.valueOf(model.quantization()));
            }
            model.program().ifPresent(program -> sum.add(ByteBuffer.wrap(program.content())));
        });
    }

    private static String fingerprint(Consumer<Fingerprint> content) {
        Fingerprint sum = new Fingerprint();
        content.accept(sum);
        return sum.text();
    }

    /** By names for people. */
    Map<String, String> values() {
        return values;
    }

    /** Also what gives scores of other videos, for parts of one list. */
    Map<String, String> ofList() {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.put(LIST, list);
        return all;
    }

    static boolean isOfVersion1(Map<String, String> there) {
        return there.containsKey(CLIPS) && !there.containsKey(RECIPE);
    }

    /** Whether 1.0.0 kept scores of the same list by the same recipe; where not, it cannot be told which of them differs. */
    boolean hasClipsOfVersion1(Map<String, String> there) {
        return list.equals(there.get(CLIPS));
    }

    /** The names of those that differ, but for what 1.0.0 said of list and recipe together. */
    List<String> differences(Map<String, String> there) {
        Map<String, String> wanted = new LinkedHashMap<>(values);
        if (isOfVersion1(there)) {
            wanted.remove(RECIPE);
        }
        List<String> different = new ArrayList<>(wanted.keySet());
        different.removeIf(name -> wanted.get(name).equals(there.get(name)));
        return different;
    }
}
