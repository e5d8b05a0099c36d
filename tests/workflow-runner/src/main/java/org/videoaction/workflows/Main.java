package org.videoaction.workflows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.videoaction.data.FileProblem;
import org.videoaction.standin.WorkflowException;

/** What {@code ./run} does. */
public final class Main {

    private static final String HELP = """
        Video Action Recognition without KNIME.

          ./run                     the demo: generates videos that differ only in motion, trains a SlowFast network on
                                    them and measures it on others
          ./run detect              the same for detection: videos of shapes that move, turn, stand and shine, and a
                                    network that says what each of them does in its box
          ./run segments            the same for long videos: finds what happens when, measures that and finds the settings
                                    by which it is found best
          ./run cross-validate      the same by cross-validation: learns three times, each time from other videos
          ./run WORKFLOW_DIR        executes a saved workflow of the Video Action Recognition nodes
          ./run predict MODEL VIDEO...
                                    prints the five most probable classes of each video
          ./run score MODEL LIST --out DIR
                                    prints the accuracy on a list of videos and writes their scores
          ./run train, merge, quantize, explain, networks, models, detect-persons, detectors
                                    the other commands of the program videoaction, each with a --help of its own as
                                    those two have
          ./run bench [NAME]        measures against other programs; without a name, lists what there is
          ./run --help              this text

        Options of the demos and of workflows:

          --set "NODE/key=value"    changes a setting before the workflow runs. NODE is the comment below a node, its name
                                    where only one node has it, or its number such as #3; key is the setting's key in the
                                    node's settings.xml, with slashes between groups. A file needs only its path.
          --variable "NAME=value"   changes a workflow variable, as KNIME's -workflow.variable=NAME,value,String does
          --out DIR                 where the results go: every table as CSV, every model, views/ with the nodes'
                                    views as pages for a browser, and metrics.json where the workflow
                                    measures accuracy, of several scorers those of each and
                                    their mean. Without it: out/ and the workflow's name, or the project's
                                    out/ and the demo's.

        Exit code 0: all nodes were executed; 1: a node failed; 2: the workflow or the arguments are wrong.
        """;

    private Main() {
    }

    /** @param arguments the folder of the project, then what stood behind {@code ./run} */
    public static void main(String[] arguments) {
        System.exit(run(Path.of(arguments[0]), Arrays.asList(arguments).subList(1, arguments.length)));
    }

    static int run(Path project, List<String> arguments) {
        try {
            if (arguments.contains("--help") || arguments.contains("-h")) {
                System.out.print(HELP);
                return 0;
            }
            Demo demo = arguments.isEmpty() ? null : Demo.NAMED.get(arguments.get(0));
            RunCommand command = RunCommand.parse(demo == null ? arguments : arguments.subList(1, arguments.size()));
            if (command.workflow() == null) {
                return (demo == null ? Demo.MOTIONS : demo).run(project, command);
            } else if (demo != null) {
                throw new IllegalArgumentException(arguments.get(0) + " has a workflow of its own; see ./run --help");
            }
            return command.run();
        } catch (IOException e) {
            return refuse(FileProblem.message(e));
        } catch (WorkflowException | IllegalArgumentException | LinkageError e) {
            return refuse(e.getMessage());
        }
    }

    private static int refuse(String reason) {
        System.err.println("run: " + reason);
        return 2;
    }
}
