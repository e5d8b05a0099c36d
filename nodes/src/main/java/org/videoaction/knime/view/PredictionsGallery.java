package org.videoaction.knime.view;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;
import org.videoaction.data.clip.ClipPicture;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.list.Classes;

/**
 * What a network took videos for: the wrong ones first, the surest of them before the others, then those whose class is
 * not known and the right ones, the least sure before the others, then those that cannot be read.
 *
 * @param classes the names that rows refer to
 * @param pictures key frames of the first rows
 * @param onDemand whether they were decoded for this view
 */
public record PredictionsGallery(Classes classes, List<Row> rows, List<Picture> pictures, boolean onDemand) {

    static final ViewPage PAGE = new ViewPage("predictions-gallery", "Predictions");
    /** Few enough for some megabytes of initial data. */
    private static final int PICTURES = 240;
    /** Few enough to decode while somebody waits. */
    private static final int DECODED_PICTURES = 24;
    private static final int SIDE = 144;

    /**
     * The prediction for a video.
     *
     * @param truth its classes; none where they are not known
     * @param top the most probable classes, the first one first; none where the video cannot be read
     * @param problem why it cannot be read; null where it can
     * @param evidence a data address of what speaks for the first class; null where it was not looked for
     */
    public record Row(String video, List<Integer> truth, List<Guess> top, String problem, String evidence) {

        /** Without a look for evidence. */
        public Row(String video, List<Integer> truth, List<Guess> top, String problem) {
            this(video, truth, top, problem, (String) null);
        }

        /** @param png a file, or null */
        public Row(String video, List<Integer> truth, List<Guess> top, String problem, byte[] png) {
            this(video, truth, top, problem,
                png == null ? null : "data:image/png;base64," + Base64.getEncoder().encodeToString(png));
        }

        private int place() {
            return problem != null ? 3 : truth.isEmpty() ? 1 : truth.contains(top.get(0).label()) ? 2 : 0;
        }

        /** Among rows of a place, small numbers first. */
        private double order() {
            return problem != null ? 0 : place() == 0 ? -top.get(0).probability() : top.get(0).probability();
        }
    }

    /** A class with its probability. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Guess(int label, double probability) {}

    /** @param data the gallery, of the objects that the node keeps */
    public static DefaultView declare(RequireViewParameters view,
        Function<PortObject[], PredictionsGallery> data) {
        return PAGE.declare(view, """
            Each video with a frame of it, its class as far as known and the most probable classes: wrong predictions
            first, and of those the surest first. Only the first videos have a picture; those of clips on demand are
            decoded when the view is opened.
            """, data::apply);
    }

    /**
     * Puts predictions in order and adds key frames.
     *
     * @param rows in the order of the clips' videos
     * @param source the clips that were scored
     */
    public static PredictionsGallery of(Classes classes, List<Row> rows, ClipSource source)
        throws IOException {
        boolean onDemand = source.resized(source.spec().frames(), Math.min(source.spec().height(), source.spec().width()))
            .isPresent();
        Map<Row, Integer> clips = middleClips(rows, source);
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparingInt(Row::place).thenComparingDouble(Row::order));
        int[] shown = sorted.stream().limit(onDemand ? DECODED_PICTURES : PICTURES)
            .takeWhile(row -> row.problem() == null && clips.containsKey(row)).mapToInt(clips::get).toArray();
        List<Picture> pictures = new ArrayList<>();
        ClipPicture.of(source, shown, 1, SIDE).forEach(picture -> pictures.add(Picture.of(picture)));
        return new PredictionsGallery(classes, sorted, pictures, onDemand);
    }

    /** The clip in the middle of those that a row was scored by; a video with several rows has them in their order. */
    private static Map<Row, Integer> middleClips(List<Row> rows, ClipSource source) {
        Map<String, Deque<Integer>> middles = new HashMap<>();
        int first = 0;
        for (int clip = 1; clip <= source.size(); clip++) {
            boolean ends = clip == source.size() || clip - first == source.spec().views()
                || !source.video(clip).equals(source.video(first));
            if (ends) {
                middles.computeIfAbsent(source.video(first), video -> new ArrayDeque<>()).add((first + clip) / 2);
                first = clip;
            }
        }
        Map<Row, Integer> clips = new IdentityHashMap<>();
        for (Row row : rows) {
            Deque<Integer> left = middles.getOrDefault(row.video(), new ArrayDeque<>());
            if (!left.isEmpty()) {
                clips.put(row, left.remove());
            }
        }
        return clips;
    }
}
