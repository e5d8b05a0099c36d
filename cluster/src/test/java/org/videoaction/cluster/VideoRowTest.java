package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.Span;
import scala.jdk.javaapi.CollectionConverters;

class VideoRowTest {

    static Stream<ListedVideo> videos() {
        Path path = Path.of("/videos/one");
        return Stream.of(new ListedVideo(path, null), new ListedVideo(path, "a"),
            new ListedVideo(path, "a", List.of("a", "b"), new Span(1, 2.5), 0, null),
            new ListedVideo(path, "a", List.of("a"), new Span(1, Double.POSITIVE_INFINITY), 0, null),
            new ListedVideo(path, "a", List.of("a"), null, 30, null),
            new ListedVideo(path, "a", List.of("a"), null, 30, 0, null, List.of()));
    }

    @ParameterizedTest
    @MethodSource("videos")
    void whatAListSaysOfAVideoIsWhatExecutorsRead(ListedVideo video) {
        Row row = VideoRow.of(7, video);
        Object[] read = IntStream.range(0, row.size())
            .mapToObj(i -> row.get(i) instanceof Object[] texts ? CollectionConverters.asScala(List.of(texts)).toSeq()
                : row.get(i))
            .toArray();
        Row there = new GenericRowWithSchema(read, VideoRow.SCHEMA);
        assertThat(VideoRow.video(there)).isEqualTo(video);
        assertThat(VideoRow.number(there)).isEqualTo(7);
    }
}
