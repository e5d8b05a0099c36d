package org.videoaction.standin;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.config.base.AbstractConfigEntry;
import org.knime.core.node.config.base.ConfigBase;
import org.knime.core.node.config.base.ConfigBaseRO;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.migration.ConfigMigration;
import org.knime.node.parameters.migration.LoadDefaultsForAbsentFields;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.migration.NodeParametersMigration;
import org.knime.node.parameters.persistence.NodeParametersPersistor;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistable;
import org.knime.node.parameters.persistence.Persistor;

/** Writes parameter objects to settings and reads them from there, as KNIME does where a node says nothing else. */
public final class ParameterXml {
    private static final String IS_PRESENT = "_is_present";

    private ParameterXml() {
    }

    /**
     * Makes parameters with their defaults.
     *
     * @param type the parameters' class
     * @param specs what is known of the node's inputs
     * @param <P> the class
     * @return new parameters
     */
    public static <P> P defaults(Class<P> type, PortObjectSpec[] specs) {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (List.of(constructor.getParameterTypes()).equals(List.of(NodeParametersInput.class))) {
                return type.cast(create(constructor, new SpecsOnly(specs)));
            }
        }
        return newInstance(type);
    }

    /**
     * Writes parameters.
     *
     * @param parameters what to write
     * @param settings takes one entry or configuration a field
     */
    public static void save(Persistable parameters, NodeSettingsWO settings) {
        for (Field field : fields(parameters.getClass())) {
            saveField(field, get(field, parameters), settings);
        }
    }

    /**
     * Reads parameters.
     *
     * @param type the parameters' class
     * @param settings what was written
     * @param <P> the class
     * @return the parameters
     * @throws InvalidSettingsException if a key is missing or has a wrong type
     */
    public static <P> P load(Class<P> type, NodeSettingsRO settings) throws InvalidSettingsException {
        P parameters = newInstance(type);
        for (Field field : fields(type)) {
            set(field, parameters, loadField(field, get(field, parameters), settings));
        }
        return parameters;
    }

    /**
     * Whether settings have a nested entry.
     *
     * @param settings where to look
     * @param path the keys from the outside to the inside
     * @return true if all are there
     */
    public static boolean hasPath(ConfigBaseRO settings, String... path) {
        ConfigBaseRO config = settings;
        for (int i = 0; i < path.length; i++) {
            if (!config.containsKey(path[i])) {
                return false;
            }
            if (i < path.length - 1) {
                try {
                    config = config.getConfigBase(path[i]);
                } catch (InvalidSettingsException e) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * What settings hold.
     *
     * @param settings what was written
     * @return every value with its type, by the keys from the outside to the inside
     */
    public static Map<String, String> entries(ConfigBase settings) {
        Map<String, String> entries = new TreeMap<>();
        for (String key : settings.keySet()) {
            AbstractConfigEntry entry = settings.getEntry(key);
            if (entry instanceof ConfigBase nested) {
                entries(nested).forEach((path, value) -> entries.put(key + "/" + path, value));
            } else {
                entries.put(key, entry.toStringValue() + " " + entry.getType());
            }
        }
        return entries;
    }

    private static void saveField(Field field, Object value, NodeSettingsWO settings) {
        Optional<NodeParametersPersistor<Object>> persistor = persistor(field);
        String key = key(field);
        if (persistor.isPresent()) {
            persistor.get().save(value, settings);
        } else if (isGroup(field.getType())) {
            save((Persistable) value, settings.addNodeSettings(key));
        } else if (isGroups(field.getType())) {
            NodeSettingsWO list = settings.addNodeSettings(key);
            for (int i = 0; value != null && i < Array.getLength(value); i++) {
                save((Persistable) Array.get(value, i), list.addNodeSettings(Integer.toString(i)));
            }
        } else if (field.getType() == Optional.class) {
            ParameterValue<Object> content = ParameterValue.of(optionalType(field));
            Optional<?> optional = (Optional<?>) value;
            content.save(optional.isPresent() ? optional.get() : content.empty(), settings, key);
            settings.addBoolean(key + IS_PRESENT, optional.isPresent());
        } else {
            ParameterValue.of(field.getType()).save(value, settings, key);
        }
    }

    private static Object loadField(Field field, Object defaultValue, NodeSettingsRO settings)
        throws InvalidSettingsException {
        Optional<NodeParametersPersistor<Object>> persistor = persistor(field);
        String[][] paths = persistor.isPresent() ? persistor.get().getConfigPaths() : new String[][] {{key(field)}};
        boolean absent = List.of(paths).stream().noneMatch(path -> hasPath(settings, path));
        if (absent && loadsDefault(field)) {
            return defaultValue;
        }
        for (ConfigMigration<?> migration : migrations(field)) {
            if (migration.getMatcher() == null ? absent : migration.getMatcher().test(settings)) {
                return migration.getLoader().load(settings);
            }
        }
        return persistor.isPresent() ? persistor.get().load(settings) : loadDefaultWay(field, settings);
    }

    private static Object loadDefaultWay(Field field, NodeSettingsRO settings) throws InvalidSettingsException {
        String key = key(field);
        Class<?> type = field.getType();
        if (isGroup(type)) {
            return load(type, settings.getNodeSettings(key));
        }
        if (isGroups(type)) {
            NodeSettingsRO list = settings.getNodeSettings(key);
            Object groups = Array.newInstance(type.getComponentType(), list.keySet().size());
            for (int i = 0; i < Array.getLength(groups); i++) {
                Array.set(groups, i, load(type.getComponentType(), list.getNodeSettings(Integer.toString(i))));
            }
            return groups;
        }
        if (type == Optional.class) {
            return settings.getBoolean(key + IS_PRESENT, true)
                ? Optional.ofNullable(ParameterValue.of(optionalType(field)).load(settings, key)) : Optional.empty();
        }
        return ParameterValue.of(type).load(settings, key);
    }

    private static boolean isGroup(Class<?> type) {
        return Persistable.class.isAssignableFrom(type);
    }

    private static boolean isGroups(Class<?> type) {
        return type.isArray() && isGroup(type.getComponentType());
    }

    private static Class<?> optionalType(Field field) {
        return (Class<?>) ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
    }

    /**
     * Under which key a parameter lies.
     *
     * @param field the parameter
     * @return the key, the first of those that a persistor of its own has
     */
    public static String key(Field field) {
        Optional<NodeParametersPersistor<Object>> persistor = persistor(field);
        if (persistor.isPresent()) {
            return persistor.get().getConfigPaths()[0][0];
        }
        Persist persist = field.getAnnotation(Persist.class);
        String key = persist == null || persist.configKey().isEmpty() ? field.getName().replaceFirst("^m_", "")
            : persist.configKey();
        return persist != null && persist.hidden() ? key + "_Internals" : key;
    }

    private static boolean loadsDefault(Field field) {
        Migrate migrate = field.getAnnotation(Migrate.class);
        return migrate != null && migrate.loadDefaultIfAbsent() || !field.isAnnotationPresent(Migration.class)
            && field.getDeclaringClass().isAnnotationPresent(LoadDefaultsForAbsentFields.class);
    }

    @SuppressWarnings("unchecked")
    private static Optional<NodeParametersPersistor<Object>> persistor(Field field) {
        return annotation(field, Persistor.class)
            .map(persistor -> (NodeParametersPersistor<Object>) newInstance(persistor.value()));
    }

    @SuppressWarnings("unchecked")
    private static List<ConfigMigration<Object>> migrations(Field field) {
        return annotation(field, Migration.class)
            .map(migration -> ((NodeParametersMigration<Object>) newInstance(migration.value())).getConfigMigrations())
            .orElse(List.of());
    }

    private static <A extends Annotation> Optional<A> annotation(Field field, Class<A> type) {
        return Optional.ofNullable(field.getAnnotation(type));
    }

    /** KNIME sees the fields that are not private, and keeps nothing of messages; those of a superclass come first. */
    private static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        if (type.getSuperclass() != null && type.getSuperclass() != Object.class) {
            fields.addAll(fields(type.getSuperclass()));
        }
        for (Field field : type.getDeclaredFields()) {
            int excluded = Modifier.PRIVATE | Modifier.STATIC | Modifier.TRANSIENT;
            if ((field.getModifiers() & excluded) == 0 && !field.isSynthetic() && field.getType() != Void.class) {
                field.setAccessible(true);
                fields.add(field);
            }
        }
        return fields;
    }

    private static Object get(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Field field, Object owner, Object value) {
        try {
            field.set(owner, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T newInstance(Class<T> type) {
        try {
            return type.cast(create(type.getDeclaredConstructor()));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type.getName() + " has no constructor without arguments", e);
        }
    }

    private static Object create(Constructor<?> constructor, Object... arguments) {
        try {
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("Cannot create " + constructor.getDeclaringClass().getName() + ": "
                + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The settings of parameters.
     *
     * @param parameters what to write
     * @param key the key of the settings
     * @return new settings
     */
    public static NodeSettings toSettings(NodeParameters parameters, String key) {
        NodeSettings settings = new NodeSettings(key);
        save(parameters, settings);
        return settings;
    }
}
