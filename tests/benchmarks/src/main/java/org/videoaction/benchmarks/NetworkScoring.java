package org.videoaction.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.Clip;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.data.clip.ClipTableWriter;
import org.videoaction.data.list.Classes;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.ModelQuantizer;
import org.videoaction.model.scoring.QuantizationSettings;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.QuantizedNetwork;
import org.videoaction.model.torch.RunningNetwork;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.model.torch.ScoringNetwork;

/** Our network in this warm process; clips are bytes, as the reader gives them. */
record NetworkScoring(String name, RunningNetwork scoring, ByteBuffer clips)
    implements Contender<NetworkWork>, AutoCloseable {

    /** In 32-bit floats. */
    static NetworkScoring inFloats(NetworkWork work) {
        Network network = work.architecture().network();
        ScoringNetwork scoring = new ScoringNetwork(network, Preprocessing.KINETICS, Weights.initial(network, 1));
        // as the commands do once the network is loaded
        System.gc();
        return new NetworkScoring("ours", scoring, work.clips());
    }

    /** In bfloat16, on the CPU. */
    static NetworkScoring inBfloat16(NetworkWork work) {
        Network network = work.architecture().network();
        return new NetworkScoring("ours, bfloat16", new ScoringNetwork(network, Preprocessing.KINETICS,
            Weights.initial(network, 1), ScoringDevice.named("cpu", Optional.of(Precision.BF16))), work.clips());
    }

    /** Whether the CPU has units for bfloat16 that are worth their numbers, as {@code automatic} finds out. */
    static boolean bfloat16Pays() {
        return ScoringDevice.named("cpu", Optional.empty()).here().precision().equals(Optional.of(Precision.BF16));
    }

    /** In 8-bit integers, by the activations that the clips themselves have. */
    static NetworkScoring inIntegers(NetworkWork work) throws IOException {
        Network network = work.architecture().network();
        Weights weights = Weights.initial(network, 1);
        VideoModel model = new VideoModel(work.architecture(), Preprocessing.KINETICS,
            new VideoModel.Input(work.frames(), work.side(), work.side(), 1),
            Classes.numbered(work.architecture().classes()),
            weights, List.of());
        Path table = Files.createTempFile("calibration", ".arrow");
        try {
            write(work, table);
            try (ClipTable clips = ClipTable.open(table)) {
                VideoModel quantized = new ModelQuantizer(model, QuantizationSettings.DEFAULT).quantize(clips, Progress.NONE)
                    .model();
                return new NetworkScoring("ours, 8-bit integers", new QuantizedNetwork(network, Preprocessing.KINETICS,
                    weights, quantized.quantization().orElseThrow()), work.clips());
            }
        } finally {
            Files.deleteIfExists(table);
        }
    }

    private static void write(NetworkWork work, Path table) throws IOException {
        ClipSpec spec = new ClipSpec(NetworkWork.CHANNELS, work.frames(), work.side(), work.side(), 1, 1, 1, Classes.NONE);
        try (ClipTableWriter writer = new ClipTableWriter(table, spec)) {
            writer.write(new Clip("noise", "noise", Clip.NO_LABEL, 0, 0, 0, 0, "ok",
                work.clips().slice(0, spec.clipBytes())));
            writer.finish();
        }
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public double cpuSeconds(NetworkWork work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        scoring.score(clips, work.shape());
        return (threads.getCurrentThreadCpuTime() - start) / 1e9;
    }

    @Override
    public void close() {
        scoring.close();
    }
}
