package org.videoaction.data.list;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.videoaction.data.sampling.Span;

/**
 * The JSON file of a project of the VGG Image Annotator 3: {@code attribute} (names and options by id), {@code file},
 * {@code view} (the files that are annotated) and {@code metadata}: of a view {@code vid}, the times {@code z}, the shape
 * {@code xy} and the values {@code av} of attributes.
 */
final class ViaProject {

    private static final int CHECKBOX = 2;

    private final JsonNode project;

    private ViaProject(JsonNode project) {
        this.project = project;
    }

    /**
     * What somebody marked.
     *
     * @param id the program's name for it
     * @param name of the file that it is in
     * @param times in seconds: none in a picture, one of a frame, two of a segment
     * @param shape the number of a kind of shape and its numbers in pixels, none for a segment
     * @param values the actions by the names of the attributes that say them
     */
    record Marked(int line, String id, String name, double[] times, double[] shape, Map<String, List<String>> values) {}

    /** The values of an attribute, or of the first one that has any. */
    static List<String> actions(Map<String, List<String>> values, String attribute) {
        return attribute.isEmpty() ? values.values().stream().filter(of -> !of.isEmpty()).findFirst().orElse(List.of())
            : values.getOrDefault(attribute, List.of());
    }

    /** Whether a tree is such a project. */
    static boolean is(JsonNode tree) {
        return tree.path("metadata").isObject() && tree.path("view").isObject() && tree.path("file").isObject();
    }

    /** All that is marked; what is wrong is added to the problems. */
    static List<Marked> marked(Path file, JsonNode tree, Problems problems) throws IOException {
        ViaProject via = new ViaProject(tree);
        List<Marked> marked = new ArrayList<>();
        JsonFile.forEach(file, "metadata", (line, id, value) -> {
            if (value.has("vid") && value.has("xy")) {
                try {
                    marked.add(via.marked(line, id, value));
                } catch (IllegalArgumentException e) {
                    problems.add(line, "in metadata " + id + ": " + e.getMessage());
                }
            }
        });
        return marked;
    }

    static List<DatasetList.Entry> segments(ListSource source) throws IOException {
        JsonNode tree = JsonFile.readObject(source.path());
        if (!is(tree)) {
            throw new IOException("The file " + source.path()
                + " is no project of the VGG Image Annotator 3, which has \"metadata\", \"view\" and \"file\".");
        }
        Problems problems = new Problems(source.path());
        List<DatasetList.Entry> entries = new ArrayList<>();
        int regions = 0;
        int unlabelled = 0;
        for (Marked marked : marked(source.path(), tree, problems)) {
            List<String> labels = actions(marked.values(), "");
            if (marked.times().length != 2 || marked.shape().length > 0) {
                regions++;
            } else if (labels.isEmpty()) {
                unlabelled++;
            } else {
                try {
                    Span span = TableLists.span(marked.times()[0], marked.times()[1]);
                    entries.add(new DatasetList.Entry(marked.line(), marked.name(), labels.get(0), labels, span, 0, null));
                } catch (IllegalArgumentException e) {
                    problems.add(marked.line(), "in metadata " + marked.id() + ": " + e.getMessage());
                }
            }
        }
        problems.throwIfAny();
        if (entries.isEmpty()) {
            throw new IOException("The file " + source.path() + " has no segment with a value.");
        }
        if (regions > 0) {
            source.remarks().add("What is marked in single frames is passed over: " + regions + ".");
        }
        if (unlabelled > 0) {
            source.remarks().add("Segments without a value are passed over: " + unlabelled + ".");
        }
        return entries;
    }

    private Marked marked(int line, String id, JsonNode value) {
        double[] times = numbers(value.path("z"), "z");
        for (double time : times) {
            if (time < 0) {
                throw new IllegalArgumentException(time + " s is before the video starts");
            }
        }
        return new Marked(line, id, name(value.path("vid").asText()), times, numbers(value.path("xy"), "xy"),
            values(value.path("av")));
    }

    /** The name of the file that a view shows, without the folder or the server that it lay on. */
    private String name(String view) {
        String name = project.path("file").path(project.path("view").path(view).path("fid_list").path(0).asText())
            .path("fname").asText().replace('\\', '/');
        String last = name.substring(name.lastIndexOf('/') + 1);
        ListSource.checkPath(last);
        return last;
    }

    private Map<String, List<String>> values(JsonNode byId) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : byId.properties()) {
            JsonNode attribute = project.path("attribute").path(entry.getKey());
            String value = entry.getValue().asText().strip();
            Stream<String> chosen = attribute.path("type").asInt() == CHECKBOX ? Stream.of(value.split(","))
                : Stream.of(value);
            values.put(attribute.path("aname").asText(entry.getKey()),
                chosen.map(option -> attribute.path("options").path(option.strip()).asText(option).strip())
                    .filter(option -> !option.isEmpty()).distinct().toList());
        }
        return values;
    }

    private static double[] numbers(JsonNode list, String name) {
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode number = list.path(i);
            numbers[i] = AvaLists.decimal(number.asText(), "a number in " + name);
        }
        return numbers;
    }
}
