package org.videoaction.model.scoring;

import java.util.Locale;

/**
 * What came of scoring a list, and how fast it was.
 *
 * @param videos how many the list has
 * @param broken how many of them have no score
 * @param seconds of wall-clock time, all in all
 * @param waited how many of them the network waited for clips
 * @param batch how many clips were scored at once in the end
 * @param device where, in words
 * @param reuse what became of what a folder had kept
 */
public record ScoringReport(long videos, long broken, double seconds, double waited, int batch, String device,
    Reuse reuse) {

    public double videosPerSecond() {
        return (videos - reuse.kept()) / seconds;
    }

    /** The share of the time in which the network waited for clips, from 0 to 1. */
    public double waitedShare() {
        return waited / seconds;
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
            videos, seconds, videosPerSecond(), batch, device, 100 * waitedShare(),
            before);
    }
}
