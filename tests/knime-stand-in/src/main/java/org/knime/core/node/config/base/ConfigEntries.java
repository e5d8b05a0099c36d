package org.knime.core.node.config.base;

/** The types that a configuration can hold, named as in its file. */
public enum ConfigEntries {
    config {
        @Override
        public AbstractConfigEntry createEntry(String key, String value) {
            throw new IllegalArgumentException("A configuration has no single value");
        }
    },
    xboolean {
        @Override
        public AbstractConfigEntry createEntry(String key, String value) {
            return new ConfigBooleanEntry(key, value);
        }
    },
    xbyte {
        @Override
        public AbstractConfigEntry createEntry(String key, String value) {
            return new ConfigByteEntry(key, value);
        }
    },
    xchar {
        @Override
        public AbstractConfigEntry createEntry(String key, String value) {
            return new ConfigCharEntry(key, value);
        }
    },
    xdouble {
        @Override
        public AbstractConfigEntry createEntry(String key, String value) {
            return new ConfigDoubleEntry(key, value);
        }
    },
    xfloat {
        @Override
        public AbstractConfigEntry createEntry(String key, String value) {
            return new ConfigFloatEntry(key, value);
        }
    },
    xint {
        @Override
        public AbstractConfigEntry createEntry(String key, String value) {
            return new ConfigIntEntry(key, value);
        }
    },
    xlong {
        @Override
        public AbstractConfigEntry createEntry(String key, String value) {
            return new ConfigLongEntry(key, value);
        }
    },
    xshort {
        @Override
        public AbstractConfigEntry createEntry(String key, String value) {
            return new ConfigShortEntry(key, value);
        }
    },
    xstring {
        @Override
        public AbstractConfigEntry createEntry(String key, String value) {
            return new ConfigStringEntry(key, value);
        }
    };

    public abstract AbstractConfigEntry createEntry(String key, String value);
}
