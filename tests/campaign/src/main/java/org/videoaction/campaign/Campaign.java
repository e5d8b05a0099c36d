package org.videoaction.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Holds the product to what docs/reliability.md promises; what came of it are lines of figures. */
public final class Campaign {

    private static final String FIGURES = "campaign.txt";

    private Campaign() {
    }

    /**
     * Arguments: the folder of the project, and the folder for {@code campaign.txt} and everything that is tried out. Ends
     * with 1 where a promise is broken.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path target = Path.of(arguments[1]);
        Path work = target.resolve("work");
        Contents.delete(work);
        long seed = Long.getLong("campaign.seed", 1);
        int kills = Integer.getInteger("campaign.kills", 100);
        Product product = new Product(Path.of(arguments[0]), Material.generate(work.resolve("material")));
        List<Figures> all = new ArrayList<>();
        for (Resumable command : List.of(new KeptTraining(product), new KeptScoring(product))) {
            all.add(new Kills(command, work.resolve("kills"), seed).run(kills));
        }
        all.add(new FullDisks(product, work.resolve("disks"), seed).run(Integer.getInteger("campaign.disks", 10)));
        all.add(new Cancels(product, work.resolve("cancels"), seed).run(Integer.getInteger("campaign.cancels", 100)));
        Files.write(target.resolve(FIGURES), all.stream().flatMap(figures -> figures.lines().stream()).toList());
        System.exit(all.stream().allMatch(figures -> figures.broken().isEmpty()) ? 0 : 1);
    }
}
