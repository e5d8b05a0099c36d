package org.knime.node.parameters.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.knime.core.node.NodeSettingsRO;
import org.videoaction.standin.ParameterXml;

/** One way to read a parameter from older settings. */
public final class ConfigMigration<T> {
    private final Predicate<NodeSettingsRO> m_matcher;
    private final ParametersLoader<T> m_loader;

    private ConfigMigration(Predicate<NodeSettingsRO> matcher, ParametersLoader<T> loader) {
        m_matcher = matcher;
        m_loader = loader;
    }

    public static <T> Builder<T> builder(ParametersLoader<T> loader) {
        return new Builder<>(loader);
    }

    /** @return says whether this way applies; null where it does as soon as the parameter's own keys are absent */
    public Predicate<NodeSettingsRO> getMatcher() {
        return m_matcher;
    }

    public ParametersLoader<T> getLoader() {
        return m_loader;
    }

    /** Makes a {@link ConfigMigration}. */
    public static final class Builder<T> {
        private final List<String[]> m_deprecated = new ArrayList<>();
        private final ParametersLoader<T> m_loader;
        private Predicate<NodeSettingsRO> m_matcher;

        public Builder(ParametersLoader<T> loader) {
            m_loader = loader;
        }

        public Builder<T> withDeprecatedConfigPath(String... path) {
            m_deprecated.add(path);
            return this;
        }

        public Builder<T> withMatcher(Predicate<NodeSettingsRO> matcher) {
            m_matcher = matcher;
            return this;
        }

        public ConfigMigration<T> build() {
            Predicate<NodeSettingsRO> matcher = m_matcher;
            if (matcher == null && !m_deprecated.isEmpty()) {
                matcher = settings -> m_deprecated.stream()
                    .allMatch(path -> ParameterXml.hasPath(settings, path));
            }
            return new ConfigMigration<>(matcher, m_loader);
        }
    }
}
