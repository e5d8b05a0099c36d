package org.videoaction.data.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {

    private static List<String> alone(int videos) {
        return new ArrayList<>(Collections.nCopies(videos, null));
    }

    private static List<String> inTurn(int videos, String... classes) {
        return IntStream.range(0, videos).mapToObj(i -> classes[i % classes.length]).toList();
    }

    @Test
    void everyClassIsSpreadEvenlyWhereVideosStandAlone() {
        // 20 videos of each of two classes and 10 of a third into 5 folds: 4, 4 and 2 each
        List<String> classes = new ArrayList<>(inTurn(40, "walk", "run"));
        classes.addAll(inTurn(10, "jump"));
        int[] folds = Folds.of(alone(50), classes, 5, 1);
        assertThat(Folds.sizes(folds, 5)).containsOnly(10);
        for (int fold = 0; fold < 5; fold++) {
            Map<String, Integer> counts = new HashMap<>();
            for (int i = 0; i < 50; i++) {
                if (folds[i] == fold) {
                    counts.merge(classes.get(i), 1, Integer::sum);
                }
            }
            assertThat(counts).containsEntry("walk", 4).containsEntry("run", 4).containsEntry("jump", 2);
        }
    }

    @Test
    void numbersThatCannotBeEqualDifferByOne() {
        assertThat(Folds.sizes(Folds.of(alone(13), inTurn(13, "walk"), 5, 3), 5)).containsExactlyInAnyOrder(3, 3, 3, 2, 2);
        // one of each of 7 classes: the folds' sizes are even though no class can be
        assertThat(Folds.sizes(Folds.of(alone(7), inTurn(7, "a", "b", "c", "d", "e", "f", "g"), 3, 3), 3))
            .containsExactlyInAnyOrder(3, 2, 2);
    }

    @Test
    void whatBelongsTogetherStaysTogether() {
        Random random = new Random(5);
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            groups.add("person " + random.nextInt(37));
        }
        int[] folds = Folds.of(groups, inTurn(300, "walk", "run", "jump"), 4, 9);
        Map<String, Set<Integer>> foldsOf = new HashMap<>();
        for (int i = 0; i < folds.length; i++) {
            foldsOf.computeIfAbsent(groups.get(i), unseen -> new HashSet<>()).add(folds[i]);
        }
        assertThat(foldsOf.values()).allMatch(of -> of.size() == 1);
        // groups have some 8 videos each
        assertThat(IntStream.of(Folds.sizes(folds, 4))).allMatch(size -> size > 60 && size < 90);
    }

    /** Each of six persons shows one class, two persons a class: each of two folds gets one of each. */
    @Test
    void groupsOfOneClassAreSpreadLikeVideosOfOneClass() {
        List<String> groups = List.of("a", "a", "b", "b", "c", "c", "d", "d", "e", "e", "f", "f");
        List<String> classes = List.of("walk", "walk", "walk", "walk", "run", "run", "run", "run", "jump", "jump", "jump",
            "jump");
        int[] folds = Folds.of(groups, classes, 2, 4);
        for (int first = 0; first < 12; first += 4) {
            assertThat(folds[first]).isNotEqualTo(folds[first + 2]);
        }
    }

    @Test
    void theSeedDecides() {
        List<String> classes = inTurn(60, "walk", "run");
        assertThat(Folds.of(alone(60), classes, 5, 1)).containsExactly(Folds.of(alone(60), classes, 5, 1))
            .isNotEqualTo(Folds.of(alone(60), classes, 5, 2));
    }

    @Test
    void videosWithoutAClassAreAClassOfTheirOwn() {
        assertThat(Folds.sizes(Folds.of(alone(6), alone(6), 3, 1), 3)).containsOnly(2);
    }

    @Test
    void fewerGroupsThanFoldsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Folds.of(inTurn(9, "a", "b"), inTurn(9, "walk"), 3, 1))
            .withMessageContaining("There are 2 groups").withMessageContaining("3 folds");
        assertThatIllegalArgumentException().isThrownBy(() -> Folds.of(alone(9), inTurn(9, "walk"), 1, 1));
    }
}
