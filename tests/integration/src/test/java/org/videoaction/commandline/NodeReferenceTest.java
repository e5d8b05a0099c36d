package org.videoaction.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NodeReferenceTest {

    @Test
    void theReferenceIsWhatTheNodesDeclare() throws Exception {
        Path file = Path.of(System.getProperty("project.root"), NodeReference.FILE);

        assertThat(Files.readString(file).equals(NodeReference.text())).as("""
            %s is up to date; after a build this writes it:
            java -cp "tests/command-line/target/command-line-1.0.0.jar:tests/command-line/target/lib/*" \
            org.videoaction.commandline.NodeReference .""", file).isTrue();
    }
}
