package org.videoaction.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NodeReferenceTest {

    @Test
    void theReferenceIsWhatTheNodesDeclare() throws Exception {
        Path file = Path.of(System.getProperty("project.root"), NodeReference.FILE);

        assertThat(Files.readString(file)).as("""
            %s, which this writes after a build:
            java -cp "tests/command-line/target/command-line-1.0.0.jar:tests/command-line/target/lib/*" \
            org.videoaction.commandline.NodeReference .""", file).isEqualTo(NodeReference.text());
    }
}
