package org.videoaction.data.list;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Regions in pictures, as the VGG Image Annotator 2 saves its projects and exports them as JSON or CSV. The pictures are
 * frames of videos: {@code VIDEO/img_00012.jpg} or {@code VIDEO_000012.jpg}, numbered from 1, or from 0 where a picture of
 * the video has that number.
 */
final class ViaPictures {

    private static final Pattern IN_FOLDER = Pattern.compile("(?:(.*)/)?img_(\\d{5})\\.jpg");
    private static final Pattern BESIDE = Pattern.compile("(.*?)[_.-]?(?:frame|img)?[_.-]?(\\d{1,9})\\.\\w{3,4}");
    private static final int COLUMNS = 7;

    private ViaPictures() {
    }

    /**
     * What somebody marked in a frame.
     *
     * @param frame from 0 on
     * @param shape its name and its numbers in pixels
     * @param values the actions by the names of the attributes that say them
     */
    record Region(int line, Path picture, String video, int frame, JsonNode shape, Map<String, List<String>> values) {}

    /** Reads all regions; what is wrong is added to the problems. */
    static List<Region> regions(BoxSource source, Problems problems) throws IOException {
        List<Region> regions = new ArrayList<>();
        if (TextFile.content(source.list()).stripLeading().startsWith("{")) {
            JsonFile.forEach(source.list(), "_via_img_metadata", (line, id, value) -> {
                if (value.has("filename") && value.has("regions")) {
                    for (JsonNode region : value.path("regions")) {
                        add(regions, problems, line, () -> region(source, line, value.path("filename").asText(),
                            region.path("shape_attributes"), region.path("region_attributes")));
                    }
                }
            });
        } else {
            for (TextFile.Line line : TextFile.lines(source.list(), source.remarks())) {
                if (!line.text().startsWith("filename,")) {
                    add(regions, problems, line.number(), () -> region(source, line));
                }
            }
        }
        Set<String> fromZero = regions.stream().filter(region -> region.frame() == 0).map(Region::video)
            .collect(Collectors.toSet());
        return regions.stream().map(region -> fromZero.contains(region.video()) ? region : new Region(region.line(),
            region.picture(), region.video(), region.frame() - 1, region.shape(), region.values())).toList();
    }

    @FunctionalInterface
    private interface Reading {
        Region read();
    }

    private static void add(List<Region> regions, Problems problems, int line, Reading reading) {
        try {
            regions.add(reading.read());
        } catch (IllegalArgumentException e) {
            problems.add(line, e.getMessage());
        }
    }

    /** A line of {@code filename, file_size, file_attributes, region_count, region_id, region_shape_attributes, region_attributes}. */
    private static Region region(BoxSource source, TextFile.Line line) {
        List<String> fields = TextFile.separated(line.text(), ',');
        if (fields == null || fields.size() != COLUMNS) {
            throw new IllegalArgumentException("\"" + line.text() + "\" has not the " + COLUMNS
                + " columns of the VGG Image Annotator's CSV files");
        }
        return region(source, line.number(), fields.get(0), JsonFile.object(fields.get(5), "a shape"),
            JsonFile.object(fields.get(6), "attributes"));
    }

    private static Region region(BoxSource source, int line, String name, JsonNode shape, JsonNode attributes) {
        String picture = name.replace('\\', '/');
        Matcher inFolder = IN_FOLDER.matcher(picture);
        Matcher beside = BESIDE.matcher(picture);
        Matcher frame = inFolder.matches() ? inFolder : beside;
        if (!inFolder.matches() && (!beside.matches() || beside.group(1).isEmpty())) {
            throw new IllegalArgumentException("the picture \"" + name
                + "\" is not called as a frame of a video, VIDEO/img_00012.jpg or VIDEO_000012.jpg");
        }
        ListSource.checkPath(picture);
        return new Region(line, source.folder().resolve(picture), frame.group(1) == null ? "." : frame.group(1),
            Integer.parseInt(frame.group(2)), shape, values(attributes));
    }

    /** A value is a text, or an object of options and whether they are ticked. */
    private static Map<String, List<String>> values(JsonNode attributes) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
            JsonNode value = attribute.getValue();
            List<String> chosen = value.isObject()
                ? value.properties().stream().filter(option -> option.getValue().asBoolean()).map(Map.Entry::getKey).toList()
                : List.of(value.asText().strip());
            values.put(attribute.getKey(), chosen.stream().filter(option -> !option.isEmpty()).toList());
        }
        return values;
    }
}
