package org.videoaction.standin;

/**
 * The plug-in that a saved node names, so that KNIME knows what to install where it is missing.
 *
 * @param name the bundle's name
 * @param symbolicName the bundle's symbolic name
 * @param vendor who made it
 * @param version its version
 * @param featureName the name of the feature with the plug-in, null where it comes without
 * @param featureSymbolicName that feature's id, ending with .feature.group, or null
 */
public record Plugin(String name, String symbolicName, String vendor, String version, String featureName,
    String featureSymbolicName) {}
