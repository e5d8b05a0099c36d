package org.videoaction.model.training;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Weights;
import org.videoaction.model.torch.LearningState;
import org.videoaction.model.torch.TorchLearning;
import org.videoaction.model.torch.TorchNetwork;

/**
 * An epoch whose batches are computed in partitions elsewhere, round by round; the weights live and are moved here.
 *
 * @param torch the network that learns
 */
record DistributedEpoch(TorchNetwork torch, TorchLearning learning, DataParallel how, Rounds rounds)
    implements EpochRun.Work {

    @Override
    public Tally run(EpochRun epoch, Tally before, EpochRun.Listener<Diverged> listener) throws IOException, Diverged {
        Tally tally = before;
        while (tally.steps() < epoch.steps().count()) {
            listener.waiting(tally);
            long start = System.nanoTime();
            Round round = next(epoch, tally.steps());
            Rounds.Outcome outcome = rounds.compute(round);
            outcome.reports().forEach(report -> report.broken().forEach(listener::broken));
            int clips = tally.clips();
            double loss = 0;
            double waited = outcome.reports().stream().mapToDouble(Share.Report::dataSeconds).max().orElse(0);
            double seconds = (System.nanoTime() - start) / 1e9;
            for (int step = 0; step < round.steps(); step++) {
                int place = step;
                List<Share.Step> shares = outcome.reports().stream().map(report -> report.steps().get(place)).toList();
                double mass = shares.stream().mapToDouble(Share.Step::mass).sum();
                loss = shares.stream().mapToDouble(share -> share.mass() * share.loss()).sum() / mass;
                tally = mass == 0 ? tally.without(waited / round.steps())
                    : tally.plus(loss, shares.stream().mapToInt(Share.Step::clips).sum(),
                        shares.stream().mapToInt(Share.Step::top1).sum(), shares.stream().mapToInt(Share.Step::top5).sum(),
                        waited / round.steps(), Math.max(0, seconds - waited) / round.steps());
            }
            if (tally.clips() > clips) {
                double rate = epoch.rate(tally.steps() - 1);
                take(round, outcome, rate);
                for (int step = 0; step < round.steps(); step++) {
                    epoch.average(learning);
                }
                if (!listener.step(loss, rate, tally)) {
                    break;
                }
            }
        }
        return tally;
    }

    private Round next(EpochRun epoch, int first) {
        boolean local = how.isLocal(epoch.epoch());
        int steps = local ? Math.min(how.steps(), epoch.steps().count() - first) : 1;
        double[] rates = IntStream.range(first, first + steps).mapToDouble(epoch::rate).toArray();
        LearningState state = learning.state();
        return new Round(epoch.epoch(), first, rates, how.partitions(), torch.weights().joined(),
            local ? Moments.of(state) : null, state.steps());
    }

    private void take(Round round, Rounds.Outcome outcome, double rate) {
        Network network = torch.network();
        Weights before = Weights.of(network.parameters(), round.weights());
        if (round.isLocal()) {
            learning.load(Weights.of(network.parameters(), outcome.mean()));
            learning.resume(Moments.state(learning.learned(),
                Arrays.copyOfRange(outcome.mean(), round.weights().length, outcome.mean().length),
                round.moved() + round.steps(), learning.averaged()));
        } else {
            learning.addGradients(Weights.of(learning.learned(), outcome.mean()));
            learning.move(rate);
            learning.load(RunningStatistics.after(network, RunningStatistics.of(network, before), outcome.reports()));
        }
    }
}
