package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.model.exchange.PeerPython;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.Epoch.Validation;

class TensorBoardLogTest {

    private static final Epoch FIRST = new Epoch(1, 0.5, 0.75, 0.25, 1, null, 1, 2, 8);
    private static final Epoch SECOND = new Epoch(2, 0.25, 0.5, 0.625, 1, new Validation(0.875, 0.125, 1, null), 1, 2, 8);
    private static final Epoch THIRD = new Epoch(3, 0.125, 0.25, 0.75, 1, new Validation(0.5, 0.375, 1, 0.6875), 1, 2, 8);

    @TempDir
    private Path folder;

    /** One event, by the format's descriptions: tensorflow/core/lib/io/record_writer.h, event.proto and summary.proto. */
    private record Event(double time, long step, String version, Map<String, Float> scalars) {

        static Event of(ByteBuffer message) {
            double time = 0;
            long step = 0;
            String version = "";
            Map<String, Float> scalars = new LinkedHashMap<>();
            while (message.hasRemaining()) {
                switch (message.get()) {
                    case 1 << 3 | 1 -> time = message.getDouble();
                    case 2 << 3 -> step = message.get();
                    case 3 << 3 | 2 -> version = StandardCharsets.UTF_8.decode(part(message)).toString();
                    case 5 << 3 | 2 -> addAll(part(message), scalars);
                    default -> throw new AssertionError("another field");
                }
            }
            return new Event(time, step, version, scalars);
        }

        private static void addAll(ByteBuffer summary, Map<String, Float> scalars) {
            while (summary.hasRemaining()) {
                assertThat(summary.get()).isEqualTo((byte) (1 << 3 | 2));
                ByteBuffer value = part(summary);
                assertThat(value.get()).isEqualTo((byte) (1 << 3 | 2));
                String tag = StandardCharsets.UTF_8.decode(part(value)).toString();
                assertThat(value.get()).isEqualTo((byte) (2 << 3 | 5));
                scalars.put(tag, value.getFloat());
                assertThat(value.hasRemaining()).isFalse();
            }
        }

        private static ByteBuffer part(ByteBuffer message) {
            int length = 0;
            int shift = 0;
            byte next;
            do {
                next = message.get();
                length |= (next & 127) << shift;
                shift += 7;
            } while (next < 0);
            ByteBuffer part = message.slice(message.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            message.position(message.position() + length);
            return part;
        }
    }

    /** Bit by bit with Castagnoli's polynomial, and masked. */
    private static int maskedSum(byte[] bytes) {
        int sum = -1;
        for (byte value : bytes) {
            sum ^= value & 255;
            for (int bit = 0; bit < 8; bit++) {
                sum = sum >>> 1 ^ ((sum & 1) == 1 ? 0x82f63b78 : 0);
            }
        }
        sum = ~sum;
        return (sum >>> 15 | sum << 17) + 0xa282ead8;
    }

    private Path file() {
        return folder.resolve("events.out.tfevents.0.training");
    }

