package org.videoaction.model.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassNamesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        kinetics-400           | 400 | abseiling | zumba
        kinetics-600           | 600 | abseiling | zumba
        kinetics-700           | 700 | abseiling | zumba
        kinetics-710           | 710 | abseiling | bull fighting
        something-something-v2 | 174 | Approaching something with your camera | Wiping something off of something
        charades               | 157 | Holding some clothes | Someone is eating something
        ava                    |  80 | bend/bow (at the waist) | watch (a person)
        ava-60                 |  60 | bend/bow (at the waist) | watch (a person)
        jester                 |  27 | Swiping Left | Doing other things
        ucf101                 | 101 | ApplyEyeMakeup | YoYo
        hmdb51                 |  51 | brush_hair | wave
        diving48               |  48 | Back+15som+05Twis+FREE | Reverse+Dive+NoTwis+TUCK
        """)
    void aDataSetHasItsClassesInTheirOrder(String dataset, int classes, String first, String last) {
        List<String> names = ClassNames.of(dataset).orElseThrow().names();
        assertThat(names).hasSize(classes).doesNotHaveDuplicates().startsWith(first).endsWith(last)
            .allMatch(name -> name.equals(name.strip()) && !name.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"kinetics-400", "kinetics-600", "kinetics-700", "something-something-v2", "ucf101", "hmdb51"})
    void classesThatStandInAlphabeticalOrderDoSo(String dataset) {
        assertThat(ClassNames.of(dataset).orElseThrow().names()).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
    }

    @Test
    void theSixtyMeasuredClassesOfAvaStandInTheOrderOfAll() {
        List<String> all = ClassNames.of("ava-2.2").orElseThrow().names();
        List<String> measured = ClassNames.of("ava-60").orElseThrow().names();
        assertThat(all.stream().filter(measured::contains)).containsExactlyElementsOf(measured);
    }

    @Test
    void aNumberOfClassesIsAGuessAtTheDataSet() {
        assertThat(ClassNames.guess(174)).contains("something-something-v2");
        assertThat(ClassNames.guess(401)).isEmpty();
        assertThat(ClassNames.of("imagenet")).isEmpty();
    }
}
