package org.videoaction.data.list;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lists that are arrays of objects in JSON. */
final class JsonLists {

    private JsonLists() {
    }

    /** The template without its brackets is the class; the label is a sentence about this one video. */
    static List<DatasetList.Entry> somethingSomething(ListSource source) throws IOException {
        return entries(source, entry -> {
            String id = text(entry, "id");
            String template = text(entry, "template");
            if (template.isEmpty() && !text(entry, "label").isEmpty()) {
                throw new IllegalArgumentException("\"" + id + "\" has a label and no template, which is the class");
            }
            return new Video(id, ".webm", template.replace("[", "").replace("]", ""));
        });
    }

    static List<DatasetList.Entry> diving48(ListSource source) throws IOException {
        return entries(source, entry -> new Video(text(entry, "vid_name"), ".mp4", text(entry, "label")));
    }

    /** @param label empty where the list does not say */
    private record Video(String id, String ending, String label) {}

    private record Item(int number, JsonNode node) {}

    private static List<DatasetList.Entry> entries(ListSource source, Function<JsonNode, Video> reader) throws IOException {
        JsonNode tree = JsonTree.read(source.path());
        if (!tree.isArray() || tree.isEmpty()) {
            throw new IOException("The list " + source.path() + " is not a JSON array with an object for each video.");
        }
        List<Item> items = new ArrayList<>();
        tree.forEach(node -> items.add(new Item(items.size() + 1, node)));
        return source.entries(items, Item::number, item -> {
            Video video = reader.apply(item.node());
            if (video.id().isEmpty()) {
                throw new IllegalArgumentException("no video is named");
            }
            String path = source.videos().fileOrFrames(video.id(), video.ending());
            return List.of(video.label().isEmpty() ? DatasetList.Entry.unlabelled(item.number(), path)
                : DatasetList.Entry.of(item.number(), path, List.of(video.label())));
        });
    }

    /** A text or a whole number, empty where there is none. */
    private static String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isMissingNode() && !value.isTextual() && !value.isIntegralNumber()) {
            throw new IllegalArgumentException("its " + field + " is neither a text nor a whole number");
        }
        String text = value.asText().strip();
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("its " + field + " holds a control character");
        }
        return text;
    }
}
