package org.videoaction.standin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knime.core.node.config.Config;
import org.knime.core.node.config.base.AbstractConfigEntry;
import org.knime.core.node.config.base.ConfigBase;
import org.knime.core.node.config.base.ConfigEntries;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSLocation;
import org.knime.filehandling.core.data.location.FSLocationSerializationUtils;

/** Changes one setting, given as a path of keys and a text. */
final class SettingEdit {
    private static final String IS_PRESENT = "_is_present";
    private static final String FILE = "path";
    private static final Pattern RELATIVE = Pattern.compile("knime://(knime\\.[a-z.]+)/(.*)");

    private SettingEdit() {
    }

    static String[] path(String keys) {
        return keys.split("/");
    }

    static void apply(ConfigBase settings, String keys, String value) throws WorkflowException {
        String[] path = path(keys);
        ConfigBase group = settings;
        for (String key : Arrays.copyOf(path, path.length - 1)) {
            if (!(entry(group, keys, key) instanceof ConfigBase child)) {
                throw new WorkflowException("setting \"" + key + "\" in \"" + keys + "\" is no group");
            }
            group = child;
        }
        String last = path[path.length - 1];
        AbstractConfigEntry entry = entry(group, keys, last);
        if (entry instanceof Config file && isFile(file)) {
            file(file, value);
        } else {
            group.addEntry(entry(entry, keys, value));
        }
        if (group.containsKey(last + IS_PRESENT)) {
            group.addBoolean(last + IS_PRESENT, true);
        }
    }

    private static AbstractConfigEntry entry(ConfigBase group, String keys, String key) throws WorkflowException {
        AbstractConfigEntry entry = group.getEntry(key);
        if (entry == null) {
            throw new WorkflowException("there is no setting \"" + keys + "\"; " + Names.hint(key, group.keySet()));
        }
        return entry;
    }

    private static AbstractConfigEntry entry(AbstractConfigEntry old, String keys, String value)
        throws WorkflowException {
        ConfigEntries type = old.getType();
        if (type == ConfigEntries.config) {
            List<String> keysInside = new ArrayList<>();
            ((ConfigBase) old).forEach(keysInside::add);
            throw new WorkflowException("\"" + keys + "\" is a group of settings: " + keysInside);
        }
        boolean fits = type != ConfigEntries.xboolean || value.matches("true|false");
        try {
            if (fits) {
                return type.createEntry(old.getKey(), value);
            }
        } catch (NumberFormatException e) {
            fits = false;
        }
        throw new WorkflowException("\"" + value + "\" does not fit the setting \"" + keys + "\" of type "
            + type.name().substring(1));
    }

    private static boolean isFile(Config config) {
        return FSLocationSerializationUtils.isFSLocation(config)
            || config.getEntry(FILE) instanceof Config path && FSLocationSerializationUtils.isFSLocation(path);
    }

    /** A file of this machine needs no more than its path, one of the workflow {@code knime://knime.workflow/path}. */
    private static void file(Config config, String value) {
        Config location = config.getEntry(FILE) instanceof Config inner ? inner : config;
        Matcher relative = RELATIVE.matcher(value);
        location.removeConfig(FSLocationSerializationUtils.CFG_FS_SPECIFIER);
        FSLocationSerializationUtils.saveFSLocation(relative.matches()
            ? new FSLocation(FSCategory.RELATIVE, relative.group(1), relative.group(2))
            : new FSLocation(FSCategory.LOCAL, value), location);
    }
}
