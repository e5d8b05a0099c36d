package org.videoaction.model.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.videoaction.data.FlatJson;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipOrigin;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.Provenance;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.ThisComputer;

/**
 * All that decides what comes of a training, to be kept with its model.
 *
 * @param parallel how batches are shared out, where they are
 */
record TrainingOrigin(TrainingClips clips, ClipFacts facts, Architecture architecture, TrainingPlan plan,
    Optional<DataParallel> parallel) {

    /** Of a schedule that is no record nothing can be said. */
    private static final ObjectMapper JSON = new ObjectMapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
    private static final String WEIGHTS = "weights";

    /**
     * Of a training that begins.
     *
     * @param start the model that it starts from
     * @param first the weights that it starts with
     * @param before how far it is already
     */
    Provenance of(Optional<VideoModel> start, Weights first, CheckpointFolder.Resumption before, Progress progress) {
        Progress beforeFirstStep = (fraction, message) -> progress.report(0, message);
        Map<String, String> from = new LinkedHashMap<>();
        from.put("model", start.map(model -> model.architecture().displayName() + ", " + model.classes().size() + " classes"
            + (model.provenance().isKnown() ? "" : ", of unknown origin")).orElse("none"));
        start.ifPresent(model -> from.put("its weights", model.weights().fingerprint()));
        from.put("first weights", first.fingerprint());
        before.latest().ifPresent(checkpoint -> from.put("went on from", checkpoint.place()));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("network", architecture.displayName());
        // checkpoints know the optimizer by the name of the one that there was first
        FlatJson.of(JSON.valueToTree(plan))
            .forEach((name, value) -> settings.put(name.replaceFirst("^rules\\.sgd\\.", "rules.optimizer."), value));
        parallel.ifPresent(how -> FlatJson.of(JSON.valueToTree(how))
            .forEach((name, value) -> settings.put("parallel." + name, value)));
        Map<String, ClipOrigin> data = new LinkedHashMap<>();
        data.put("training", origin(clips.training(), beforeFirstStep));
        clips.validation().ifPresent(held -> data.put("validation", origin(held, beforeFirstStep)));
        return start.map(VideoModel::provenance).orElse(Provenance.UNKNOWN)
            .with(Provenance.Step.now("trained", from, settings)
                .computed(data, ThisComputer.libraries(), ThisComputer.hardware(plan.device())));
    }

    private ClipOrigin origin(ClipSource source, Progress progress) {
        return ClipOrigin.of(source, (clip, whileReading) -> facts.wholeContent(source, clip, whileReading), progress);
    }

    /** Of a training that ended so far. */
    static Provenance ended(Provenance begun, List<Epoch> history, Weights weights) {
        List<Provenance.Step> steps = begun.steps();
        Epoch last = history.get(history.size() - 1);
        Map<String, String> result = new LinkedHashMap<>();
        result.put("epochs", String.valueOf(last.number()));
        result.put("loss", String.valueOf(last.loss()));
        result.put("top-1", String.valueOf(last.top1()));
        if (last.validation() != null) {
            result.put("validation loss", String.valueOf(last.validation().loss()));
            result.put("validation top-1", String.valueOf(last.validation().top1()));
        }
        result.put(WEIGHTS, weights.fingerprint());
        return new Provenance(steps.subList(0, steps.size() - 1)).with(steps.get(steps.size() - 1).giving(result));
    }
}
