package org.videoaction.model.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.videoaction.data.list.Classes;
import org.videoaction.model.exchange.ImportedModel;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.saved.VideoModel;

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

    private static ImportedModel imported(String program, int classes, String... renewed) {
        ChannelSeparated network = new ChannelSeparated(ChannelSeparated.Interaction.REDUCED, 50, 2, 1e-3, 0.5, classes);
        VideoModel model = VideoModel.untrained(network, new VideoModel.Input(8, 32, 32, 2), Classes.numbered(classes), 1);
        return new ImportedModel(model, program, List.of(), List.of(), List.of(renewed), List.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        MMAction2     | 400 | abseiling      | those of Kinetics-400, as in the networks of 400 classes that MMAction2 publishes
        VMZ (Caffe2)  | 400 | abseiling      | those of Kinetics-400, as in the networks of 400 classes that VMZ (Caffe2) publishes
        MMAction2     | 710 | abseiling      | those of Kinetics-710, as in the networks of 710 classes that MMAction2 publishes
        VMZ           | 710 | abseiling      | those of Kinetics-710, which has as many
        PySlowFast    | 101 | ApplyEyeMakeup | those of UCF101, which has as many
        """)
    void weightsOfAnotherProgramGetTheNamesOfTheDataSetOfAsManyClassesWithAWarning(String program, int classes, String first,
        String warning) {
        ImportedModel guessed = ClassNames.guessed(imported(program, classes));
        assertThat(guessed.model().classes().names()).hasSize(classes).startsWith(first);
        assertThat(guessed.needsAttention()).isTrue();
        assertThat(guessed.summary()).contains("taken for granted: the classes are " + warning + ".");
    }

    @Test
    void whatHasNamesOrANewClassifierOrIsOfThisExtensionKeepsItsClasses() {
        ImportedModel fresh = imported("MMAction2", 400, "head.fc.weight");
        ImportedModel own = imported("this extension", 400);
        ImportedModel other = imported("VMZ", 487);
        ImportedModel named = imported("MMAction2", 2).called(Classes.of("in", "out"));
        assertThat(List.of(fresh, own, other, named)).allSatisfy(
            imported -> assertThat(ClassNames.guessed(imported)).isSameAs(imported));
    }

    @Test
    void aNumberOfClassesIsAGuessAtTheDataSet() {
        assertThat(ClassNames.guess(174, false)).contains("something-something-v2");
        assertThat(ClassNames.guess(401, false)).isEmpty();
        assertThat(ClassNames.guess(400, true)).isEmpty();
        assertThat(ClassNames.guess(80, true)).contains("ava");
        assertThat(ClassNames.guess(60, true)).contains("ava-60");
        assertThat(ClassNames.guess(60, false)).isEmpty();
        assertThat(ClassNames.of("imagenet")).isEmpty();
    }
}
