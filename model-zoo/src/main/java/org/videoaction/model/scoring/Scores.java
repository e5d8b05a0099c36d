package org.videoaction.model.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.videoaction.data.clip.LeftOut;
import org.videoaction.data.list.Classes;

/**
 * What a model says of videos, and how fast it did.
 *
 * @param videos in the order of the clips' source, with those that it left out
 * @param seconds of wall-clock time, all in all
 * @param waited how many of them the network waited for clips
 * @param batch how many clips were scored at once in the end
 * @param device where, in words
 * @param reuse what became of what a folder had kept
 */
public record Scores(List<VideoScore> videos, double seconds, double waited, int batch,
    String device, Reuse reuse) {

    /** Why a video has no class though it was read. */
    static final String NO_NUMBERS = "the network's scores of it are not finite numbers: the model's weights are too large, "
        + "or its numbers too small where it is not computed in 32 bits";

    public Scores {
        videos = List.copyOf(videos);
    }

    /** The same with a row for each video that was left out before, where the list has it. */
    Scores with(List<LeftOut> leftOut, Classes classes) {
        List<VideoScore> all = new ArrayList<>(videos);
        // from the last one on, so that the places of the others hold
        for (int i = leftOut.size() - 1; i >= 0; i--) {
            LeftOut one = leftOut.get(i);
            all.add(Math.min(one.place(), all.size()), VideoScore.broken(one.video(),
                one.labels().stream().map(classes::name).toList(), one.reason()));
        }
        return new Scores(all, seconds, waited, batch, device, reuse);
    }

    /** Whether all of them are finite. */
    static boolean areNumbers(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    public double videosPerSecond() {
        return (videos.size() - reuse.kept()) / seconds;
    }

    /** The share of the time in which the network waited for clips, from 0 to 1. */
    public double waitedShare() {
        return waited / seconds;
    }

    /**
     * The videos without a class: those that could not be read, now or when clips were made, and those whose scores are not
     * finite.
     */
    public List<VideoScore> broken() {
        return videos.stream().filter(video -> video.problem() != null).toList();
    }

    /**
     * For example "12 videos in 8.0 s, 1.50 a second, 4 clips at once on the CPU; the network waited 12% of the time for
     * clips".
     */
    public String summary() {
        String before = reuse.equals(Reuse.NONE) ? "" : "; of scores from before: " + reuse.summary();
        return String.format(Locale.ROOT,
            "%d videos in %.1f s, %.2f a second, %d clips at once on the %s; the network waited "
                + "%.0f%% of the time for clips%s",
            videos.size(), seconds, videosPerSecond(), batch, device, 100 * waitedShare(),
            before);
    }
}
