package org.videoaction.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.videoaction.data.pickle.Opaque;

/** Where training programs keep tensors, and what they save beside them. */
class StateDictsTest {

    private static final Tensor TENSOR = tensor();

    private static Tensor tensor() {
        try {
            return Tensor.whole(Storage.of(NumberType.FLOAT32, 1,
                ByteBuffer.wrap(WrittenPickle.floats(1)).order(ByteOrder.LITTLE_ENDIAN)), List.of(1L));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> map(Object... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }

    @Test
    void theUsualOnesComeFirstThenTheWholeThenOthers() throws IOException {
        StateDicts found = StateDicts.in(map("w", TENSOR, "ema", map("w", TENSOR), "model_state", map("w", TENSOR),
            "state_dict", map("w", TENSOR), "epoch", 7L, "nothing", map()));
        assertThat(found.all().keySet()).containsExactly("state_dict", "model_state", "", "ema");
        assertThat(found.all().get("")).containsOnlyKeys("w");
    }

    @Test
    void dictionariesAreFoundFourNamesDeep() throws IOException {
        assertThat(StateDicts.in(map("a", map("b", map("c", map("d", map("w", TENSOR)), "w", TENSOR)))).all().keySet())
            .containsExactly("a/b", "a/b/c/d");
        assertThatThrownBy(() -> StateDicts.in(map("a", map("b", map("c", map("d", map("e", map("w", TENSOR))))))))
            .isInstanceOf(IOException.class).hasMessageContaining("no tensors, only a");
    }

    @Test
    void aDictionaryThatHoldsItselfIsLookedAtOnce() throws IOException {
        Map<String, Object> self = map("w", TENSOR);
        self.put("self", self);
        self.put("state_dict", self);
        assertThat(StateDicts.in(self).all().keySet()).containsExactly("state_dict");
    }

    @Test
    void paddlesPairsAreTheirArrays() throws IOException {
        assertThat(StateDicts.in(map("w", List.of("linear_0.w", TENSOR), "x", List.of("a", TENSOR, TENSOR), "y",
            List.of(TENSOR, "a"))).all().get("")).containsOnlyKeys("w");
    }

    @Test
    void classNamesAreFoundWhereProgramsKeepThem() throws IOException {
        List<String> names = List.of("run", " jump ");
        assertThat(names(map("meta", map("dataset_meta", map("classes", names)), "classes", List.of("x")))).containsExactly(
            "run", "jump");
        assertThat(names(map("meta", map("CLASSES", names)))).containsExactly("run", "jump");
        assertThat(names(map("classes", names))).containsExactly("run", "jump");
        assertThat(names(map("class_names", names))).containsExactly("run", "jump");
        assertThat(names(map("labels", names))).isEmpty();
    }

    @Test
    void whatAreNoNamesOfDifferentClassesIsLeftOut() throws IOException {
        assertThat(names(map("classes", List.of("run", "run ")))).isEmpty();
        assertThat(names(map("classes", List.of("run", " ")))).isEmpty();
        assertThat(names(map("classes", List.of("run", 3L)))).isEmpty();
        assertThat(names(map("classes", "run"))).isEmpty();
        assertThat(names(map("classes", List.of(), "class_names", List.of("a")))).containsExactly("a");
    }

    private static List<String> names(Map<String, Object> beside) throws IOException {
        beside.put("w", TENSOR);
        return StateDicts.in(beside).classNames();
    }

    @Test
    void pySlowFastsSettingsAreAText() throws IOException {
        assertThat(StateDicts.in(map("w", TENSOR, "cfg", "A: 1")).configuration()).contains("A: 1");
        assertThat(StateDicts.in(map("w", TENSOR, "cfg", map("A", 1L))).configuration()).isEmpty();
        assertThat(StateDicts.in(map("w", TENSOR)).configuration()).isEmpty();
    }

    @Test
    void whatIsThereInsteadOfTensorsIsSaid() {
        assertThatThrownBy(() -> StateDicts.in(List.of(TENSOR))).isInstanceOf(IOException.class)
            .hasMessage("it holds no dictionary of tensors by their names");
        assertThatThrownBy(() -> StateDicts.in(map())).isInstanceOf(IOException.class).hasMessage("it holds no tensors");
        assertThatThrownBy(() -> StateDicts.in(map("epoch", 3L, "net", new Opaque("my.Net"))))
            .isInstanceOf(IOException.class).hasMessage("it holds no tensors, only epoch, net (an object of my.Net)");
        assertThatThrownBy(() -> StateDicts.in(new Opaque("my.Net"))).isInstanceOf(IOException.class)
            .hasMessageContaining("it holds an object of my.Net, not tensors").hasMessageContaining("state_dict()");
        Map<String, Object> many = map();
        for (int i = 0; i < 9; i++) {
            many.put("k" + i, 1L);
        }
        assertThatThrownBy(() -> StateDicts.in(many)).hasMessageEndingWith("k6, k7");
    }
}
