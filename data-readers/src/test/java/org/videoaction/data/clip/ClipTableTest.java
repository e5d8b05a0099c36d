package org.videoaction.data.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.videoaction.data.list.Classes;

class ClipTableTest {

    private static final Path FULL_DISK = Path.of("/dev/full");

    @TempDir
    Path folder;

    @Test
    void aTableIsDescribedAsVersion100DescribedIt() throws Exception {
        List<String> texts = new ArrayList<>();
        try (ClipTable table = ClipTable.open(TestClips.write(folder.resolve("clips.arrow"), 1))) {
            table.describe(texts::add);
        }
        assertThat(texts).first().isEqualTo("ClipSpec[channels=3, frames=2, height=8, width=8, stride=4, clipsPerVideo=3, "
            + "cropsPerClip=1, classes=[jump, run], boxes=false]");
    }

    @Test
    void whatWasWrittenIsRead() throws Exception {
        try (ClipTable table = ClipTable.open(TestClips.write(folder.resolve("clips.arrow"), 7))) {
            assertThat(table.spec()).isEqualTo(TestClips.SPEC);
            assertThat(table.size()).isEqualTo(7);
            for (int i = 0; i < 7; i++) {
                Clip written = TestClips.clip(i);
                assertThat(table.clip(i)).usingRecursiveComparison().ignoringFields("frames").isEqualTo(written);
                assertThat(table.clip(i).frames()).isEqualByComparingTo(written.frames());
                assertThat(table.video(i)).isEqualTo(written.video());
                assertThat(table.label(i)).isEqualTo(written.label());
                assertThat(table.labels(i)).isEqualTo(written.labels());
            }
        }
    }

    @Test
    void aTableFromBeforeClipsHadSeveralLabelsIsRead() throws Exception {
        Path old = Path.of(getClass().getResource("clips-with-one-label.arrow").toURI());
        try (ClipTable table = ClipTable.open(old)) {
            assertThat(table.spec()).isEqualTo(TestClips.SPEC);
            assertThat(IntStream.range(0, 3).map(table::label)).containsExactly(-1, 0, 1);
            assertThat(IntStream.range(0, 3).mapToObj(table::labels)).containsExactly(List.of(), List.of(0), List.of(1));
            assertThat(table.clip(2).frames()).isEqualByComparingTo(TestClips.clip(2).frames());
        }
    }

    @Test
    void aTableFromBeforeClipsHadBoxesIsRead() throws Exception {
        Path old = Path.of(getClass().getResource("clips-without-boxes.arrow").toURI());
        try (ClipTable table = ClipTable.open(old)) {
            assertThat(table.spec()).isEqualTo(TestClips.SPEC);
            for (int i = 0; i < 3; i++) {
                assertThat(table.clip(i)).usingRecursiveComparison().ignoringFields("frames", "boxes")
                    .isEqualTo(TestClips.clip(i));
                assertThat(table.clip(i).boxes()).isEmpty();
                assertThat(table.clip(i).frames()).isEqualByComparingTo(TestClips.clip(i).frames());
            }
        }
    }

    @Test
    void aTableFromBeforeChecksumsIsRead() throws Exception {
        Path old = Path.of(getClass().getResource("clips-without-checksums.arrow").toURI());
        try (ClipTable table = ClipTable.open(old)) {
            assertThat(table.spec()).isEqualTo(TestClips.SPEC);
            for (int i = 0; i < 3; i++) {
                assertThat(table.clip(i)).usingRecursiveComparison().ignoringFields("frames").isEqualTo(TestClips.clip(i));
                assertThat(table.clip(i).frames()).isEqualByComparingTo(TestClips.clip(i).frames());
            }
        }
    }

    /** The footer has the CRC-32C of the schema's texts, then of each clip's description and of its frames. */
    @Test
    void theFooterHasTheChecksumOfEachClipsFrames() throws Exception {
        Path file = TestClips.write(folder.resolve("clips.arrow"), 2);
        try (RootAllocator allocator = new RootAllocator();
            FileChannel channel = FileChannel.open(file);
            ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
            reader.initialize();
            ByteBuffer checksums = ByteBuffer.wrap(Base64.getDecoder().decode(reader.getMetaData()
                .get("video_action_crc32c"))).order(ByteOrder.LITTLE_ENDIAN);

            assertThat(checksums.capacity()).isEqualTo((1 + 2 * 2) * Integer.BYTES);
            for (int i = 0; i < 2; i++) {
                CRC32C checksum = new CRC32C();
                checksum.update(TestClips.clip(i).frames());
                assertThat(checksums.getInt((2 + 2 * i) * Integer.BYTES)).isEqualTo((int) checksum.getValue());
            }
        }
    }

