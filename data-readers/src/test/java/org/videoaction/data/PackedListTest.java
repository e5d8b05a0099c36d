package org.videoaction.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.videoaction.data.list.LabelledBox;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.sampling.Span;

class PackedListTest {

    @Test
    void rowsComeBackAsTheyWereInWhateverOrderTheyAreAskedFor() {
        SplittableRandom random = new SplittableRandom(3);
        List<String> texts = new ArrayList<>(
            Arrays.asList(null, "", "a", "a", "ab", "", null, "\u00e4\u20ac\ud83c\udfa5", "x\0y"));
        // half of a pair, and a text that is longer than any length in two bytes
        texts.add("odd \ud83c name");
        texts.add("long ".repeat(20_000));
        IntStream.range(0, 200).forEach(i -> texts.add("/videos/class_" + random.nextInt(3) + "/" + i + ".mp4"));
        PackedList<String> packed = PackedList.of(PackedList.TEXTS, texts);
        assertThat(packed).isEqualTo(texts).hasSize(211);
        for (int asked = 0; asked < 500; asked++) {
            int row = random.nextInt(texts.size());
            assertThat(packed.get(row)).isEqualTo(texts.get(row));
        }
        assertThatThrownBy(() -> packed.get(211)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void numbersOfAnySizeComeBack() {
        List<Integer> numbers = List.of(0, -1, 1, 63, 64, -64, -65, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE);
        assertThat(PackedList.of(new PackedList.Form<Integer>() {

            @Override
            public void write(Integer value, PackedList.Row row) {
                row.add(value.intValue());
                row.add(value / 3.0);
            }

            @Override
            public Integer read(PackedList.Row row) {
                int number = row.number();
                assertThat(row.real()).isEqualTo(number / 3.0);
                return number;
            }
        }, numbers)).isEqualTo(numbers);
    }

    @Test
    void allThatAListSaysOfAVideoIsKept() {
        Path path = Path.of("/videos/a.mp4");
        List<ListedVideo> videos = List.of(new ListedVideo(path, null), new ListedVideo(path, "run"),
            new ListedVideo(path, "run", List.of("walk", "run"), new Span(1.5, Double.POSITIVE_INFINITY), 250, 12, "val",
                List.of(), "knime://place/a.mp4"),
            ListedVideo.keyFrame(path, 902, List.of(new LabelledBox(new RelativeBox(0.1, 0.2, 0.3, 0.4), List.of("sit")))),
            new ListedVideo(Path.of(""), "walk"));
        List<ListedVideo> packed = ListedVideo.packed();
        packed.addAll(videos);
        assertThat(packed).isEqualTo(videos);
    }

    /** Objects would take some 400 bytes a row, 80 MB in all. */
    @Test
    void aLongListTakesAFewDozenBytesARow() {
        int rows = 200_000;
        List<ListedVideo> videos = ListedVideo.packed();
        long before = used();
        for (int i = 0; i < rows; i++) {
            videos.add(new ListedVideo(Path.of("/data/kinetics/train/class_" + i / 500 + "/video_" + i + ".mp4"),
                "class_" + i / 500));
        }
        assertThat((double) (used() - before) / rows).isLessThan(48);
        assertThat(videos.get(rows - 1).label()).isEqualTo("class_399");
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
