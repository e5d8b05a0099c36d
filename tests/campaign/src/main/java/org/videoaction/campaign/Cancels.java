package org.videoaction.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Cancels the nodes at random moments, each kind of work in a process of its own. */
final class Cancels {

    private static final int MINUTES = 10;

    private final Product product;
    private final Path work;
    private final long seed;

    Cancels(Product product, Path work, long seed) {
        this.product = product;
        this.work = work;
        this.seed = seed;
    }

    Figures run(int cancels) throws IOException, InterruptedException {
        List<String> broken = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        List<Long> milliseconds = new ArrayList<>();
        List<CancelledNode> nodes = List.of(CancelledNode.values());
        for (CancelledNode node : nodes) {
            int share = (int) IntStream.range(0, cancels).filter(i -> i % nodes.size() == node.ordinal()).count();
            Path folder = work.resolve(node.title());
            Product.Ended ended = product.calling(folder.resolve("temporary"), CancelledNode.class,
                List.of(node.name(), product.material().folder().toString(), folder.toString(), Integer.toString(share),
                    Long.toString(seed)))
                .run();
            List<Long> took = ended.output().lines().filter(line -> line.startsWith(CancelledNode.TOOK))
                .map(line -> Long.valueOf(line.substring(CancelledNode.TOOK.length()))).toList();
            ended.output().lines().filter(line -> line.startsWith(CancelledNode.BROKEN))
                .forEach(line -> broken.add(node.title() + ": " + line.substring(CancelledNode.BROKEN.length())));
            if (ended.code() != 0) {
                broken.add(node.title() + ": the process ended with " + ended.code() + ": " + ended.output());
            }
            parts.add(took.size() + " of " + node.title());
            milliseconds.addAll(took);
        }
        return new Figures(String.format(Locale.ROOT, "cancels: %d (%s), the slowest took %d ms, %d promises broken",
            milliseconds.size(), String.join(", ", parts), milliseconds.stream().mapToLong(ms -> ms).max().orElse(0),
            broken.size()), broken);
    }
}
