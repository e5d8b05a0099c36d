package org.videoaction.model.saved;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.videoaction.data.clip.ClipOrigin;

/**
 * Where a model comes from: all that was done to it and to the models it was made of.
 *
 * @param steps the oldest first; none where that is unknown, as of models of version 1.0.0
 */
public record Provenance(List<Step> steps) {

    /** The action by which a model comes from a file. */
    public static final String READ = "read";

    public static final Provenance UNKNOWN = new Provenance(List.of());

    private static final int VERSION = 1;
    /** What a step does not say, or says in addition, is no error. */
    private static final ObjectMapper STEPS = JsonMapper.builder()
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL)).build();

    /**
     * Something that was done to a model.
     *
     * @param action for example "trained"
     * @param time when it was done, as {@link Instant} has it; empty where that does not matter
     * @param start what it began with
     * @param settings how it was done
     * @param data the clips that decided about it, by what they were for
     * @param software what computed it, with versions
     * @param machine where
     * @param result what came of it
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Step(String action, String time, Map<String, String> start, Map<String, String> settings,
        Map<String, ClipOrigin> data, Map<String, String> software, Map<String, String> machine,
        Map<String, String> result) {

        /** What is not said is empty. */
        public Step {
            time = time == null ? "" : time;
            start = ordered(start);
            settings = ordered(settings);
            data = ordered(data);
            software = ordered(software);
            machine = ordered(machine);
            result = ordered(result);
        }

        private static <T> Map<String, T> ordered(Map<String, T> values) {
            return values == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        /** Done now, by software that does not decide about what comes of it. */
        public static Step now(String action, Map<String, String> start, Map<String, String> settings) {
            return new Step(action, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), start, settings, Map.of(),
                Map.of("videoaction", version()), Map.of(), Map.of());
        }

        /** The same whenever it is done. */
        public static Step always(String action, Map<String, String> start, Map<String, String> settings) {
            return now(action, start, settings).untimed();
        }

        /** The same with the clips that decided about it, and where it was computed. */
        public Step computed(Map<String, ClipOrigin> clips, Map<String, String> libraries, Map<String, String> computer) {
            Map<String, String> all = new LinkedHashMap<>(software);
            all.putAll(libraries);
            return new Step(action, time, start, settings, clips, all, computer, result);
        }

        /** The same with what came of it. */
        public Step giving(Map<String, String> values) {
            return new Step(action, time, start, settings, data, software, machine, values);
        }

        /** The same at no time: equal for what was done twice. */
        public Step untimed() {
            return new Step(action, "", start, settings, data, software, machine, result);
        }

        /** What is known beside action, time and clips, by what it says; parts of which nothing is known are left out. */
        public Map<String, Map<String, String>> parts() {
            Map<String, Map<String, String>> parts = new LinkedHashMap<>();
            parts.put("from", start);
            parts.put("settings", settings);
            parts.put("software", software);
            parts.put("machine", machine);
            parts.put("result", result);
            parts.values().removeIf(Map::isEmpty);
            return parts;
        }
    }

    /** The file's content. */
    private record Stored(int version, List<Step> steps) {}

    public Provenance {
        steps = List.copyOf(steps);
    }

    /** Whether what the first step began with is known, too: it is not of models that were read from a file that does not say it. */
    public boolean isWhole() {
        return isKnown() && !steps.get(0).action().equals(READ);
    }

    public boolean isKnown() {
        return !steps.isEmpty();
    }

    /** What was done then. */
    public Provenance with(Step step) {
        return new Provenance(Stream.concat(steps.stream(), Stream.of(step)).toList());
    }

    /** The version of this program, "unknown" where it was not built by Maven. */
    public static String version() {
        String version = Provenance.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    /** A text that {@link #ofJson} reads. */
    public String json() {
        try {
            return STEPS.writeValueAsString(new Stored(VERSION, steps));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Where the model comes from cannot be described: " + e.getOriginalMessage(), e);
        }
    }

    /** @throws IOException when the text is damaged, or of a later version */
    public static Provenance ofJson(String json) throws IOException {
        try {
            JsonNode tree = STEPS.readTree(json);
            int version = tree == null ? 0 : tree.path("version").asInt();
            if (version != VERSION || !tree.path("steps").isArray()) {
                throw new IOException("where it comes from is damaged, or told by a newer version of this extension");
            }
            List<Step> steps = new ArrayList<>();
            for (JsonNode step : tree.path("steps")) {
                if (!step.path("action").isTextual()) {
                    throw new IOException("where it comes from is damaged: a step does not say what was done");
                }
                steps.add(STEPS.treeToValue(step, Step.class));
            }
            return new Provenance(steps);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException("where it comes from is damaged: " + e.getMessage(), e);
        }
    }
}
