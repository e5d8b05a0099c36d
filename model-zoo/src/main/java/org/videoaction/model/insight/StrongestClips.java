package org.videoaction.model.insight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.LeftOut;
import org.videoaction.model.scoring.ClipScore;
import org.videoaction.model.scoring.VideoScore;

/**
 * Remembers, while videos are scored, of few of them the clip that is surest of the video's most probable class: of wrongly
 * recognised ones first, then of the others, in the order of the list.
 */
public final class StrongestClips {

    private final int most;
    private final List<String> classes;
    private final List<Strongest> wrong = new ArrayList<>();
    private final List<Strongest> others = new ArrayList<>();
    private final List<float[]> clips = new ArrayList<>();
    private long row;

    /**
     * A video's clip.
     *
     * @param row the place of the video's score among all
     * @param position the clip's place among those of the video
     * @param label the video's most probable class
     */
    public record Strongest(long row, int position, int label) {

        /** The index of the clip in the source that was scored. */
        int index(ClipSource source) {
            int before = 0;
            for (LeftOut left : source.leftOut()) {
                if (left.place() + before >= row) {
                    break;
                }
                before++;
            }
            return first(source, (int) (row - before)) + position;
        }

        private static int first(ClipSource source, int entry) {
            int low = 0;
            int high = source.size();
            while (low < high) {
                int middle = (low + high) / 2;
                if (source.entry(middle) < entry) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    /**
     * @param most how many videos
     * @param classes of the model
     */
    public StrongestClips(int most, List<String> classes) {
        this.most = most;
        this.classes = classes;
    }

    /** Hears of each clip, before its video. */
    public void add(ClipScore clip) {
        clips.add(clip.probabilities());
    }

    /** Hears of each video, in the order of the list. */
    public void add(VideoScore video) {
        if (video.problem() == null) {
            int best = video.best();
            boolean mistake = !video.labels().isEmpty() && !video.labels().contains(classes.get(best));
            List<Strongest> chosen = mistake ? wrong : others;
            if (chosen.size() < most) {
                chosen.add(new Strongest(row, strongest(best, video.views()), best));
            }
        }
        clips.clear();
        row++;
    }

    /** Where clips are not told, as of kept scores, the middle one. */
    private int strongest(int label, int views) {
        if (clips.size() != views) {
            return views / 2;
        }
        int best = 0;
        for (int clip = 1; clip < views; clip++) {
            best = clips.get(clip)[label] > clips.get(best)[label] ? clip : best;
        }
        return best;
    }

    /** Those that are chosen, in the order of the list. */
    public List<Strongest> chosen() {
        return Stream.concat(wrong.stream(), others.stream()).limit(most).sorted(Comparator.comparingLong(Strongest::row))
            .toList();
    }
}