    private List<Event> events() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
        List<Event> events = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int start = bytes.position();
            long length = bytes.getLong();
            assertThat(bytes.getInt()).isEqualTo(maskedSum(Arrays.copyOfRange(bytes.array(), start, start + 8)));
            byte[] content = new byte[(int) length];
            bytes.get(content);
            assertThat(bytes.getInt()).isEqualTo(maskedSum(content));
            events.add(Event.of(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN)));
        }
        return events;
    }

    private void write(Epoch... epochs) throws IOException {
        TensorBoardLog log = new TensorBoardLog(folder);
        for (Epoch epoch : epochs) {
            log.add(epoch);
        }
    }

    private List<Long> steps() throws IOException {
        return events().stream().map(Event::step).toList();
    }

    /** "123456789" has the sum e3069283 by the polynomial's definition. */
    @Test
    void theSumOfThisTestIsCastagnolis() {
        int sum = maskedSum("123456789".getBytes(StandardCharsets.US_ASCII)) - 0xa282ead8;
        assertThat(sum >>> 17 | sum << 15).isEqualTo(0xe3069283);
    }

    @Test
    void eachEpochIsAnEventWithItsScalars() throws Exception {
        double before = System.currentTimeMillis() / 1e3;
        write(FIRST, THIRD);
        List<Event> events = events();
        assertThat(events).hasSize(3);
        assertThat(events.get(0).version()).isEqualTo("brain.Event:2");
        assertThat(events.get(0).time()).isCloseTo(before, within(60.0));
        assertThat(events.get(1).step()).isEqualTo(1);
        assertThat(events.get(1).scalars()).isEqualTo(Map.of("learning_rate", 0.5f, "loss/training", 0.75f,
            "top_1/training", 0.25f, "top_5/training", 1f));
        assertThat(events.get(2).step()).isEqualTo(3);
        assertThat(events.get(2).scalars()).isEqualTo(Map.of("learning_rate", 0.125f, "loss/training", 0.25f,
            "top_1/training", 0.75f, "top_5/training", 1f, "loss/validation", 0.5f, "top_1/validation", 0.375f,
            "top_5/validation", 1f, "map/validation", 0.6875f));
    }

    @Test
    void theFileGrowsWithEveryEpochAndWhatIsThereStays() throws Exception {
        TensorBoardLog log = new TensorBoardLog(folder.resolve("."));
        log.add(FIRST);
        byte[] first = Files.readAllBytes(file());
        log.add(SECOND);
        assertThat(Files.readAllBytes(file())).startsWith(first).hasSizeGreaterThan(first.length);
    }

    @Test
    void trainingThatGoesOnDoesNotRepeatItsEpochs() throws Exception {
        write(FIRST, SECOND);
        byte[] before = Files.readAllBytes(file());
        write(FIRST, SECOND, THIRD);
        assertThat(steps()).containsExactly(0L, 1L, 2L, 3L);
        assertThat(Files.readAllBytes(file())).startsWith(before);
    }

    @Test
    void whatAKilledProcessLeftOfAnEpochIsWrittenAnew() throws Exception {
        write(FIRST, SECOND);
        byte[] whole = Files.readAllBytes(file());
        for (int cut : new int[] {1, 5, 100, whole.length - 3}) {
            Files.write(file(), Arrays.copyOf(whole, whole.length - cut));
            write(FIRST, SECOND, THIRD);
            assertThat(steps()).as("without the last %d bytes", cut).containsExactly(0L, 1L, 2L, 3L);
        }
    }

    @Test
    void epochsOfAnotherTrainingGoAway() throws Exception {
        write(FIRST, SECOND, THIRD);
        write(FIRST, new Epoch(2, 0.25, 0.4375, 0.625, 1, null, 1, 2, 8));
        assertThat(steps()).containsExactly(0L, 1L, 2L);
        assertThat(events().get(2).scalars()).containsEntry("loss/training", 0.4375f).doesNotContainKey("loss/validation");
    }

    @Test
    void anotherFileOfThatNameIsReplaced() throws Exception {
        Files.writeString(file(), "a text, of which no record was ever made");
        write(FIRST);
        assertThat(steps()).containsExactly(0L, 1L);
    }

    static boolean pythonHasTensorBoard() {
        return PeerPython.has("tensorboard");
    }

    @Test
    @EnabledIf("pythonHasTensorBoard")
    void tensorBoardReadsIt() throws Exception {
        write(FIRST, SECOND);
        write(FIRST, SECOND, THIRD);
        String printed = PeerPython.run("""
            import sys
            from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
            log = EventAccumulator(sys.argv[1])
            log.Reload()
            for tag in sorted(log.Tags()['tensors'] + log.Tags()['scalars']):
                events = log.Tensors(tag) if tag in log.Tags()['tensors'] else log.Scalars(tag)
                print(tag, *(f'{e.step}:{e.tensor_proto.float_val[0] if hasattr(e, "tensor_proto") else e.value}'
                    for e in events))
            """, folder.toString());
        assertThat(printed.lines()).contains("learning_rate 1:0.5 2:0.25 3:0.125", "loss/training 1:0.75 2:0.5 3:0.25",
            "loss/validation 2:0.875 3:0.5", "map/validation 3:0.6875", "top_1/training 1:0.25 2:0.625 3:0.75",
            "top_1/validation 2:0.125 3:0.375");
    }
}
