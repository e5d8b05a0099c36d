package org.videoaction.commandline;

import org.videoaction.model.network.ModelZoo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the networks that have names. */
@Command(name = "networks", mixinStandardHelpOptions = true, description = "Lists the named networks of the papers with their parameters and multiply-accumulates.", footerHeading = "%nExample:%n", footer = "  videoaction networks")
final class NetworksCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().print(ModelZoo.table());
        spec.commandLine().getOut().flush();
    }
}