    @Test
    void aClipWhoseFramesAreDamagedIsLeftOutAndNamed() throws Exception {
        Path file = TestClips.write(folder.resolve("clips.arrow"), 3);
        byte[] bytes = Files.readAllBytes(file);
        byte[] pixels = new byte[TestClips.SPEC.clipBytes()];
        TestClips.clip(1).frames().get(0, pixels);
        bytes[indexOf(bytes, pixels) + pixels.length - 1] ^= 1;
        Files.write(file, bytes);

        List<String> heard = new ArrayList<>();
        try (ClipTable table = ClipTable.open(file);
            ClipBatches batches = table.batches(Pass.inOrder(3, 3),
                (clip, why) -> heard.add(clip + " " + why.getMessage()))) {
            ClipBatch batch = batches.next(() -> {});
            assertThat(batch.indices()).containsExactly(0, 2);
            assertThat(batch.clips().get(1).frames()).isEqualByComparingTo(TestClips.clip(2).frames());
            assertThat(heard).containsExactly("1 " + TestClips.clip(1).video() + ": clip 2 of " + file
                + " is damaged: its frames are not those that were written; sample the videos again");
            assertThatIOException().isThrownBy(() -> table.clip(1)).withMessageContaining("clip 2 of " + file);
            assertThatIOException().isThrownBy(() -> {
                try (ClipBatches alone = table.batches(Pass.inOrder(3, 3))) {
                    alone.next(() -> {});
                }
            }).withMessageContaining("clip 2 of " + file);
        }
    }

    @Test
    void whatAClipShowsIsNotBelievedOnceItIsDamaged() throws Exception {
        Path file = TestClips.write(folder.resolve("clips.arrow"), 3);
        byte[] bytes = Files.readAllBytes(file);
        bytes[indexOf(bytes, TestClips.clip(1).video().getBytes(StandardCharsets.UTF_8)) + 9] ^= 1;
        Files.write(file, bytes);

        assertThatIOException().isThrownBy(() -> ClipTable.open(file)).withMessage("The clip table " + file
            + " cannot be read: clip 2 of it is damaged: its description is not what was written; sample the videos again.");
    }

    @Test
    void classesThatAreNotThoseThatWereWrittenAreNotBelieved() throws Exception {
        Path file = TestClips.write(folder.resolve("clips.arrow"), 3);
        byte[] bytes = Files.readAllBytes(file);
        // the schema in the footer, behind the one at the file's beginning
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("jump")] = 'b';
        Files.write(file, bytes);

