package org.videoaction.commandline;

import org.videoaction.model.published.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the published weights that can be used by name. */
@Command(name = "models", mixinStandardHelpOptions = true, versionProvider = VideoAction.Version.class)
final class ModelsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(names = "--all")
    private boolean all;

    @Override
    public void run() {
        spec.commandLine().getOut().print(Catalogue.table(all));
        spec.commandLine().getOut().flush();
    }
}
