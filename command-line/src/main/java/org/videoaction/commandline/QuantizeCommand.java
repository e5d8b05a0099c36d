package org.videoaction.commandline;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.videoaction.data.FilePath;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.OnDemandClips;
import org.videoaction.data.list.ClassFile;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.LabelReading;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.list.Part;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.model.quantization.QuantizedLayer;
import org.videoaction.model.quantization.RangeRule;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.ModelQuantizer;
import org.videoaction.model.scoring.QuantizationLoss;
import org.videoaction.model.scoring.QuantizationSettings;
import org.videoaction.model.scoring.QuantizedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a model that can compute in 8-bit integers, and prints what is lost by it. */
@Command(name = "quantize", mixinStandardHelpOptions = true, versionProvider = VideoAction.Version.class)
final class QuantizeCommand implements Callable<Integer> {

    private static final int MOST_CLIPS_OF_A_VIDEO = 10;
    private static final int NAMED = 5;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Weights weights;

    @Option(names = "--list", required = true, paramLabel = "LIST")
    private Path list;

    @Option(names = "--out", required = true, paramLabel = "FILE")
    private Path file;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "VIDEOS")
    private ListFormat format;

    @Option(names = "--videos", paramLabel = "DIR")
    private Path videos;

    @Option(names = "--part", paramLabel = "PART", defaultValue = "ALL")
    private Part part;

    @Option(names = "--clips", paramLabel = "N", defaultValue = "64")
    private int clips;

    @Option(names = "--compared", paramLabel = "N", defaultValue = "256")
    private int compared;

    @Option(names = "--percentile", paramLabel = "P", defaultValue = "99.99")
    private double percentile;

    @Option(names = "--entropy")
    private boolean entropy;

    @Option(names = "--exact", paramLabel = "LAYER", split = ",")
    private List<String> exact = List.of();

    @Parameters(index = "0", paramLabel = "MODEL")
    private String model;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        TextProgress progress = new TextProgress(out);
        VideoModel read = TestedModel.read(model, weights, progress, out);
        DatasetList listed = DatasetList.read(format, list, videos, ClassFile.of(read.classes()), LabelReading.AUTOMATIC,
            null, part);
        listed.remarks().forEach(out::println);
        QuantizedModel quantized;
        try (ClipSource source = OnDemandClips.of(read.test().recipe(clipsOfAVideo(listed.videos().size()),
            VideoLimits.DEFAULT), read.classes(), listed.videos())) {
            quantized = new ModelQuantizer(read, settings()).quantize(source, progress);
        }
        ModelFile.save(quantized.model(), FilePath.of(file.toString()));
        print(quantized, out);
        out.println("Model: " + file.toAbsolutePath().normalize());
        return VideoAction.DONE;
    }

    private QuantizationSettings settings() {
        return new QuantizationSettings(clips, compared,
            entropy ? new RangeRule.Entropy() : new RangeRule.Percentile(percentile), exact);
    }

    /** As many as give both kinds of clips, where there are few videos. */
    private int clipsOfAVideo(int count) {
        return Math.max(1,
            Math.min(MOST_CLIPS_OF_A_VIDEO, (int) Math.ceil((clips + (double) compared) / Math.max(1, count))));
    }

    private static void print(QuantizedModel quantized, PrintWriter out) {
        List<QuantizedLayer> layers = quantized.layers();
        out.printf(Locale.ROOT, "%d of %d layers in integers, ranges of %d clips%n",
            layers.stream().filter(QuantizedLayer::inBytes).count(), layers.size(), quantized.calibrated());
        layers.stream().filter(layer -> layer.error().isPresent())
            .sorted(Comparator.comparing(layer -> layer.error().orElseThrow())).limit(NAMED)
            .forEach(layer -> out.printf(Locale.ROOT, "%5.1f dB signal to noise: %s%n", layer.error().orElseThrow(),
                layer.name()));
        if (quantized.loss().isEmpty()) {
            out.println("What is lost was not measured: this libtorch has no 8-bit integers for this processor.");
            return;
        }
        QuantizationLoss loss = quantized.loss().get();
        out.printf(Locale.ROOT, "agreement  %.4f of %d compared clips; probabilities differ by at most %.4f%n",
            loss.agreement(), loss.clips(), loss.largestDifference());
        if (loss.before().isPresent()) {
            out.printf(Locale.ROOT, "%s  %.4f before, %.4f after, on %d labeled clips%n", loss.measure(),
                loss.before().get(), loss.after().orElseThrow(), loss.labelled());
        }
    }
}
