package org.videoaction.data.list;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
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

    private static List<DatasetList.Entry> entries(ListSource source, Function<JsonNode, Video> reader) throws IOException {
        return source.entries(JsonFile.entries(source.path()), JsonFile.Entry::line, entry -> {
            Video video = video(entry, reader);
            String path = source.videos().fileOrFrames(video.id(), video.ending());
            return List.of(video.label().isEmpty() ? DatasetList.Entry.unlabelled(entry.line(), path)
                : DatasetList.Entry.of(entry.line(), path, List.of(video.label())));
        });
    }

    /** Files may have all entries on one line. */
    private static Video video(JsonFile.Entry entry, Function<JsonNode, Video> reader) {
        try {
            Video video = reader.apply(entry.value());
            if (!video.id().isEmpty()) {
                return video;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("entry " + entry.number() + ": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("entry " + entry.number() + ": no video is named");
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
