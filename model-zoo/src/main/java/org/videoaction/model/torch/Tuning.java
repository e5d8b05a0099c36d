package org.videoaction.model.torch;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.videoaction.model.network.Parameter;

/**
 * What of a network learns, and how fast.
 *
 * @param frozenStages how many of the five stages (stem, res2 to res5) keep their weights and running statistics, with the
 *     lateral connections that start from them
 * @param frozenBatchNorm whether all batch normalisation keeps its gamma, beta and statistics, and uses the latter, as
 *     MMAction2's {@code norm_eval} with {@code bn_frozen}
 * @param backboneRate the share of the learning rate at which all but the head learns
 * @param layerDecay how that falls from stage to stage
 */
public record Tuning(int frozenStages, boolean frozenBatchNorm, double backboneRate,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = LayerDecay.class) LayerDecay layerDecay) {

    /** Everything learns at the learning rate. */
    public static final Tuning EVERYTHING = new Tuning(0, false, 1);

    /** Batch normalisation keeps what it has learned. */
    public static final Tuning FROZEN_BATCH_NORM = new Tuning(0, true, 1);

    private static final int STAGES = 5;
    private static final Pattern STAGE = Pattern.compile("(?:^|\\.)(?:(stem)|res(\\d))\\.");

    public Tuning {
        if (frozenStages < 0 || frozenStages > STAGES) {
            throw new IllegalArgumentException("A network has five stages; " + frozenStages + " cannot be frozen.");
        }
        if (!(backboneRate >= 0 && Double.isFinite(backboneRate))) {
            throw new IllegalArgumentException("The backbone's share of the learning rate is not negative.");
        }
    }

    /** All of the backbone learns at one rate. */
    public Tuning(int frozenStages, boolean frozenBatchNorm, double backboneRate) {
        this(frozenStages, frozenBatchNorm, backboneRate, LayerDecay.NONE);
    }

    /** The same with a rate that falls from stage to stage. */
    public Tuning with(LayerDecay other) {
        return new Tuning(frozenStages, frozenBatchNorm, backboneRate, other);
    }

    /** Whether gradients move a parameter. */
    boolean learns(Parameter parameter) {
        return parameter.role().learned() && stage(parameter.name()) > frozenStages
            && !(frozenBatchNorm && parameter.role().ofBatchNorm());
    }

    /** Whether a batch normalisation uses the batch's statistics and moves the running ones. */
    boolean usesBatchStatistics(String layer) {
        return !frozenBatchNorm && stage(layer + ".") > frozenStages;
    }

    /** The share of the learning rate that a parameter gets. */
    double rate(Parameter parameter) {
        int below = STAGES + 1 - stage(parameter.name());
        return below == 0 ? 1 : backboneRate * layerDecay.share(below);
    }

    /** 1 for the stem, 2 to 5 for res2 to res5, beyond for the head. */
    private static int stage(String name) {
        Matcher stage = STAGE.matcher(name);
        if (!stage.find()) {
            return STAGES + 1;
        }
        return stage.group(1) != null ? 1 : Integer.parseInt(stage.group(2));
    }
}
