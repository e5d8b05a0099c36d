package org.knime.node.parameters.layout;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Where in the dialog a parameter is. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Layout {
    Class<?> value();
}
