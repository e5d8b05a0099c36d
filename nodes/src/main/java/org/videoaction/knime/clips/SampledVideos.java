package org.videoaction.knime.clips;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knime.core.node.KNIMEException;
import org.videoaction.data.clip.SampledVideo;

/** What has to be said of videos that were sampled, counted one by one. */
final class SampledVideos {

    private static final int NAMED = 3;
    /** A filter of the four nearest pixels sees them all down to half the size. */
    private static final double SEES_ALL = 2;

    private final StringBuilder named = new StringBuilder();
    private int size;
    private int failed;
    private int shrunk;
    private SampledVideo most;

    void add(SampledVideo video) {
        size++;
        if (video.status().equals(SampledVideo.FAILED)) {
            failed++;
            if (failed <= NAMED) {
                named.append(failed == 1 ? "" : ", ").append(video.video().name()).append(" (").append(video.reason())
                    .append(')');
            }
        }
        if (video.shrunk() > SEES_ALL) {
            shrunk++;
            most = most == null || video.shrunk() > most.shrunk() ? video : most;
        }
    }

    int size() {
        return size;
    }

    /** @throws KNIMEException when none could be decoded */
    void checkAny() throws KNIMEException {
        if (failed > 0 && failed == size) {
            throw new KNIMEException("None of the " + size + " videos can be decoded: " + names() + ".");
        }
    }

    /** Nothing where all is well. */
    Optional<String> warning() {
        String warnings = Stream.of(failures(), aliasing()).flatMap(Optional::stream).collect(Collectors.joining(" "));
        return warnings.isEmpty() ? Optional.empty() : Optional.of(warnings);
    }

    private String names() {
        return named + (failed > NAMED ? " and " + (failed - NAMED) + " more" : "");
    }

    private Optional<String> failures() {
        return failed == 0 ? Optional.empty() : Optional.of(failed + " of " + size
            + " videos cannot be decoded and are left out: " + names() + ".");
    }

    private Optional<String> aliasing() {
        return Optional.ofNullable(most)
            .map(one -> "The reference filter makes the frames of " + shrunk + " of " + size
                + " videos more than twice smaller, those of " + one.video().video() + " "
                + String.format(Locale.ROOT, "%.1f", one.shrunk()) + " times: it passes pixels over, so that fine textures "
                + "flicker (aliasing). Shrink such videos once to about twice the short side with another program, or "
                + "choose the fast scaling, which takes every pixel into account.");
    }
}
