package org.videoaction.model.saved;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.videoaction.data.list.Classes;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Preprocessing;

/** What an exported file says of its model beside the weights. */
public record ModelMetadata(Architecture architecture, Preprocessing preprocessing, VideoModel.Input input,
    TestProtocol test, Classes classes) {

    private static final String CLASSES = "classes";
    private static final String PREPROCESSING = "preprocessing";
    private static final String TEST = "test";
    private static final String ARCHITECTURE = "architecture";
    private static final String PROVENANCE = "provenance";

    /** How the clips are made that the network takes. */
    private record Clips(String layout, String colours, String values, List<Double> mean,
        @JsonProperty("std") List<Double> deviation, int frames, int stride, List<Integer> crop, String resize) {}

    /**
     * JSON texts by their names: {@code classes}, {@code preprocessing} and {@code architecture}; and {@code test} where it
     * does not follow from the input.
     */
    public static Map<String, String> of(VideoModel model) {
        VideoModel.Input input = model.input();
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(CLASSES, json(model.classes()));
        entries.put(PREPROCESSING, json(new Clips("N x 3 x T x H x W", "RGB", "(byte / 255 - mean) / std",
            model.preprocessing().mean(), model.preprocessing().deviation(), input.frames(), input.stride(),
            List.of(input.height(), input.width()), "the short side to that of the crop or more, both sides alike")));
        entries.put(ARCHITECTURE, json(model.architecture()));
        if (ModelFile.own(model) != null) {
            entries.put(TEST, model.test().json());
        }
        return entries;
    }

    /** The same, and where the model comes from if that is known, under {@code provenance}. */
    public static Map<String, String> withProvenance(VideoModel model) {
        Map<String, String> entries = of(model);
        if (model.provenance().isKnown()) {
            entries.put(PROVENANCE, model.provenance().json());
        }
        return entries;
    }

    /**
     * Where a model with such texts comes from.
     *
     * @throws IOException when that is damaged
     */
    public static Provenance provenance(Map<String, String> texts) throws IOException {
        return texts.containsKey(PROVENANCE) ? Provenance.ofJson(texts.get(PROVENANCE)) : Provenance.UNKNOWN;
    }

    private static String json(Object value) {
        try {
            return ModelFile.JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The model cannot be described: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * What such texts say.
     *
     * @throws IOException when one is missing or damaged, or they do not belong together
     */
    public static ModelMetadata read(Map<String, String> texts) throws IOException {
        Clips clips = value(texts, PREPROCESSING, Clips.class);
        Classes classes = value(texts, CLASSES, Classes.class);
        if (clips.crop().size() != 2) {
            throw new IOException(
                "its " + PREPROCESSING + " gives the clips " + clips.crop().size() + " sides instead of 2");
        }
        VideoModel.Input input = new VideoModel.Input(clips.frames(), clips.crop().get(0), clips.crop().get(1),
            clips.stride());
        ModelMetadata metadata = new ModelMetadata(value(texts, ARCHITECTURE, Architecture.class),
            new Preprocessing(clips.mean(), clips.deviation()), input,
            ModelFile.test(input, texts.containsKey(TEST) ? value(texts, TEST, TestProtocol.class) : null), classes);
        ModelFile.check(metadata);
        return metadata;
    }

    private static <T> T value(Map<String, String> texts, String name, Class<T> type) throws IOException {
        try {
            JsonNode tree = ModelFile.JSON.readTree(texts.getOrDefault(name, ""));
            if (tree == null || tree.isMissingNode() || tree.isNull()) {
                throw new IOException(
                    "it does not say its " + name + "; it was exported by an older version. Export it again");
            }
            ModelFile.requireNoNull(name, tree);
            return ModelFile.JSON.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new IOException("what it says of its " + name + " is damaged: " + e.getOriginalMessage(), e);
        }
    }
}
