package org.videoaction.model.export;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.videoaction.model.saved.VideoModel;

/** What an exported file says of its model beside the weights. */
final class ModelMetadata {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelMetadata() {
    }

    /** How the clips are made that the network takes. */
    private record Clips(String layout, String colours, String values, List<Double> mean,
        @JsonProperty("std") List<Double> deviation, int frames, int stride, List<Integer> crop, String resize) {
    }

    /** JSON texts by their names: {@code classes}, {@code preprocessing} and {@code architecture}. */
    static Map<String, String> of(VideoModel model) {
        VideoModel.Input input = model.input();
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("classes", json(model.classes()));
        entries.put("preprocessing", json(new Clips("N x 3 x T x H x W", "RGB", "(byte / 255 - mean) / std",
            model.preprocessing().mean(), model.preprocessing().deviation(), input.frames(), input.stride(),
            List.of(input.height(), input.width()), "the short side to that of the crop or more, both sides alike")));
        entries.put("architecture", json(model.architecture()));
        return entries;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The model cannot be described: " + e.getOriginalMessage(), e);
        }
    }
}
