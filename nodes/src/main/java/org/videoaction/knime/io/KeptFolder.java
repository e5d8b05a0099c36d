package org.videoaction.knime.io;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSLocation;
import org.knime.filehandling.core.connections.RelativeTo;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.persistence.NodeParametersPersistor;

/** An optional folder in which a node keeps how far it is. Workflows have it as a text, as version 1.0.0 had. */
abstract class KeptFolder implements NodeParameters {

    private static final Pattern ADDRESS = Pattern.compile("([a-z][a-z0-9+.-]+)://([^/]*)/(.*)", Pattern.DOTALL);

    abstract Optional<FileSelection> chosen();

    /** What the check box begins with: a folder that is not chosen yet. How it is saved is said by {@link AsText}. */
    static final class Start extends OptionalFile {
        Start() {
            super("folder");
        }
    }

    /** The folder as a text: a path of this machine, or {@code knime://knime.workflow/path} and the like. */
    abstract static class AsText<F extends KeptFolder> implements NodeParametersPersistor<F> {

        private final String key;
        private final Function<Optional<FileSelection>, F> folder;

        AsText(String key, Function<Optional<FileSelection>, F> folder) {
            this.key = key;
            this.folder = folder;
        }

        @Override
        public F load(NodeSettingsRO settings) throws InvalidSettingsException {
            String text = settings.getString(key);
            return folder.apply(Optional.ofNullable(text).filter(path -> !path.isBlank())
                .map(path -> new FileSelection(location(path))));
        }

        @Override
        public void save(F folder, NodeSettingsWO settings) {
            settings.addString(key, folder.chosen().map(chosen -> text(chosen.getFSLocation())).orElse(""));
        }

        @Override
        public String[][] getConfigPaths() {
            return new String[][] {{key}};
        }
    }

    private static FSLocation location(String text) {
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches()) {
            return new FSLocation(FSCategory.LOCAL, text);
        }
        boolean relative = Arrays.stream(RelativeTo.values()).anyMatch(to -> to.getSettingsValue().equals(address.group(2)));
        return relative ? new FSLocation(FSCategory.RELATIVE, address.group(2), address.group(3))
            : new FSLocation(FSCategory.CUSTOM_URL, "1000", text);
    }

    /** What is neither here nor relative to the workflow becomes an address that is refused. */
    private static String text(FSLocation location) {
        return switch (location.getFSCategory()) {
            case LOCAL, CUSTOM_URL -> location.getPath();
            default -> VideoPlaces.ADDRESS + location.getFileSystemSpecifier().orElse("") + "/" + location.getPath();
        };
    }

    /** @throws InvalidSettingsException when something is chosen that can be no folder of this machine */
    @Override
    public void validate() throws InvalidSettingsException {
        if (chosen().isEmpty()) {
            return;
        }
        FSLocation location = chosen().get().getFSLocation();
        FSCategory category = location.getFSCategory();
        if (category != FSCategory.LOCAL && category != FSCategory.RELATIVE) {
            throw new InvalidSettingsException("The folder " + location.getPath() + " lies in the file system "
                + category.getLabel() + ". Choose a folder of this machine or one relative to the workflow: files in it are "
                + "locked and written in place.");
        }
        try {
            Path.of(location.getPath().strip());
        } catch (InvalidPathException e) {
            throw new InvalidSettingsException("The folder " + location.getPath() + " is not a path: " + e.getReason()
                + ". Choose another folder.", e);
        }
    }

    /** The folder by its path on this machine, where one is chosen. One relative to the workflow is there then. */
    public Optional<Path> path() throws IOException {
        Optional<FileSelection> chosen = chosen().filter(LocalFile::isChosen);
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        FSLocation location = chosen.get().getFSLocation();
        return Optional.of(location.getFSCategory() == FSCategory.LOCAL ? Path.of(location.getPath().strip())
            : TargetFolder.create(chosen.get()));
    }
}