        assertThatIOException().isThrownBy(() -> ClipTable.open(file)).withMessageContaining(file.toString())
            .withMessageContaining("its description is not the one that was written");
    }

    @Test
    void aTableThatIsCutWhileItIsReadEndsThePassWithAMessage() throws Exception {
        ClipSpec large = new ClipSpec(3, 8, 64, 64, 1, 1, 1, Classes.NONE);
        Path file = folder.resolve("clips.arrow");
        try (ClipTableWriter writer = new ClipTableWriter(file, large)) {
            writer.write(TestClips.clip(0, large));
            writer.finish();
        }
        try (ClipTable table = ClipTable.open(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(8192);
            }
            try (ClipBatches batches = table.batches(Pass.inOrder(1, 1), (clip, why) -> {})) {
                assertThatIOException().isThrownBy(() -> batches.next(() -> {})).withMessageContaining("became shorter");
            }
        }
    }

    @Test
    void framesAreTheMappedFileItself() throws Exception {
        Path file = TestClips.write(folder.resolve("clips.arrow"), 1);
        try (ClipTable table = ClipTable.open(file)) {
            ByteBuffer frames = table.clip(0).frames();
            assertThat(frames.isDirect()).isTrue();
            assertThat(frames.isReadOnly()).isTrue();

            byte[] pixels = new byte[frames.capacity()];
            frames.get(0, pixels);
            long place = indexOf(Files.readAllBytes(file), pixels);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[] {(byte) ~pixels[5]}), place + 5);
            }
            assertThat(frames.get(5)).isEqualTo((byte) ~pixels[5]);
        }
    }

    private static int indexOf(byte[] all, byte[] part) {
        for (int i = 0; i + part.length <= all.length; i++) {
            if (Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("the frames are not in the file as they are");
    }

    @Test
    void theFileDescribesATensorOfBytesInArrowsWay() throws Exception {
        Path file = TestClips.write(folder.resolve("clips.arrow"), 2);
        try (RootAllocator allocator = new RootAllocator();
            FileChannel channel = FileChannel.open(file);
            ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
            Field frames = reader.getVectorSchemaRoot().getSchema().findField("frames");

            assertThat(frames.getType()).isEqualTo(new ArrowType.FixedSizeList(3 * 2 * 8 * 8));
            assertThat(frames.getChildren().get(0).getType()).isEqualTo(new ArrowType.Int(8, false));
            assertThat(frames.getMetadata()).containsExactlyInAnyOrderEntriesOf(Map.of(
                "ARROW:extension:name", "arrow.fixed_shape_tensor",
                "ARROW:extension:metadata", "{\"shape\":[3,2,8,8],\"dim_names\":[\"C\",\"T\",\"H\",\"W\"]}"));
            assertThat(reader.getRecordBlocks()).hasSize(2);
        }
    }

    static boolean pyarrowIsThere() {
        try {
            Process python = python("-c", "import pyarrow, numpy");
            return python.waitFor(1, TimeUnit.MINUTES) && python.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Process python(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getenv().getOrDefault("PEER_PYTHON", "python3")));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    @EnabledIf("pyarrowIsThere")
    void pyarrowReadsTheFramesAsATensorWithoutCopying() throws Exception {
        Path file = TestClips.write(folder.resolve("clips.arrow"), 3);

        Process python = python("-c", """
            import sys, pyarrow as pa
            reader = pa.ipc.open_file(pa.memory_map(sys.argv[1]))
            for i in range(reader.num_record_batches):
                batch = reader.get_batch(i)
                batch.validate(full=True)
                column = batch.column('frames')
                tensor = column.to_numpy_ndarray()
                print(column.type.extension_name, tensor.shape, tensor.dtype, tensor.sum(), batch.column('label')[0],
                      batch.column('labels')[0].as_py(), len(batch.column('boxes')[0]),
                      [box.as_py()[2] for box in batch.column('boxes')[0]], batch.column('box_labels')[0].as_py(),
                      pa.total_allocated_bytes())
            """, file.toString());

        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            Clip clip = TestClips.clip(i);
            expected.append("arrow.fixed_shape_tensor (1, 3, 2, 8, 8) uint8 ").append(sum(clip.frames())).append(' ')
                .append(clip.label() < 0 ? "None" : clip.label()).append(' ').append(clip.labels())
                .append(' ').append(clip.boxes().size()).append(' ')
                .append(clip.boxes().stream().map(box -> box.place().x2()).toList()).append(' ')
                .append(clip.boxes().stream().map(ClipBox::labels).toList()).append(" 0\n");
        }
        assertThat(new String(python.getInputStream().readAllBytes())).isEqualTo(expected.toString());
    }

    private static long sum(ByteBuffer frames) {
        long sum = 0;
        for (int i = 0; i < frames.capacity(); i++) {
            sum += frames.get(i) & 0xff;
        }
        return sum;
    }

    @Test
    void aTableWithoutClipsIsATable() throws Exception {
        try (ClipTable table = ClipTable.open(TestClips.write(folder.resolve("clips.arrow"), 0))) {
            assertThat(table.size()).isZero();
        }
    }

    @Test
    void aTruncatedFileIsRefusedWhereverItEnds() throws Exception {
        byte[] whole = Files.readAllBytes(TestClips.write(folder.resolve("whole.arrow"), 3));
        for (int length = 0; length < whole.length; length += 1 + whole.length / 200) {
            assertRefused(Files.write(folder.resolve("cut.arrow"), Arrays.copyOf(whole, length)));
        }
    }

    private static void assertRefused(Path file) {
        assertThatIOException().isThrownBy(() -> ClipTable.open(file)).withMessageContaining(file.toString());
        assertThatIOException().isThrownBy(() -> ClipSource.open(file)).withMessageContaining(file.toString());
    }

    @Test
    void aDamagedFileIsReadOrRefusedButNeverBreaksTheProgram() throws Exception {
        byte[] whole = Files.readAllBytes(TestClips.write(folder.resolve("whole.arrow"), 2));
        int refused = new DamagedCopies(whole, 4).refused(folder.resolve("damaged.arrow"), file -> {
            try (ClipTable table = ClipTable.open(file)) {
                for (int clip = 0; clip < table.size(); clip++) {
                    sum(table.clip(clip).frames());
                }
            }
        });
        assertThat(refused).isGreaterThan(150);
    }

    @Test
    void foreignFilesAreRefused() throws Exception {
        assertRefused(folder.resolve("absent.arrow"));
        assertRefused(Files.createFile(folder.resolve("empty.arrow")));
        assertRefused(Files.writeString(folder.resolve("text.arrow"), "ARROW1 is not enough".repeat(10)));
        Path numbers = folder.resolve("numbers.arrow");
        Schema schema = new Schema(List.of(Field.nullable("number", new ArrowType.Int(32, true))));
        try (RootAllocator allocator = new RootAllocator();
            VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
            FileChannel channel = FileChannel.open(numbers, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            ArrowFileWriter writer = new ArrowFileWriter(root, null, channel)) {
            ((IntVector) root.getVector(0)).setSafe(0, 7);
            root.setRowCount(1);
            writer.writeBatch();
        }
        assertRefused(numbers);
        assertThatIOException().isThrownBy(() -> ClipSource.open(numbers)).withMessageContaining("not a clip table");
    }

    @Test
    void anUnfinishedTableLeavesNoFile() throws Exception {
        try (ClipTableWriter writer = new ClipTableWriter(folder.resolve("clips.arrow"), TestClips.SPEC)) {
            writer.write(TestClips.clip(1));
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anInterruptionWhileWritingLeavesNoFile() throws Exception {
        ClipSpec large = new ClipSpec(3, 8, 64, 64, 1, 1, 1, Classes.NONE);
        try (ClipTableWriter writer = new ClipTableWriter(folder.resolve("clips.arrow"), large)) {
            writer.write(TestClips.clip(0, large));
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> writer.write(TestClips.clip(0, large))).isInstanceOf(ClosedByInterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(folder).isEmptyDirectory();
    }

    static boolean aFullDiskIsThere() {
        return Files.exists(FULL_DISK);
    }

    /** A link leads the unfinished file to a device that is always full. */
    @Test
    @EnabledIf("aFullDiskIsThere")
    void aFullDiskIsNamedAndNothingIsLeft() throws Exception {
        Path target = folder.resolve("clips.arrow");
        Files.createSymbolicLink(folder.resolve("clips.arrow.unfinished"), FULL_DISK);

        assertThatIOException().isThrownBy(() -> TestClips.write(target, 1))
            .withMessage("There is no space left in the folder " + folder + " (the file clips.arrow needs more).");

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aMissingFolderIsNamed() {
        Path target = folder.resolve("absent/clips.arrow");

        assertThatIOException().isThrownBy(() -> TestClips.write(target, 1))
            .withMessageContaining(target.toString()).withMessageContaining("folder does not exist");
    }

    @Test
    void aClipOfAnotherSizeIsNotWritten() throws Exception {
        ClipSpec larger = new ClipSpec(3, 4, 8, 8, 4, 1, 1, Classes.NONE);
        try (ClipTableWriter writer = new ClipTableWriter(folder.resolve("clips.arrow"), TestClips.SPEC)) {
            assertThatIllegalArgumentException().isThrownBy(() -> writer.write(TestClips.clip(1, larger)))
                .withMessageContaining("768 bytes").withMessageContaining("384");
        }
    }

    @Test
    void aBatchTellsForEachClassWhichClipsShowIt() throws Exception {
        try (ClipTable table = ClipTable.open(TestClips.write(folder.resolve("clips.arrow"), 6));
            ClipBatches batches = table.batches(new Pass(new int[] {0, 5, 4}, 3, 0))) {
            // clip 0 has no label, clip 5 both, clip 4 the first one
            assertThat(batches.next(() -> {}).clips()).extracting(clip -> table.spec().classes().holding(clip.labels()))
                .containsExactly(new boolean[] {false, false}, new boolean[] {true, true}, new boolean[] {true, false});
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 100})
    void batchesHoldTheClipsOfAPassInItsOrder(int batch) throws Exception {
        try (ClipTable table = ClipTable.open(TestClips.write(folder.resolve("clips.arrow"), 7));
            ClipBatches batches = table.batches(new Pass(new int[] {3, 0, 6, 1, 5}, batch, 0))) {
            List<Integer> seen = new ArrayList<>();
            while (batches.hasNext()) {
                ClipBatch next = batches.next(() -> {});
                for (int i = 0; i < next.size(); i++) {
                    int number = next.clips().get(i).clip();
                    seen.add(number);
                    int bytes = table.spec().clipBytes();
                    assertThat(next.frames().slice(i * bytes, bytes))
                        .isEqualByComparingTo(TestClips.clip(number).frames());
                    assertThat(next.labels()[i]).isEqualTo(TestClips.clip(number).label());
                }
                assertThat(next.frames().remaining()).isEqualTo(next.size() * table.spec().clipBytes());
            }
            assertThat(seen).containsExactly(3, 0, 6, 1, 5);
        }
    }

    @Test
    void aTableLargerThanTheProgramsMemoryIsWrittenAndRead() throws Exception {
        Path file = folder.resolve("large.arrow");
        Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx48m",
            "-XX:MaxDirectMemorySize=16m", "--add-opens=java.base/java.nio=ALL-UNNAMED", "-cp",
            System.getProperty("java.class.path"), LargeTable.class.getName(), file.toString())
            .redirectErrorStream(true).start();

        assertThat(new String(java.getInputStream().readAllBytes()).strip()).endsWith("160 clips as written");
        assertThat(Files.size(file)).isGreaterThan(160L << 20);
    }
}
