package org.videoaction.knime.io;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSLocation;
import org.knime.filehandling.core.connections.RelativeTo;
import org.knime.node.parameters.persistence.NodeParametersPersistor;

/** An optional folder in which a node keeps how far it is. Workflows have it as a text, so that they mean what they meant. */
public final class KeptFolder {

    private static final Pattern ADDRESS = Pattern.compile("([a-z][a-z0-9+.-]+)://([^/]*)/(.*)", Pattern.DOTALL);

    private KeptFolder() {
    }

    /** The folder as a text: a path of this machine, or {@code knime://knime.workflow/path} and the like. */
    public abstract static class AsText implements NodeParametersPersistor<FileSelection> {

        private final String m_key;

        protected AsText(final String key) {
            m_key = key;
        }

        @Override
        public FileSelection load(final NodeSettingsRO settings) throws InvalidSettingsException {
            String text = settings.getString(m_key);
            return new FileSelection(location(text == null ? "" : text));
        }

        @Override
        public void save(final FileSelection folder, final NodeSettingsWO settings) {
            settings.addString(m_key, text(folder.getFSLocation()));
        }

        @Override
        public String[][] getConfigPaths() {
            return new String[][] {{m_key}};
        }
    }

    private static FSLocation location(final String text) {
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches()) {
            return new FSLocation(FSCategory.LOCAL, text);
        }
        boolean relative = Arrays.stream(RelativeTo.values()).anyMatch(to -> to.getSettingsValue().equals(address.group(2)));
        return relative ? new FSLocation(FSCategory.RELATIVE, address.group(2), address.group(3))
            : new FSLocation(FSCategory.CUSTOM_URL, "1000", text);
    }

    /** What is neither here nor relative to the workflow becomes an address that is refused. */
    private static String text(final FSLocation location) {
        return switch (location.getFSCategory()) {
            case LOCAL, CUSTOM_URL -> location.getPath();
            default -> "knime://" + location.getFileSystemSpecifier().orElse("") + "/" + location.getPath();
        };
    }

    /** @throws InvalidSettingsException when something is chosen that can be no folder of this machine; {@code name} says which */
    public static void check(final String name, final FileSelection folder) throws InvalidSettingsException {
        FSLocation location = folder.getFSLocation();
        FSCategory category = location.getFSCategory();
        if (category != FSCategory.LOCAL && category != FSCategory.RELATIVE) {
            throw new InvalidSettingsException("The " + name + " " + location.getPath() + " lies in the file system "
                + category.getLabel() + ". Choose a folder of this machine or one relative to the workflow: files in it are "
                + "locked and written in place.");
        }
        try {
            Path.of(location.getPath().strip());
        } catch (InvalidPathException e) {
            throw new InvalidSettingsException("The " + name + " " + location.getPath() + " is not a path: " + e.getReason()
                + ". Choose another folder.", e);
        }
    }

    /** The folder by its path on this machine, where one is chosen. One relative to the workflow is there then. */
    public static Optional<Path> path(final FileSelection folder) throws IOException {
        if (!LocalFile.isChosen(folder)) {
            return Optional.empty();
        }
        FSLocation location = folder.getFSLocation();
        return Optional.of(location.getFSCategory() == FSCategory.LOCAL ? Path.of(location.getPath().strip())
            : TargetFolder.create(folder));
    }
}
