package org.videoaction.knime.learn;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.training.CosineDecay;
import org.videoaction.model.training.PySlowFastSchedule;
import org.videoaction.model.training.TrainingPlan;


/** How a network is trained: the settings that all learners share. */
final class TrainingParameters implements NodeParameters {

    @Widget(title = "Epochs", description = "How often every clip is seen.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Persist(configKey = "epochs")
    int m_epochs = 50;

    @Widget(title = "Batch size", description = "Clips a step.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Persist(configKey = "batch_size")
    int m_batchSize = 8;

    @Widget(title = "Learning rate", description = """
            The rate from which the cosine schedule starts. The paper's 0.1 is for batches of 64: for smaller ones lower
            it in proportion.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Persist(configKey = "learning_rate")
    double m_learningRate = 0.0125;

    @Widget(title = "Warm-up (epochs)", description = "The epochs during which the rate rises from a tenth to its place on the cosine.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Persist(configKey = "warm_up_epochs")
    double m_warmUpEpochs = 5;

    @Widget(title = "Dropout", description = "The share of features left out before the classifier, from 0 to below 1.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Persist(configKey = "dropout")
    double m_dropout = 0.5;

    @Widget(title = "Seed", description = "The same seed, clips and number of threads give the same model.")
    @Persist(configKey = "seed")
    long m_seed = 1;

    @Advanced
    @Widget(title = "Momentum", description = "How much of the last step's direction is kept, from 0 to below 1.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Persist(configKey = "momentum")
    double m_momentum = Sgd.PYSLOWFAST.momentum();

    @Advanced
    @Widget(title = "Nesterov", description = "Nesterov's form of momentum.")
    @Persist(configKey = "nesterov")
    boolean m_nesterov = Sgd.PYSLOWFAST.nesterov();

    @Advanced
    @Widget(title = "Weight decay", description = "The share of the weights that is subtracted, times the rate, at each step.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Persist(configKey = "weight_decay")
    double m_weightDecay = Sgd.PYSLOWFAST.weightDecay();

    @Advanced
    @Widget(title = "Decay batch normalisation", description = "Whether weight decay also acts on batch normalisation, as in MMAction2.")
    @Persist(configKey = "decay_batch_norm")
    boolean m_decayBatchNorm = Sgd.PYSLOWFAST.decayBatchNorm();

    @Advanced
    @Widget(title = "Largest gradient norm", description = """
            Gradients whose norm, all together, is larger are shortened to it, which keeps single steps from going astray: 40
            in MMAction2; 0 for no limit, as in PySlowFast.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Persist(configKey = "largest_gradient_norm")
    double m_largestGradientNorm;

    @Override
    public void validate() throws InvalidSettingsException {
        if (!(m_learningRate > 0 && Double.isFinite(m_learningRate))) {
            throw new InvalidSettingsException("The learning rate is larger than 0.");
        }
        if (!(m_momentum >= 0 && m_momentum < 1 && m_weightDecay >= 0 && m_largestGradientNorm >= 0)) {
            throw new InvalidSettingsException(
                "Momentum is from 0 to below 1; weight decay and the largest gradient norm are not negative.");
        }
        if (!(m_warmUpEpochs >= 0 && m_warmUpEpochs < m_epochs)) {
            throw new InvalidSettingsException("The warm-up of " + m_warmUpEpochs + " epochs is not shorter than the "
                + m_epochs + " epochs of training.");
        }
        try {
            plan();
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    TrainingPlan plan() {
        return new TrainingPlan(m_epochs, m_batchSize,
            new PySlowFastSchedule(m_learningRate, m_learningRate / 10, m_warmUpEpochs, new CosineDecay(m_epochs)),
            new Sgd(m_momentum, m_nesterov, m_weightDecay, m_decayBatchNorm,
                m_largestGradientNorm == 0 ? Double.POSITIVE_INFINITY : m_largestGradientNorm), m_seed);
    }
}
