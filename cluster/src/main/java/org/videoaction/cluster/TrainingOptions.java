package org.videoaction.cluster;

import java.io.Serializable;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Regions;
import org.videoaction.model.torch.AdamW;
import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.Optimizer;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.training.DataParallel;
import org.videoaction.model.training.Recipe;
import org.videoaction.model.training.TrainingPlan;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how a network is trained; driver and executors derive the same plan from them. */
final class TrainingOptions implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The recipes of papers, and two of our own, that options change. */
    enum Published {
        FEW_VIDEOS(Recipe.FEW_VIDEOS),
        FINE_TUNING(Recipe.FINE_TUNING),
        SLOWFAST_196(Recipe.SLOWFAST_196),
        SLOWFAST_STEPS_239(Recipe.SLOWFAST_STEPS_239),
        SLOWFAST_MULTIGRID_239(Recipe.SLOWFAST_MULTIGRID_239),
        MMACTION2_SLOWFAST_256(Recipe.MMACTION2_SLOWFAST_256),
        CSN_58(Recipe.CSN_58),
        CSN_180(Recipe.CSN_180),
        X3D_300(Recipe.X3D_300);

        private final Recipe recipe;

        Published(Recipe recipe) {
            this.recipe = recipe;
        }
    }

    @Option(names = "--recipe", defaultValue = "FEW_VIDEOS", paramLabel = "RECIPE", description = "${COMPLETION-CANDIDATES}: epochs, learning rate and its schedule, optimizer, Multigrid")
    private Published published;

    @Option(names = "--epochs", paramLabel = "N", description = "instead of the recipe's, whose falls of the rate stay where they are")
    private Integer epochs;

    @Option(names = "--rate", paramLabel = "R", description = "learning rate for the batch as it is, instead of the recipe's, which is scaled to the batch")
    private Double rate;

    @Option(names = "--warm-up", paramLabel = "EPOCHS", description = "instead of the recipe's")
    private Double warmUp;

    @Option(names = "--batch", required = true, paramLabel = "N", description = "clips of all partitions that a step learns from")
    private int batch;

    @Option(names = "--part", paramLabel = "N", description = "clips that an executor works on at once; without it, its whole share")
    private Integer part;

    @Option(names = "--gpus", defaultValue = "0", paramLabel = "N", description = "GPUs of each executor; 0 for CPUs")
    private int gpus;

    @Option(names = "--precision", defaultValue = "FP32", paramLabel = "P", description = "FP32 or BF16, which gains on GPUs")
    private Precision precision;

    @Option(names = "--several-labels", description = "clips show any number of classes")
    private boolean several;

    @Option(names = "--smoothing", defaultValue = "0", paramLabel = "S", description = "label smoothing")
    private double smoothing;

    @Option(names = "--balanced", description = "classes with few clips count more")
    private boolean balanced;

    @Option(names = "--validate-every", defaultValue = "1", paramLabel = "N", description = "epochs from one look at the validation clips to the next")
    private int validateEvery;

    @Option(names = "--patience", defaultValue = "0", paramLabel = "N", description = "looks without a better result after which training ends; 0 for never")
    private int patience;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "the same seed and partitions give the same model")
    private long seed;

    @Option(names = "--partitions", required = true, paramLabel = "N", description = "parts of each batch, most often as many as executors; others give another model")
    private int partitions;

    @Option(names = "--local-steps", defaultValue = "1", paramLabel = "K", description = "steps that a partition takes by itself before weights are averaged; 1: gradients are added up at each step")
    private int localSteps;

    @Option(names = "--local-from", defaultValue = "1", paramLabel = "EPOCH", description = "the first epoch with --local-steps, before which there is one step a round")
    private int localFrom;

    @Option(names = "--find-rate", description = "is refused: a rate is found on one machine, by a learner")
    private boolean findsRate;

    @Mixin
    private LearningOptions learning = new LearningOptions();

    /** @throws IllegalArgumentException when options do not go together */
    TrainingPlan plan() {
        if (findsRate) {
            throw new IllegalArgumentException(
                "The job does not look for a learning rate: its hundred steps of a rising rate "
                    + "are short, and would be taken one after the other by the driver. Find it with a learner on one machine, "
                    + "with the same network and batch size, and give it with --rate.");
        }
        Recipe chosen = recipe();
        Optimizer optimizer = learning.optimizer(chosen.sgd());
        if (optimizer instanceof AdamW && rate == null) {
            throw new IllegalArgumentException("AdamW takes steps as long as the rate, for which the recipes' rates are too "
                + "large. Give one with --rate, for example 0.001.");
        }
        return new TrainingPlan(chosen.allEpochs(), batch, part == null ? batch : part, gpus, chosen.schedule(batch),
            new LearningRules(optimizer, learning.loss(smoothing), learning.tuning(chosen.tuning()), precision), balanced,
            validateEvery, patience, chosen.multigrid(), seed).with(learning.averaging(chosen.allEpochs()))
            .with(learning.fewVideos());
    }

    private Recipe recipe() {
        Recipe of = published.recipe;
        return new Recipe(epochs == null ? of.epochs() : epochs, rate == null ? of.learningRate() : rate,
            rate == null ? of.referenceBatch() : 0, warmUp == null ? of.warmUp() : warmUp, of.warmUpStart(), of.falls(),
            of.rules(), of.sgd(), of.tuning(), of.cycles(), of.epochFactor(), false);
    }

    DataParallel parallel() {
        return new DataParallel(partitions, localSteps, localFrom - 1);
    }

    /**
     * The network for clips.
     *
     * @param boxes whether there are some in them
     */
    Architecture network(Architecture chosen, int classes, boolean boxes) {
        Head head = boxes ? chosen.head().detects() ? chosen.head() : Head.detection(Regions.PYSLOWFAST)
            : several ? Head.MULTI_LABEL : Head.AVERAGE;
        return chosen.with(head, classes);
    }
}
