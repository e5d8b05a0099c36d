package org.videoaction.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;

/** A workflow that trains with checkpoints after every step. */
record KeptTraining(Product product) implements Resumable {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "training";
    }

    @Override
    public Product.Command command(Path kept, Path out) {
        return product.workflow(out.resolve("temporary"), product.material().trainingWorkflow(), "--set",
            Material.LEARNER + "/training/checkpoints/folder=" + kept, "--out", out.resolve("results").toString());
    }

    @Override
    public List<?> result(Path kept, Path out) throws IOException {
        List<Object> result = new ArrayList<>();
        for (Path file : Contents.files(out.resolve("results"))) {
            if (file.toString().endsWith(".model.zip")) {
                VideoModel model = ModelFile.load(file);
                for (Map.Entry<String, float[]> weights : model.weights().values().entrySet()) {
                    result.add(weights.getKey() + " " + Arrays.toString(bits(weights.getValue())));
                }
                model.history().forEach(epoch -> result.add(withoutSeconds(epoch)));
            }
        }
        if (result.isEmpty()) {
            throw new IOException("there is no model in " + out);
        }
        return result;
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }

    private static Epoch withoutSeconds(Epoch epoch) {
        return new Epoch(epoch.number(), epoch.rate(), epoch.loss(), epoch.top1(), epoch.top5(), epoch.validation(), 0, 0,
            epoch.clips());
    }

    /** The epochs with their seconds, by which an epoch that is trained again would be known. */
    @Override
    public List<String> done(Path kept) throws IOException {
        Path checkpoint = kept.resolve("epoch.checkpoint");
        List<String> epochs = new ArrayList<>();
        if (Files.exists(checkpoint)) {
            try (ZipFile zip = new ZipFile(checkpoint.toFile())) {
                JsonNode description = JSON.readTree(zip.getInputStream(zip.getEntry("checkpoint.json")));
                description.get("history").forEach(epoch -> epochs.add(epoch.toString()));
            }
        }
        return epochs;
    }

    @Override
    public boolean isHalf(Path kept) throws IOException {
        return !Contents.unfinished(kept).isEmpty();
    }
}
