package org.videoaction.commandline;

import org.videoaction.model.network.ModelZoo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the networks that have names. */
@Command(name = "networks", mixinStandardHelpOptions = true, versionProvider = VideoAction.Version.class)
final class NetworksCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().print(ModelZoo.table());
        spec.commandLine().getOut().flush();
    }
}
