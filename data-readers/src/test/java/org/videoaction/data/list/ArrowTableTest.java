package org.videoaction.data.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrowTableTest {

    private final BufferAllocator allocator = new RootAllocator();

    private VarCharVector texts(String name, String... values) {
        VarCharVector column = new VarCharVector(name, allocator);
        column.allocateNew();
        for (int row = 0; row < values.length; row++) {
            if (values[row] != null) {
                column.setSafe(row, values[row].getBytes(StandardCharsets.UTF_8));
            }
        }
        column.setValueCount(values.length);
        return column;
    }

    private static byte[] written(boolean file, DictionaryProvider dictionaries, FieldVector... columns) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (VectorSchemaRoot rows = VectorSchemaRoot.of(columns);
            ArrowWriter writer = file ? new ArrowFileWriter(rows, dictionaries, Channels.newChannel(out))
                : new ArrowStreamWriter(rows, dictionaries, Channels.newChannel(out))) {
            writer.writeBatch();
            writer.writeBatch();
            writer.end();
        }
        return out.toByteArray();
    }

    private static List<ArrowTable.Entry> read(byte[] table) throws IOException {
        List<ArrowTable.Entry> rows = new ArrayList<>();
        new ArrowTable("path").read("a table", new ByteArrayInputStream(table), rows::add);
        return rows;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void filesAndStreamsGiveTheRowsOfAllBatches(boolean file) throws IOException {
        Float8Vector start = new Float8Vector("start", allocator);
        start.allocateNew(2);
        start.set(1, 2.5);
        start.setValueCount(2);
        List<ArrowTable.Entry> rows = read(
            written(file, null, texts("path", "a.mp4", "b \u00fc.mp4"), texts("labels", "run;walk", null),
                start));
        assertThat(rows).hasSize(4).extracting(ArrowTable.Entry::path).containsExactly("a.mp4", "b \u00fc.mp4", "a.mp4",
            "b \u00fc.mp4");
        assertThat(rows).extracting(ArrowTable.Entry::labels).startsWith(List.of("run", "walk"),
            List.of());
        assertThat(rows).extracting(ArrowTable.Entry::start).startsWith(null, 2.5);
        assertThat(rows).extracting(ArrowTable.Entry::end).containsOnlyNulls();
    }

    @Test
    void framesOfFoldersAreCountedAndHaveTheirPlace() throws IOException {
        BigIntVector frames = new BigIntVector("frames", allocator);
        frames.allocateNew(2);
        frames.set(0, 30);
        frames.setValueCount(2);
        IntVector offset = new IntVector("offset", allocator);
        offset.allocateNew(2);
        offset.set(0, 0);
        offset.setValueCount(2);
        List<ArrowTable.Entry> rows = read(written(true, null, texts("path", "frames", "a.mp4"), frames, offset));
        assertThat(rows).extracting(ArrowTable.Entry::frames).startsWith(30, null);
        assertThat(rows).extracting(ArrowTable.Entry::offset).startsWith(0, null);
    }

    @Test
    void labelsMayBeLists() throws IOException {
        ListVector labels = ListVector.empty("labels", allocator);
        UnionListWriter writer = labels.getWriter();
        writer.setPosition(0);
        writer.startList();
        writer.writeVarChar("run");
        writer.writeVarChar("walk");
        writer.endList();
        labels.setValueCount(1);
        assertThat(read(written(true, null, texts("path", "a.mp4"), labels)).get(0).labels())
            .containsExactly("run", "walk");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void valuesThatAreKeptInADictionaryAreLookedUp(boolean file) throws IOException {
        DictionaryProvider.MapDictionaryProvider dictionaries = new DictionaryProvider.MapDictionaryProvider();
        try (VarCharVector known = texts("known", "x.mp4", "y.mp4"); VarCharVector paths = texts("path", "y.mp4", "x.mp4")) {
            Dictionary dictionary = new Dictionary(known, new DictionaryEncoding(3, false, null));
            dictionaries.put(dictionary);
            byte[] table = written(file, dictionaries, (FieldVector) DictionaryEncoder.encode(paths, dictionary));
            assertThat(read(table)).extracting(ArrowTable.Entry::path).containsExactly("y.mp4", "x.mp4", "y.mp4", "x.mp4");
        }
    }

    @Test
    void aTableWithoutPathsIsRefusedWithItsColumns() throws IOException {
        byte[] table = written(true, null, texts("file", "a.mp4"));
        assertThatThrownBy(() -> new ArrowTable("path").check("t.arrow", new ByteArrayInputStream(table)))
            .isInstanceOf(IOException.class).hasMessageContaining("t.arrow has no column \"path\"; its columns are file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "ARROW1", "ARROW1  and what is no table", "no table at all, whatever its name may say"})
    void whatIsNoTableIsRefused(String text) {
        assertThatThrownBy(
            () -> new ArrowTable("path").check("t.arrow", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
            .isInstanceOf(IOException.class);
    }
}
