package org.videoaction.model.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.videoaction.model.tracking.PersonTracker.Found;

class PersonTrackerTest {

    private static final double STEP = 1.0 / 30;

    private static TrackBox at(double x, double y) {
        return new TrackBox(x - 0.05, y - 0.1, x + 0.05, y + 0.1);
    }

    private static Found sure(double x, double y) {
        return new Found(at(x, y), 0.9);
    }

    private static double[] times(int frames) {
        return IntStream.range(0, frames).mapToDouble(frame -> frame * STEP).toArray();
    }

    private static PersonTracker tracked(List<List<Found>> frames) {
        PersonTracker tracker = new PersonTracker(TrackingSettings.DEFAULT);
        for (int frame = 0; frame < frames.size(); frame++) {
            tracker.next(frame * STEP, frames.get(frame));
        }
        return tracker;
    }

    @Test
    void boxesOfNeighboringFramesAreOnePerson() {
        List<List<Found>> frames = IntStream.range(0, 20)
            .mapToObj(frame -> List.of(sure(0.2 + 0.02 * frame, 0.5), sure(0.8 - 0.01 * frame, 0.2))).toList();
        List<Person> persons = tracked(frames).persons();
        assertThat(persons).extracting(Person::number).containsExactly(1, 2);
        assertThat(persons.get(0).sightings(times(20))).hasSize(20)
            .allSatisfy(sighting -> assertThat(sighting.box().y1()).isEqualTo(0.4));
    }

    @Test
    void gapsAreFilledOnTheStraightWay() {
        List<List<Found>> frames = new ArrayList<>();
        for (int frame = 0; frame < 20; frame++) {
            frames.add(frame >= 10 && frame < 14 ? List.of() : List.of(sure(0.2 + 0.02 * frame, 0.5)));
        }
        List<Person> persons = tracked(frames).persons();
        assertThat(persons).hasSize(1);
        List<Sighting> sightings = persons.get(0).sightings(times(20));
        assertThat(sightings).extracting(Sighting::frame).containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
        assertThat(sightings).filteredOn(sighting -> !sighting.seen()).extracting(Sighting::frame)
            .containsExactly(10, 11, 12, 13);
        sightings.forEach(
            sighting -> assertThat(sighting.box().x1()).isEqualTo(0.15 + 0.02 * sighting.frame(), within(1e-9)));
    }

    @Test
    void weakBoxesGoOnWithAPersonAndMakeNone() {
        List<List<Found>> frames = new ArrayList<>();
        for (int frame = 0; frame < 10; frame++) {
            double score = frame == 5 ? 0.2 : 0.9;
            frames.add(List.of(new Found(at(0.3, 0.5), score), new Found(at(0.8, 0.5), 0.2)));
        }
        List<Person> persons = tracked(frames).persons();
        assertThat(persons).hasSize(1);
        assertThat(persons.get(0).sightings(times(10))).hasSize(10).allMatch(Sighting::seen);
    }

    @Test
    void whoIsAwayForLongIsSomebodyNew() {
        List<List<Found>> frames = new ArrayList<>();
        for (int frame = 0; frame < 100; frame++) {
            frames.add(frame > 5 && frame < 90 ? List.of() : List.of(sure(0.5, 0.5)));
        }
        assertThat(tracked(frames).persons()).hasSize(2);
    }

    @Test
    void identitiesOutliveCrossingsInWhichOneHidesTheOther() {
        int kept = 0;
        int crossings = 200;
        Random random = new Random(7);
        for (int crossing = 0; crossing < crossings; crossing++) {
            kept += crossed(0.01 + 0.015 * random.nextDouble(), 0.01 + 0.015 * random.nextDouble(),
                0.03 * random.nextDouble(), random) ? 1 : 0;
        }
        assertThat(kept).isGreaterThanOrEqualTo(196);
    }

    /** Two persons meet in the middle after 20 frames and walk on; the one behind is not found while it is half covered. */
    private static boolean crossed(double speed, double otherSpeed, double apart, Random random) {
        List<List<Found>> frames = new ArrayList<>();
        for (int frame = 0; frame < 40; frame++) {
            TrackBox front = noisy(0.5 + speed * (frame - 20), 0.5, random);
            TrackBox behind = noisy(0.5 - otherSpeed * (frame - 20), 0.5 + apart, random);
            frames.add(front.overlap(behind) > 0.3 ? List.of(new Found(front, 0.9))
                : List.of(new Found(behind, 0.8), new Found(front, 0.9)));
        }
        List<Person> persons = tracked(frames).persons();
        return persons.size() == 2 && persons.stream().allMatch(person -> {
            List<Sighting> sightings = person.sightings(times(40));
            Sighting first = sightings.get(0);
            Sighting last = sightings.get(sightings.size() - 1);
            return first.frame() == 0 && last.frame() == 39 && first.box().x1() < 0.45 != last.box().x1() < 0.45;
        });
    }

    private static TrackBox noisy(double x, double y, Random random) {
        TrackBox box = at(x, y);
        double off = 0.002;
        return new TrackBox(box.x1() + off * random.nextGaussian(), box.y1() + off * random.nextGaussian(),
            box.x2() + off * random.nextGaussian(), box.y2() + off * random.nextGaussian());
    }

    @Test
    void equalBoxesAreTwoPersons() {
        List<List<Found>> frames = IntStream.range(0, 5).mapToObj(frame -> List.of(sure(0.5, 0.5), sure(0.5, 0.5))).toList();
        assertThat(tracked(frames).persons()).hasSize(2);
    }

    @Test
    void limitsAreInTheirOrder() {
        assertThatThrownBy(() -> new TrackingSettings(0.3, 0.5, 1)).hasMessageContaining("0.5 and 0.3");
        assertThatThrownBy(() -> new TrackingSettings(0.5, 0.1, Double.NaN)).hasMessageContaining("seconds");
    }
}
