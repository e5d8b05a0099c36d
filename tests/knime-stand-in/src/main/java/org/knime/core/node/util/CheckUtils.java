package org.knime.core.node.util;

import java.util.Locale;
import java.util.function.Function;
import org.knime.core.node.InvalidSettingsException;

/** Checks of arguments, states and settings. */
public final class CheckUtils {
    private CheckUtils() {
    }

    public static <T extends Throwable> void check(boolean holds, Function<String, T> exception, String message,
        Object... arguments) throws T {
        if (!holds) {
            throw exception.apply(arguments.length == 0 ? message : String.format(Locale.ROOT, message, arguments));
        }
    }

    public static void checkArgument(boolean holds, String message) throws IllegalArgumentException {
        check(holds, IllegalArgumentException::new, message);
    }

    public static void checkArgument(boolean holds, String message, Object... arguments)
        throws IllegalArgumentException {
        check(holds, IllegalArgumentException::new, message, arguments);
    }

    public static void checkSetting(boolean holds, String message, Object... arguments)
        throws InvalidSettingsException {
        check(holds, InvalidSettingsException::new, message, arguments);
    }

    public static void checkState(boolean holds, String message) throws IllegalStateException {
        check(holds, IllegalStateException::new, message);
    }

    public static void checkState(boolean holds, String message, Object... arguments) throws IllegalStateException {
        check(holds, IllegalStateException::new, message, arguments);
    }

    public static <T> T checkArgumentNotNull(T value) throws IllegalArgumentException {
        return checkArgumentNotNull(value, "Argument must not be null");
    }

    public static <T> T checkArgumentNotNull(T value, String message, Object... arguments)
        throws IllegalArgumentException {
        check(value != null, IllegalArgumentException::new, message, arguments);
        return value;
    }

    public static <T> T checkNotNull(T value) throws NullPointerException {
        return checkNotNull(value, "Value must not be null");
    }

    public static <T> T checkNotNull(T value, String message) throws NullPointerException {
        check(value != null, NullPointerException::new, message);
        return value;
    }

    public static <T> T checkNotNull(T value, String message, Object... arguments) throws NullPointerException {
        check(value != null, NullPointerException::new, message, arguments);
        return value;
    }

    public static <T> T checkSettingNotNull(T value, String message, Object... arguments)
        throws InvalidSettingsException {
        check(value != null, InvalidSettingsException::new, message, arguments);
        return value;
    }
}
