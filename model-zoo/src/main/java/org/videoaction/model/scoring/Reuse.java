package org.videoaction.model.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What became of scores that a folder had kept.
 *
 * @param kept videos whose scores were taken
 * @param replaced videos that were scored anew since they are not what they were
 * @param doubtful videos that were scored anew since version 1.0.0, which does not tell replaced ones, kept their scores
 * @param added videos that were scored first
 * @param leftOut videos that are not asked for any more; the folder still has their scores
 */
public record Reuse(int kept, int replaced, int doubtful, int added, int leftOut) {

    /** Nothing was kept before. */
    public static final Reuse NONE = new Reuse(0, 0, 0, 0, 0);

    /** Whether something is otherwise than where an interrupted run goes on. */
    public boolean isOfOtherVideos() {
        return replaced + doubtful + leftOut > 0;
    }

    Reuse withKept() {
        return new Reuse(kept + 1, replaced, doubtful, added, leftOut);
    }

    Reuse leavingOut(int videos) {
        return new Reuse(kept, replaced, doubtful, added, videos);
    }

    Reuse withReplaced() {
        return new Reuse(kept, replaced + 1, doubtful, added, leftOut);
    }

    Reuse withDoubtful() {
        return new Reuse(kept, replaced, doubtful + 1, added, leftOut);
    }

    Reuse withAdded() {
        return new Reuse(kept, replaced, doubtful, added + 1, leftOut);
    }

    /** For example "kept 5, scored anew 1 (replaced), added 1, left out 1"; what there is none of is not said. */
    public String summary() {
        List<String> parts = new ArrayList<>();
        add(parts, "kept %d", kept);
        add(parts, "scored anew %d (replaced)", replaced);
        add(parts, "scored anew %d (kept by version 1.0.0, and not known to be what it scored)", doubtful);
        add(parts, "added %d", added);
        add(parts, "left out %d", leftOut);
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, String form, int count) {
        if (count > 0) {
            parts.add(String.format(Locale.ROOT, form, count));
        }
    }
}
