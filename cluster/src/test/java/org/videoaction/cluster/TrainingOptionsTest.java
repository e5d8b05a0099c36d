package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.videoaction.model.torch.AdamW;
import org.videoaction.model.torch.LayerDecay;
import org.videoaction.model.torch.Loss;
import org.videoaction.model.training.Averaging;
import org.videoaction.model.training.ClassSampling;
import org.videoaction.model.training.FewVideos;
import org.videoaction.model.training.Mixing;
import org.videoaction.model.training.TrainingPlan;
import picocli.CommandLine;

class TrainingOptionsTest {

    private static TrainingOptions options(String... more) {
        TrainingOptions options = new TrainingOptions();
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true)
            .parseArgs(
                Stream.concat(Stream.of("--batch", "8", "--partitions", "2"), Stream.of(more)).toArray(String[]::new));
        return options;
    }

    @Test
    void everythingThatTheLearnersHaveIsPartOfThePlan() {
        TrainingPlan plan = options("--optimizer", "adamw", "--rate", "0.001", "--weight-decay", "0.05", "--epochs", "8",
            "--layer-decay", "0.75", "--average", "swa", "--average-from", "0.5", "--class-sampling", "square_root",
            "--class-beta", "0.9", "--focal", "2", "--mixup", "0.8", "--cutmix", "1", "--mixed", "0.5", "--smoothing", "0.1",
            "--largest-gradient", "40", "--patience", "3").plan();
        assertThat(plan.rules().optimizer()).isEqualTo(new AdamW(0.9, 0.999, 1e-8, 0.05, false, 40));
        assertThat(plan.rules().tuning().layerDecay()).isEqualTo(new LayerDecay(0.75));
        assertThat(plan.rules().loss()).isEqualTo(new Loss(0.1, List.of(), new Loss.Focal(2, null)));
        assertThat(plan.averaging()).isEqualTo(new Averaging.Equal(4));
        assertThat(plan.fewVideos())
            .isEqualTo(new FewVideos(ClassSampling.SQUARE_ROOT, 0.9, new Mixing(0.8, 1, 0.5, 0.5)));
        assertThat(plan.patience()).isEqualTo(3);
    }

    @Test
    void executorsDeriveThePlanOfTheDriver() throws IOException, ClassNotFoundException {
        TrainingOptions options = options("--average", "ema", "--mixup", "0.2");
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(sent)) {
            out.writeObject(options);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(sent.toByteArray()))) {
            assertThat(((TrainingOptions) in.readObject()).plan()).isEqualTo(options.plan());
        }
    }

    @ParameterizedTest
    @CsvSource({"--find-rate,learner on one machine", "--optimizer=ADAMW,--rate", "--average-from=1,below 1",
        "--precision=INT8,fp32 or bf16", "--mixup=-1,not negative", "--class-beta=1,below 1"})
    void whatMakesNoSenseIsRefused(String option, String said) {
        TrainingOptions options = options(option);
        assertThatThrownBy(options::plan).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(said);
    }
}
