package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {

    @ParameterizedTest
    @ValueSource(strings = {"out", "/shared/out", "C:\\out", "a:b", "file:/shared/out", "file:///shared/out"})
    void pathsAreHere(String text) {
        assertThat(new Place(text).isHere()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hdfs:///out", "s3a://bucket/out", "hdfs://host:8020/a b"})
    void whatHasASchemeOfHadoopIsNoPath(String text) {
        assertThat(new Place(text).isHere()).isFalse();
        assertThatThrownBy(() -> new Place(text).path()).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(text);
    }

    @Test
    void aPathIsOneOfThisMachineWhateverHadoopTakesOtherwise() {
        assertThat(new Place("/shared/a b#c%20").ofHadoop().toUri()).hasScheme("file").hasPath("/shared/a b#c%20");
        assertThat(new Place("out").ofHadoop().toUri()).hasScheme("file")
            .hasPath(Path.of("out").toAbsolutePath().toString());
    }

    @Test
    void signsOfAnAddressStayWhatTheyAre() {
        assertThat(new Place("hdfs://host:8020/ä b#c%20/").ofHadoop().toUri()).hasScheme("hdfs").hasAuthority("host:8020")
            .hasPath("/ä b#c%20");
        assertThat(new Place("hdfs://host:8020/").ofHadoop().toUri()).hasPath("/");
    }

    @Test
    void signsOfPatternsAreNames() {
        assertThat(Place.literally(new Place("/a [1]{b}*?/c").ofHadoop())).isEqualTo("file:/a \\[1\\]\\{b\\}\\*\\?/c");
    }

    @Test
    void aFileUriIsItsPath() {
        assertThat(new Place("file:///shared/a b").path()).isEqualTo(Path.of("/shared/a b"));
        assertThat(new Place("file:/shared/a%20b").path()).isEqualTo(Path.of("/shared/a%20b"));
    }
}
