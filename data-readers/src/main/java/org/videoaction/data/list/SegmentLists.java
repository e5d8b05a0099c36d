package org.videoaction.data.list;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.videoaction.data.sampling.Span;

/** Lists of segments of whole videos. */
final class SegmentLists {

    private SegmentLists() {
    }

    /** The videos and segments of each subset. */
    private static final class Subsets {

        private final Map<String, int[]> counts = new LinkedHashMap<>();

        void add(String subset, int segments) {
            int[] count = counts.computeIfAbsent(subset == null ? "no subset" : subset, unseen -> new int[3]);
            count[0]++;
            count[1] += segments;
            count[2] += segments == 0 ? 1 : 0;
        }

        String sentence() {
            return counts.entrySet().stream().map(entry -> entry.getKey() + ": " + entry.getValue()[1] + " segments of "
                + (entry.getValue()[0] - entry.getValue()[2]) + " videos"
                + (entry.getValue()[2] == 0 ? "" : ", " + entry.getValue()[2] + " videos without segments left out"))
                .collect(Collectors.joining("; ")) + ".";
        }
    }

    /** ActivityNet's {@code {"database": {ID: {"subset", "duration", "annotations": [{"segment", "label"}]}}}}. */
    static List<DatasetList.Entry> activityNet(ListSource source) throws IOException {
        Problems problems = new Problems(source.path());
        List<DatasetList.Entry> entries = new ArrayList<>();
        Subsets subsets = new Subsets();
        List<String> timeless = new ArrayList<>();
        JsonFile.forEach(source.path(), "database", (line, id, video) -> {
            if (!video.isObject() || !video.has("annotations")) {
                if (video.has("subset")) {
                    subsets.add(video.get("subset").asText(), 0);
                }
                return;
            }
            try {
                ListSource.checkPath(id);
                String subset = video.path("subset").asText(null);
                double duration = duration(video);
                List<DatasetList.Entry> segments = new ArrayList<>();
                for (JsonNode annotation : video.path("annotations")) {
                    double[] times = times(annotation.path("segment"));
                    if (times[1] <= times[0] || times[0] < 0 || times[0] >= duration) {
                        timeless.add(id + " at " + times[0] + " to " + times[1] + " s (line " + line + ")");
                    } else {
                        String label = label(annotation);
                        segments.add(new DatasetList.Entry(line, id, label, List.of(label),
                            new Span(times[0], Math.min(times[1], duration)), 0, subset));
                    }
                }
                entries.addAll(segments);
                subsets.add(subset, segments.size());
            } catch (IllegalArgumentException e) {
                problems.add(line, "in the video " + id + ": " + e.getMessage());
            }
        });
        problems.throwIfAny();
        if (entries.isEmpty()) {
            throw new IOException("The list " + source.path() + " has no video with a segment. ActivityNet's form is "
                + "{\"database\": {ID: {\"subset\": .., \"annotations\": [{\"segment\": [.., ..], \"label\": ..}]}}}.");
        }
        source.remarks().add(subsets.sentence());
        if (!timeless.isEmpty()) {
            source.remarks().add("Segments that end before they start or lie outside their video are passed over: "
                + timeless.size() + ", the first is that of " + timeless.get(0) + ".");
        }
        return entries;
    }

    private static double duration(JsonNode video) {
        double duration = video.has("duration") ? video.get("duration").asDouble()
            : video.path("duration_second").asDouble();
        return duration > 0 ? duration : Double.POSITIVE_INFINITY;
    }

    private static double[] times(JsonNode segment) {
        double[] times = new double[2];
        for (int i = 0; i < times.length; i++) {
            JsonNode time = segment.path(i);
            times[i] = time.isNumber() ? time.asDouble() : Double.NaN;
        }
        if (segment.size() != 2 || !Double.isFinite(times[0]) || !Double.isFinite(times[1])) {
            throw new IllegalArgumentException("\"segment\" is " + (segment.isMissingNode() ? "missing" : segment)
                + ", not two times in seconds");
        }
        return times;
    }

    private static String label(JsonNode annotation) {
        String label = annotation.path("label").asText("").strip();
        if (label.isEmpty()) {
            throw new IllegalArgumentException("a segment has no label");
        }
        return label;
    }

    /** HACS' clips, {@code classname, youtube_id, subset, start, end, label}; a label of -1 says that the class is not there. */
    static List<DatasetList.Entry> hacsClips(ListSource source) throws IOException {
        int[] negatives = new int[1];
        Subsets subsets = new Subsets();
        List<DatasetList.Entry> entries = TableLists.table(source,
            Set.of("classname", "youtube_id", "subset", "start", "end", "label"), row -> {
                String label = row.text("classname");
                String subset = row.text("subset").isEmpty() ? null : row.text("subset");
                String sample = row.text("label");
                if (label.isEmpty()) {
                    subsets.add(subset, 0);
                    return List.of();
                }
                if (!Arrays.asList("1", "-1").contains(sample)) {
                    throw new IllegalArgumentException("\"" + sample + "\" is neither 1 nor -1, which say whether the class "
                        + "is there");
                }
                Span span = TableLists.span(TableLists.seconds(row.text("start")), TableLists.seconds(row.text("end")));
                if (sample.equals("-1")) {
                    negatives[0]++;
                    return List.of();
                }
                subsets.add(subset, 1);
                return List.of(new DatasetList.Entry(row.line(), row.text("youtube_id"), label, List.of(label), span, 0,
                    subset));
            });
        if (entries.isEmpty()) {
            throw new IOException("The list " + source.path() + " has no positive sample, a line with the label 1.");
        }
        source.remarks().add(subsets.sentence());
        if (negatives[0] > 0) {
            source.remarks().add("Negative samples, which do not show their class, are left out: " + negatives[0] + ".");
        }
        return entries;
    }
}
