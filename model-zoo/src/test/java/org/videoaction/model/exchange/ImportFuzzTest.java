package org.videoaction.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.list.Classes;
import org.videoaction.model.format.WrittenZip;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.network.ChannelSeparated.Interaction;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;

/**
 * Damaged models and checkpoints end in a model or in an IOException that names the file, in memory that their size accounts
 * for. The system property {@code fuzz.mutations} says how many are tried; the Maven profile {@code fuzz} tries many.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ImportFuzzTest {

    private static final int MUTATIONS = Integer.getInteger("fuzz.mutations", 3000);
    private static final long SEED = Long.getLong("fuzz.seed", 20_260_401);
    private static final ChannelSeparated NETWORK = new ChannelSeparated(Interaction.REDUCED, 50, 1, 1e-3, 0.5, 2);
    /** Objects of a pickle take some dozen bytes for each of theirs. */
    private static final long BYTES_A_BYTE = 100;
    private static final long ALWAYS = 32 << 20;

    @TempDir
    private Path folder;

    @Test
    void damagedFilesEndInAModelOrInAnErrorThatNamesThem() throws IOException {
        List<byte[]> whole = originals();
        SplittableRandom random = new SplittableRandom(SEED);
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] original = whole.get(i % whole.size());
            boolean inside = isZip(original) && random.nextBoolean();
            Path damaged = Files.write(folder.resolve("damaged"), inside ? mutatedInside(original, random)
                : mutated(original, random));
            read += survives(damaged, i) ? 1 : 0;
        }
        assertThat(read).isBetween(1, MUTATIONS - 1);
    }

    private List<byte[]> originals() throws IOException {
        Path model = folder.resolve("model.zip");
        VideoModel written = new VideoModel(NETWORK, Preprocessing.KINETICS, new VideoModel.Input(8, 32, 32, 2),
            Classes.of("walk", "run"), Weights.initial(NETWORK.network(), 1), List.of());
        ModelFile.save(written, model);
        SavedByOthers saved = SavedByOthers.of(NETWORK, new MmactionNames(false, true, false)::of, 1);
        byte[] bytes = Files.readAllBytes(model);
        return List.of(bytes, saved.torch().stored(), TrainingStatesTest.vmz(), saved.pickle(),
            entries(bytes).entries().get("weights.safetensors"),
            exported(ExportFormat.ONNX, written), exported(ExportFormat.TORCHSCRIPT, written));
    }

    private byte[] exported(ExportFormat format, VideoModel model) throws IOException {
        Path file = folder.resolve("exported");
        format.write(model, file, Progress.NONE);
        return Files.readAllBytes(file);
    }

    private static boolean survives(Path damaged, int mutation) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean read;
        try {
            VideoModel model = ModelImport.read(damaged, ImportRequest.AUTOMATIC).model();
            model.architecture().network().parameters().forEach(parameter -> model.weights().of(parameter));
            read = true;
        } catch (IOException e) {
            assertThat(e).as("mutation %d", mutation).hasMessageContaining(damaged.toString());
            read = false;
        } catch (RuntimeException e) {
            throw new AssertionError("mutation " + mutation, e);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).as("bytes allocated for mutation %d", mutation)
            .isLessThan(BYTES_A_BYTE * Files.size(damaged) + ALWAYS);
        return read;
    }

    private static boolean isZip(byte[] bytes) {
        return bytes[0] == 'P' && bytes[1] == 'K';
    }

    private static WrittenZip entries(byte[] zip) throws IOException {
        WrittenZip entries = new WrittenZip();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.with(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    /** A zip whose checksums are right, with damage in one of its first entries. */
    private static byte[] mutatedInside(byte[] original, SplittableRandom random) throws IOException {
        WrittenZip zip = entries(original);
        List<String> names = new ArrayList<>(zip.entries().keySet());
        String name = names.get(random.nextInt(Math.min(2, names.size())));
        zip.with(name, mutated(zip.entries().get(name), random));
        return random.nextInt(4) == 0 ? zip.deflated() : zip.stored();
    }

    private static byte[] mutated(byte[] original, SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(original, random.nextInt(original.length));
            case 1 -> spliced(original, random);
            default -> overwritten(original, random);
        };
    }

    /** A part is missing or is there twice. */
    private static byte[] spliced(byte[] original, SplittableRandom random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int to = place(original.length, random);
        int from = place(original.length, random);
        bytes.write(original, 0, to);
        bytes.write(original, from, original.length - from);
        return bytes.toByteArray();
    }

    private static byte[] overwritten(byte[] original, SplittableRandom random) {
        byte[] bytes = original.clone();
        for (int damage = random.nextInt(1, 6); damage > 0; damage--) {
            int at = place(bytes.length, random);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 ->
                    Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(1, 9)), (byte) -random.nextInt(2));
                default -> overwrite(bytes, at, random);
            }
        }
        return bytes;
    }

    /** Most damage is done to headers and directories, at either end of a file. */
    private static int place(int length, SplittableRandom random) {
        int header = Math.min(length, 2000);
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(length);
            case 1 -> length - 1 - random.nextInt(header);
            default -> random.nextInt(header);
        };
    }

    private static void overwrite(byte[] bytes, int at, SplittableRandom random) {
        int length = Math.min(bytes.length - at, random.nextInt(1, 60));
        int source = random.nextInt(bytes.length - length + 1);
        System.arraycopy(bytes.clone(), source, bytes, at, length);
    }
}
