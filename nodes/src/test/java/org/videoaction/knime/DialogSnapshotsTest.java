package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What each dialog shows, so that a change of it is seen. With {@code -Ddialogs.write=1} the files are written anew. */
class DialogSnapshotsTest {

    private static final Path FOLDER = Path.of("src/test/resources/dialogs");

    @TestFactory
    Stream<DynamicTest> dialogsShowWhatTheirFilesSay() {
        return Settings.factories().stream().distinct().map(factory -> DynamicTest.dynamicTest(factory, () -> {
            Path file = FOLDER.resolve(factory.replaceFirst(".*\\.(.*)NodeFactory", "$1.json"));
            String dialog = DialogData.of(Settings.of(factory));
            if (System.getProperty("dialogs.write") != null) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, dialog);
            }
            assertThat(file).as("the dialog's data; the developer guide says how they are written").exists();
            assertThat(dialog.lines()).as(file + "; the developer guide says how it is written anew")
                .containsExactlyElementsOf(Files.readAllLines(file));
        }));
    }
}
