package org.videoaction.knime.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileReaderWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelectionWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FolderSelectionWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.SingleFileSelectionMode;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.widget.OptionalWidget;
import org.videoaction.knime.CompleteSettings;

/** Where Spark is, our jobs for it, and a folder that this machine shares with those of a cluster. */
public final class ClusterPlaces implements CompleteSettings {

    /** Spark's folder. */
    static final class SparkHome extends OptionalFile {
        SparkHome() {
            super("spark_home");
        }
    }

    @Widget(title = "Spark folder", description = """
            The folder of a Spark 4 on this computer, with bin and jars in it. Without it, the spark-submit that the system finds.
            """)
    @OptionalWidget(defaultProvider = SparkHome.class)
    @FolderSelectionWidget
    @FileSelectionWidget(SingleFileSelectionMode.FOLDER)
    @Persistor(SparkHome.class)
    Optional<FileSelection> sparkHome = Optional.empty();

    @Widget(title = "Job file", description = """
            The file videoaction-spark-1.0.0.jar. It does not come with this extension: the command mvn -pl cluster -am package
            -DskipTests makes it in cluster/target of the extension's source.
            """)
    @FileReaderWidget(fileExtensions = {"jar"})
    @Persist(configKey = "job")
    FileSelection job = new FileSelection();

    @Widget(title = "Shared folder", description = """
            A folder that this computer and all of the cluster see under the same path. Model, list and scores are put there. When
            the node is executed again after it was canceled or failed, it goes on with the videos that are left. A folder
            belongs to one model, table and the same settings: for others choose another one.
            """)
    @FolderSelectionWidget
    @FileSelectionWidget(SingleFileSelectionMode.FOLDER)
    @Persist(configKey = "shared")
    FileSelection shared = new FileSelection();

    @Override
    public void checkComplete() throws InvalidSettingsException {
        if (!LocalFile.isChosen(job)) {
            throw new InvalidSettingsException("No job file is chosen: videoaction-spark-1.0.0.jar.");
        }
        if (!LocalFile.isChosen(shared)) {
            throw new InvalidSettingsException("No shared folder is chosen. Choose one that this computer and all of the "
                + "cluster see under the same path.");
        }
    }

    /** Spark's folder, where one is chosen. */
    public Optional<Path> sparkHome() throws IOException {
        return sparkHome.isEmpty() ? Optional.empty() : Optional.of(LocalFile.of(sparkHome.get()));
    }

    /** The jar of our jobs. */
    public Path job() throws IOException {
        return LocalFile.of(job);
    }

    /** The shared folder, which is there then. */
    public Path sharedFolder() throws IOException {
        return TargetFolder.create(shared);
    }
}
