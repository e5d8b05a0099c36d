package org.videoaction.model.detection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.videoaction.data.Pace;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.PickedFrames;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.video.FrameTimes;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoProbe;
import org.videoaction.data.video.VideoReport;
import org.videoaction.model.detection.KeyFrameInterval.Look;
import org.videoaction.model.tracking.Person;
import org.videoaction.model.tracking.PersonTracker;
import org.videoaction.model.tracking.Sighting;
import org.videoaction.model.tracking.TrackBox;
import org.videoaction.model.tracking.TrackingSettings;

/**
 * Finds the persons in the key frames of videos and says who is who. Every frame that is looked at is decoded once; only boxes
 * stay in memory.
 */
public final class PersonFinder {

    private final ObjectDetector detector;
    private final KeyFrameInterval interval;
    private final TrackingSettings tracking;
    private final boolean tracked;
    private final VideoLimits limits;
    private final int threads;

    /**
     * @param tracked whether boxes are joined to persons; else each surely found box stands for itself
     * @param threads how many threads decode ahead
     */
    public PersonFinder(ObjectDetector detector, KeyFrameInterval interval, TrackingSettings tracking, boolean tracked,
        VideoLimits limits, int threads) {
        this.detector = detector;
        this.interval = tracked ? interval : new KeyFrameInterval(interval.every(), interval.seconds(), 0);
        this.tracking = tracking;
        this.tracked = tracked;
        this.limits = limits;
        this.threads = threads;
    }

    /** A frame that was looked at. @param ratio its width by its height */
    private record Seen(double seconds, boolean key, double ratio, List<Detection> found) {}

    /**
     * The persons of a video. One that cannot be read has none, and the reason.
     *
     * @throws CancellationException when {@code progress} says so
     */
    public VideoPersons find(Path video, Progress progress) {
        VideoReport report = new VideoProbe(limits).scan(video);
        if (report.status() == VideoReport.Status.FAILED || report.times() == null) {
            return new VideoPersons(List.of(), 0,
                report.times() != null || report.reason() != null ? report.reason()
                    : "does not say when its frames are shown");
        }
        try {
            return find(video, report.times(), progress);
        } catch (VideoException e) {
            return new VideoPersons(List.of(), 0, e.reason());
        }
    }

    private VideoPersons find(Path video, FrameTimes times, Progress progress) throws VideoException {
        Look[] looks = interval.looks(times);
        Pace pace = new Pace("frames", looks.length);
        List<Seen> seen = new ArrayList<>();
        Runnable report = () -> progress.report(pace.fraction(seen.size()), pace.message(seen.size()));
        try (PickedFrames frames = new PickedFrames(video, times, Arrays.stream(looks).mapToInt(Look::frame).toArray(),
            detector::scaled, limits, threads)) {
            PickedFrames.Picture picture;
            while ((picture = frames.next(report)) != null) {
                Look look = looks[seen.size()];
                FrameSize shown = picture.shown();
                seen.add(new Seen(times.at(look.frame()), look.key(), (double) shown.width() / shown.height(),
                    detector.detect(shown, picture.pixels())));
                report.run();
            }
            return new VideoPersons(tracked ? tracked(seen) : untracked(seen),
                (int) seen.stream().filter(Seen::key).count(), frames.problem());
        }
    }

    private List<PersonBox> untracked(List<Seen> seen) {
        return seen.stream().flatMap(frame -> frame.found().stream().filter(found -> found.score() >= tracking.sure())
            .map(found -> new PersonBox(frame.seconds(), found.box(), found.score(), 0, true))).toList();
    }

    private List<PersonBox> tracked(List<Seen> seen) {
        PersonTracker tracker = new PersonTracker(tracking);
        seen.forEach(frame -> tracker.next(frame.seconds(), frame.found().stream()
            .map(found -> new PersonTracker.Found(inHeights(found.box(), frame.ratio()), found.score())).toList()));
        double[] seconds = seen.stream().mapToDouble(Seen::seconds).toArray();
        List<PersonBox> boxes = new ArrayList<>();
        for (Person person : tracker.persons()) {
            for (Sighting sighting : person.sightings(seconds)) {
                Seen frame = seen.get(sighting.frame());
                if (frame.key()) {
                    inShares(sighting.box(), frame.ratio()).ifPresent(box -> boxes.add(new PersonBox(frame.seconds(), box,
                        sighting.score(), person.number(), sighting.seen())));
                }
            }
        }
        boxes.sort(Comparator.comparingDouble(PersonBox::seconds).thenComparingInt(PersonBox::person));
        return boxes;
    }

    /** Persons move in a space in which both directions count alike. */
    private static TrackBox inHeights(RelativeBox box, double ratio) {
        return new TrackBox(box.x1() * ratio, box.y1(), box.x2() * ratio, box.y2());
    }

    private static Optional<RelativeBox> inShares(TrackBox box, double ratio) {
        double x1 = box.x1() / ratio;
        double x2 = Math.min(1, box.x2() / ratio);
        return x1 < x2 ? Optional.of(new RelativeBox(x1, box.y1(), x2, box.y2())) : Optional.empty();
    }
}
